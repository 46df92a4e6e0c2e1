"""``cjin core``: people, posts, tokens, audit, outbox, search. Modules import models inside their verbs."""

import click

from cjin.core.cli.audit import audit
from cjin.core.cli.organizations import organization
from cjin.core.cli.outbox import outbox
from cjin.core.cli.people import person
from cjin.core.cli.posts import post
from cjin.core.cli.search import search
from cjin.core.cli.tokens import token


@click.group("core")
def group() -> None:
    """People, organizations, posts, tokens, audit, outbox and search."""


for command in (audit, organization, outbox, person, post, search, token):
    group.add_command(command)

__all__ = ["group"]
