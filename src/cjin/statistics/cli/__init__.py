"""``cjin statistics``: load unit records, count tables, import ready figures, check them."""

import click

from cjin.statistics.cli.checking import check, check_load, checks
from cjin.statistics.cli.counting import tables
from cjin.statistics.cli.describing import describe, suggest
from cjin.statistics.cli.engines import export_records, sql
from cjin.statistics.cli.importing import datasets, import_figures, template
from cjin.statistics.cli.loading import load, loads
from cjin.statistics.cli.publishing import publications, publish, withdraw
from cjin.statistics.cli.schemes import accept_links, export_scheme, import_scheme, load_schemes, schemes

group = click.Group("statistics", help="Figures: load unit records, count tables, check them.")
for command in (load, loads, tables, sql, export_records):
    group.add_command(command)
for command in (describe, suggest, schemes, import_scheme, export_scheme, accept_links, load_schemes):
    group.add_command(command)
for command in (import_figures, template, datasets, check, check_load, checks):
    group.add_command(command)
for command in (publish, publications, withdraw):
    group.add_command(command)
