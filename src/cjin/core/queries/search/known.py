"""What the index knows of objects whose identifiers begin alike, without any question."""

import json

from cjin.core.models import SearchEntry
from cjin.core.rules.search.documents import Facets


def facets_of(kind: str, under: str, language: str) -> dict[str, Facets]:
    """The facets of the objects of a kind whose identifiers begin with ``under`` and a stroke; one query.

    They tell nothing of release: ask for objects only whose texts the reader may read.
    """
    after = f"{under}{chr(ord('/') + 1)}"
    rows = SearchEntry.objects.filter(
        kind=kind, language=language, object_id__gt=f"{under}/", object_id__lt=after
    ).values_list("object_id", "facets")
    return {name.partition("/")[2]: _plain(facets) for name, facets in rows}


def _plain(facets: object) -> Facets:
    told = json.loads(facets) if isinstance(facets, str) else facets
    return told if isinstance(told, dict) else {}
