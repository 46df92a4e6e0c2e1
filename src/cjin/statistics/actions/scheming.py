"""Whole schemes: made, imported from a file, brought from the catalogue."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.catalogue import read
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.schemes import put
from cjin.statistics.models import Entry, LinkRow, Scheme
from cjin.statistics.queries.schemes import link_of, links_of
from cjin.statistics.rules.correspondence import Link, read_links
from cjin.statistics.rules.linksheets import by_code, is_open, read_sheet
from cjin.statistics.rules.reviewing import standing_of

STREAM = "statistics"
IDENTIFIER = "abcdefghijklmnopqrstuvwxyz0123456789-"


@dataclass
class Imported:
    """What an import did to the codes of a scheme."""

    made: int = 0
    changed: int = 0
    same: int = 0


@transaction.atomic
def make(*, slug: str, title: str, version: str = "", area: str = "", by: User | None, now: datetime) -> Scheme:
    """A new scheme without codes. Raises NotAllowed, Invalid, Conflict where the identifier is taken."""
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    faults = []
    if not slug or set(slug) - set(IDENTIFIER) or len(slug) > 80:
        faults.append(Fault("slug", _("Write small letters, digits and hyphens, at most 80.")))
    if not title.strip() or len(title) > 400:
        faults.append(Fault("title", _("A scheme needs a title of at most 400 characters.")))
    if faults:
        raise Invalid(_("This scheme cannot be made."), faults)
    if slug == "iccs" or Scheme.objects.filter(slug=slug).exists():
        raise Conflict(_("There is a scheme %(slug)s already.") % {"slug": slug})
    scheme = Scheme.objects.create(slug=slug, title=title.strip(), version=version[:40], area=area[:20])
    record(stream=STREAM, act="make-scheme", by=by, obj=f"scheme/{slug}", detail={"title": title}, now=now)
    return scheme


@transaction.atomic
def import_sheet(*, scheme: Scheme, content: bytes, name: str, by: User | None, now: datetime) -> Imported:
    """Takes the codes of an XLSX or CSV file over, whole or not at all; codes that it does not name stay as they are.

    Raises NotAllowed, Invalid with the place of each faulty cell.
    """
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    codes = by_code(read_sheet(content, name))
    locked = Scheme.objects.select_for_update().get(pk=scheme.pk)
    known = {one.code: one for one in locked.entries.select_related("scheme").prefetch_related("rows")}
    done = Imported()
    new = [code for code in codes if code not in known]
    known |= _entries(locked, {code: codes[code] for code in new})
    for code, links in codes.items():
        _take(known[code], links, code in new, done, by, now)
    if done.made or done.changed:
        detail = {
            "file": name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "made": done.made,
            "changed": done.changed,
        }
        record(stream=STREAM, act="import-scheme", by=by, obj=f"scheme/{locked.slug}", detail=detail, now=now)
    return done


def _take(entry: Entry, said: Sequence[Link], new: bool, done: Imported, by: User | None, now: datetime) -> None:
    title = said[0].title or entry.title
    links = [replace(one, title=title) for one in said if not is_open(one)]
    before = [] if new else links_of(entry)
    if not new and before == links and title == entry.title:
        done.same += 1
        return
    if title != entry.title:
        entry.title = title
        entry.save(update_fields=["title"])
    put(entry, links, "import", before, by, now)
    done.made, done.changed = done.made + new, done.changed + (not new)


def _entries(scheme: Scheme, codes: Mapping[str, Sequence[Link]]) -> dict[str, Entry]:
    """New entries of a scheme, behind those that are there."""
    first = (scheme.entries.aggregate(last=Max("position"))["last"] or 0) + 1
    made = [
        Entry(scheme=scheme, code=code, title=links[0].title, position=place)
        for place, (code, links) in enumerate(codes.items(), first)
    ]
    Entry.objects.bulk_create(made, batch_size=500)
    return {one.code: one for one in made}


@transaction.atomic
def load(*, now: datetime, by: User | None = None) -> int:
    """Brings the schemes of the catalogue to the database; what a person did to a code is never overwritten.

    Answers how many codes were made or changed. Any number of times, with the same outcome.
    """
    return sum(_load(entry, now, by) for entry in read("correspondences/schemes"))


def _load(entry: Mapping[str, Any], now: datetime, by: User | None) -> int:
    slug = entry["slug"]
    text = files("cjin.catalogue").joinpath(f"correspondences/{slug}.csv").read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    described = {name: entry[name] for name in ("title", "version", "area")}
    public = {**described, "release": ReleaseLevel.PUBLIC}
    scheme, _made = Scheme.objects.update_or_create(slug=slug, defaults=described, create_defaults=public)
    if scheme.catalogue == digest:
        return 0
    changed = _bring(scheme, by_code(read_links(text, f"{slug}.csv")))
    scheme.catalogue = digest
    scheme.save(update_fields=["catalogue"])
    detail = {"changed": changed, "sha256": digest}
    record(stream=STREAM, act="load-scheme", by=by, obj=f"scheme/{slug}", detail=detail, now=now)
    return changed


def _bring(scheme: Scheme, codes: Mapping[str, Sequence[Link]]) -> int:
    known = {one.code: one for one in scheme.entries.prefetch_related("rows")}
    new = {code: links for code, links in codes.items() if code not in known}
    changed = [
        one for one in known.values()
        if one.revision == 0 and one.code in codes and links_of(one) != list(codes[one.code])
    ]  # fmt: skip
    entries = [*changed, *_entries(scheme, new).values()]
    for one in entries:
        one.standing, one.title = standing_of(codes[one.code]), codes[one.code][0].title
    Entry.objects.bulk_update(entries, ["standing", "title"], batch_size=300)
    LinkRow.objects.filter(entry__in=[one.pk for one in changed]).delete()
    rows = [link_of(one, link) for one in entries for link in codes[one.code]]
    LinkRow.objects.bulk_create(rows, batch_size=300)
    return len(entries)
