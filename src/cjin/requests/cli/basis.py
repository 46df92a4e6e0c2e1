"""``cjin requests basis | pairs | agree``: under which instrument one State may ask another."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.requests.rules.kinds import Kind

KINDS = click.Choice([str(kind) for kind in Kind])
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("requesting")
@click.argument("requested")
@click.option("--kind", required=True, type=KINDS, help="What is asked for.")
@click.option("--offence", "offences", multiple=True, help="A category of ICCS (0101); may be given several times.")
@click.option("--date", "day", type=DAY, help="The day that is asked for; today unless given.")
@json_option
def basis(
    requesting: str, requested: str, kind: str, offences: tuple[str, ...], day: datetime | None, as_json: bool
) -> None:
    """Every instrument in force between REQUESTING and REQUESTED for a kind of help, ranked, with reasons."""
    from cjin.requests.queries.facts import facts_on
    from cjin.requests.queries.questions import question_of
    from cjin.requests.rules.basis.plain import told
    from cjin.requests.rules.basis.reasoning import legal_basis

    question = question_of(requesting, requested, kind, offences, _day(day))
    facts = facts_on(question.day, [question.requesting, question.requested])
    emit(told(legal_basis(question, facts)), as_json=as_json, human=_found)


def _found(told: dict[str, Any]) -> str:
    lines = [f"As of {told['as_of']}:"]
    for one in told["bases"]:
        since = f", in force for both since {one['in_force_since']}" if one["in_force_since"] else ""
        lines.append(f"{one['rank']}. {one['instrument']}{since}")
        lines += [f"     because: {said['words']}{_where(said)}" for said in one["reasons"]]
        lines += [f"     if: {said['words']}{_where(said)}" for said in one["conditions"]]
    if told["missing"]:
        lines.append("Missing:")
        lines += [f"  {said['words']}{_where(said)}" for said in told["missing"]]
    return "\n".join(lines)


def _where(said: dict[str, Any]) -> str:
    proposed = "; read by rule, not confirmed" if said["proposed"] else ""
    return f" ({said['citation']}{proposed})" if said["citation"] else f" ({proposed[2:]})" if proposed else ""


@click.command()
@click.option("--kind", default="mutual-legal-assistance", show_default=True, type=KINDS, help="What is asked for.")
@click.option("--offence", "offences", multiple=True, help="A category of ICCS; may be given several times.")
@click.option("--date", "day", type=DAY, help="The day that is asked for; today unless given.")
@json_option
def pairs(kind: str, offences: tuple[str, ...], day: datetime | None, as_json: bool) -> None:
    """All pairs of States with the instruments that are a basis between them."""
    from cjin.requests.queries.facts import facts_on
    from cjin.requests.queries.questions import checked
    from cjin.requests.rules.basis.pairs import all_pairs

    facts = facts_on(_day(day))
    states = sorted({state for known in facts.bound.values() for state in known})
    found = all_pairs(states, Kind(kind), _day(day), facts, checked(offences))
    rows = [{"requesting": a, "requested": b, "instruments": list(names)} for a, b, names in found]
    emit(rows, as_json=as_json, human=_counted)


def _counted(rows: list[dict[str, Any]]) -> str:
    counts = Counter(name for row in rows for name in row["instruments"] or ["none"])
    return table([(name, count) for name, count in counts.most_common()], "instrument", "pairs")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-of", required=True, type=DAY, help="The day as of which the parties are told.")
@json_option
def agree(file: Path, as_of: datetime, as_json: bool) -> None:
    """Enter the bilateral and regional treaties of FILE (YAML or JSON): parties, kinds of help, conditions."""
    from django.utils import timezone

    from cjin.core.rules.catalogue import parse
    from cjin.core.rules.errors import Fault, Invalid
    from cjin.requests.actions.agreements import enter_agreements
    from cjin.requests.rules.agreements import read_agreements

    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Invalid("The file cannot be read.", [Fault(file.name, "it is not UTF-8")]) from error
    entered = read_agreements(parse(text, file.name), file.name)
    made = enter_agreements(entered=entered, as_of=as_of.date(), by=None, now=timezone.now())
    rows = [{"treaty": one.work.slug, "bilateral": one.bilateral, "parties": one.parties.count()} for one in made]
    emit(rows, as_json=as_json, human=lambda found: table([tuple(r.values()) for r in found], "treaty", "", "parties"))


def _day(day: datetime | None) -> date:
    from django.utils import timezone

    return day.date() if day else timezone.localdate()
