"""What figures give to the search: indicators and the pages of areas, released as they are; categories of ICCS."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cjin.core.actions import search as index
from cjin.core.models import SearchEntry
from cjin.core.rules.release import ReleaseLevel
from cjin.core.rules.search import SearchDocument
from cjin.reference.models import State
from cjin.statistics.models import Description, Publication
from cjin.statistics.queries.covered import covered_in
from cjin.statistics.queries.labels import Labels, say
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.publishing.flows import Flow

LANGUAGES = {"ar": "ar", "en": "en", "es": "es", "fr": "fr", "ru": "ru", "zh": "zh-hans"}
"""The languages of the index, and the tag under which each is translated."""


@dataclass(frozen=True)
class Told:
    """A flow as one publication tells it."""

    publication: Publication
    flow: Mapping[str, Any]


class Indicators:
    """Indicators by their titles and the categories that they have figures for."""

    kind = "indicator"

    def documents(self, among: Collection[str] = ()) -> Iterator[SearchDocument]:
        """One document for each indicator (of some, or of all), language and release; the public ones once."""
        for identity, told in _by(keys_of_indicators, among).items():
            url = reverse("statistics:indicator", args=[identity])
            for key, one in _released(identity, told):
                alike = [each for each in told if key == identity and each.publication.release == ReleaseLevel.PUBLIC]
                covered = _covered(alike or [one])
                for language in LANGUAGES:
                    with translation.override(LANGUAGES[language]):
                        title, names = say(one.flow["title"]), _names(covered)
                    if language == "en" or title != one.flow["title"]:
                        text = "\n".join([identity, *names])
                        yield _document(self.kind, key, language, title, text, url, one)


def _covered(told: Sequence[Told]) -> dict[tuple[str, str], Labels]:
    """The dimension and code of each category that has a figure, with the labels that name it."""
    flows = [Flow.of(one.flow) for one in told]
    return {place: Labels(flow) for flow in flows for place in covered_in(flow)}


def _names(covered: Mapping[tuple[str, str], Labels]) -> list[str]:
    """Each category by its name, in the language of now."""
    return list(dict.fromkeys(labels.of(name, code) for (name, code), labels in covered.items()))


class Areas:
    """Areas that report figures, by their names."""

    kind = "area"

    def documents(self, among: Collection[str] = ()) -> Iterator[SearchDocument]:
        """One document for each area (of some, or of all), language and release; the public ones once."""
        by_area = _by(keys_of_areas, among)
        names = {state.iso3: state.names for state in State.objects.filter(iso3__in=by_area)}
        for code, told in by_area.items():
            url = reverse("statistics:area", args=[code])
            for key, one in _released(code, told):
                own = one.flow.get("labels", {}).get("REF_AREA", {}).get(code, code)
                for language in LANGUAGES:
                    name = names[code].get(language) if code in names else own
                    with translation.override(LANGUAGES[language]):
                        title = _("Figures of %(area)s") % {"area": name or own}
                    yield _document(self.kind, key, language, title, code, url, one)


class Categories:
    """The categories of ICCS by their codes and titles, with what is imported about them, in the languages present."""

    kind = "category"

    def documents(self) -> Iterator[SearchDocument]:
        """One document for each category and each language that has its title or its description; all are public."""
        tree = iccs()
        said: dict[tuple[str, str], Description] = {}
        for row in Description.objects.all():
            said[row.code, row.language] = row
        for code, category in tree.categories.items():
            above = "; ".join(tree[one].named("en") for one in tree.path(code)[:-1])
            for language in LANGUAGES:
                title, about = category.title.get(language), said.get((code, language))
                if title or about:
                    yield SearchDocument(
                        kind=self.kind,
                        object_id=code,
                        language=language,
                        title=f"{code} {title or category.named('en')}",
                        text="\n".join([about.description, about.inclusions]).strip() if about else "",
                        context=above,
                        url=reverse("statistics:category", args=[code]),
                    )


def renew_categories() -> None:
    """Brings the index in line with what is imported about the categories of ICCS."""
    index.index(Categories().documents())


def renew(publication: Publication) -> None:
    """Brings the index in line with what is published under the names that a publication has."""
    told = [Told(publication, flow) for flow in publication.flows]
    for source, keys in ((Indicators(), keys_of_indicators), (Areas(), keys_of_areas)):
        among = {key for one in told for key in keys(one)}
        found = list(source.documents(among)) if among else []
        index.index(found)
        there = SearchEntry.objects.filter(kind=source.kind).values_list("object_id", flat=True).distinct()
        gone = {one for one in there if one.partition("@")[0] in among} - {one.object_id for one in found}
        index.remove(source.kind, sorted(gone))


def keys_of_indicators(told: Told) -> Sequence[str]:
    """The indicator that a flow is."""
    return [told.flow["id"]]


def keys_of_areas(told: Told) -> Sequence[str]:
    """The areas that a flow holds."""
    return list(told.flow.get("lists", {}).get("REF_AREA", ()))


def _by(keys: Callable[[Told], Sequence[str]], among: Collection[str]) -> dict[str, list[Told]]:
    """What every source published last, by the keys that a flow stands under."""
    found: dict[str, list[Told]] = {}
    seen: set[tuple[int, str]] = set()
    published = Publication.objects.filter(withdrawn_at=None).select_related("source").order_by("source", "-number")
    for publication in published:
        for flow in publication.flows:
            if (publication.source_id, flow["id"]) not in seen:
                seen.add((publication.source_id, flow["id"]))
                told = Told(publication, flow)
                for key in keys(told):
                    if not among or key in among:
                        found.setdefault(key, []).append(told)
    return found


def _released(identity: str, told: list[Told]) -> Iterator[tuple[str, Told]]:
    """Under its own name once where something of it is public, otherwise once for each source."""
    public = next((one for one in told if one.publication.release == ReleaseLevel.PUBLIC), None)
    if public is not None:
        yield identity, public
    else:
        yield from {f"{identity}@{one.publication.source.slug}": one for one in told}.items()


def _document(kind: str, key: str, language: str, title: str, text: str, url: str, told: Told) -> SearchDocument:
    one = told.publication
    return SearchDocument(
        kind=kind,
        object_id=key,
        language=language,
        title=title,
        text=text,
        context=one.source.title,
        url=url,
        release=ReleaseLevel(one.release),
        owner=one.owner_id,
        states=frozenset(map(str, one.states)),
    )
