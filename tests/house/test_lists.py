"""The lists in ``node``: everything that they name is there."""

from django.urls import get_resolver

from cjin.node import packages
from cjin.node.cli import VERBS
from tests.house.tree import SOURCE, text


def test_every_part_that_is_named_exists() -> None:
    named = [path for _, path in packages.CLI.values()] + [path for _, path in VERBS.values()]
    named += [path for _, path in packages.API] + [*packages.LOADERS, *packages.SEARCH_SOURCES]
    named += [path for _, path in packages.COUNTS] + list(packages.OUTBOX_HANDLERS.values())
    for path in named:
        assert packages.part(path) is not None, path


def test_every_package_is_listed() -> None:
    there = {f"cjin.{path.parent.name}" for path in SOURCE.glob("*/apps.py")}
    assert there == set(packages.APPS)


def test_every_package_with_commands_pages_or_api_is_listed() -> None:
    def having(room: str, sign: str) -> set[str]:
        """The packages whose room, a module or a folder of nouns, holds this sign."""
        rooms = [*SOURCE.glob(f"*/{room}.py"), *SOURCE.glob(f"*/{room}/**/*.py")]
        return {path.relative_to(SOURCE).parts[0] for path in rooms if sign in text(path)} - {"node"}

    listed = {
        "cli": ("@click.group", [path for _, path in packages.CLI.values()]),
        "api": ("= Router(", [path for _, path in packages.API]),
        "urls": ("urlpatterns", [path for _, path in packages.URLS]),
    }
    for room, (sign, paths) in listed.items():
        assert {path.split(".")[1] for path in paths} >= having(room, sign) > set(), room


def test_addresses_have_one_name_each() -> None:
    resolver = get_resolver()
    names = [key for key in resolver.reverse_dict if isinstance(key, str)]
    assert len(names) == len(set(names)) > 0
