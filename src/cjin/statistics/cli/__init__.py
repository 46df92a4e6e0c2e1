"""``cjin statistics``: load unit records, count tables."""

import click

from cjin.statistics.cli.counting import tables
from cjin.statistics.cli.loading import load, loads

group = click.Group("statistics", help="Figures: load unit records, count tables, check them.")
for command in (load, loads, tables):
    group.add_command(command)
