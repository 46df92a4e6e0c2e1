"""The database: safe, and of the shape that this version of the project expects."""

from datetime import datetime
from io import StringIO
from pathlib import Path

from cjin.node.safety import refuse_unless_safe


def migrate(_home: Path, _now: datetime) -> str:
    """Bring the database to the newest migration. Unavailable where its settings could lose data."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    refuse_unless_safe()
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        call_command("migrate", interactive=False, verbosity=0, stdout=StringIO())
    return f"{connection.display_name}, " + (f"{waiting} migrations applied" if waiting else "up to date")
