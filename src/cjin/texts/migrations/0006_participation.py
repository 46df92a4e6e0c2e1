"""What was said of treaties with its days, which file tells of which treaty, and files that wait to be taken."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tell_coverage(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 (Django calls it so)
    """Files that are here already tell of the treaties of their rows; only the depositary's XML has statements too."""
    coverage = apps.get_model("texts", "Coverage").objects
    rows = apps.get_model("texts", "Participation").objects.order_by()
    for file, name, treaty in rows.values_list("file_id", "file__name", "treaty_id").distinct():
        told = name.lower().endswith(".xml")
        coverage.get_or_create(file_id=file, treaty_id=treaty, defaults={"parties": True, "statements": told})


class Migration(migrations.Migration):

    dependencies = [
        ('reference', '0001_reference'),
        ('texts', '0005_suggestions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Coverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('parties', models.BooleanField()),
                ('statements', models.BooleanField()),
            ],
            options={
                'ordering': ['treaty', 'file'],
            },
        ),
        migrations.CreateModel(
            name='WaitingStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=250)),
                ('source', models.CharField(blank=True, max_length=250)),
                ('as_of', models.DateField()),
                ('data', models.BinaryField()),
                ('brought_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-brought_at'],
            },
        ),
        migrations.AddField(
            model_name='participation',
            name='computed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='statement',
            name='row',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='statement',
            name='said_on',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['state', 'treaty'], name='texts_statement_state'),
        ),
        migrations.AddField(
            model_name='coverage',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coverage', to='texts.statusfile'),
        ),
        migrations.AddField(
            model_name='coverage',
            name='treaty',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coverage', to='texts.work'),
        ),
        migrations.AddField(
            model_name='waitingstatus',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.UniqueConstraint(fields=('file', 'treaty'), name='texts_coverage_once'),
        ),
        migrations.RunPython(tell_coverage, migrations.RunPython.noop),
    ]
