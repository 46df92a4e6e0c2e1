"""What the catalogue holds of the directory comes into the node."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from cjin.core.rules.release import ReleaseLevel
from cjin.reference.models import Group

from ..models import Body
from ..rules.shipped import Organ, demonstration, organs
from .recording import write_entry
from .seating import Held, designate, make_post
from .verifying import verify


@transaction.atomic
def load(*, now: datetime) -> None:
    """Brings in organs that are not there yet; made-up authorities too, where CJIN_SAMPLES asks for a demonstration.

    What is there stays as it is: a node may have put it right. A node with entries of its own is no demonstration.
    """
    here = set(Body.objects.filter(origin=None).values_list("slug", flat=True))
    for organ in organs():
        if organ.known.entry.body not in here:
            _bring(organ, now)
    made_up = {one.entry.body for one in demonstration().entries}
    shipped = made_up | {organ.known.entry.body for organ in organs()}
    if settings.CJIN_SAMPLES and not here - shipped and not here & made_up:
        _demonstrate(now)


def _bring(organ: Organ, now: datetime) -> None:
    entry = organ.known.entry
    write_entry(entry=entry, since=organ.known.since, release=ReleaseLevel.PUBLIC, by=None, now=now)
    titles = {group.slug: group.names for group in Group.objects.filter(slug__in=organ.seats)}
    for group, seats in organ.seats.items():
        title: Mapping[str, str] = titles.get(group) or {"en": group}
        make_post(
            body=entry.body, slug=group, title=title, group=group, seats=seats, years=organ.years, by=None, now=now
        )


def _demonstrate(now: datetime) -> None:
    shown = demonstration()
    for one in shown.entries:
        write_entry(entry=one.entry, since=one.since, until=one.until, release=ReleaseLevel.PUBLIC, by=None, now=now)
        if one.verified and one.verified <= now.date():
            verify(slug=one.entry.body, on=one.verified, by_name=one.verified_by, by=None, now=now)
    for post in shown.posts:
        more = {name: value for name, value in post.items() if name not in ("body", "post")}
        make_post(body=post["body"], slug=post["post"], by=None, now=now, **more)
    for term in shown.terms:
        more = {name: value for name, value in term.items() if name not in ("body", "post")}
        designate(body=term["body"], post=term["post"], held=Held(**more), by=None, now=now)
