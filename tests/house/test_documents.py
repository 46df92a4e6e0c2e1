"""Undocumented means red."""

import re
import subprocess
import sys
from collections.abc import Iterator

import click

from cjin.node.cli import house
from cjin.node.environment import VARIABLES
from tests.house.tree import ROOT, SOURCE, files, shown, text

REFERENCE = ROOT / "docs" / "reference"


def test_generated_pages_say_what_the_code_says() -> None:
    """In a process of its own: click keeps parts of a command's help from the first context that asked for them."""
    command = [sys.executable, "-m", "cjin", "docs", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_is_documented() -> None:
    page = text(REFERENCE / "settings.md")
    assert not [variable.name for variable in VARIABLES if f"`{variable.name}`" not in page or not variable.meaning]


def test_the_environment_is_read_in_one_place() -> None:
    allowed = {"environment.py", "cli.py", "wsgi.py", "command.py", "supervisor.py"}  # the last four hand it on
    readers = [path for path in SOURCE.rglob("*.py") if re.search(r"os\.environ|getenv", text(path))]
    assert not [
        shown(path) for path in readers if path.parent.name != "node" or path.name not in allowed if not _serves(path)
    ]


def _serves(path: object) -> bool:
    return "/node/serve/" in str(path)


def commands(group: click.Group, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from commands(command, inner)
        else:
            yield inner.command_path, command


def test_every_verb_and_option_says_what_it_does() -> None:
    silent = []
    for path, command in commands(house, click.Context(house, info_name="cjin")):
        if not (command.help or "").strip():
            silent.append(path)
        options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
        silent += [f"{path} {option.opts[0]}" for option in options if not option.help]
    assert not silent


def typed() -> Iterator[tuple[str, list[str]]]:
    """Every command line that a document tells somebody to type: where, and its words after ``cjin``."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
    for path in pages:
        for block in re.findall(r"```console\n(.*?)```", text(path), re.DOTALL):
            for line in block.splitlines():
                for said in re.findall(r"(?:^[#$] |&& |\./dev )cjin ([^#&|]+)", line):
                    yield shown(path), said.split()


def test_every_command_that_a_document_gives_exists() -> None:
    known = {path.removeprefix("cjin "): one for path, one in commands(house, click.Context(house, info_name="cjin"))}
    found = list(typed())
    assert len(found) >= 12
    wrong = []
    for where, said in found:
        named = next((" ".join(said[:count]) for count in (3, 2, 1) if " ".join(said[:count]) in known), None)
        options = {option for one in known[named].params for option in one.opts} if named else set()
        if named is None or {word for word in said if word.startswith("--")} - options:
            wrong.append(f"{where}: cjin {' '.join(said)}")
    assert not wrong


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in (path for path in files() if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text(path)):
            if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists():
                broken.append(f"{shown(path)}: {target}")
    assert not broken


def test_what_a_project_owes_its_readers_is_there() -> None:
    names = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE"]
    assert not [name for name in names if len(text(ROOT / name)) < 200]
    assert len(list((ROOT / "docs" / "adr").glob("0*.md"))) >= 5
