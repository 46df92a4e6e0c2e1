"""The articles behind a question, an act or a legal basis, in the reader's words and with their pages."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from cjin.directory.queries.wording import work_names
from cjin.texts.models import Provision, Work
from cjin.texts.rules.stages import Stage

from ..rules.basis.instruments import instruments
from ..rules.places import place_in_words
from ..rules.wording import spoken

SHOWN = 3
"""So many articles are named where those of no instrument go first."""


@dataclass(frozen=True)
class Cited:
    """An article in words; ``url`` is its page where the library has one."""

    instrument: str
    place: str
    url: str = ""


def cite(articles: Iterable[str]) -> Mapping[str, Cited]:
    """Articles (``untoc-2000/art_18__para_15``) in words, by what they were asked as. Three queries for all."""
    parted = {one: one.partition("/") for one in articles if one}
    slugs, eids = {slug for slug, _, _ in parted.values()}, {eid for _, _, eid in parted.values()}
    there = Provision.objects.filter(expression__work__slug__in=slugs, eid__in=eids, expression__stage=Stage.PUBLISHED)
    pages = set(there.values_list("expression__work__slug", "eid")) if slugs else set()
    works = set(Work.objects.filter(slug__in=slugs).values_list("slug", flat=True)) if slugs else set()
    names, language = work_names(slugs), spoken(get_language() or "en")
    return {
        one: Cited(names[slug], place_in_words(eid, language) if eid else "", _page(slug, eid, pages, works))
        for one, (slug, _, eid) in parted.items()
    }


def _page(slug: str, eid: str, pages: Collection[tuple[str, str]], works: Collection[str]) -> str:
    if (slug, eid) in pages:
        return reverse("texts:provision", args=[slug, eid])
    return reverse("texts:work", args=[slug]) if slug in works else ""


def for_basis(articles: Iterable[str], basis: str) -> list[str]:
    """Those of the instrument that a request rests on, or of the convention of this protocol; else the first ones."""
    found = list(articles)
    return _of_basis(found, basis) or found[:SHOWN]


def asks(articles: Iterable[str], basis: str) -> bool:
    """Whether the instrument that a request rests on is among those that ask; also before any is chosen."""
    return not basis or bool(_of_basis(articles, basis))


def _of_basis(articles: Iterable[str], basis: str) -> list[str]:
    parents = {one.slug: one.parent for one in instruments()}
    wanted = {basis, parents.get(basis, "")} - {""}
    return [one for one in articles if one.partition("/")[0] in wanted]
