"""People who sign in: made with a one-time password, which they change."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.actions.organizations import appoint, create_organization, create_post
from cjin.core.models import Organization, PostHolding, User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotAllowed
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


def create_person(*, username: str, email: str, by: User | None, now: datetime) -> NewPassword:
    """Make an account with a one-time password that must be changed. Raises NotAllowed, Invalid, Conflict."""
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    password = one_time_password()
    person = User(
        username=username, email=User.objects.normalize_email(email), date_joined=now, must_change_password=True
    )
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
def change_password(*, person: User, old: str, new: str, by: User, now: datetime) -> None:
    """Change one's own password. Raises NotAllowed for another's, Invalid where the old is wrong or the new weak."""
    if by != person:
        raise NotAllowed(_("Only the person can change the password."))
    if not person.check_password(old):
        raise Invalid(_("The password was not changed."), [Fault("old", _("This is not your present password."))])
    _check_new(person, old, new)
    person.set_password(new)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    record(stream=STREAM, act="change-password", by=by, obj=f"person/{person.pk}", now=now)


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


def _check_new(person: User, old: str, new: str) -> None:
    try:
        validate_password(new, person)
    except ValidationError as error:
        raise Invalid(_("The password was not changed."), [Fault("new", text) for text in error.messages]) from error
    if new == old:
        raise Invalid(_("The password was not changed."), [Fault("new", _("This is the password you had."))])
