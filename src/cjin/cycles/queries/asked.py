"""The paragraphs that questions are about, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cjin.core.queries.release import Reader
from cjin.texts.models import Provision, Work
from cjin.texts.queries.reading import readable, works_for
from cjin.texts.queries.wording import short_title
from cjin.texts.rules.naming import path_in_words

from ..rules.form.questions import Question


@dataclass(frozen=True)
class Paragraph:
    """A provision: what it is called, its text and in which language that stands; no text where none is here."""

    work: str
    eid: str
    cited: str
    text: str = ""
    chapeau: str = ""
    language: str = ""
    is_known: bool = False


def paragraphs_of(questions: Iterable[Question], language: str, reader: Reader) -> dict[str, Paragraph]:
    """The provisions that questions are about, by place (``kyoto-2021/para_61``). Two queries."""
    places = {place for one in questions for place in one.about}
    wanted = {place: (place.partition("/")[0], place.partition("/")[2]) for place in places}
    works = {one.slug: one for one in works_for(reader).filter(slug__in={slug for slug, _ in wanted.values()})}
    texts = _texts(works, {eid for _, eid in wanted.values()}, language, reader)
    return {place: _paragraph(slug, eid, works.get(slug), texts) for place, (slug, eid) in wanted.items()}


def _texts(
    works: Mapping[str, Work], eids: set[str], language: str, reader: Reader
) -> dict[tuple[str, str], tuple[str, Provision]]:
    """The text of each provision in the reader's language, else in English, else in any."""
    shown = readable(reader).filter(work__in=works.values(), is_current=True)
    rows = Provision.objects.filter(expression__in=shown, eid__in=eids).select_related("expression__work")
    order = {language: 0, "en": 1}
    found: dict[tuple[str, str], tuple[str, Provision]] = {}
    for one in sorted(rows, key=lambda row: order.get(row.expression.language, 2)):
        found.setdefault((one.expression.work.slug, one.eid), (one.expression.language, one))
    return found


def _paragraph(
    slug: str, eid: str, work: Work | None, texts: Mapping[tuple[str, str], tuple[str, Provision]]
) -> Paragraph:
    cited = f"{short_title(work) if work else slug}, {path_in_words(eid)}"
    if (slug, eid) not in texts:
        return Paragraph(slug, eid, cited, is_known=work is not None)
    language, one = texts[slug, eid]
    return Paragraph(slug, eid, cited, one.text, one.chapeau, language, True)
