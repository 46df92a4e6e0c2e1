"""``cjin texts commitments | mandates | citations``: what provisions ask, commission and cite."""

from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table


@click.command()
@click.argument("instrument", metavar="INSTRUMENT")
@click.option("--proposed", is_flag=True, help="Only what rules propose, also where somebody has confirmed.")
@json_option
def commitments(instrument: str, proposed: bool, as_json: bool) -> None:
    """What each provision of INSTRUMENT (kyoto-2021) asks, of whom, how strongly, on what conditions and by when.

    Confirmed commitments where somebody decided about the provision, else those that rules propose.
    """
    from cjin.texts.queries.following import commitments_of, proposed_of
    from cjin.texts.queries.instruments import instrument_named
    from cjin.texts.rules.commitments.rows import PROPOSED
    from cjin.texts.rules.commitments.telling import told

    read = instrument_named(instrument, None)
    if proposed:
        rows = [told(one, read.slug, PROPOSED) for one in proposed_of(read)]
    else:
        rows = [told(one.commitment, read.slug, one.state) for one in commitments_of(read)]
    emit(rows, as_json=as_json, human=_commitments)


def _commitments(rows: list[dict[str, Any]]) -> str:
    return table(
        [
            (r["provision"], r["actor"], r["act"], r["strength"], _conditions(r), _due(r["deadline"]), r["state"])
            for r in rows
        ],
        "provision",
        "actor",
        "act",
        "strength",
        "conditions",
        "deadline",
        "state",
    )


def _conditions(row: dict[str, Any]) -> str:
    return ", ".join(one["kind"] for one in row["conditions"])


def _due(due: dict[str, Any] | None) -> str:
    return " ".join(f"{value}" for value in due.values()) if due else ""


@click.command()
@click.argument("instruments", metavar="[INSTRUMENT]...", nargs=-1)
@click.option("--state", type=click.Choice(["proposed", "confirmed"]), help="Only those of this state.")
@json_option
def mandates(instruments: tuple[str, ...], state: str | None, as_json: bool) -> None:
    """What instruments commission from organs, and when it is due; of all instruments here unless some are named.

    ``state`` says whether a person said what shall come of a mandate, or rules only propose it.
    """
    from cjin.texts.queries.following import mandates_of
    from cjin.texts.queries.instruments import instrument_named, instruments_here
    from cjin.texts.queries.told import mandate_told

    read = [instrument_named(name, None) for name in instruments] or instruments_here(None)
    rows = [
        mandate_told(one.slug, found, found.due_facts())
        for one in read
        for found in mandates_of(one)
        if state in (None, found.state)
    ]
    emit(rows, as_json=as_json, human=_mandates)


def _mandates(rows: list[dict[str, Any]]) -> str:
    found = [(r["provision"], r["addressee"], r["output"], _due(r["due"]), r["state"]) for r in rows]
    return table(found, "provision", "addressee", "output", "due", "state")


@click.command()
@click.argument("instrument", metavar="INSTRUMENT")
@json_option
def citations(instrument: str, as_json: bool) -> None:
    """What the provisions and notes of INSTRUMENT cite, and where each citation leads."""
    from cjin.texts.queries.following import citations_in
    from cjin.texts.queries.instruments import instrument_named, instruments_here
    from cjin.texts.rules.cited.telling import told

    read = instrument_named(instrument, None)
    rows = [told(read.slug, one) for one in citations_in(read, instruments_here(None))]
    emit(rows, as_json=as_json, human=_citations)


def _citations(rows: list[dict[str, Any]]) -> str:
    found = [(r["from"], r["kind"], r["to"], "" if r["resolved"] else "not known here", r["words"][:60]) for r in rows]
    return table(found, "from", "kind", "to", "", "words")


@click.command()
@click.argument("instruments", metavar="INSTRUMENT INSTRUMENT...", nargs=-1, required=True)
@json_option
def parallels(instruments: tuple[str, ...], as_json: bool) -> None:
    """The twenty best partners of each provision in each other INSTRUMENT named, with the reasons for each.

    What is rare is judged by all instruments here, as on the pages. `suggested` is what rules say, `verdict` what
    somebody said: "accepted", "rejected" or null.
    """
    from cjin.texts.queries.instruments import instrument_named
    from cjin.texts.queries.parallels import judged_by, parallels_among, verdicts_among

    if len(set(instruments)) < 2:
        raise click.UsageError("Name two instruments or more.")
    names = list(dict.fromkeys(instruments))
    named = [instrument_named(name, None) for name in names]
    said = verdicts_among([one.slug for one in named])
    rows = [
        {
            "a": one.a,
            "b": one.b,
            "score": one.score,
            "suggested": one.suggested,
            "verdict": said.get(frozenset((one.a, one.b))),
            "reasons": {
                "words": list(one.reasons.words),
                "works": list(one.reasons.works),
                "topics": list(one.reasons.topics),
                "link": one.reasons.link,
            },
        }
        for one in parallels_among(judged_by(named), [one.slug for one in named])
    ]
    emit(rows, as_json=as_json, human=_parallels)


def _parallels(rows: list[dict[str, Any]]) -> str:
    found = [(r["a"], r["b"], f"{r['score']:.2f}", " ".join(r["reasons"]["words"])) for r in rows if r["suggested"]]
    return table(found, "provision", "parallel", "score", "words of both")


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only tell what would change.")
@json_option
def confirm(file: Path, check: bool, as_json: bool) -> None:
    """Confirm the commitments in FILE (CSV, XLSX or JSON, as the page of commitments gives it), all or none.

    Rows that are only proposed are left out and counted.
    """
    from django.utils import timezone

    from cjin.texts.actions.taking import prepare, take

    prepared = prepare(file.read_bytes(), file.name, reader=None)
    changed = len(prepared.changes) if check else take(prepared, by=None, now=timezone.now())
    told = {"provisions": len(prepared.asked), "changed": changed, "proposed_left_out": prepared.proposed}
    emit(
        told,
        as_json=as_json,
        human=lambda one: (
            "{provisions} provisions, {changed} changed, {proposed_left_out} proposed rows left out".format(**one)
        ),
    )
