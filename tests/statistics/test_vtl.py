"""The checks as VTL: every check is a rule or is named as beyond VTL; an engine of VTL finds what ours finds.

The engine runs in an interpreter of its own, named by VTL_PYTHON: its licence keeps it out of this environment.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from cjin.statistics.rules.checks.check import Kind, known
from cjin.statistics.rules.checks.vtl import BEYOND, rulesets
from tests.statistics.test_checks import figure, found

PYTHON = os.environ.get("VTL_PYTHON", "")
ORACLE = """
import json, sys
import pandas
from vtlengine import run
given = json.load(sys.stdin)
names = ["area", "indicator", "dimension", "category", "sex", "age", "unit"]
parts = [{"name": name, "type": "String", "role": "Identifier", "nullable": False} for name in names]
parts += [{"name": "year", "type": "Integer", "role": "Identifier", "nullable": False}]
parts += [{"name": "value", "type": "Number", "role": "Measure", "nullable": True}]
parts += [{"name": "source", "type": "String", "role": "Measure", "nullable": True}]
structure = {"datasets": [{"name": "DS", "DataStructure": parts}]}
rows = pandas.DataFrame(given["rows"], columns=[*names, "year", "value", "source"])
script = given["script"] + "\\nresult <- check_datapoint(DS, figures invalid);\\n"
result = run(script=script, data_structures=structure, datapoints={"DS": rows})["result"].data
print(json.dumps(sorted(map(list, zip(result["errorcode"], result["area"])))))
"""


def test_every_check_is_a_rule_or_named_as_beyond() -> None:
    text = rulesets(known().values())
    for check in known().values():
        ages = check.kind is Kind.MARGIN and "age" in check.texts("over")
        if check.kind in BEYOND or ages:
            assert f"// {check.id}: not expressible" in text
        else:
            assert f'errorcode "{check.id}"' in text
    assert text.count("define ") == text.count("\nend ")


def test_names_and_codes_are_as_the_grammar_has_them() -> None:
    rules = [line for line in rulesets(known().values()).splitlines() if " : " in line]
    names = [line.split(" : ")[0].strip() for line in rules]
    assert len(set(names)) == len(names)
    assert all(name.replace("_", "").isalnum() and name[0].isalpha() for name in names)
    assert any("'0206' = '02061' + '02062' + '02063' + '02069'" in line for line in rules)


@pytest.mark.skipif(not Path(PYTHON).is_file(), reason="VTL_PYTHON names no interpreter with an engine of VTL")
def test_an_engine_of_vtl_finds_the_same(tmp_path: Path) -> None:
    rows = [
        figure(1.5, area="XAA"), figure(-1, area="XAB"), figure(101, area="XAC", unit="PT"), figure(area="ZZZ"),
        figure(area="XAD", category="9999"), figure(area="XAE", sex="B"), figure(area="XAF", age="old"),
        figure(area="XAG", unit="KG"), figure(area="XAH", source=""), figure(area="XAI"), figure(area="KEN"),
        figure(100_001, area="XAJ", unit="P_HTHAB"),
    ]  # fmt: skip
    names = ("area", "indicator", "dimension", "category", "sex", "age", "unit", "year", "value", "source")
    points = [check for check in known().values() if check.kind in (Kind.TYPE, Kind.RANGE, Kind.CODE, Kind.METADATA)]
    given = {"rows": [[getattr(one, name) for name in names] for one in rows], "script": rulesets(known().values())}
    done = subprocess.run([PYTHON, "-c", ORACLE], input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    ours = sorted([one.check, one.key[0]] for one in found(tmp_path, *rows) if one.check in {p.id for p in points})
    assert json.loads(done.stdout.splitlines()[-1]) == ours
