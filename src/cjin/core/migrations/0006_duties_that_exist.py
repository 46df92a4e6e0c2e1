"""The duty reference.edit, which no act ever asked for, goes from the posts and tokens that name it."""

from typing import Any

from django.db import migrations

GONE = "reference.edit"


def forget(apps: Any, _schema_editor: Any) -> None:
    for model, field in (("Post", "duties"), ("ApiToken", "scopes")):
        for row in apps.get_model("core", model).objects.iterator():
            named = getattr(row, field)
            if GONE in named:
                setattr(row, field, [name for name in named if name != GONE])
                row.save(update_fields=[field])


class Migration(migrations.Migration):
    dependencies = [("core", "0005_search_index")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
