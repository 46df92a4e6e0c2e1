"""Labels: every name that the catalogue gives to what is published is translated; codes have words."""

import pytest
from django.utils import translation

from cjin.node.prepare.messages import LOCALES
from cjin.statistics.queries.labels import CONTEXT, Labels, code_label, name_of, rule_word, title_of, words
from cjin.statistics.rules.publishing.flows import Flow
from tests.house.test_translations import catalogue


@pytest.mark.parametrize("language", LOCALES)
def test_every_name_of_the_catalogue_is_translated(language: str) -> None:
    known = catalogue("cjin.statistics", language)
    missing = [word for word in sorted(words()) if not (known.get(word, context=CONTEXT) or known.get("")).string]
    assert [word for word in missing if word] == []
    assert all(known.get(word, context=CONTEXT) is not None for word in words())


def test_codes_in_words() -> None:
    flow = Flow("x", "X", "", ("ICCS", "SEX"), labels={"CATEGORY": {"ROBBERY": "Robbery"}})
    labels = Labels(flow)
    assert labels.of("ICCS", "0101") == "Intentional homicide"
    assert labels.of("ICCS", "0101+0102") == "Intentional homicide; Attempted intentional homicide"
    assert labels.of("ICCS", "_T") == "All offences"
    assert labels.of("CATEGORY", "ROBBERY") == "Robbery"
    assert code_label("AGE", "Y10T17") == "10–17 years"
    assert name_of("SEX") == "Sex"
    assert rule_word("threats", "unknown") == "not known"
    with translation.override("es"):
        assert labels.of("ICCS", "0101") == "Homicidio intencional"
        assert labels.of("CATEGORY", "ROBBERY") == "Robo con violencia"


def test_labels_of_the_portal_are_said_in_the_reader_s_language_and_others_as_they_are() -> None:
    flow = Flow(
        "x", "Victims of sexual violence", "", ("CATEGORY",), labels={"CATEGORY": {"A": "Robbery", "B": "Atraco"}}
    )
    with translation.override("fr"):
        assert title_of(flow) == "Victimes de violences sexuelles"
        assert [Labels(flow).of("CATEGORY", code) for code in ("A", "B", "C")] == ["Vol qualifié", "Atraco", "C"]
