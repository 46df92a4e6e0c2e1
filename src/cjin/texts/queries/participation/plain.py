"""Answers about participation as files, the API and the command line give them: names of fields are stable."""

from datetime import date
from typing import Any

from cjin.texts.models import Participation, Work
from cjin.texts.queries.participation.files import Changed
from cjin.texts.queries.participation.gaps import Gaps
from cjin.texts.queries.participation.standing import InForce
from cjin.texts.queries.participation.statements import Stated
from cjin.texts.queries.participation.statuses import Status
from cjin.texts.rules.participation.changes import in_words
from cjin.texts.rules.participation.standing import is_party
from cjin.texts.rules.participation.topics import Mark
from cjin.texts.rules.participation.treaties import by_slug

COLUMNS = (
    "participant", "state", "signed", "consent", "consented", "in_force", "in_force_computed", "ended", "party",
    "as_of",
)  # fmt: skip
GAP_COLUMNS = ("participant", "state", "missing", "as_of")
STATEMENT_COLUMNS = ("treaty", "participant", "state", "kind", "said_on", "topics", "places", "text", "as_of")
ACTIONS = ("signature", "ratification", "accession", "acceptance", "approval", "succession", "withdrawal")


def participant(row: Participation, day: date) -> dict[str, Any]:
    """One participant; ``party`` says whether it was bound on the day."""
    return {
        "participant": row.participant,
        "state": row.state_id,
        "signed": row.signed,
        "consent": row.consent,
        "consented": row.consented,
        "in_force": row.in_force,
        "in_force_computed": row.computed,
        "ended": row.ended,
        "party": is_party(row, day),
        "as_of": day,
    }


def acted(row: Participation, action: str) -> bool:
    """Whether a participant did this: one of ``ACTIONS``, or any consent by its name."""
    if action == "signature":
        return row.signed is not None
    return row.ended is not None if action == "withdrawal" else row.consent == action


def treaty(work: Work) -> dict[str, Any]:
    """A treaty by its identifier, its number with the depositary and its titles."""
    known = by_slug().get(work.slug)
    return {"treaty": work.slug, "mtdsg": known.mtdsg if known else "", "title": dict(work.title)}


def status(one: Status) -> dict[str, Any]:
    """Which file answers for a treaty, and how many are party and have only signed."""
    return {
        **treaty(one.treaty),
        "as_of": one.day,
        "file_as_of": one.file.as_of,
        "source": one.file.source,
        "parties": len(one.parties),
        "signatories": len(one.signatories),
    }


def gaps(found: Gaps) -> list[dict[str, Any]]:
    """Who misses which protocol."""
    return [
        {
            "participant": one.participant,
            "state": one.state.pk if one.state else None,
            "missing": [work.slug for work in one.missing],
            "as_of": found.status.day,
        }
        for one in found.gaps
    ]


def statements(found: Stated) -> list[dict[str, Any]]:
    """What was said of a treaty. ``topics`` and ``places`` are what rules propose, with the words that led there."""
    return [
        {
            "treaty": found.treaty.slug,
            "participant": one.statement.participant,
            "state": one.statement.state_id,
            "kind": one.statement.kind,
            "said_on": one.statement.said_on,
            "topics": one.topics,
            "places": [place.eid for place in one.places],
            "proposed": list(map(_mark, one.marks)),
            "text": one.statement.text,
            "as_of": found.file.as_of,
        }
        for one in found.statements
    ]  # fmt: skip


def _mark(one: Mark) -> dict[str, Any]:
    spans = [list(span) for span in one.spans]
    return {"topic": one.topic, "spans": spans, "places": [place.eid for place in one.places]}


def changed(one: Changed) -> dict[str, Any]:
    """What a file changes of a treaty, in plain words."""
    return {
        "treaty": one.treaty.slug,
        "before": one.before.as_of if one.before else None,
        "changes": [
            {"participant": c.participant, "kind": str(c.kind), "was": in_words(c.was), "now": in_words(c.now)}
            for c in one.changes
        ],
    }


def in_force(one: InForce) -> dict[str, Any]:
    """A treaty that was in force for a State, since when, and as of which day that is known."""
    return {
        "treaty": one.treaty.slug,
        "state": one.row.state_id,
        "since": one.since,
        "computed": one.row.computed,
        "consent": one.row.consent,
        "file_as_of": one.file.as_of,
    }
