"""A cleared reply knows when it was published; those that are published now were so when they were cleared."""

from django.db import migrations, models
from django.db.models import F


def last_ones(apps, _editor):
    respondents = apps.get_model("cycles", "Respondent").objects.filter(standing="published")
    for one in respondents:
        last = one.clearings.filter(withdrawn_at=None).order_by("-number").first()
        if last is not None:
            one.clearings.filter(pk=last.pk).update(published_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [("cycles", "0001_rounds")]

    operations = [
        migrations.AddField("clearing", "published_at", models.DateTimeField(null=True)),
        migrations.RunPython(last_ones, migrations.RunPython.noop),
    ]
