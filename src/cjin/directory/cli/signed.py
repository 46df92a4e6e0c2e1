"""``cjin directory sign | take``: the signed directory of this node, and those of others."""

from datetime import timedelta
from pathlib import Path

import click

from cjin.core.cli.output import emit, json_option


@click.command()
@click.option("--to", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 366), help="For how long it is good.")
@json_option
def sign(to: Path, days: int, as_json: bool) -> None:
    """Write what is public of this node's directory as a signed file that others can keep without a network."""
    from django.utils import timezone

    from cjin.core.actions.signing import signing_key
    from cjin.directory.actions.signing import signed_directory

    content = signed_directory(now=timezone.now(), good_for=timedelta(days=days))
    to.write_bytes(content)
    told = {"file": str(to), "bytes": len(content), "key": signing_key().thumbprint(), "good_for_days": days}
    emit(told, as_json=as_json, human=lambda row: f"{to} is signed by the key {row['key']}, good for {days} days.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", required=True, help="The thumbprint of the key that you trust, told to you by another way.")
@json_option
def take(file: Path, key: str, as_json: bool) -> None:
    """Take in the signed directory of another node, in place of an earlier one."""
    from django.utils import timezone

    from cjin.directory.actions.signing import take_signed

    made = take_signed(content=file.read_bytes(), name=file.name, thumbprint=key, by=None, now=timezone.now())
    told = {"node": made.node, "entries": made.bodies.count(), "issued": made.issued, "expires": made.expires}
    emit(
        told,
        as_json=as_json,
        human=lambda row: f"{row['entries']} bodies of {row['node']}, good until {row['expires']:%Y-%m-%d}.",
    )
