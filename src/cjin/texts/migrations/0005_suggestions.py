"""Only suggested parallels are kept; the others are worked out when they are asked for."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_suggestions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 (Django calls it so)
    """Takes away the pairs that are not suggested."""
    apps.get_model("texts", "Parallel").objects.filter(suggested=False).delete()


class Migration(migrations.Migration):
    """The column that told them apart goes."""

    dependencies = [("texts", "0004_mandates")]

    operations = [
        migrations.RunPython(keep_suggestions, migrations.RunPython.noop),
        migrations.RemoveField(model_name="parallel", name="suggested"),
    ]
