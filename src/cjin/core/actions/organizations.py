"""Organizations and posts: made, held, given up."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import Organization, Post, PostHolding, User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.core.rules.identifiers import StateCode
from cjin.core.rules.multilingual import Multilingual
from cjin.core.rules.organizations import OrganizationKind

STREAM = "organizations"


@transaction.atomic
def create_organization(
    *,
    name: Mapping[str, str],
    kind: OrganizationKind,
    state_code: str | None = None,
    owns_node: bool = False,
    by: User | None,
    now: datetime,
) -> Organization:
    """Make an organization. Raises NotAllowed, Invalid, and Conflict where another one runs this node already."""
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    organization = Organization(
        name=_named(name), kind=kind, state_code=StateCode.of(state_code) if state_code else "", owns_node=owns_node
    )
    if owns_node and Organization.objects.filter(owns_node=True).exists():
        raise Conflict(_("Another organization runs this node already."))
    organization.save()
    detail = {"name": dict(organization.name), "kind": kind, "state": state_code, "owns_node": owns_node}
    record(
        stream=STREAM, act="create-organization", by=by, obj=f"organization/{organization.pk}", detail=detail, now=now
    )
    return organization


@transaction.atomic
def change_organization(
    *,
    organization: Organization,
    name: Mapping[str, str],
    kind: OrganizationKind,
    state_code: str | None = None,
    by: User | None,
    now: datetime,
) -> Organization:
    """Change the name, kind or State of an organization; that of the one that runs the node is the State of the node.

    Raises NotAllowed, Invalid. What its people may read follows at once.
    """
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    found = Organization.objects.select_for_update().get(pk=organization.pk)
    before = {"name": dict(found.name), "kind": found.kind, "state": found.state_code}
    found.name, found.kind = _named(name), kind
    found.state_code = StateCode.of(state_code) if state_code else ""
    found.save()
    detail = {"name": dict(found.name), "kind": kind, "state": found.state_code, "before": before}
    record(stream=STREAM, act="change-organization", by=by, obj=f"organization/{found.pk}", detail=detail, now=now)
    return found


@transaction.atomic
def create_post(
    *, organization: Organization, title: Mapping[str, str], duties: Iterable[str] = (), by: User | None, now: datetime
) -> Post:
    """Make a post in an organization with the duties that its holder will have. Raises NotAllowed, Invalid."""
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    post = Post(organization=organization, title=_named(title), duties=_known(duties))
    post.save()
    detail = {"organization": organization.pk, "title": dict(post.title), "duties": post.duties}
    record(stream=STREAM, act="create-post", by=by, obj=f"post/{post.pk}", detail=detail, now=now)
    return post


@transaction.atomic
def set_deputy(*, post: Post, deputy: Post | None, by: User | None, now: datetime) -> Post:
    """Names the post whose holders are told what is late at this one, or none. Raises NotAllowed, Invalid."""
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    if deputy is not None and deputy.pk == post.pk:
        raise Invalid(_("A post is not its own deputy."), [Fault("deputy", _("Choose another post."))])
    post.deputy = deputy
    post.save(update_fields=["deputy"])
    detail = {"deputy": deputy.pk if deputy else None}
    record(stream=STREAM, act="set-deputy", by=by, obj=f"post/{post.pk}", detail=detail, now=now)
    return post


def appoint(
    *, person: User, post: Post, held_from: date, held_to: date | None = None, by: User | None, now: datetime
) -> PostHolding:
    """Let a person hold a post from a day to a day, both included.

    Raises NotAllowed, Invalid where the days are in the wrong order, Conflict where the person holds it on one of them.
    """
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    _in_order(held_from, held_to)
    holding = PostHolding(person=person, post=post, held_from=held_from, held_to=held_to)
    detail = {"person": person.pk, "post": post.pk, "from": str(held_from), "to": held_to and str(held_to)}
    try:
        with transaction.atomic():
            holding.save()
            record(stream=STREAM, act="appoint", by=by, obj=f"holding/{holding.pk}", detail=detail, now=now)
    except IntegrityError as error:
        raise Conflict(_("This person holds this post already on some of these days.")) from error
    return holding


@transaction.atomic
def end_holding(*, holding: PostHolding, last_day: date, by: User | None, now: datetime) -> PostHolding:
    """Let a holding end with this day. Raises NotAllowed, Invalid where it began later, Conflict where it has ended."""
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    current = PostHolding.objects.select_for_update().get(pk=holding.pk)
    _in_order(current.held_from, last_day)
    if current.held_to is not None and current.held_to <= last_day:
        raise Conflict(_("This holding ends on %(day)s already.") % {"day": current.held_to})
    current.held_to = last_day
    current.save(update_fields=["held_to"])
    record(stream=STREAM, act="end-holding", by=by, obj=f"holding/{holding.pk}", detail={"to": str(last_day)}, now=now)
    return current


def _named(name: Mapping[str, str]) -> Multilingual:
    text = Multilingual.of(name)
    if not text:
        raise Invalid(_("A name in at least one language is needed."), [Fault("name", _("Nothing is given."))])
    return text


def _known(duties: Iterable[str]) -> list[str]:
    wanted = sorted(set(duties))
    unknown = [duty for duty in wanted if duty not in set(Duty)]
    if unknown:
        known = ", ".join(Duty)
        message = _("“%(duty)s” is not a duty; known are: %(known)s.")
        raise Invalid(
            _("The post has duties that do not exist."),
            [Fault("duties", message % {"duty": duty, "known": known}) for duty in unknown],
        )
    return wanted


def _in_order(held_from: date, held_to: date | None) -> None:
    if held_to is not None and held_to < held_from:
        raise Invalid(_("A post is held to a day that is not before the first."), [Fault("to", str(held_to))])
