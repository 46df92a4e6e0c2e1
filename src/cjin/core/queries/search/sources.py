"""What can be searched here: the list stands in ``node``, which hands it down by the setting CJIN_SEARCH_SOURCES."""

from django.conf import settings
from django.utils.module_loading import import_string

from cjin.core.rules.errors import NotFound
from cjin.core.rules.search import SearchSource


def sources(kind: str | None = None) -> list[SearchSource]:
    """Every source of the list, or the one of a kind. Raises NotFound where no source has this kind."""
    every: list[SearchSource] = [import_string(path.replace(":", "."))() for path in settings.CJIN_SEARCH_SOURCES]
    found = [source for source in every if kind in (None, source.kind)]
    if not found:
        known = ", ".join(source.kind for source in every)
        raise NotFound(f"Nothing of the kind “{kind}” can be searched here; there are: {known}.")
    return found
