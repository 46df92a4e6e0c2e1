"""``cjin docs``."""

from pathlib import Path

import click

from cjin.core.rules.errors import Fault, Invalid

REFERENCE = Path(__file__).parents[4] / "docs" / "reference"


@click.command("docs", help="Write the generated pages of docs/reference, or check them.")
@click.option("--check", is_flag=True, help="Write nothing; say which pages are not as the code would write them.")
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), default=REFERENCE, help="The folder of the pages."
)
def docs(check: bool, into: Path) -> None:
    """Write or compare every generated page."""
    import django

    django.setup()
    from cjin.node.docs.pages import PAGES

    pages = {into / name: page() for name, page in PAGES.items()}
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if check and stale:
        faults = [Fault(path.name, "is not what the code says: ./dev cjin docs") for path in stale]
        raise Invalid("Generated pages are out of date.", faults)
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages[path], encoding="utf-8")
        click.echo(f"wrote {path.name}")
    click.echo(f"{len(pages)} pages are as the code says")
