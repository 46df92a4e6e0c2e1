"""Writing the audit."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.models import AuditDetail, AuditHead, AuditRow, User
from cjin.core.permissions import check_can
from cjin.core.rules.audit import ERASE, STREAM, Content, canonical, detail_digest
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound


def record(
    *, stream: str, act: str, by: User | None, obj: str, detail: Mapping[str, Any] | None = None, now: datetime
) -> AuditRow:
    """Write one row at the end of the stream, in the transaction of the act itself.

    Writers of one stream wait for each other; streams do not. ``now`` is aware. Raises TransactionManagementError
    outside a transaction, TypeError where the detail is not JSON.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("An audit row is written in the transaction of its act.")
    salt, content = secrets.token_hex(16), canonical(detail or {})
    head = _locked(stream)
    said = Content(
        stream, head.position + 1, act, by.pk if by else None, obj, _with_zone(now), detail_digest(salt, content)
    )
    row = AuditRow(
        stream=stream,
        position=said.position,
        act=act,
        by=by,
        obj=obj,
        at=said.at,
        detail_digest=said.detail_digest,
        previous=head.digest,
        digest=said.digest(head.digest),
    )
    row.save(force_insert=True)
    AuditDetail.objects.create(row=row, salt=salt, content=content)
    AuditHead.objects.filter(pk=head.pk).update(position=row.position, digest=row.digest)
    return row


@transaction.atomic
def erase_detail(*, stream: str, position: int, reason: str, by: User | None, now: datetime) -> None:
    """Erase what an act was about, for example when its retention ends; the row and the chain stay.

    Raises NotAllowed without the duty to administer the node, NotFound where there is no detail.
    """
    check_can(by, Duty.NODE_ADMINISTER, today=timezone.localdate(now))
    erased, _each = AuditDetail.objects.filter(row__stream=stream, row__position=position).delete()
    if not erased:
        place = {"position": position, "stream": stream}
        raise NotFound(_("There is no detail at position %(position)d of “%(stream)s”.") % place)
    record(stream=STREAM, act=ERASE, by=by, obj=f"{stream} {position}", detail={"reason": reason}, now=now)


def _locked(stream: str) -> AuditHead:
    """The stream's head, locked until the transaction ends. SQLite has locked the database already (IMMEDIATE)."""
    heads = AuditHead.objects.select_for_update().filter(stream=stream)
    head = heads.first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(stream=stream)], ignore_conflicts=True)
        head = heads.get()
    return head


def _with_zone(now: datetime) -> datetime:
    if timezone.is_naive(now):
        raise ValueError("A time with its zone is expected.")
    return now
