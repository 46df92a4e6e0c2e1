"""``cjin check``: is this node sound?"""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from warnings import catch_warnings

import click

from cjin.core.cli.output import emit, json_option
from cjin.core.rules.errors import Fault, Invalid


@click.command("check", help="Say whether this node is sound: settings, privacy, database, migrations.")
@click.option("--migrations", is_flag=True, help="Only see that the migrations in the source match the models.")
@json_option
def check(migrations: bool, as_json: bool) -> None:
    """Every check runs; what is wrong is told together."""
    import django

    django.setup()
    checks = MIGRATIONS if migrations else MIGRATIONS + NODE
    wrong = [Fault(name, said) for name, work in checks if (said := work())]
    found = {name: not any(fault.where == name for fault in wrong) for name, _ in checks}
    emit(found, as_json=as_json, human=_table)
    if wrong:
        raise Invalid("This node is not sound.", wrong)


def _table(found: dict[str, bool]) -> str:
    return "\n".join(f"{'sound' if sound else 'wrong'}  {name}" for name, sound in found.items())


def _models_without_migration() -> str:
    from django.core.management import call_command

    out = StringIO()
    try:
        with catch_warnings(action="ignore"):  # the database itself is looked at below
            call_command("makemigrations", check=True, dry_run=True, stdout=out, stderr=out)
    except SystemExit:
        return f"models have changed without a migration:\n{out.getvalue().strip()}"
    return ""


def _settings() -> str:
    from django.core.checks import WARNING, run_checks

    return "; ".join(str(message) for message in run_checks() if message.level >= WARNING)


def _home() -> str:
    from django.conf import settings

    from cjin.node.prepare.folders import open_to_others

    found = [f"others can read {path}: chmod go= it" for path in open_to_others(Path(settings.HOME))]
    return "; ".join(found)


def _database() -> str:
    from cjin.node.safety import faults

    return "; ".join(str(fault) for fault in faults())


def _waiting_migrations() -> str:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations wait: run cjin prepare" if waiting else ""


Check = tuple[str, Callable[[], str]]
MIGRATIONS: tuple[Check, ...] = (("migrations match the models", _models_without_migration),)
NODE: tuple[Check, ...] = (
    ("settings", _settings),
    ("home is private", _home),
    ("database settings, read back", _database),
    ("migrations applied", _waiting_migrations),
)
