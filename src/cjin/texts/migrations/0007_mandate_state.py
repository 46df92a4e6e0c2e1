"""Mandates tell whether a person said what shall come of them, in which words they are asked, and when they end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Mandates are worked out anew whenever texts or rules change: the new columns fill themselves."""

    dependencies = [("texts", "0006_participation")]

    operations = [
        migrations.AddField("mandate", "state", models.CharField(default="proposed", max_length=9)),
        migrations.AddField("mandate", "words", models.TextField(default="")),
        migrations.AddField("mandate", "until", models.PositiveSmallIntegerField(null=True)),
        migrations.AlterField("commitment", "output", models.CharField(blank=True, max_length=250)),
    ]
