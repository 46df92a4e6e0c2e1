"""People who sign in: made with a one-time password, which they change."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.actions.organizations import appoint, create_organization, create_post
from cjin.core.models import Organization, PostHolding, User
from cjin.core.permissions import check_can, held_on
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.core.rules.organizations import OrganizationKind

STREAM = "people"
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
ADMINISTRATOR = {
    "ar": "مدير العقدة",
    "en": "Node administrator",
    "es": "Administrador del nodo",
    "fr": "Administrateur du nœud",
    "ru": "Администратор узла",
    "zh": "节点管理员",
}


@dataclass(frozen=True)
class NewPassword:
    """A person with a one-time password. ``password`` is nowhere else: show it once."""

    person: User
    password: str


def create_person(*, username: str, email: str, full_name: str = "", by: User | None, now: datetime) -> NewPassword:
    """Make an account with a one-time password that must be changed. Raises NotAllowed, Invalid, Conflict."""
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    password = one_time_password()
    person = User(
        username=username, full_name=full_name, email=User.objects.normalize_email(email), date_joined=now,
        must_change_password=True,
    )  # fmt: skip
    _check(person)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
            record(
                stream=STREAM,
                act="create-person",
                by=by,
                obj=f"person/{person.pk}",
                detail={"username": username},
                now=now,
            )
    except IntegrityError as error:
        raise Conflict(_("There is an account with this name or this e-mail address already.")) from error
    return NewPassword(person, password)


@transaction.atomic
def name_person(*, person: User, full_name: str, by: User | None, now: datetime) -> None:
    """Change the name that stands under letters. Raises NotAllowed, Invalid."""
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    detail = {"before": person.full_name, "now": full_name}
    person.full_name = full_name
    _check(person)
    person.save(update_fields=["full_name"])
    record(stream=STREAM, act="name-person", by=by, obj=f"person/{person.pk}", detail=detail, now=now)


@transaction.atomic
def create_first_administrator(
    *, username: str, email: str, organization: str, state_code: str | None = None, now: datetime
) -> NewPassword:
    """Make the organization that runs this node, a post that administers it, and the person who holds it.

    ``organization`` is its name in English. Raises Conflict where anybody was appointed to administer the node before.
    """
    if Organization.objects.filter(owns_node=True).exists() or _administered():
        raise Conflict(_("This node has an administrator already."))
    made = create_person(username=username, email=email, by=None, now=now)
    body = create_organization(
        name={"en": organization},
        kind=OrganizationKind.GOVERNMENT,
        state_code=state_code,
        owns_node=True,
        by=None,
        now=now,
    )
    post = create_post(organization=body, title=ADMINISTRATOR, duties=list(Duty), by=None, now=now)
    appoint(person=made.person, post=post, held_from=timezone.localdate(now), by=None, now=now)
    return made


@transaction.atomic
def issue_one_time_password(*, person: User, by: User | None, now: datetime) -> NewPassword:
    """Replace a password that was lost by a one-time password. Raises NotAllowed."""
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    password = one_time_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    record(stream=STREAM, act="issue-one-time-password", by=by, obj=f"person/{person.pk}", now=now)
    return NewPassword(person, password)


@transaction.atomic
def deactivate_person(*, person: User, by: User | None, now: datetime) -> None:
    """Let somebody sign in no more, by no way and with no token; what the person did stays.

    Raises NotAllowed, and Conflict where it was done before or nobody would be left who administers this node.
    """
    today = timezone.localdate(now)
    check_can(by, Duty.NODE_ADMINISTER, today=today)
    if not any(Duty.NODE_ADMINISTER in held.post.duties for held in _held_by_others(person, today)):
        raise Conflict(_("Somebody else must hold a post that administers this node first."))
    _set_active(person, False, by, now)


@transaction.atomic
def activate_person(*, person: User, by: User | None, now: datetime) -> None:
    """Let somebody sign in again. Raises NotAllowed, and Conflict where the person may sign in already."""
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    _set_active(person, True, by, now)


@transaction.atomic
def reset_authenticators(*, person: User, by: User | None, now: datetime) -> int:
    """Take away the second factors of somebody who lost them; how many they were. Raises NotAllowed."""
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    removed, _each = Authenticator.objects.filter(user=person).delete()
    detail = {"removed": removed}
    record(stream=STREAM, act="reset-authenticators", by=by, obj=f"person/{person.pk}", detail=detail, now=now)
    return int(removed)


def one_time_password() -> str:
    """Four groups of five letters and digits that are hard to mistake, about 99 random bits."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(5)) for _ in range(4))


def _administered() -> bool:
    duties = PostHolding.objects.values_list("post__duties", flat=True)
    return any(Duty.NODE_ADMINISTER in held for held in duties.iterator())


def _check(person: User) -> None:
    try:
        person.clean_fields(exclude=["password"])
    except ValidationError as error:
        faults = [Fault(field, message) for field, messages in error.message_dict.items() for message in messages]
        raise Invalid(_("The account has faults."), faults) from error


def _held_by_others(person: User, today: date) -> QuerySet[PostHolding]:
    held = PostHolding.objects.filter(held_on(today), person__is_active=True).exclude(person=person)
    return held.select_related("post")


def _set_active(person: User, active: bool, by: User | None, now: datetime) -> None:
    if not User.objects.filter(pk=person.pk, is_active=not active).update(is_active=active):
        raise Conflict(_("This account is in this state already."))
    act = "activate-person" if active else "deactivate-person"
    record(stream=STREAM, act=act, by=by, obj=f"person/{person.pk}", now=now)
