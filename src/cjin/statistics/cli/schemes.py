"""``cjin statistics schemes``, ``import-scheme``, ``export-scheme``, ``accept-links`` and ``load-schemes``."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from cjin.core.cli.output import emit, json_option


@click.command()
@json_option
def schemes(as_json: bool) -> None:
    """List the national schemes with where their codes stand and what of their records is covered."""
    from cjin.statistics.queries.schemes import by_standing, coverage, load_of
    from cjin.statistics.queries.schemes import schemes as all_schemes

    found = [
        {
            "scheme": one.slug, "title": one.title, "version": one.version, "area": one.area,
            "standing": by_standing(one), "coverage": asdict(coverage(one, load_of(one))),
        }
        for one in all_schemes()
    ]  # fmt: skip
    emit({"schemes": found}, as_json=as_json, human=_human)


def _human(told: dict[str, Any]) -> str:
    lines = []
    for one in told["schemes"]:
        covered = one["coverage"]
        lines.append(f"{one['scheme']}: {one['title']}, {covered['codes_placed']} of {covered['codes']} codes placed")
        if covered["load"]:
            lines.append(f"  {covered['records_placed']} of {covered['records']} records of {covered['load']}")
    return "\n".join(lines) or "There is no scheme."


@click.command("import-scheme")
@click.argument("slug", metavar="SCHEME")
@click.argument("file", metavar="FILE", type=click.File("rb"))
@click.option("--title", default="", help="The title; it makes the scheme where there is none.")
@click.option("--version", default="", help="The version of a new scheme.")
@click.option("--area", default="", help="The area of a new scheme, for example PHL.")
@json_option
def import_scheme(slug: str, file: Any, title: str, version: str, area: str, as_json: bool) -> None:
    """Take the codes of FILE (XLSX or CSV, - for standard input) over into SCHEME, whole or not at all."""
    from django.db import transaction

    from cjin.statistics.actions.scheming import import_sheet, make
    from cjin.statistics.queries.schemes import scheme_by_slug

    name = "standard input" if file.name in ("-", "<stdin>") else file.name.rpartition("/")[2]
    now = timezone.now()
    with transaction.atomic():
        made = make(slug=slug, title=title, version=version, area=area, by=None, now=now) if title else None
        scheme = made or scheme_by_slug(slug)
        done = import_sheet(scheme=scheme, content=file.read(), name=name, by=None, now=now)
    emit({"scheme": slug, **asdict(done)}, as_json=as_json, human=_imported)


def _imported(told: dict[str, Any]) -> str:
    return f"{told['scheme']}: {told['made']} codes new, {told['changed']} changed, {told['same']} as they were."


@click.command("export-scheme")
@click.argument("slug", metavar="SCHEME")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A .xlsx or .csv file.")
@json_option
def export_scheme(slug: str, out: Path, as_json: bool) -> None:
    """Write the codes of SCHEME with their rows as XLSX or CSV, as import-scheme takes them."""
    from cjin.statistics.queries.schemes import all_links, scheme_by_slug
    from cjin.statistics.rules.linksheets import as_csv, as_xlsx

    if out.suffix not in (".xlsx", ".csv"):
        raise click.UsageError("Name a file that ends in .xlsx or .csv.")
    links = all_links(scheme_by_slug(slug))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(as_xlsx(links) if out.suffix == ".xlsx" else b"\xef\xbb\xbf" + as_csv(links).encode())
    emit({"scheme": slug, "file": str(out), "rows": len(links)}, as_json=as_json, human=_exported)


def _exported(told: dict[str, Any]) -> str:
    return f"{told['file']}: {told['rows']} rows."


@click.command("accept-links")
@click.argument("slug", metavar="SCHEME")
@click.option("--why", required=True, help="Why all of them are accepted; it is kept with each code.")
@click.option("--branch", default="", help="Only codes that are proposed for this category of ICCS or one below it.")
@click.option("--words", default="", help="Only codes with these words in their title, or that begin so.")
@json_option
def accept_links(slug: str, why: str, branch: str, words: str, as_json: bool) -> None:
    """Accept all codes of SCHEME that are proposed, in one act; disputed ones are left to a person."""
    from cjin.statistics.actions.accepting import accept_all
    from cjin.statistics.queries.schemes import Wanted, scheme_by_slug

    wanted = Wanted(branch=branch, words=words)
    count = accept_all(scheme=scheme_by_slug(slug), wanted=wanted, reason=why, by=None, now=timezone.now())
    emit({"scheme": slug, "accepted": count}, as_json=as_json, human=_accepted)


def _accepted(told: dict[str, Any]) -> str:
    return f"{told['scheme']}: {told['accepted']} codes accepted."


@click.command("load-schemes")
@json_option
def load_schemes(as_json: bool) -> None:
    """Bring the schemes of the catalogue to the database; what people decided stays."""
    from cjin.statistics.actions.scheming import load

    emit({"changed": load(now=timezone.now())}, as_json=as_json, human=lambda told: f"{told['changed']} codes changed.")
