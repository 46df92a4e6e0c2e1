"""The lists in ``node``: everything that they name is there."""

from django.apps import apps
from django.urls import get_resolver

from cjin.node import packages
from cjin.node.cli import VERBS
from tests.house.tree import SOURCE


def test_every_part_that_is_named_exists() -> None:
    named = [path for _, path in packages.CLI.values()] + [path for _, path in VERBS.values()]
    named += [path for _, path in packages.API] + [*packages.LOADERS, *packages.SEARCH_SOURCES]
    named += list(packages.OUTBOX_HANDLERS.values())
    for path in named:
        assert packages.part(path) is not None, path


def test_every_counted_model_exists() -> None:
    for _, model in packages.COUNTS:
        assert apps.get_model(model)


def test_every_package_is_listed() -> None:
    there = {f"cjin.{path.parent.name}" for path in SOURCE.glob("*/apps.py")}
    assert there == set(packages.APPS)


def test_every_package_with_commands_pages_or_api_is_listed() -> None:
    def having(*names: str) -> set[str]:
        return {path.name for path in SOURCE.iterdir() if any((path / name).exists() for name in names)} - {"node"}

    assert {path.split(".")[1] for _, path in packages.CLI.values()} >= having("cli.py")
    assert {path.split(".")[1] for _, path in packages.API} >= having("api.py")
    assert {path.split(".")[1] for _, path in packages.URLS} >= having("urls.py")


def test_addresses_have_one_name_each() -> None:
    resolver = get_resolver()
    names = [key for key in resolver.reverse_dict if isinstance(key, str)]
    assert len(names) == len(set(names)) > 0
