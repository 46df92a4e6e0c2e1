"""``cjin cycles``: forms, rounds, replies, compilations and reports."""

import click

from .forms import form_of_work, forms, put_form
from .reports import check_report, compilation, national, report
from .rounds import close, note, open_round, progress, rounds, simulate
from .workbooks import take, workbook
from .workplan import compile_discussion, put_discussion, workplan

group = click.Group("cycles", help="Forms that are sent to respondents, their replies, and the report on them.")
for command in (forms, form_of_work, put_form, rounds, open_round, progress, note, close, simulate):
    group.add_command(command)
for command in (workbook, take, compilation, report, check_report, national):
    group.add_command(command)
for command in (workplan, put_discussion, compile_discussion):
    group.add_command(command)
