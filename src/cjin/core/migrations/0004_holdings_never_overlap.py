"""One person does not hold one post twice on the same day: the database refuses it on both engines."""

from django.db import migrations

from cjin.core.models.vendor import VendorSQL

OVERLAP = """SELECT RAISE(ABORT, 'core_postholding_overlap') WHERE EXISTS (
    SELECT 1 FROM core_postholding
    WHERE person_id = NEW.person_id AND post_id = NEW.post_id AND id IS NOT NEW.id
      AND held_from <= COALESCE(NEW.held_to, '9999-12-31') AND NEW.held_from <= COALESCE(held_to, '9999-12-31'))"""
SQLITE = [
    f"CREATE TRIGGER core_postholding_overlap_insert BEFORE INSERT ON core_postholding BEGIN {OVERLAP}; END",
    f"CREATE TRIGGER core_postholding_overlap_update BEFORE UPDATE ON core_postholding BEGIN {OVERLAP}; END",
]
# Equality as overlap of one-element ranges: so the constraint needs no extension.
POSTGRESQL = """ALTER TABLE core_postholding ADD CONSTRAINT core_postholding_overlap EXCLUDE USING gist (
    int8range(person_id, person_id, '[]') WITH &&,
    int8range(post_id, post_id, '[]') WITH &&,
    daterange(held_from, held_to, '[]') WITH &&)"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_audit_guard")]

    operations = [
        VendorSQL(
            "sqlite",
            SQLITE,
            ["DROP TRIGGER core_postholding_overlap_insert", "DROP TRIGGER core_postholding_overlap_update"],
        ),
        VendorSQL(
            "postgresql", POSTGRESQL, "ALTER TABLE core_postholding DROP CONSTRAINT core_postholding_overlap"
        ),
    ]
