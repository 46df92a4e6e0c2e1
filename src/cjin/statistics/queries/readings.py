"""What was read of a source: finding one by its key, and its folder."""

from datetime import date
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor, can
from cjin.core.queries.readers import reader_of
from cjin.core.queries.release import visible_to
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound
from cjin.core.rules.offering import SOME, near, some


class Kept(Protocol):
    """What has files below the node's folder of statistics."""

    @property
    def folder(self) -> str:
        """Where they lie in it."""
        ...


def folder_of(kept: Kept) -> Path:
    """Where the files of a load, a dataset or a publication lie."""
    return Path(settings.CJIN_HOME) / "statistics" / kept.folder


def edits_figures(actor: Actor) -> bool:
    """Whether somebody, who is a person, holds the duty to edit figures today."""
    return actor is not None and can(actor, Duty.STATISTICS_EDIT, today=timezone.localdate())


def seen_by[M: Model](found: QuerySet[M], actor: Actor, *, via: str = "source") -> QuerySet[M]:
    """What somebody may see: who edits figures all of it, others what is released to them (``via`` its source)."""
    return found if edits_figures(actor) else visible_to(found, reader_of(actor), via=via)


def by_key[M: Model](found: QuerySet[M], key: str, missing: str) -> M:
    """The one of a source that a key names: ``national-police@3`` its third, ``national-police`` its last, and
    ``national-police@2024-06-30`` the one that was current on that day, which is the last of that vintage or before.

    Raises NotFound with the words of ``missing``, which hold ``%(key)s``, and with what there is in ``found``.
    """
    slug, _mark, said = key.partition("@")
    mine = found.select_related("source").filter(source__slug=slug)
    if day := _day(said):
        one = mine.filter(vintage__lte=day).order_by("-vintage", "-number").first()
    elif said:
        one = mine.filter(number=int(said) if said.isdecimal() and len(said) < 10 else -1).first()
    else:
        one = mine.order_by("-number").first()
    if one is None:
        raise NotFound(f"{missing % {'key': key[:100]}} {_offered(found, slug)}".rstrip())
    return one


def _offered[M: Model](found: QuerySet[M], slug: str) -> str:
    """What could have been meant: the last ones of the source, the source with the nearest name, or some sources."""
    mine = found.filter(source__slug=slug).order_by("-number").values_list("number", flat=True)[:SOME]
    if keys := [f"{slug}@{number}" for number in mine]:
        return _("There are: %(names)s.") % {"names": ", ".join(keys)}
    slugs = set(found.order_by().values_list("source__slug", flat=True).distinct())
    if name := near(slug, slugs):
        return _("Did you mean %(name)s?") % {"name": name}
    return _("There are: %(names)s.") % {"names": some(slugs)} if slugs else ""


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if len(said) == 10 else None
    except ValueError:
        return None
