"""``cjin requests``: the legal basis between two States, and the treaties that a node has entered."""

import click

from .basis import agree, basis, pairs
from .cases import act, due, statistics, timetable
from .letters import letter, sign, take
from .writing import check, kinds

group = click.Group("requests", help="Requests between States: on which legal basis, with what, by when.")
for command in (basis, pairs, agree, kinds, check, due, act, timetable, statistics, letter, sign, take):
    group.add_command(command)
