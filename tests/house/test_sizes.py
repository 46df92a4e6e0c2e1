"""Small files, plain names, nothing that runs unseen."""

import ast
import re

from tests.house.tree import ROOT, SOURCE, shown, text, written

LONGEST = 300
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}


def test_no_file_is_longer_than_a_person_reads() -> None:
    measured = [*written(".py", ".html", ".css", ".js"), ROOT / "dev"]
    long = {shown(path): count for path in measured if (count := text(path).count("\n")) > LONGEST}
    assert not long


def test_no_module_has_a_vague_name() -> None:
    assert not [shown(path) for path in SOURCE.rglob("*.py") if path.stem in VAGUE or VAGUE & set(path.parts)]


def test_no_signals_of_our_own() -> None:
    pattern = re.compile(r"django\.dispatch|django\.db\.models\.signals|@receiver")
    assert not [shown(path) for path in SOURCE.rglob("*.py") if pattern.search(text(path))]


def test_dev_reads_as_python_3_8() -> None:
    ast.parse(text(ROOT / "dev"), feature_version=(3, 8))


def test_what_is_public_says_what_it_promises() -> None:
    bare = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.parse(text(path)).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if ast.get_docstring(node) is None and not node.name.endswith("Config")
    ]
    assert not bare
