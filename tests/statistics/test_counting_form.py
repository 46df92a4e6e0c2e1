"""The counting rules on the page of a mapping: what is chosen is what the text says, and stays through errors."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.errors import Invalid
from cjin.statistics.models import Load
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.units import Attempts, Dated, Included, Principal
from tests.statistics.test_load_pages import body, chosen, fields, written

pytestmark = pytest.mark.django_db
ROWS = (
    "Case;Code;Done;Recorded;Try;Count\n"
    "1;0101;2019-12-31;2020-01-02;ATT;1,0\n1;0502;2020-01-01;2020-01-02;COM;1.200,0\n2;0502;2020-02-01;2020-02-02;;3\n"
)
COLUMNS = {
    "column_0": "incident",
    "column_1": "offence",
    "column_2": "event_date",
    "column_3": "record_date",
    "column_4": "attempted",
    "column_5": "count",
}
RULES = {
    "area": "XA",
    "area_name": "Somewhere",
    "principal": "incident",
    "severity": "ICCS0502, 01",
    "dated": "event",
    "attempts": "excluded",
    "multiple": "no",
    "threats": "yes",
    "aiding": "no",
    "vintage": "2020-06-30",
    "provisional": "2020",
    "covers_from": "2019-01-01",
    "covers_to": "2020-03-31",
    "decimal": ",",
}


@pytest.fixture
def editor(client: Client, make_person: Callable[..., User]) -> Client:
    client.force_login(make_person("editor", "statistics.edit"))
    return client


def mapping_of(client: Client, address: str, **said: Any) -> str:
    return written(body(client.post(address, fields(**COLUMNS, **said, act="write"))))


def test_what_is_left_as_it_is_stays_out_of_the_mapping(editor: Client) -> None:
    address = chosen(editor, ROWS)["Location"]
    page = body(editor.get(address))
    assert re.search(r'<details class="more"><summary>Counting rules', page), "folded, since nothing was changed"
    assert re.search(r'value="none" selected>every offence counts', page)
    assert set(yaml.safe_load(mapping_of(editor, address))) == {"source", "unit", "moment", "columns"}


def test_everything_that_is_chosen_is_in_the_mapping_and_is_read_as_chosen(editor: Client) -> None:
    address = chosen(editor, ROWS)["Location"]
    text = mapping_of(editor, address, **RULES)
    mapping = read_mapping(text, "mapping")
    counting = mapping.counting
    assert (counting.principal, counting.severity) == (Principal.INCIDENT, ("0502", "01"))
    assert (counting.dated, counting.attempts, counting.multiple) == (Dated.EVENT, Attempts.EXCLUDED, False)
    assert {name: flag for name, flag in mapping.flags.items() if flag is not Included.UNKNOWN} == {
        "threats": Included.YES, "aiding": Included.NO,
    }  # fmt: skip
    assert (mapping.vintage, mapping.provisional, mapping.area_name) == (date(2020, 6, 30), "2020", "Somewhere")
    assert (mapping.covers.first, mapping.covers.last) == (date(2019, 1, 1), date(2020, 3, 31))
    assert mapping.file.decimal == ","


def test_the_same_text_out_and_in_is_the_same_load(editor: Client) -> None:
    def load(**said: Any) -> str:
        return body(editor.post(chosen(editor, ROWS)["Location"], fields(**COLUMNS, **said), follow=True))

    load(**RULES)
    assert Load.objects.get().report["kept"] == 3, "1.200,0 is a whole number where the comma is the decimal sign"
    assert "nothing changed" in load(source="", mapping=Load.objects.get().mapping)
    assert "is no decimal sign here" in load(**{**RULES, "decimal": "."})


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"severity": "0101 999"}, "severity", "999"),
        ({"provisional": "next"}, "provisional", "2024-07"),
        ({"covers_from": "2021-01-01"}, "covers_to", "before the first"),
        ({"vintage": "31.12.2020"}, "vintage", "valid date"),
        ({"column_0": ""}, "principal", "needs the column of incident"),
        ({"column_4": ""}, "attempts", "needs the column of attempted"),
        ({"dated": "nonsense"}, "dated", "nonsense"),
    ],
)
def test_an_error_stands_beside_its_field_and_what_was_typed_stays(
    editor: Client, wrong: dict[str, str], field: str, told: str
) -> None:
    address = chosen(editor, ROWS)["Location"]
    answer = editor.post(address, fields(**{**COLUMNS, **RULES, **wrong}))
    page = body(answer)
    assert answer.status_code == 422
    errors = re.search(rf'<ul class="field-errors" id="id_{field}_error">(.*?)</ul>', page, re.DOTALL)
    assert errors
    assert told in errors[1]
    assert '<details class="more" open><summary>Counting rules' in page
    assert 'value="Somewhere"' in page
    assert re.search(r'value="yes" selected', page)
    assert not Load.objects.exists()


def test_a_rank_that_is_no_code_is_refused_with_its_place() -> None:
    text = "source: x\nunit: offence\ncolumns: {record_date: d, offence: o}\ncounting: {severity: ['0101', '101']}\n"
    with pytest.raises(Invalid) as refused:
        read_mapping(text, "mapping.yaml")
    (fault,) = refused.value.faults
    assert fault.where == "mapping.yaml: counting.severity[2]"
    assert "0101" in fault.message
