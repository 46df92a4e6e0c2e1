"""The database itself refuses to change or delete an audit row, on both engines."""

from django.db import migrations

from cjin.core.models.vendor import VendorSQL

REFUSAL = "an audit row is never changed and never deleted"
SQLITE = [
    f"""CREATE TRIGGER core_audit_{table}_no_{act.lower()} BEFORE {act} ON core_audit{table}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
    for table, act in (("row", "UPDATE"), ("row", "DELETE"), ("detail", "UPDATE"))
]
# INSERT OR REPLACE would take a row away without asking the delete trigger.
SQLITE_REPLACE = f"""CREATE TRIGGER core_audit_row_no_replace BEFORE INSERT ON core_auditrow
    WHEN EXISTS (SELECT 1 FROM core_auditrow
                 WHERE id = NEW.id OR (stream = NEW.stream AND position = NEW.position))
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
POSTGRESQL = f"""
    CREATE FUNCTION core_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
    CREATE TRIGGER core_audit_row_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON core_auditrow
        FOR EACH STATEMENT EXECUTE FUNCTION core_audit_refuse();
    CREATE TRIGGER core_audit_detail_guard BEFORE UPDATE OR TRUNCATE ON core_auditdetail
        FOR EACH STATEMENT EXECUTE FUNCTION core_audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_tables")]

    operations = [
        VendorSQL(
            "sqlite",
            [*SQLITE, SQLITE_REPLACE],
            [
                "DROP TRIGGER core_audit_row_no_update",
                "DROP TRIGGER core_audit_row_no_delete",
                "DROP TRIGGER core_audit_detail_no_update",
                "DROP TRIGGER core_audit_row_no_replace",
            ],
        ),
        VendorSQL(
            "postgresql",
            POSTGRESQL,
            """DROP TRIGGER core_audit_row_guard ON core_auditrow;
               DROP TRIGGER core_audit_detail_guard ON core_auditdetail;
               DROP FUNCTION core_audit_refuse();""",
        ),
    ]
