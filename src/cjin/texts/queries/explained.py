"""Parallels with what a person needs to judge them: what both provisions say, and the reasons in words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models.functions import Substr

from cjin.core.queries.release import Reader
from cjin.reference.models import Topic
from cjin.texts.models import Annotation, Provision, Work
from cjin.texts.queries.instruments import ENGLISH
from cjin.texts.queries.paired import Pair
from cjin.texts.queries.reading import readable
from cjin.texts.queries.wording import said_in, short_title

FIRST = 200
"""So many letters are shown of a provision that has no summary."""
Place = tuple[int, str]


def explained(pairs: Sequence[Pair], reader: Reader) -> list[Pair]:
    """The pairs with what the other provision says, and the names of the works and topics of both. Four queries."""
    said = said_by([(one.other.pk, one.other_eid) for one in pairs], reader)
    topics = _topics({key for one in pairs for key in one.reasons.get("topics", ())})
    works = _works({key for one in pairs for key in one.reasons.get("works", ())})
    found = []
    for one in pairs:
        words, in_summary = said.get((one.other.pk, one.other_eid), ("", True))
        found.append(
            replace(
                one,
                said=words,
                in_summary=in_summary,
                works=[works.get(key, key) for key in one.reasons.get("works", ())],
                topics=[topics[key] for key in one.reasons.get("topics", ()) if key in topics],
            )
        )
    return found


def said_by(places: Iterable[Place], reader: Reader) -> dict[Place, tuple[str, bool]]:
    """What provisions say: the summary and True, or the first words of the English text and False. Two queries."""
    wanted = set(places)
    works, eids = {work for work, _ in wanted}, {eid for _, eid in wanted}
    found = {
        (one.work_id, one.eid): (said_in(one.summary), True)
        for one in Annotation.objects.filter(work__in=works, eid__in=eids).only("work_id", "eid", "summary")
    }
    missing = wanted - found.keys()
    if missing:
        texts = readable(reader).filter(work__in={work for work, _ in missing}, language=ENGLISH, is_current=True)
        rows = Provision.objects.filter(expression__in=texts, eid__in={eid for _, eid in missing}).values_list(
            "expression__work_id", "eid", Substr("text", 1, FIRST + 1)
        )
        found |= {(work, eid): (_first(words), False) for work, eid, words in rows if (work, eid) in missing}
    return found


def _first(words: str) -> str:
    """The first words, cut between two of them."""
    return words if len(words) <= FIRST else words[:FIRST].rpartition(" ")[0] + " …"


def _topics(keys: set[str]) -> dict[str, str]:
    return {one.pk: said_in(one.pref_label) for one in Topic.objects.filter(pk__in=keys)}


def _works(slugs: set[str]) -> dict[str, str]:
    return {one.slug: short_title(one) for one in Work.objects.filter(slug__in=slugs)}
