"""Table sets as they are declared: every fault is told in its place."""

import pytest

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.tableset import CODED
from tests.statistics.tablesets import read_table_set

NARROWED = f"where: {{{', '.join(f'{name}: [_U]' for name in CODED[:7])}}}"


@pytest.mark.parametrize(
    ("said", "where", "message"),
    [
        ("dimensions: [sex, sex]", "dimensions", "sex comes twice"),
        ("dimensions: [colour]", "dimensions", "colour is no dimension"),
        ("where: {age: [Y0T14]}", "where", "age"),
        ("where: {sex: [X]}", "where.sex", "X is no code of sex"),
        (NARROWED, "tables[1].where", "at most 6 concepts, not 7"),
        ("categories: ['0199']", "categories", "0199"),
        ("ages: [15, 18]", "ages", "the first year of each group, from 0"),
    ],
)
def test_a_fault_of_a_table_is_told_in_its_place(said: str, where: str, message: str) -> None:
    with pytest.raises(Invalid) as raised:
        read_table_set(f"{{id: s, tables: [{{id: t, unit: offence, {said}}}]}}", "s.yaml")
    (fault, *_more) = raised.value.faults
    assert where in fault.where
    assert message in f"{fault.where} {fault.message}"
