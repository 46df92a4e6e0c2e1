"""``cjin cycles rounds | open | progress | note | close | simulate``: rounds and how far they are."""

from datetime import date
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import Day, LanguageText, now


@click.command()
@json_option
def rounds(as_json: bool) -> None:
    """List the rounds of this node, those that go on and the latest first."""
    from cjin.cycles.queries.overview import rounds_told

    found: list[Any] = rounds_told()
    rows = [
        {"round": one.slug, "form": one.form.form, "opens": one.opens.isoformat(), "due": one.due.isoformat(),
         "asked": one.asked, "replied": one.replied, "closed": one.closed_at is not None, "simulated": one.simulated}
        for one in found
    ]  # fmt: skip
    heads = ("round", "form", "opens", "due", "asked", "replied", "closed", "simulated")
    emit(rows, as_json=as_json, human=lambda told: table([tuple(one.values()) for one in told], *heads))


@click.command("open")
@click.argument("slug")
@click.option("--form", required=True, help="The form; its newest version unless --version is given.")
@click.option("--version", type=click.IntRange(1), help="The version of the form; the newest unless given.")
@click.option("--title", "titles", type=LanguageText(), multiple=True, required=True, help="Such as en=Second round.")
@click.option("--opens", type=Day(), required=True, help="The first day.")
@click.option("--due", type=Day(), required=True, help="The last day.")
@click.option(
    "--state",
    "states",
    multiple=True,
    help="A State that is asked, by its code; all Members of the United Nations unless given.",
)
@click.option("--language", "languages", multiple=True, default=("en",), help="A language in which it is asked.")
@click.option("--previous", help="The round that this one continues.")
@click.option("--note-verbale", type=Day(), help="The day of the note verbale; “note” adds it later.")
@click.option("--upon-request", is_flag=True, help="It was asked for once, and does not come round by itself.")
@json_option
def open_round(
    slug: str, form: str, version: int | None, titles: tuple[tuple[str, str], ...], opens: date, due: date,
    states: tuple[str, ...], languages: tuple[str, ...], previous: str | None,
    note_verbale: date | None, upon_request: bool, as_json: bool,
) -> None:  # fmt: skip
    """Open a round SLUG: put a form to States from one day to another. The form is frozen from then on."""
    from django.utils import timezone

    from cjin.core.rules.multilingual import Multilingual
    from cjin.cycles.actions.rounds import open_round as do
    from cjin.cycles.queries.forms import form_version
    from cjin.cycles.queries.rounds import round_named
    from cjin.cycles.rules.rounds import Calling
    from cjin.reference.models import State
    from cjin.reference.queries.states import with_standing
    from cjin.reference.rules.states import Standing

    moment = now()
    members = with_standing(State.objects.order_by("pk"), Standing.MEMBER, timezone.localdate(moment))
    made = do(
        slug=slug, title=Multilingual(dict(titles)), form=form_version(form, version), opens=opens, due=due,
        respondents=[one.upper() for one in states] or list(members.values_list("pk", flat=True)),
        calling=Calling.UPON_REQUEST if upon_request else Calling.SCHEDULED, languages=languages,
        previous=round_named(previous) if previous else None, note_verbale=note_verbale, by=None, now=moment,
    )  # fmt: skip
    told = {"round": made.slug, "asked": made.respondents.count()}
    emit(told, as_json=as_json, human=lambda one: f"{one['round']}: {one['asked']} asked")


@click.command()
@click.argument("round_", metavar="ROUND")
@json_option
def progress(round_: str, as_json: bool) -> None:
    """How far each respondent of ROUND is, section by section."""
    from cjin.cycles.models import Part
    from cjin.cycles.queries.rounds import round_named

    rows: dict[str, dict[str, Any]] = {}
    parts = Part.objects.filter(respondent__round=round_named(round_)).select_related("respondent")
    for part in parts.order_by("respondent__state", "respondent__body", "position"):
        one = part.respondent
        row = rows.setdefault(
            one.key, {"respondent": one.key, "standing": one.standing, "asked": 0, "replied": 0, "sections": {}}
        )
        row["asked"] += part.asked
        row["replied"] += part.replied
        row["sections"][part.section] = {"asked": part.asked, "replied": part.replied, "standing": part.standing}
    emit(list(rows.values()), as_json=as_json, human=_progress)


def _progress(rows: list[dict[str, Any]]) -> str:
    told = [(one["respondent"], one["standing"], f"{one['replied']} of {one['asked']}") for one in rows]
    return table(told, "respondent", "standing", "replies")


@click.command()
@click.argument("round_", metavar="ROUND")
@click.argument("day", type=Day(), required=False)
def note(round_: str, day: date | None) -> None:
    """Write down the DAY of the note verbale of an open ROUND; without a DAY, that none is known."""
    from cjin.cycles.actions.rounds import note as do
    from cjin.cycles.queries.rounds import round_named

    do(round_=round_named(round_), day=day, by=None, now=now())


@click.command()
@click.argument("round_", metavar="ROUND")
def close(round_: str) -> None:
    """Close ROUND: no reply is changed any more."""
    from cjin.cycles.actions.rounds import close as do
    from cjin.cycles.queries.rounds import round_named

    do(round_=round_named(round_), by=None, now=now())


@click.command()
@json_option
def simulate(as_json: bool) -> None:
    """Make the two demonstration rounds, whose replies are made up and say so wherever they appear."""
    from cjin.core.rules.errors import Conflict, NotFound
    from cjin.cycles.actions.demonstration import FIRST, SECOND
    from cjin.cycles.actions.demonstration import simulate as do
    from cjin.cycles.models import Round

    if Round.objects.filter(slug__in=(FIRST, SECOND)).exists():
        raise Conflict("The simulated rounds are here already.")
    made = do(now=now())
    if made is None:
        raise NotFound("No declaration is loaded from which a form could be made.")
    emit({"rounds": [FIRST, SECOND]}, as_json=as_json, human=lambda one: ", ".join(one["rounds"]))
