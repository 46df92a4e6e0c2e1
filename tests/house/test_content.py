"""What the project must not hold: addresses of registries, paths of a machine, texts of other people."""

import re
from collections.abc import Iterator

import pytest

from tests.house.tree import ROOT, files, shown, text

HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "python" + r"hosted\.org", "npm" + r"js\.(org|com)", "crates" + r"\.io"])
)
HOMES = re.compile(r"(?<![\w.~$}])/(?:home|Users)/\w+|(?<![\w.~$}])/ro" + "ot/")
LIBRARY = ROOT.parent / "shared" / "data"
RUN = 40
"""So many words in a row are a sentence of somebody's; titles are shorter."""


def test_no_address_of_a_registry() -> None:
    assert not [shown(path) for path in files() if HOSTS.search(text(path))]


def test_no_path_of_a_machine() -> None:
    found = {shown(path): match[0] for path in files() if (match := HOMES.search(text(path)))}
    assert not found


def test_requirements_are_pinned_by_hash_and_without_addresses() -> None:
    for name in ("run", "dev", "uv"):
        content = text(ROOT / "requirements" / f"{name}.txt")
        assert "://" not in content
        pins = re.findall(r"^[a-z0-9._-]+(?:\[[a-z,]+\])?==.*(?:\n    --hash=\S+.*)+", content, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^\S", content, re.MULTILINE)) > 0, name


def test_what_runs_is_part_of_what_is_tested() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^(\S+==\S+)", text(ROOT / "requirements" / f"{name}.txt"), re.MULTILINE))

    assert pins("run") <= pins("dev")


def test_no_text_of_the_library_is_copied() -> None:
    if not LIBRARY.is_dir():
        pytest.skip("the shared library is not beside this checkout")
    theirs = {run for path in LIBRARY.glob("*-texts/*.txt") for run in _runs(text(path))}
    assert len(theirs) > 10_000
    assert not [shown(path) for path in files() if not theirs.isdisjoint(_runs(text(path)))]


def _runs(content: str) -> Iterator[int]:
    words = re.findall(r"\w+", content.lower())
    return (hash(tuple(words[start : start + RUN])) for start in range(len(words) - RUN))
