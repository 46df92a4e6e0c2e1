"""Putting documents into the search index and taking them out. The index is derived, so it writes no audit rows."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from itertools import batched

from django.db import connection, transaction

from cjin.core.models import SearchEntry, SearchText
from cjin.core.rules.search import SearchDocument, SearchSource
from cjin.core.rules.search.indexing import digest, indexed
from cjin.core.rules.storable import storable

BATCH = 500
NAMED_BY = ["kind", "object_id", "language"]
SEEN = ["release", "owner", "states", "facets", "title_tokens", "context_tokens", "body_tokens", "marks", "digest"]
SHOWN = ["title", "context", "text", "url"]


def index(documents: Iterable[SearchDocument]) -> int:
    """Put documents into the index, or renew them there; answers how many were new or had changed.

    Takes any number, in portions of BATCH, each in its own transaction unless the caller has one. A document given
    twice counts as given last.
    """
    return sum(_index(portion) for portion in batched(documents, BATCH))


@transaction.atomic
def remove(kind: str, object_ids: Iterable[str]) -> int:
    """Take objects of a kind out of the index in all languages; answers how many documents went."""
    went = 0
    for portion in batched(object_ids, BATCH):
        found = SearchEntry.objects.filter(kind=kind, object_id__in=portion)
        went += found.count()
        found.delete()
    return went


def rebuild(source: SearchSource) -> tuple[int, int]:
    """Bring the index in line with a source: answers how many documents were put in or renewed, and how many went.

    Documents that the source no longer has are taken out at the end, so that nothing is missing meanwhile.
    """
    known: set[tuple[str, str]] = set()

    def noted() -> Iterable[SearchDocument]:
        for document in source.documents():
            known.add((document.object_id, document.language))
            yield document

    renewed = index(noted())
    entries = SearchEntry.objects.filter(kind=source.kind).values_list("pk", "object_id", "language")
    gone = [number for number, object_id, language in entries.iterator() if (object_id, language) not in known]
    for portion in batched(gone, BATCH):
        SearchEntry.objects.filter(pk__in=portion).delete()
    tidy()
    return renewed, len(gone)


def tidy() -> None:
    """Let the engine put its structures in order after much has changed: takes seconds, makes searches quicker."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO core_searchindex (core_searchindex) VALUES ('optimize')")
        else:
            cursor.execute("ANALYZE core_searchentry")


@transaction.atomic
def _index(documents: Iterable[SearchDocument]) -> int:
    named = {(one.kind, one.object_id, one.language): one for one in map(_storable, documents)}
    given = dict(sorted(named.items()))  # in one order, so that two who index the same do not lock each other out
    digests = {name: digest(document) for name, document in given.items()}
    known = _known(given)
    changed = [document for name, document in given.items() if known.get(name) != digests[name]]
    entries = SearchEntry.objects.bulk_create(
        [_entry(document, digests[document.kind, document.object_id, document.language]) for document in changed],
        update_conflicts=True,
        unique_fields=NAMED_BY,
        update_fields=SEEN,
    )
    SearchText.objects.bulk_create(
        [
            SearchText(entry_id=entry.pk, title=one.title, context=one.context, text=one.text, url=one.url)
            for entry, one in zip(entries, changed, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=SHOWN,
    )
    return len(changed)


def _known(given: Mapping[tuple[str, str, str], SearchDocument]) -> dict[tuple[str, str, str], str]:
    rows = SearchEntry.objects.filter(
        kind__in={kind for kind, _, _ in given}, object_id__in={object_id for _, object_id, _ in given}
    )
    return {(kind, name, language): known for kind, name, language, known in rows.values_list(*NAMED_BY, "digest")}


def _entry(document: SearchDocument, named: str) -> SearchEntry:
    return SearchEntry(
        kind=document.kind,
        object_id=document.object_id,
        language=document.language,
        facets=dict(document.facets),
        release=document.release,
        owner_id=document.owner,
        states=document.states,
        digest=named,
        **asdict(indexed(document)),
    )


def _storable(document: SearchDocument) -> SearchDocument:
    """The document with texts that a database can hold."""
    return replace(
        document,
        title=storable(document.title),
        context=storable(document.context),
        text=storable(document.text),
        url=storable(document.url),
    )
