"""Checking a dataset, and deciding on what was found: explain, accept, reopen."""

import hashlib
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.statistics.actions.readings import Told, read_once
from cjin.statistics.models import COUNTED, Dataset, Finding, Load, Standing
from cjin.statistics.queries.datasets import look_of
from cjin.statistics.queries.loads import counting
from cjin.statistics.queries.readings import folder_of
from cjin.statistics.rules.aggregates.reading import Read
from cjin.statistics.rules.checks.check import Check, known
from cjin.statistics.rules.checks.findings import Found
from cjin.statistics.rules.checks.run import run
from cjin.statistics.rules.counting.covering import uncovered
from cjin.statistics.rules.counting.keeping import counted
from cjin.statistics.rules.counting.provisional import provisional
from cjin.statistics.rules.publishing.observing import observations
from cjin.statistics.rules.tableset import TableSet, table_set_of

BATCH = 500
MOST_WORDS = 4_000
_DECIDED = ("standing", "words", "decided_by_id", "decided_at", "revision")


def check(
    *, dataset: Dataset, checks: Mapping[str, Check] | None = None, by: User | None, now: datetime
) -> list[Found]:
    """Runs the checks over a dataset and stores what they find.

    What was decided of a finding stays with it: in this dataset, and from an earlier dataset of the source where it is
    new here. Open findings that are found no more go; decided ones stay, not current.
    """
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    with tempfile.TemporaryDirectory(dir=folder_of(dataset)) as work:
        found = run((checks or known()).values(), look_of(dataset), Path(work))
    _store(dataset, found, by, now)
    return found


def check_load(
    *, load: Load, tables: Mapping[str, Any], name: str, by: User | None, now: datetime
) -> tuple[Dataset, list[Found]]:
    """Counts the tables of a declaration (``name`` in its errors) over a load and checks them, before publication.

    They become a dataset of the same source, which cannot be published, for its figures are not protected.
    Raises NotAllowed, Conflict, Invalid.
    """
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    declared = table_set_of(tables, name)
    new = Dataset(
        source=load.source, layout=COUNTED, digest=_digest(load, declared), file=f"{declared.id}, {load.key}"[:255],
        vintage=load.vintage,
    )  # fmt: skip
    dataset = read_once(new, lambda folder: _counted(load, declared, folder), act="count", by=by, now=now)
    return dataset, check(dataset=dataset, by=by, now=now)


def _digest(load: Load, declared: TableSet) -> str:
    return hashlib.sha256(f"{load.digest}\x1f{declared!r}".encode()).hexdigest()


def _counted(load: Load, declared: TableSet, folder: Path) -> Told:
    base = counting(load)
    tables = [provisional(one, base) for one in counted(declared, base).tables]
    read = Read(observations=list(observations(tables, load.source.area or "_Z", load.source.title)))
    read.rows = len(read.observations)
    read.write(folder)
    periods = {one.table.id: known for one in tables if (known := uncovered(one, base))}
    return Told(read.report() | {"periods": periods}, {"rows": read.rows, "load": load.key})


@transaction.atomic
def _store(dataset: Dataset, found: Iterable[Found], by: User | None, now: datetime) -> None:
    Dataset.objects.select_for_update().get(pk=dataset.pk)
    fresh = {one.digest: one for one in found}
    stored = {one.digest: one for one in dataset.findings.only("digest", "standing", "current")}
    gone = [one for digest, one in stored.items() if digest not in fresh]
    _in_batches(dataset, [one.pk for one in gone if one.standing == Standing.OPEN], None)
    _in_batches(dataset, [one.pk for one in gone if one.standing != Standing.OPEN], False)
    _in_batches(dataset, [one.pk for one in stored.values() if one.digest in fresh and not one.current], True)
    decided = _decided_before(dataset)
    made = (_finding(dataset, one, decided.get(digest)) for digest, one in fresh.items() if digest not in stored)
    Finding.objects.bulk_create(made, batch_size=BATCH)
    dataset.checked_at = now
    dataset.save(update_fields=["checked_at"])
    detail = {"found": len(fresh), "new": len(fresh.keys() - stored.keys()), "gone": len(gone)}
    record(stream="statistics", act="check", by=by, obj=dataset.key, detail=detail, now=now)


def _in_batches(dataset: Dataset, keys: list[int], current: bool | None) -> None:
    """Marks findings as current or not; with None they go."""
    for start in range(0, len(keys), BATCH):
        rows = dataset.findings.filter(pk__in=keys[start : start + BATCH])
        rows.delete() if current is None else rows.update(current=current)


def _decided_before(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """What was last decided of each finding in earlier datasets of the source."""
    earlier = Finding.objects.filter(dataset__source=dataset.source_id, dataset__number__lt=dataset.number)
    decided = earlier.exclude(standing=Standing.OPEN).order_by("dataset__number").values("digest", *_DECIDED)
    return {row.pop("digest"): row for row in decided}


def _finding(dataset: Dataset, found: Found, decided: dict[str, Any] | None) -> Finding:
    return Finding(
        dataset=dataset,
        rule=found.check,
        severity=int(found.severity),
        digest=found.digest,
        values=found.values,
        **found.place(),
        **(decided or {}),
    )


def explain(*, finding: Finding, revision: int, words: str, by: User | None, now: datetime) -> Finding:
    """Explains a finding in words that travel with the figure. Raises NotAllowed, Conflict, Invalid without words."""
    said = words.strip()
    if not said or len(said) > MOST_WORDS:
        raise Invalid(
            _("This cannot be stored."),
            [
                Fault(
                    "words", _("Write what explains the figure, in at most %(most)s characters.") % {"most": MOST_WORDS}
                )
            ],
        )
    return _decide(finding, revision, Standing.EXPLAINED, said, by, now)


def accept(*, finding: Finding, revision: int, words: str = "", by: User | None, now: datetime) -> Finding:
    """Accepts a finding as it is; words may say why. Raises NotAllowed, Conflict."""
    return _decide(finding, revision, Standing.ACCEPTED, words.strip()[:MOST_WORDS], by, now)


def reopen(*, finding: Finding, revision: int, by: User | None, now: datetime) -> Finding:
    """Makes a finding open again; its words go, and stay in the audit row. Raises NotAllowed, Conflict."""
    return _decide(finding, revision, Standing.OPEN, "", by, now)


@transaction.atomic
def _decide(finding: Finding, revision: int, standing: Standing, words: str, by: User | None, now: datetime) -> Finding:
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    row = (
        Finding.objects.select_for_update(of=("self",))
        .select_related("dataset__source", "load__source")
        .get(pk=finding.pk)
    )
    if row.revision != revision:
        raise Conflict(_("Somebody decided this meanwhile. Look at it as it stands now, then decide again."))
    if standing == Standing.OPEN and row.standing == Standing.OPEN:
        raise Conflict(_("This finding is open already."))
    was = {"standing": row.standing, "words": row.words}
    row.standing, row.words, row.decided_by, row.decided_at = standing, words, by, now
    row.revision += 1
    row.save(update_fields=["standing", "words", "decided_by", "decided_at", "revision"])
    act = {Standing.EXPLAINED: "explain", Standing.ACCEPTED: "accept", Standing.OPEN: "reopen"}[standing]
    of = row.dataset or row.load
    detail = {"finding": row.pk, "check": row.rule, "digest": row.digest, "words": words, "was": was}
    record(stream="statistics", act=act, by=by, obj=str(of), detail=detail, now=now)
    return row
