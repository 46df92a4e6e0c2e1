"""``cjin statistics publish``, ``publications`` and ``withdraw``."""

from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from cjin.core.cli.output import emit, json_option
from cjin.core.rules.errors import Invalid
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.cli.asking import declaration_of, text_of
from cjin.statistics.cli.telling import told_periods

NAMED = 10
"""So many figures are named in a line; --json has all of them."""


@click.command()
@click.argument("tables", metavar="[SET]", required=False, default="")
@click.option("--load", metavar="LOAD", help="Count the tables of SET over a load: national-police@3.")
@click.option("--dataset", metavar="DATASET", help="Publish ready figures as they are: unodc-portal@2.")
@click.option(
    "--release",
    type=click.Choice([str(one) for one in ReleaseLevel]),
    default="own",
    show_default=True,
    help="To whom.",
)
@click.option("--protect", "rule", default="counts-of-persons", show_default=True, help="The rule of confidentiality.")
@click.option("--unprotected", "reason", default=None, metavar="REASON", help="No rule (open errors), for this reason.")
@click.option("--show-totals", is_flag=True, help="Totals without any dimension are shown whatever they are.")
@click.option("--opens", is_flag=True, help="Consent to show what earlier publications of the source keep back.")
@click.option("--population", type=click.Path(path_type=Path), help="People by year, sex and age (CSV), for rates.")
@click.option("--preview", is_flag=True, help="Tell what would be published and what it would change; publish nothing.")
@click.option("--looked-at", default="", metavar="KEY", help="Publish exactly what a preview with this key told.")
@json_option
def publish(
    tables: str,
    load: str | None,
    dataset: str | None,
    release: str,
    rule: str,
    reason: str | None,
    show_totals: bool,
    opens: bool,
    population: Path | None,
    preview: bool,
    looked_at: str,
    as_json: bool,
) -> None:
    """Publish tables of a load, or ready figures, so that pages and programs can read them."""
    from cjin.statistics.actions.publishing import Terms

    people = text_of(population) if population else ""
    if reason is not None and not reason.strip():
        raise Invalid("Say the reason of --unprotected; it stays with the publication.")
    terms = Terms(ReleaseLevel(release), rule if reason is None else "", reason or "", show_totals, people, opens)
    making = _making(tables, load, dataset, terms)
    if preview:
        return emit(_previewed(making), as_json=as_json, human=_would_be)
    done = _released(making, looked_at)
    told = {**_told(done, _succession()), "unchanged": done.unchanged, "totals_hidden": _totals(done, terms)}
    emit(told, as_json=as_json, human=_just_published)


def _totals(done: Any, terms: Any) -> int | None:
    """How many totals stay hidden all the same, where they were to be shown."""
    from cjin.statistics.queries.totals import hidden_totals

    return hidden_totals(done) if terms.show_totals and terms.rule else None


def _succession() -> Any:
    from cjin.statistics.queries.succession import Succession

    return Succession(None)


def _making(tables: str, load: str | None, dataset: str | None, terms: Any) -> Any:
    from cjin.statistics.actions.publishing import of_dataset, of_load
    from cjin.statistics.queries.datasets import dataset_by_key
    from cjin.statistics.queries.loads import load_by_key

    if dataset and not load and not tables:
        return of_dataset(dataset_by_key(dataset), terms)
    if not load or not tables or dataset:
        raise Invalid("Name a SET and its --load, or a --dataset alone.")
    declared = declaration_of(tables)
    return of_load(load_by_key(load), declared, tables, terms)


def _released(making: Any, looked_at: str) -> Any:
    from cjin.statistics.actions.releasing import released

    return released(making, None, timezone.now(), looked_at)


def _previewed(making: Any) -> dict[str, Any]:
    from cjin.statistics.actions.preparing import folder_of
    from cjin.statistics.actions.releasing import same
    from cjin.statistics.actions.wishes import look
    from cjin.statistics.queries.previews import preview_told

    if there := same(making.publication):
        return {**_told(there, _succession()), "revisions": [], "unchanged": True, "looked_at": ""}
    look(making, by=None, now=timezone.now())
    told = preview_told(None, making.publication, folder_of(making.key))
    return {"publication": told.pop("key"), **told, "unchanged": False, "looked_at": making.key}


def _would_be(told: dict[str, Any]) -> str:
    """What would be published, and what it would change."""
    if told["unchanged"]:
        return f"{told['publication']} was published on these terms before; nothing would change."
    changed = [
        f"  {one['flow']}: {one['same']} as before, {one['changed']} changed, {one['added']} new, {one['removed']} gone"
        for one in told["revisions"]
    ]
    refused = [f"  {name} is not counted: {why}" for name, why in told["refused"].items()]
    exactly = f"Publish exactly this with --looked-at {told['looked_at']} in place of --preview."
    return "\n".join(["Nothing is published yet. This would be:", _human(told), *changed, *refused, exactly])


@click.command()
@json_option
def publications(as_json: bool) -> None:
    """List all publications, the newest first."""
    from cjin.statistics.queries.publications import publications_of

    succession = _succession()
    found = [_told(one, succession) for one in publications_of(None)]
    emit({"publications": found}, as_json=as_json, human=lambda told: "\n".join(map(_human, told["publications"])))


@click.command()
@click.argument("key", metavar="PUBLICATION")
@click.option("--why", required=True, help="The reason; it stays with the publication.")
@json_option
def withdraw(key: str, why: str, as_json: bool) -> None:
    """Take a publication back, such as national-police@2."""
    from cjin.statistics.actions.publishing import withdraw as take_back
    from cjin.statistics.queries.publications import publication_by_key

    done = take_back(publication=publication_by_key(key), why=why, by=None, now=timezone.now())
    emit(_told(done, _succession()), as_json=as_json, human=_human)


def _told(one: Any, succession: Any) -> dict[str, Any]:
    from cjin.statistics.queries.telling import publication_told

    told = publication_told(one, whole=True, place=succession.of(one))
    return {"publication": told.pop("key"), **told}


def _human(told: dict[str, Any]) -> str:
    lines = [f"{told['publication']}: {told['title']}, from {told['of']}, released to: {told['release']}."]
    if told["withdrawn"]:
        lines.append(f"  withdrawn: {told['withdrawn']}")
    if told["replaced_by"]:
        how = "replaced" if told["replaced"] else "published again in part"
        lines.append(f"  {how} by: {', '.join(told['replaced_by'])}")
    if told["takes_place_of"]:
        lines.append(f"  takes the place of: {', '.join(told['takes_place_of'])}")
    if told["hidden"]:
        lines += _hidden(told["hidden"])
    if told["opened"]:
        lines.append(f"  figures that earlier publications keep back and this one shows: {told['opened']}")
    lines += [f"  {line}" for line in told_periods(told["periods"])]
    lines += [f"  {flow['id']}: {flow['cells']} cells" for flow in told["flows"]]
    return "\n".join([*lines, *_twice(told["twice"]), *_findings(told["findings"])])


def _hidden(told: dict[str, Any]) -> list[str]:
    """How much is hidden, and which figures a reader may work out all the same."""
    lines = [f"  hidden: {told['sensitive']} and {told['with_them']} more with them"]
    if weak := told.get("unprotected"):
        more = " …" if len(weak) > NAMED else ""
        lines.append(f"  not protected fully: {len(weak)} ({'; '.join(weak[:NAMED])}{more})")
    return lines


def _findings(told: dict[str, Any] | None) -> list[str]:
    """What the checks had found when it was published."""
    if told is None:
        return []
    if not told["run"]:
        return ["  its checks were not run before it was published"]
    return [f"  findings: {told['open']} open, {told['explained']} explained, {told['accepted']} accepted"]


def _twice(told: dict[str, Any] | None) -> list[str]:
    """What became of ready figures that stand several times."""
    from cjin.statistics.rules.aggregates.observations import KEY

    if told is None:
        return []
    lines = [f"  rows that repeat a figure, which is published once: {told['repeated']}"] if told["repeated"] else []
    if told["contradicting"]:
        keys = "; ".join(" ".join(str(key[name]) for name in KEY if key[name]) for key in told["keys"][:10])
        more = " …" if told["contradicting"] > 10 else ""
        lines.append(f"  not published, with different values each: {told['contradicting']} ({keys}{more})")
    return lines


def _just_published(told: dict[str, Any]) -> str:
    """What was published, and besides which tables of its set were not counted."""
    before = ["These figures were published on these terms before; nothing changed."] if told["unchanged"] else []
    refused = [f"  {name} was not counted: {why}" for name, why in told["refused"].items()]
    totals = told["totals_hidden"]
    why = "an earlier publication hides them, or others could be worked out from them"
    still = [f"  totals that stay hidden all the same: {totals} ({why})"] if totals else []
    return "\n".join([*before, _human(told), *still, *refused])
