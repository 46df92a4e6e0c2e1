"""Publications, the flows that they hold, and how single figures were made; releasing figures and taking them back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import parse_etags
from ninja import Body, Query

from cjin.core.api.cursors import Page, Paging, page
from cjin.core.api.fields import only
from cjin.core.api.scopes import check_scope
from cjin.core.api.versions import check_unchanged, etag
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.release import ReleaseLevel

from ..actions.preparing import Making, folder_of
from ..actions.publishing import Terms, of_dataset, of_load, withdraw
from ..actions.releasing import released, same
from ..actions.wishes import look
from ..models import Publication
from ..queries.datasets import dataset_by_key
from ..queries.flows import Held, codes_of, flow_for, flows
from ..queries.labels import title_of
from ..queries.lineage import Lineage, lineage_of
from ..queries.loads import load_by_key
from ..queries.origins import origins_of
from ..queries.previews import preview_told
from ..queries.publications import flow_in, may_publish, publication_for, publications_of
from ..queries.readings import edits_figures
from ..queries.restoring import known_revisions, lacking
from ..queries.sdmx import metadata_of
from ..queries.succession import Succession
from ..queries.telling import publication_told
from ..rules.publishing.reading import Cell
from ..rules.tableset import declaration_named
from .router import router

FIELDS = ("load", "tables", "dataset", "release", "rule", "reason", "show_totals", "population", "opens")


def publishing(request: HttpRequest) -> User:
    """Who asks, where they, and their token, may release figures. Raises NotAllowed."""
    check_scope(request, Duty.STATISTICS_PUBLISH)
    check_can(request.user, Duty.STATISTICS_PUBLISH, today=timezone.localdate())
    assert isinstance(request.user, User)
    return request.user


@router.get("/publications", response=Page[dict[str, Any]], summary="What was published")
def publications(request: HttpRequest, paging: Query[Paging], source: str = "") -> dict[str, Any]:
    """Publications that the asker may see, the newest first; withdrawn ones for who releases figures."""
    found, succession = publications_of(request.user).order_by(), Succession(request.user)
    return page(
        found.filter(source__slug=source) if source else found,
        paging,
        order=["-pk"],
        shown=lambda one: publication_told(one, whole=may_publish(request.user), place=succession.of(one)),
    )


@router.post("/publications", summary="Publish tables of a load, or ready figures")
def publish(request: HttpRequest, arguments: Body[dict[str, Any]]) -> dict[str, Any]:
    """``load`` with ``tables`` (a set of the catalogue, or a declaration), or ``dataset``; on terms.

    Terms: ``release`` (own, all-states, public), ``rule`` (counts-of-persons without it; empty with a ``reason``),
    ``show_totals``, ``population`` (CSV), ``opens`` (consent to show what earlier publications keep back).
    The same again on the same terms changes nothing, and ``unchanged`` says so. ``If-Match`` with the ETag of a preview
    publishes exactly what that told, or nothing. Needs the duty statistics.publish.
    """
    person, making = publishing(request), _making(arguments)
    return _done(released(making, person, timezone.now(), looked_at=_looked_at(request, making)))


def _looked_at(request: HttpRequest, making: Making) -> str:
    """The key that ``If-Match`` names, that of now where it is among several."""
    said = request.headers.get("If-Match", "").strip()
    return making.key if said != "*" and f'"{making.key}"' in parse_etags(said) else said.removeprefix("*")


@router.post("/publications/preview", summary="What would be published")
def preview(request: HttpRequest, response: HttpResponse, arguments: Body[dict[str, Any]]) -> dict[str, Any]:
    """Takes what publishing takes, and publishes nothing.

    Tells what a publication tells of itself, with the ``statuses`` of the figures of each flow, and in ``revisions``
    how many stay the same, change, are added or removed. What was published on these terms before is told as
    ``unchanged``. Publishing takes the ETag as ``If-Match``. Needs the duty statistics.publish.
    """
    person, making = publishing(request), _making(arguments)
    if there := same(making.publication):
        return _done(there)
    look(making, by=person, now=timezone.now())
    made = making.publication
    response["ETag"] = f'"{making.key}"'
    return preview_told(person, made, folder_of(making.key)) | {"unchanged": False}


def _making(arguments: dict[str, Any]) -> Making:
    only(arguments, FIELDS, "body")
    terms = _terms(arguments)
    if dataset := arguments.get("dataset"):
        return of_dataset(dataset_by_key(str(dataset)), terms)
    tables = arguments.get("tables")
    if not arguments.get("load") or not tables:
        fault = Fault("load", "name a load with its tables, or a dataset")
        raise Invalid("It is not said what is to be published.", [fault])
    declared = tables if isinstance(tables, dict) else declaration_named(str(tables))
    return of_load(load_by_key(str(arguments["load"])), declared, "tables", terms)


def _done(one: Publication) -> dict[str, Any]:
    place = Succession(None, one.source_id).of(one)
    return publication_told(one, whole=True, place=place) | {"unchanged": one.unchanged}


def _terms(said: dict[str, Any]) -> Terms:
    release = said.get("release", "own")
    if release not in ("own", "all-states", "public"):
        raise Invalid("These terms cannot be used.", [Fault("release", "write own, all-states or public")])
    return Terms(
        ReleaseLevel(release), str(said.get("rule", "counts-of-persons")), str(said.get("reason", "")),
        said.get("show_totals") is True, str(said.get("population", "")), said.get("opens") is True,
    )  # fmt: skip


@router.get("/publications/{slug}/{int:number}", summary="A publication")
def one_publication(request: HttpRequest, response: HttpResponse, slug: str, number: int) -> dict[str, Any]:
    """A publication with its reference metadata and what it changed in each flow; its ETag is what an act names.

    ``missing`` are the flows whose files are not in their place.
    """
    one = publication_for(request.user, slug, number)
    response["ETag"] = _version(one)
    revisions = known_revisions(request.user, one)
    place = Succession(request.user, one.source_id).of(one)
    return publication_told(one, whole=may_publish(request.user), place=place) | {
        "missing": lacking(one),
        "metadata": metadata_of(one, revisions),
        "revisions": [found.told() for found in revisions],
    }


@router.post("/publications/{slug}/{int:number}/withdraw", summary="Take a publication back")
def take_back(request: HttpRequest, slug: str, number: int, why: Body[str]) -> dict[str, Any]:
    """For a reason, which stays. ``If-Match`` carries its ETag. Needs the duty statistics.publish."""
    person = publishing(request)
    one = publication_for(request.user, slug, number)
    check_unchanged(request, _version(one))
    return publication_told(withdraw(publication=one, why=why, by=person, now=timezone.now()), whole=True)


def _version(one: Publication) -> str:
    """What is published stays as it is, until it is withdrawn."""
    return etag("publication", one.pk, one.withdrawn_at)


@router.get("/flows", summary="Flows: what is published under which name")
def every_flow(request: HttpRequest) -> list[dict[str, Any]]:
    """The flows that the asker may see, with their dimensions, areas and periods. Their cells are given as SDMX."""
    return [_flow(held) for held in flows(request.user)]


def _flow(held: Held) -> dict[str, Any]:
    return {
        "id": held.flow.id,
        "title": title_of(held.flow),
        "group": held.flow.group,
        "dimensions": held.flow.key,
        "areas": held.areas,
        "periods": held.periods,
        "cells": held.flow.cells,
        "publications": [part.publication.key for part in held.parts],
    }


@router.get("/flows/{identity}", summary="A flow")
def one_flow(request: HttpRequest, identity: str) -> dict[str, Any]:
    """A flow with its codes, and the counting rules of each source that publishes it."""
    held = flow_for(request.user, identity)
    rules = {part.publication.source.slug: part.flow.rules for part in held.parts}
    return _flow(held) | {"codes": held.flow.lists, "rules": rules}


@router.get("/cells/{slug}/{int:number}/{flow}/{key}/{period}", summary="How a figure was made")
def cell(request: HttpRequest, slug: str, number: int, flow: str, key: str, period: str) -> dict[str, Any]:
    """A figure with its rules, the declaration of its table, its national codes, and its value in each publication.

    ``code_count`` is how many national codes count in it; ``codes`` are they, for who may see their scheme. ``rows``
    are where a ready figure stood in its file, and what was read otherwise than it stood there.
    """
    one = publication_for(request.user, slug, number)
    said = flow_in(one, flow)
    whole = may_publish(request.user) or edits_figures(request.user)
    found = lineage_of(request.user, one, said, codes_of(said, key, slug, period))
    rows = [origin.told() for origin in origins_of(one, said, found.cell)]
    return _lineage(found, whole=whole) | {"rows": rows, "withdrawn": one.withdrawn_why or None}


def _lineage(found: Lineage, *, whole: bool) -> dict[str, Any]:
    """The digest of the records, by which a guess of them could be confirmed, is for who keeps them."""
    reading = found.publication.load or found.publication.dataset
    return {
        "cell": _cell(found.cell),
        "publication": found.publication.key,
        "made_from": {"key": reading.key, **({"digest": reading.digest} if whole else {})} if reading else None,
        "rules": found.flow.rules,
        "table": found.declaration,
        "code_count": found.codes,
        "codes": [
            {"code": one.code, "title": one.title, "iccs": one.target, "share": one.share} for one in found.links
        ],
        "versions": [
            {"publication": one.publication.key, "vintage": one.publication.vintage.isoformat(), **_value(one.cell)}
            for one in found.versions
        ],
    }


def _cell(one: Cell) -> dict[str, Any]:
    return {"codes": one.codes, **_value(one), "break": one.broken, "comment": one.comment}


def _value(one: Cell | None) -> dict[str, Any]:
    return {"value": one.value, "status": one.status} if one else {"value": None, "status": None}
