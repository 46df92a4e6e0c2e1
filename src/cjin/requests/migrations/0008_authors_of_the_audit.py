from django.db import migrations

WROTE = ("open", "write", "word")


def authors_wrote(apps, schema_editor):
    """Who wrote in drafts from before writers were kept stands in the audit; none of them approves."""
    rows = apps.get_model("core", "AuditRow").objects.filter(act__in=WROTE, by__isnull=False)
    for request in apps.get_model("requests", "Request").objects.only("pk", "reference"):
        named = (f"request/{request.reference}", f"request/{request.pk}")
        request.writers.add(*rows.filter(obj__in=named).order_by().values_list("by_id", flat=True).distinct())


class Migration(migrations.Migration):

    dependencies = [
        ("requests", "0007_sealed_figures_of_a_year"),
        ("core", "0008_full_names"),
    ]

    operations = [migrations.RunPython(authors_wrote, migrations.RunPython.noop)]
