"""``cjin cycles``: forms, rounds, replies, compilations and reports."""

import click

from .forms import form_of_work, forms, put_form
from .reports import check_report, compilation, report
from .rounds import close, open_round, progress, rounds, simulate
from .workbooks import take, workbook

group = click.Group("cycles", help="Forms that are sent to respondents, their replies, and the report on them.")
for command in (forms, form_of_work, put_form, rounds, open_round, progress, close, simulate):
    group.add_command(command)
for command in (workbook, take, compilation, report, check_report):
    group.add_command(command)
