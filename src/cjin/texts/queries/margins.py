"""What stands in the margin of an instrument: what each provision asks, who cites it, and its parallels."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from cjin.core.queries.release import Reader
from cjin.core.queries.search.known import facets_of
from cjin.core.rules.search.documents import Facets, each_facet
from cjin.texts.models import Citation, Expression
from cjin.texts.queries.instruments import ENGLISH
from cjin.texts.queries.paired import counts_of
from cjin.texts.queries.reading import readable
from cjin.texts.rules.commitments.lexicon import acts
from cjin.texts.rules.commitments.rows import CONFIRMED

KIND = "provision"
"""The kind of provisions in the search."""


@dataclass(frozen=True, slots=True)
class Margin:
    """What is told beside a provision: who is to act and the strongest act with its strength (0 where nothing is
    asked), the years in which something is due, whether somebody confirmed it; how many provisions of other
    instruments cite it, and how many are parallel to it.
    """

    actors: tuple[str, ...] = ()
    act: str = ""
    strength: int = 0
    due: tuple[str, ...] = ()
    confirmed: bool = False
    cited: int = 0
    parallels: int = 0


def margins_of(text: Expression, reader: Reader) -> Mapping[str, Margin]:
    """The margin of each provision of a text that is shown first; four queries. Empty for any other text."""
    if not text.is_current:
        return {}
    asked = facets_of(KIND, text.work.slug, text.language)
    cited = _cited(text, reader)
    beside = counts_of(text.work, reader)
    return {
        eid: _margin(asked.get(eid, {}), cited.get(eid, 0), beside.get(eid, 0))
        for eid in {*(eid for eid, facets in asked.items() if facets.get("act")), *cited, *beside}
    }


def _margin(facets: Facets, cited: int, parallels: int) -> Margin:
    told: dict[str, list[str]] = {}
    for name, value in each_facet(facets):
        told.setdefault(name, []).append(value)
    known = [act for act in told.get("act", ()) if act in acts()]
    strongest = max(known, key=lambda act: acts()[act].strength, default="")
    return Margin(
        actors=tuple(told.get("actor", ())),
        act=strongest,
        strength=acts()[strongest].strength if strongest else 0,
        due=tuple(told.get("due", ())),
        confirmed=told.get("state") == [CONFIRMED],
        cited=cited,
        parallels=parallels,
    )


def _cited(text: Expression, reader: Reader) -> dict[str, int]:
    """How many provisions of other instruments that the reader may read cite each provision."""
    read = readable(reader).filter(language=ENGLISH, is_current=True).values("work")
    rows = Citation.objects.filter(cited=text.work_id, work__in=read).exclude(cited_eid="").exclude(work=text.work_id)
    return dict(rows.values_list("cited_eid").annotate(Count("eid", distinct=True)).order_by())
