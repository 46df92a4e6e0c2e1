"""Each generated page: its name and what it says, as Markdown."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from cjin.node.environment import VARIABLES

NOTICE = "<!-- Written by `cjin docs`; change the code and not this page. -->"


def settings() -> str:
    """Every environment variable of a node."""
    lines = [
        "# Settings",
        "A node is set up by environment variables. An empty one counts as unset. All else is the same on every node.",
        _table(["Variable", "Default", "Meaning"], [_setting_row(variable) for variable in VARIABLES]),
    ]
    return _page(lines)


def _setting_row(variable: Any) -> list[str]:
    meaning = variable.meaning + (f" Example: `{variable.example}`." if variable.example else "")
    return [f"`{variable.name}`", f"`{variable.default}`" if variable.default else "none", meaning]


def cli() -> str:
    """Every group and verb of the command line, as its own help says it."""
    from cjin.node.cli import house

    lines = [
        "# Command line",
        "`./dev cjin …` in a checkout, `cjin …` where the wheel is installed. Exit code 0: done. 1: refused, with a "
        "reason that a person can act on. 2: wrong usage. With `--json`, results are JSON on standard output and a "
        "refusal is a problem document on standard error.",
    ]
    with click.Context(house, info_name="cjin", **house.context_settings) as context:
        for path, command, inner in _commands(house, context):
            lines += [f"## {path}", f"```text\n{command.get_help(inner)}\n```"]
    return _page(lines)


def _commands(group: click.Group, context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        inner = click.Context(command, info_name=name, parent=context, terminal_width=100, max_content_width=100)
        if isinstance(command, click.Group):
            yield from _commands(command, inner)
        else:
            yield inner.command_path, command, inner


def api() -> str:
    """Every operation of the API, with what it takes and what it answers."""
    from cjin.node.api import DESCRIPTION
    from cjin.node.api import api as node_api

    schema = json.loads(json.dumps(node_api.get_openapi_schema(path_prefix="/api/v1"), default=str))
    lines = [
        "# API",
        DESCRIPTION,
        f"The machine-readable form is `/api/v1/openapi.json` (OpenAPI {schema['openapi']}).",
    ]
    for path, operations in sorted(schema["paths"].items()):
        for method, operation in operations.items():
            lines += _operation(path, method, operation)
    if not schema["paths"]:
        lines.append("This node has no operations yet.")
    return _page(lines)


def _operation(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    lines = [f"## {method.upper()} {path}", operation.get("description") or operation.get("summary", "")]
    rows = [_parameter_row(parameter) for parameter in operation.get("parameters", [])]
    if rows:
        lines.append(_table(["Parameter", "In", "Form", "Meaning"], rows))
    if body := operation.get("requestBody"):
        lines.append(
            "Body: " + ", ".join(f"`{kind}` {_form(given['schema'])}" for kind, given in body["content"].items())
        )
    answers = [f"{status} {_answer(answer)}" for status, answer in operation.get("responses", {}).items()]
    return [*lines, "Answers: " + "; ".join(answers)]


def _parameter_row(parameter: dict[str, Any]) -> list[str]:
    needed = " (needed)" if parameter.get("required") else ""
    shape = parameter.get("schema", {})
    return [f"`{parameter['name']}`{needed}", parameter["in"], _form(shape), shape.get("description", "")]


def _answer(answer: dict[str, Any]) -> str:
    forms = [_form(given["schema"]) for given in answer.get("content", {}).values() if "schema" in given]
    return " or ".join(forms) or answer.get("description", "")


def _form(shape: dict[str, Any]) -> str:
    """A JSON schema in a few words."""
    if "$ref" in shape:
        return f"`{shape['$ref'].rpartition('/')[2]}`"
    if "anyOf" in shape:
        return " or ".join(_form(one) for one in shape["anyOf"])
    if shape.get("type") == "array":
        return f"list of {_form(shape.get('items', {}))}"
    return str(shape.get("type", "anything"))


def _table(headings: list[str], rows: Iterable[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )


def _page(lines: Iterable[str]) -> str:
    return "\n\n".join([NOTICE, *(line for line in lines if line)]) + "\n"


def cases() -> str:
    """The process of requests, their clocks and the grounds of refusal, as the catalogue has them."""
    from cjin.requests.rules.case import diagram
    from cjin.requests.rules.case.process import Direction

    lines = [
        "# Cases: acts, clocks, grounds",
        "What may be done with a request in which state, by whom, and what must be so first. The tables are those of "
        "`catalogue/requests/process.yaml`, `clocks.yaml` and `grounds.yaml`. “other” is the other State, whose acts "
        "are written down here; `back` returns to the state before, `stay` changes none, `measures` is the state that "
        "follows from the measures. Pages, evidence, reminders and figures: [casework.md](casework.md).",
        "## Requests that this State makes",
        diagram.as_table(Direction.OUTGOING),
        "## Requests that this State receives",
        diagram.as_table(Direction.INCOMING),
        "## Clocks",
        "A clock that names an article cannot be set by a node; the others can, on the page “Timetable” or with "
        "`cjin requests timetable FILE`.",
        diagram.clocks_as_table(),
        "## Grounds of refusal and postponement",
        diagram.grounds_as_table(),
    ]
    return _page(lines)


PAGES: dict[str, Callable[[], str]] = {"settings.md": settings, "cli.md": cli, "api.md": api, "cases.md": cases}
