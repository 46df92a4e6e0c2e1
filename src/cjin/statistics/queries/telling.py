"""What a publication tells of itself to programs: the command line and the API say the same."""

from typing import Any

from cjin.statistics.models import Publication
from cjin.statistics.queries.publications import findings_in, hidden_in
from cjin.statistics.queries.succession import NOWHERE, Place


def publication_told(one: Publication, *, whole: bool, place: Place = NOWHERE) -> dict[str, Any]:
    """A publication without its cells; ``whole`` for who releases figures, ``place`` is its own among the others."""
    return {
        "key": one.key,
        "source": one.source.slug,
        "number": one.number,
        "title": one.title,
        "of": (one.load or one.dataset or one).key,
        "release": one.release,
        "rule": one.rule or None,
        "reason": one.reason or None,
        "vintage": one.vintage.isoformat(),
        "published_at": one.published_at,
        "flows": [{"id": told["id"], "cells": told["cells"]} for told in one.flows],
        "hidden": hidden_in(one, whole=whole),
        "opened": one.report.get("opened", 0),
        "refused": one.report.get("refused", {}),
        "undated": one.report.get("undated", {}),
        "provisional": one.report.get("provisional") or None,
        "periods": one.report.get("periods", {}),
        "twice": one.report.get("twice"),
        "findings": findings_in(one, whole=whole),
        "takes_place_of": [earlier.key for earlier in place.before],
        "replaced_by": [later.key for later in place.after],
        "replaced": place.replaced,
        "withdrawn": one.withdrawn_why or None,
    }
