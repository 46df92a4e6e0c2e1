"""``cjin directory``: who is competent, entries in and out, what is due for verification, the signed file."""

import click

from .asking import due, list_, members, show, who
from .changing import load, verify
from .signed import sign, take

group = click.Group("directory", help="Bodies, competences and channels: who is competent, entries in and out.")
for command in (who, list_, show, members, due, load, verify, sign, take):
    group.add_command(command)
