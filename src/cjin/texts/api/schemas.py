"""What the API of texts gives: works, and their texts."""

from datetime import date

from ninja import Schema

from ..models import Expression
from ..views.downloads import version_of


class WorkOut(Schema):
    """A work: an instrument as such, with the texts of it that the asker may read."""

    slug: str
    title: dict[str, str]
    symbol: str
    annex: int
    adopted: date | None
    body: str
    known: bool


class TextOut(Schema):
    """A text of a work. ``key`` names it in every other call; ``is_proposal`` says that it is no adopted form."""

    key: str
    language: str
    version: int
    stage: str
    current: bool
    is_proposal: bool
    title: str
    etag: str


class WorkWithTexts(WorkOut):
    """A work and its texts, current ones first."""

    texts: list[TextOut]


class ImportOut(Schema):
    """What an import did: the drafts it made, or the texts that the same file gave before."""

    unchanged: bool
    texts: list[TextOut]


class ActOut(Schema):
    """What an act did: the text it was done to or that it made, null where it is gone, and the unit it ends at."""

    text: TextOut | None
    unit: str | None


def text_out(text: Expression) -> TextOut:
    """A text as the API shows it."""
    return TextOut(
        key=text.key,
        language=text.language,
        version=text.number,
        stage=text.stage,
        current=text.is_current,
        is_proposal=text.is_proposal,
        title=text.title,
        etag=version_of(text),
    )
