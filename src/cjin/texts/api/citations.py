"""What instruments cite and who cites them, as it was worked out from the texts that are shown first."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Schema

from cjin.core.api.cursors import Page, Paging, part
from cjin.core.queries.readers import reader_of

from ..queries.cited import Cite, Narrowed, cited_by, cites_of
from ..queries.reading import work_for
from ..rules.cited.telling import Kind
from .router import router


class Wanted(Schema):
    """Which citations are wanted; empty is any."""

    kind: Literal["", Kind] = ""
    state: Literal["", "resolved", "unresolved"] = ""
    instrument: str = Field(
        "", max_length=250, description="The work at the other end, or what is cited as it is told."
    )
    provision: str = Field("", max_length=160, description="A place in this instrument, with all that it holds.")

    def narrowed(self) -> Narrowed:
        """As queries take it."""
        return Narrowed(self.kind, self.state, self.provision, self.instrument)


class CitationOut(Schema):
    """A citation. ``span`` counts in the provision, or in the note where one is named; ``works`` are the known works
    that are meant; ``to`` is a work, a place in it, or the symbol, number or name itself.
    """

    from_: str = Field(alias="from")
    words: str
    span: list[int]
    note: str | None
    kind: str
    to: str
    resolved: bool
    works: list[str]


@router.get("/{slug}/citations", response=Page[CitationOut], by_alias=True, summary="What an instrument cites")
def citations(request: HttpRequest, slug: str, wanted: Query[Wanted], paging: Query[Paging]) -> dict[str, Any]:
    """Citations in the order of the text, as ``cjin texts citations --json`` tells them, also places in itself."""
    reader = reader_of(request)
    found = wanted.narrowed().of(cites_of(work_for(reader, slug), reader))
    return part(_told(found), paging)


@router.get("/{slug}/cited-by", response=Page[CitationOut], by_alias=True, summary="Who cites an instrument")
def citing(request: HttpRequest, slug: str, wanted: Query[Wanted], paging: Query[Paging]) -> dict[str, Any]:
    """The citations of it in other instruments, by their day of adoption; with the same fields."""
    reader = reader_of(request)
    found = wanted.narrowed().of(cited_by(work_for(reader, slug), reader), by=True)
    return part(_told(found), paging)


def _told(found: list[Cite]) -> list[dict[str, Any]]:
    return [one.told() for one in found]
