"""The one place that lists the packages: what each of them adds to the node.

Parts are named as ``module:attribute`` and imported when they are needed, so that a short command stays short.
"""

from importlib import import_module
from typing import Any

APPS = (
    "cjin.node",
    "cjin.cycles",
    "cjin.requests",
    "cjin.statistics",
    "cjin.directory",
    "cjin.texts",
    "cjin.reference",
    "cjin.shell",
    "cjin.core",
)

CLI: dict[str, tuple[str, str]] = {
    "reference": ("States, groups, languages and topics.", "cjin.reference.cli:group"),
    "core": ("People, organizations, posts, tokens, audit, outbox, search.", "cjin.core.cli:group"),
    "cycles": ("Forms, rounds and replies, and the report on them.", "cjin.cycles.cli:group"),
    "directory": ("Bodies, competences and channels: who is competent.", "cjin.directory.cli:group"),
    "requests": ("Requests between States: on which legal basis.", "cjin.requests.cli:group"),
    "statistics": ("Figures: load unit records, count tables.", "cjin.statistics.cli:group"),
    "texts": ("Texts of instruments: read, import, publish, find.", "cjin.texts.cli:group"),
}
"""Command groups: name, what it is for, where its click group stands."""

WITHOUT_DATABASE: frozenset[str] = frozenset({"texts parse"})
"""Commands that need neither Django nor a database, and so start at once; they import models inside functions."""

API: tuple[tuple[str, str], ...] = (
    ("/reference", "cjin.reference.api:router"),
    ("/texts", "cjin.texts.api:router"),
    ("/statistics", "cjin.statistics.api:router"),
    ("/directory", "cjin.directory.api:router"),
    ("/requests", "cjin.requests.api:router"),
    ("/cycles", "cjin.cycles.api:router"),
)
"""Routers of the API: the path under /api/v1 and where the router stands."""

URLS: tuple[tuple[str, str], ...] = (
    ("", "cjin.shell.urls"),
    ("", "cjin.core.urls"),
    ("", "cjin.reference.urls"),
    ("texts/", "cjin.texts.urls"),
    ("statistics/", "cjin.statistics.urls"),
    ("directory/", "cjin.directory.urls"),
    ("requests/", "cjin.requests.urls"),
    ("follow-up/", "cjin.cycles.urls"),
    ("", "cjin.texts.search_urls"),
)
"""Pages: the path and the module with ``urlpatterns``."""

LOADERS: tuple[str, ...] = (
    "cjin.reference.actions:load",
    "cjin.texts.actions.works:load_works",
    "cjin.texts.actions.library:load",
    "cjin.texts.actions.annotating:load",
    "cjin.texts.actions.deriving:load",
    "cjin.texts.actions.status_samples:load",
    "cjin.directory.actions.shipping:load",
    "cjin.requests.actions.shipping:load",
    "cjin.requests.actions.demonstration:load",
    "cjin.statistics.actions.scheming:load",
    "cjin.statistics.actions.demonstration:load",
    "cjin.directory.tasks:load",
    "cjin.requests.tasks:load",
    "cjin.cycles.actions.forms:load",
    "cjin.cycles.actions.demonstration:load",
    "cjin.cycles.tasks:load",
)
"""What ``cjin prepare`` loads, in this order: callables ``load(*, now)`` that may run any number of times."""

SEARCH_SOURCES: tuple[str, ...] = (
    "cjin.reference.search:States",
    "cjin.reference.search:Topics",
    "cjin.texts.search:Instruments",
    "cjin.texts.search:Provisions",
    "cjin.statistics.search:Indicators",
    "cjin.statistics.search:Areas",
    "cjin.statistics.search:Categories",
    "cjin.directory.search:Bodies",
)
"""What can be searched: classes whose objects are a SearchSource."""

OUTBOX_HANDLERS: dict[str, str] = {
    "statistics.clear": "cjin.statistics.tasks:clear",
    "statistics.check": "cjin.statistics.tasks:check",
    "statistics.prepare": "cjin.statistics.tasks:prepare",
    "texts.derive": "cjin.texts.tasks:derive",
    "directory.renew": "cjin.directory.tasks:renew",
    "directory.remind": "cjin.directory.tasks:remind",
    "directory.tell": "cjin.directory.tasks:tell",
    "requests.remind": "cjin.requests.tasks:remind",
    "requests.tell": "cjin.requests.tasks:tell",
    "cycles.remind": "cjin.cycles.tasks:remind",
    "cycles.tell": "cjin.cycles.tasks:tell",
    "cycles.moved": "cjin.cycles.tasks:moved",
}
"""Who does what stands in the outbox: topic and callable."""

COUNTS: tuple[tuple[str, str], ...] = (
    ("States and areas", "cjin.reference.queries.holdings:states"),
    ("topics", "cjin.reference.queries.holdings:topics"),
    ("instruments", "cjin.texts.queries.holdings:instruments"),
    ("provisions", "cjin.texts.queries.holdings:provisions"),
    ("bodies", "cjin.directory.queries.holdings:bodies"),
)
"""What a node holds, in the words of `cjin serve --once`: a label, and what counts as much as a request may read."""


def part(path: str) -> Any:
    """The object that ``module:attribute`` names."""
    module, _, attribute = path.partition(":")
    return getattr(import_module(module), attribute)
