"""``cjin cycles forms | form-of | put-form``: forms in their versions."""

import json
from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import now


@click.command()
@click.argument("form", required=False)
@click.option("--version", type=click.IntRange(1), help="The version; the newest unless given.")
@json_option
def forms(form: str | None, version: int | None, as_json: bool) -> None:
    """List the forms of this node, or show FORM as data that “put-form” takes."""
    from cjin.cycles.models import FormVersion
    from cjin.cycles.queries.forms import form_version

    if form is not None:
        emit(form_version(form, version).definition, as_json=as_json, human=_as_yaml)
        return
    rows = [
        {"form": one.form, "version": one.version, "kind": one.definition["kind"], "in_use": one.frozen_at is not None,
         "questions": sum(len(section["questions"]) for section in one.definition["sections"])}
        for one in FormVersion.objects.all()
    ]  # fmt: skip
    emit(
        rows,
        as_json=as_json,
        human=lambda found: table(
            [tuple(one.values()) for one in found], "form", "version", "kind", "in use", "questions"
        ),
    )


def _as_yaml(data: dict[str, Any]) -> str:
    import yaml

    return yaml.safe_dump(json.loads(json.dumps(data)), allow_unicode=True, sort_keys=False, width=120)


@click.command("form-of")
@click.argument("work")
@click.option(
    "--with-proposed", is_flag=True, help="Also provisions whose commitments rules propose and nobody confirmed."
)
@click.option("--application", is_flag=True, help="Ask of every provision how it is used and applied, as of a norm.")
@click.option("--form", default="", help="The name of the form; made from that of WORK unless given.")
@json_option
def form_of_work(work: str, with_proposed: bool, application: bool, form: str, as_json: bool) -> None:
    """Make a follow-up form from what WORK asks of States, as data that “put-form” takes."""
    from cjin.cycles.queries.asking import form_made_from
    from cjin.cycles.rules.form.reading import written_form

    made = form_made_from(work, None, norm=application, with_proposed=with_proposed, form=form)
    emit(written_form(made), as_json=as_json, human=_as_yaml)


@click.command("put-form")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of this version, if no round uses that.")
@json_option
def put_form(file: Path, replace: bool, as_json: bool) -> None:
    """Keep a version of a form from FILE (YAML or JSON). A version in use is never changed."""
    from cjin.core.rules.catalogue import parse
    from cjin.core.rules.errors import Fault, Invalid
    from cjin.cycles.actions.forms import put_form as put
    from cjin.cycles.forms.form_faults import faults_told

    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Invalid("The file cannot be read.", [Fault(file.name, "it is not UTF-8")]) from error
    with faults_told():
        made = put(definition=parse(text, file.name), seen=None if replace else "", by=None, now=now())
    emit(
        {"form": made.form, "version": made.version},
        as_json=as_json,
        human=lambda one: f"{one['form']}, version {one['version']}",
    )
