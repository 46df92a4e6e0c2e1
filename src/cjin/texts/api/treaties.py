"""Who is party to which treaty and what was said of it, under /api/v1/texts/treaties."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Query, Schema
from ninja.files import UploadedFile

from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid
from cjin.reference.queries.states import state as state_by_code

from ..actions.participating import load_status
from ..queries.participation import plain
from ..queries.participation.gaps import gaps as gaps_of
from ..queries.participation.preparing import foreseen, newer_than, prepare
from ..queries.participation.statements import statements as stated
from ..queries.participation.statuses import of_state, status_of, statuses
from ..queries.reading import work_for, works_for
from .router import router
from .writing import person_with


class OnDay(Schema):
    """The day that is asked; without it each answer is as of the day of its newest file."""

    as_of: date | None = None


class Parties(OnDay):
    """Which participants are wanted: a State by its code, those that did something."""

    state: str = ""
    action: str = ""


class Statements(OnDay):
    """Which statements are wanted: of a State, on a topic, that name an article or paragraph."""

    state: str = ""
    topic: str = ""
    article: int = 0
    paragraph: str = ""


class StatusIn(Schema):
    """How a file is to be taken: the day as of which it is, whether only to look, whether an older one is meant."""

    as_of: date
    source: str = ""
    check: bool = False
    older: bool = False


@router.get("/treaties", summary="Treaties of which a status is loaded")
def treaties(request: HttpRequest, asked: Query[OnDay]) -> list[dict[str, Any]]:
    """Each with the day of the answer, the day and source of the file, and how many are party and have only signed."""
    return [plain.status(one) for one in statuses(asked.as_of, works_for(reader_of(request)))]


@router.get("/treaties/of/{iso3}", summary="The treaties of a State")
def treaties_of(request: HttpRequest, iso3: str, asked: Query[OnDay]) -> list[dict[str, Any]]:
    """What a State did about each treaty; ``participant`` is null where it is not listed."""
    found = of_state(state_by_code(iso3), asked.as_of, works_for(reader_of(request)))
    return [
        {
            **plain.treaty(status.treaty),
            "as_of": status.day,
            "file_as_of": status.file.as_of,
            "source": status.file.source,
            "participant": plain.participant(row, status.day) if row else None,
        }
        for status, row in found
    ]


@router.get("/treaties/{slug}/parties", summary="The participants of a treaty")
def parties(request: HttpRequest, slug: str, asked: Query[Parties]) -> dict[str, Any]:
    """The status of a treaty and its participants. ``action`` is signature, withdrawal, or a way of consent."""
    if asked.action and asked.action not in plain.ACTIONS:
        raise Invalid("There is no such action.", [Fault("query.action", f"it is one of {', '.join(plain.ACTIONS)}")])
    status = status_of(work_for(reader_of(request), slug), asked.as_of)
    wanted = [row for row in status.listed if not asked.state or row.state_id == asked.state.upper()]
    if asked.action:
        wanted = [row for row in wanted if plain.acted(row, asked.action)]
    rows = [plain.participant(row, status.day) for row in wanted]
    return {**plain.status(status), "participants": rows}


@router.get("/treaties/{slug}/statements", summary="What States declared about a treaty")
def statements(request: HttpRequest, slug: str, asked: Query[Statements]) -> list[dict[str, Any]]:
    """Statements in the words of the source, each with what rules propose that it is about."""
    found = stated(
        asked.as_of, treaties=[work_for(reader_of(request), slug)], state=asked.state.upper(), topic=asked.topic,
        article=asked.article, paragraph=asked.paragraph,
    )  # fmt: skip
    return [row for one in found for row in plain.statements(one)]


@router.get("/treaties/{slug}/gaps", summary="Who misses the protocols of a convention")
def gaps(request: HttpRequest, slug: str, asked: Query[OnDay]) -> dict[str, Any]:
    """Who is party to a convention and not to its protocols, with the status of each protocol."""
    found = gaps_of(work_for(reader_of(request), slug), asked.as_of)
    protocols = [plain.status(one) for one in found.protocols]
    return {**plain.status(found.status), "protocols": protocols, "gaps": plain.gaps(found)}


@router.post("/treaties/status", summary="Load a status of treaties, or look at what it would change")
def load(request: HttpRequest, file: File[UploadedFile], asked: Form[StatusIn]) -> dict[str, Any]:
    """Takes a CSV or the depositary's XML; with ``check`` nothing is written. Needs the duty texts.edit.

    A file that is older than the one that is shown is taken only with ``older``: 409 without it.
    """
    by, name, data = person_with(request, Duty.TEXTS_EDIT), file.name or "file", file.read()
    found = prepare(data=data, name=name, as_of=asked.as_of, today=timezone.localdate())
    told = {
        "file": name,
        "as_of": asked.as_of,
        "unchanged": found.known is not None,
        "rows": found.known.rows if found.known else found.taken,
        "older_than": {work.slug: shown.as_of for work, shown in newer_than(found).items()},
        "problems": [{"row": one.row, "message": one.message} for one in found.problems],
        "changes": [plain.changed(one) for one in foreseen(found)],
        "loaded": False,
    }
    if not asked.check:
        load_status(
            data=data, name=name, as_of=asked.as_of, source=asked.source, older=asked.older, by=by, now=timezone.now()
        )
        told["loaded"] = True
    return told
