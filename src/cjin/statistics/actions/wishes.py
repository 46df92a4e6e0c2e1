"""Wishes: what somebody wants to publish is made ready to be looked at, at once or by the worker where it is large."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from cjin.core.actions.outbox import put
from cjin.core.models import OutboxMessage, User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid, NotFound, Outdated
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.preparing import KEPT_FOR, Making, clear_away, is_old, place_of, prepare, prepared
from cjin.statistics.actions.publishing import Terms, of_dataset, of_load
from cjin.statistics.actions.releasing import check_dimensions, same
from cjin.statistics.models import Publication
from cjin.statistics.queries.datasets import dataset_by_key
from cjin.statistics.queries.loads import counting, load_by_key
from cjin.statistics.rules.counting.keeping import counted
from cjin.statistics.rules.tableset import declaration_named, table_set

TOPIC, CLEARING = "statistics.prepare", "statistics.clear"
MANY = 300
"""Each cell that is to be protected takes some ten milliseconds; nobody waits at a page for more than so many."""
MANY_ROWS = 2_000_000
"""Records that are counted in about a second."""
SMALL = 5
"""Counts below it are mostly to be protected, whatever the rule."""
_WISH, _REFUSED = "wish.json", "refused.json"


@dataclass(frozen=True)
class Wish:
    """What somebody wants to publish: ``tables`` (a set of the catalogue) of a load, or a dataset; on what terms."""

    terms: Terms
    load: str = ""
    tables: str = ""
    dataset: str = ""

    @property
    def of(self) -> str:
        """The key of the load or of the dataset."""
        return self.load or self.dataset

    def making(self, *, opens: bool = False) -> Making:
        """What would be published. Raises NotFound, Invalid."""
        terms = Terms(**{**_told(self.terms), "opens": opens})
        if self.dataset:
            return of_dataset(dataset_by_key(self.dataset), terms)
        return of_load(load_by_key(self.load), declaration_named(self.tables), self.tables, terms)

    def is_large(self) -> bool:
        """Whether making it takes longer than somebody waits for a page."""
        if self.dataset or not self.terms.rule:
            return False
        load = load_by_key(self.load)
        if load.report["kept"] > MANY_ROWS:
            return True
        tables = counted(table_set(self.tables), counting(load)).tables
        return sum(int(((one.values > 0) & (one.values < SMALL)).sum()) for one in tables) > MANY

    def told(self) -> dict[str, Any]:
        """The wish as JSON keeps it."""
        return {"load": self.load, "tables": self.tables, "dataset": self.dataset, "terms": _told(self.terms)}

    @classmethod
    def from_told(cls, told: Mapping[str, Any]) -> "Wish":
        """A wish from what ``told`` made of it."""
        terms = Terms(**{**told["terms"], "release": ReleaseLevel(told["terms"]["release"])})
        return cls(terms, told["load"], told["tables"], told["dataset"])


def _told(terms: Terms) -> dict[str, Any]:
    names = ("release", "rule", "reason", "show_totals", "population")
    return {name: getattr(terms, name) for name in names}


@dataclass(frozen=True)
class Ready:
    """What was wished under a key: ``making`` has what would be published where it ``is_made``, or it is waited for.

    ``gave_up`` says why the worker does not try it any more.
    """

    key: str
    wish: Wish
    making: Making
    is_made: bool
    gave_up: str = ""


def look(making: Making, *, by: User | None, now: datetime) -> None:
    """Makes what would be published, with the number that it would get. Raises NotAllowed, Unavailable, Invalid."""
    check_can(by, Duty.STATISTICS_PUBLISH, today=timezone.localdate(now))
    prepare(making, now=now)
    prepared(making)
    check_dimensions(making.publication)
    making.publication.number = making.number


def wish_for(wish: Wish, *, by: User, now: datetime) -> Publication | str:
    """Makes ready what is wished; the key that it is asked for by, or the publication where it was published before.

    What is large is made by the worker. Raises NotAllowed, NotFound, Conflict, Unavailable, Invalid.
    """
    check_can(by, Duty.STATISTICS_PUBLISH, today=timezone.localdate(now))
    making = wish.making()
    if there := same(making.publication):
        return there
    with transaction.atomic():  # what is wished today is a day old everywhere in two days
        put(topic=CLEARING, key=now.date().isoformat(), payload={}, now=now, after=2 * KEPT_FOR)
    if wish.is_large() and not prepared(making):
        _leave_to_the_worker(wish, making.key, now)
    else:
        look(making, by=by, now=now)
        _note(making.key, _WISH, wish.told())
        _is_not_refused(making.key)
    return making.key


def _leave_to_the_worker(wish: Wish, key: str, now: datetime) -> None:
    """Once, however often somebody asks while it is waited for. The message is first: what is noted is waited for."""
    if not _messages(key).filter(done_at=None, dead_at=None).exists():
        _is_not_refused(key)
        payload = {"key": key, "wish": wish.told(), "language": get_language() or "en"}
        with transaction.atomic():
            put(topic=TOPIC, key=f"{key}/{now.isoformat()}", payload=payload, now=now)
    _note(key, _WISH, wish.told())


def _messages(key: str) -> QuerySet[OutboxMessage]:
    """What the worker was told of a key."""
    return OutboxMessage.objects.filter(topic=TOPIC, key__startswith=f"{key}/")


def _is_not_refused(key: str) -> None:
    (place_of(key) / _REFUSED).unlink(missing_ok=True)


def fulfil(payload: Mapping[str, Any], *, now: datetime) -> None:
    """Makes what the worker was left to make; a refusal is kept for who asked. Raises Conflict, Unavailable."""
    key, wish = str(payload["key"]), Wish.from_told(payload["wish"])
    clear_away(now)
    with override(payload["language"]):
        try:
            making = wish.making()
            if making.key == key:  # else something was published meanwhile, and nobody can publish this any more
                look(making, by=None, now=now)
                _is_not_refused(key)
        except (Invalid, NotFound) as error:
            faults = [[fault.where, fault.message] for fault in error.faults] if isinstance(error, Invalid) else []
            _note(key, _REFUSED, {"message": error.message, "faults": faults})


def ready(key: str, *, now: datetime, opens: bool = False) -> Ready | Publication:
    """What was wished under a key, or the publication where it was published since.

    Raises what made it refused, NotFound where it is kept no longer, Outdated where the source was published.
    """
    gone = NotFound(_("This is kept no longer. Say again what is to be published."))
    told = _read(key, _WISH)
    if told is None or is_old(place_of(key), now):
        raise gone
    wish = Wish.from_told(told)
    if refused := _read(key, _REFUSED):
        raise Invalid(refused["message"], [Fault(*fault) for fault in refused["faults"]])
    making = wish.making(opens=opens)
    if there := same(making.publication):
        return there
    if making.key != key:
        raise Outdated(_("Something changed since this was made ready. Say again what is to be published."))
    making.publication.number = making.number
    last = _messages(key).filter(done_at=None).order_by("put_at", "pk").last()  # asked before it is looked for
    if prepared(making):
        return Ready(key, wish, making, is_made=True)
    if last is None:
        raise gone
    return Ready(key, wish, making, is_made=False, gave_up=last.last_error if last.dead_at else "")


def wished(key: str) -> Wish | None:
    """What was wished under a key, if it is kept still."""
    told = _read(key, _WISH)
    return Wish.from_told(told) if told else None


def _note(key: str, name: str, told: Mapping[str, Any]) -> None:
    place = place_of(key)
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=place, prefix=".part", encoding="utf-8", delete=False) as part:
        json.dump(told, part)
    Path(part.name).replace(place / name)


def _read(key: str, name: str) -> Any:
    try:
        return json.loads((place_of(key) / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
