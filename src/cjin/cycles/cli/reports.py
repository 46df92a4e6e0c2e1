"""``cjin cycles compilation | report | check-report | national``: what the replies say together."""

from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import now
from cjin.core.rules.identifiers import Language


@click.command()
@click.argument("round_", metavar="ROUND")
@click.option(
    "--part",
    type=click.Choice(["results", "answers", "series", "matrix", "figures"]),
    default="results",
    show_default=True,
    help="The results, other answers, over all rounds, what named States told, or beside published figures.",
)
@click.option("--topic", default="", help="The topic whose figures are told, with --part figures.")
@json_option
def compilation(round_: str, part: str, topic: str, as_json: bool) -> None:
    """The response by regional group, and how far each provision is implemented, by the replies to ROUND."""
    from cjin.cycles.queries.compiled import compiled
    from cjin.cycles.queries.crossing import crossed
    from cjin.cycles.queries.named import matrix_of
    from cjin.cycles.queries.rounds import round_named
    from cjin.cycles.queries.series import over_rounds

    found = round_named(round_)
    match part:
        case "answers":
            emit(compiled(found, "en", now=now(), whole=True)["answers"], as_json=as_json, human=_answers)
        case "series":
            emit(over_rounds(found, "en"), as_json=as_json, human=_series)
        case "matrix":
            emit(matrix_of(found, "en"), as_json=as_json, human=_matrix)
        case "figures":
            emit(crossed(found, "en", topic=topic, actor=None, now=now()), as_json=as_json, human=_figures)
        case _:
            emit(compiled(found, "en", now=now(), whole=True), as_json=as_json, human=_compiled)


def _answers(data: list[dict[str, Any]]) -> str:
    """How many chose each option; only how many answered where there are none."""
    rows = [
        (one["question"], option["text"], option["replies"], one["of"] if one["options"] else one["asked"])
        for one in data
        for option in one["options"] or [{"text": "", "replies": one["replies"]["answered"]}]
    ]
    return table(rows, "question", "answer", "replies", "of")


def _series(data: dict[str, Any]) -> str:
    rows = [
        (one["paragraph"], round_["round"], point["of_practice"], point["changes"]["new"], point["of_both"],
         *(point["changes"][code] for code in ("advanced", "unchanged", "reversed")))
        for one in data["provisions"]
        for round_, point in zip(data["rounds"], one["points"], strict=True)
        if point
    ]  # fmt: skip
    return table(rows, "provision", "round", "told", "new", "told both", "moved on", "unchanged", "gone back")


def _matrix(data: dict[str, Any]) -> str:
    rows = [(one["name"], *one["practice"].values()) for one in data["rows"]]
    return table(rows, "State", *(one["paragraph"] for one in data["provisions"]))


def _figures(data: dict[str, Any]) -> str:
    told = data["figure"]
    if told is None:
        return f"{data['name']}: no figures that belong to this topic are published of the States that were asked."
    head = f"{data['name']}: {told['title']}, {told['unit']}, {told['period']}. "
    rows = [(one["name"], one["words"], *one["practice"].values()) for one in data["rows"]]
    return (
        f"{head}{told['states']} of {told['of']} States have a figure, the median is {told['median']}. "
        f"Beside is not because.\n\n{table(rows, 'State', 'figure', *(one['paragraph'] for one in data['named']))}"
    )


def _response(data: dict[str, Any]) -> str:
    """The response by regional group; institutions stand apart where some are asked."""
    heads = ("group", "asked", "replied", "")
    rows: list[tuple[Any, ...]] = [
        (one["name"], one["asked"], one["replied"], f"{one['per_cent']} %") for one in data["response"]
    ]
    if data["whom"] == "states":
        return table(rows, *heads)
    apart = [
        (one["states"]["asked"], one["states"]["replied"], *one["institutions"].values()) for one in data["response"]
    ]
    more = ("States asked", "replied", "institutions asked", "replied", "of States")
    return table([(*row, *two) for row, two in zip(rows, apart, strict=True)], *heads, *more)


def _compiled(data: dict[str, Any]) -> str:
    groups = _response(data)
    heads = tuple(data["provisions"][0]["practice"]) if data["provisions"] else ()
    rows = [(one["paragraph"], *(one["practice"][code] for code in heads)) for one in data["provisions"]]
    return f"{groups}\n\n{table(rows, 'in practice', *heads)}"


@click.command()
@click.argument("round_", metavar="ROUND")
@click.option("--language", type=click.Choice(Language.ALL), default="en", show_default=True, help="Its language.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["docx", "pdf", "html"]),
    default="docx",
    show_default=True,
    help="Its format.",
)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write."
)
def report(round_: str, language: str, form: str, output: Path) -> None:
    """Write the draft report of the Secretary-General on ROUND, with the edits that were made in it."""
    from cjin.cycles.queries.documents import document_of
    from cjin.cycles.queries.rounds import round_named

    output.write_bytes(document_of(round_named(round_), language, form, now=now()))


@click.command("check-report")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def check_report(file: Path, as_json: bool) -> None:
    """Work out every number of a report FILE (DOCX) once more; exit 1 where one is not what the replies say."""
    from cjin.cycles.queries.documents import wrong_in

    wrong = wrong_in(file.read_bytes(), now=now())
    rows = [{"where": one.where, "message": one.message, "text": one.text} for one in wrong]
    emit(rows, as_json=as_json, human=_wrong)
    if wrong:
        raise click.exceptions.Exit(1)


def _wrong(rows: list[dict[str, Any]]) -> str:
    return (
        "\n".join(f"{one['where']}: {one['message']}\n    {one['text'][:200]}" for one in rows)
        or "Every number is right."
    )


@click.command()
@click.argument("round_", metavar="ROUND")
@click.argument("respondent")
@click.option("--language", type=click.Choice(Language.ALL), default="en", show_default=True, help="Its language.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), required=True,
              help="The file to write: .docx, .pdf or .html.")  # fmt: skip
def national(round_: str, respondent: str, language: str, output: Path) -> None:
    """Write the report of RESPONDENT (a State code) on its own reply to ROUND."""
    from cjin.cycles.queries.documents import written
    from cjin.cycles.queries.national import national_report
    from cjin.cycles.queries.replying import reply_for

    moment = now()
    seen = reply_for(None, round_, respondent.upper(), today=moment.date())
    made = national_report(seen, language, now=moment)
    output.write_bytes(written(made, output.suffix.removeprefix("."), day=moment.date()))
