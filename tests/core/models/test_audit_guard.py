"""The database refuses to change the audit, and so do the models."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from cjin.core.actions.audit import record
from cjin.core.models import AuditDetail, AuditRow
from cjin.core.rules.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(now: datetime) -> AuditRow:
    with transaction.atomic():
        return record(stream="s", act="act", by=None, obj="x/1", detail={"a": 1}, now=now)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditrow SET act = 'other'",
        "UPDATE core_auditrow SET digest = digest",
        "DELETE FROM core_auditrow",
        "UPDATE core_auditdetail SET content = '{}'",
    ],
)
def test_the_database_refuses(row: AuditRow, statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditRow.objects.get().digest == row.digest


def test_the_database_refuses_to_empty_or_replace(row: AuditRow) -> None:
    if connection.vendor == "postgresql":
        statement = "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE core_auditrow CASCADE"
    else:
        statement = "INSERT OR REPLACE INTO core_auditrow SELECT * FROM core_auditrow"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_models_refuse(row: AuditRow) -> None:
    row.act = "other"
    with pytest.raises(NotAllowed):
        row.save()
    with pytest.raises(NotAllowed):
        row.delete()
    with pytest.raises(NotAllowed):
        AuditRow.objects.update(act="other")
    with pytest.raises(NotAllowed):
        AuditRow.objects.all().delete()
    with pytest.raises(NotAllowed):
        AuditRow.objects.bulk_update([row], ["act"])


def test_a_detail_may_go_and_its_row_may_not(row: AuditRow) -> None:
    AuditDetail.objects.all().delete()
    assert AuditRow.objects.count() == 1
