"""``cjin requests letter | sign | take``: letters as files, signed, and those that come in."""

from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option

LANGUAGE = click.option("--language", "languages", multiple=True, help="A language of the letter; two may be given.")
BY = click.option("--by", "by_name", required=True, help="Whose act it is: a user name.")
TO = click.option("--to", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")


@click.command()
@click.argument("reference")
@LANGUAGE
@click.option(
    "--format",
    "form",
    default="pdf",
    show_default=True,
    type=click.Choice(["pdf", "docx", "json"]),
    help="What to write.",
)
@TO
@json_option
def letter(reference: str, languages: tuple[str, ...], form: str, to: Path, as_json: bool) -> None:
    """Write the letter of REFERENCE as it stands, not signed."""
    from django.utils import timezone

    from cjin.requests.actions.letters import letter_docx, letter_json, letter_pdf
    from cjin.requests.queries.cases import request_for
    from cjin.requests.queries.letters import languages_of

    found = request_for(None, reference, today=timezone.localdate())
    chosen = list(languages) or languages_of(found)[:2]
    if form == "json":
        content = letter_json(found)
    else:
        content = (letter_pdf if form == "pdf" else letter_docx)(found, chosen, now=timezone.now())
    to.write_bytes(content)
    told: dict[str, Any] = {"file": str(to), "bytes": len(content), "languages": chosen}
    emit(told, as_json=as_json, human=lambda row: f"{row['file']}: {', '.join(row['languages'])}")


@click.command()
@click.argument("reference")
@LANGUAGE
@BY
@TO
@json_option
def sign(reference: str, languages: tuple[str, ...], by_name: str, to: Path, as_json: bool) -> None:
    """Sign the letter of REFERENCE, which is approved; it is kept, and written to a file."""
    from django.utils import timezone

    from cjin.core.queries.people import person_named
    from cjin.requests.actions.letters import sign as sign_letter
    from cjin.requests.queries.cases import request_for
    from cjin.requests.queries.letters import languages_of

    by = person_named(by_name)
    chosen = list(languages) or languages_of(request_for(by, reference, today=timezone.localdate()))[:2]
    made = sign_letter(reference=reference, languages=chosen, by=by, now=timezone.now())
    to.write_bytes(bytes(made.data))
    told = {"file": str(to), "signed_by": made.signed_by, "sha256": made.sha256, "languages": chosen}
    emit(told, as_json=as_json, human=lambda row: f"{row['file']} is signed: {row['signed_by']}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@BY
@json_option
def take(file: Path, by_name: str, as_json: bool) -> None:
    """Take in the signed letter, or the shared draft, of FILE."""
    from django.utils import timezone

    from cjin.core.queries.people import person_named
    from cjin.requests.actions.arrivals import take_file

    size, by = file.stat().st_size, person_named(by_name)
    with file.open("rb") as opened:
        taken = take_file(file=opened, size=size, name=file.name, by=by, now=timezone.now())
    told = {
        "reference": taken.request.reference,
        "theirs": taken.request.theirs,
        "state": taken.request.state,
        "signature": str(taken.outcome),
        "new": taken.is_new,
        "notes": taken.told.get("notes", []),
    }
    emit(told, as_json=as_json, human=_taken)


def _taken(row: dict[str, Any]) -> str:
    here = "is taken" if row["new"] else "was here already"
    notes = f" ({', '.join(row['notes'])})" if row["notes"] else ""
    return f"{row['theirs']} {here} as {row['reference']}: {row['state']}, {row['signature']}{notes}"
