"""Text in six languages."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.core.rules.identifiers import Language
from cjin.core.rules.multilingual import Multilingual
from cjin.core.rules.storable import is_storable

texts = st.dictionaries(st.sampled_from(Language.ALL), st.text(max_size=20).filter(is_storable))


@given(texts)
def test_what_is_given_comes_back_and_the_rest_is_missing(given: dict[str, str]) -> None:
    value = Multilingual(given)
    for code in Language.ALL:
        kept = given.get(code, "") if given.get(code, "").strip() else None
        assert value.get(code) == kept
        assert (code in value.missing) == (kept is None)


@given(texts)
def test_it_is_a_value(given: dict[str, str]) -> None:
    value = Multilingual(given)
    assert Multilingual(dict(reversed(given.items()))) == value
    assert hash(Multilingual(value)) == hash(value)
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value


def test_a_language_with_script_or_region_is_found() -> None:
    value = Multilingual(zh="犯罪", en="crime")
    assert (value.get("zh-hans"), value.get("en_GB"), value.get("fr-CA")) == ("犯罪", "crime", None)


@pytest.mark.parametrize("wrong", [{"de": "Verbrechen"}, {"en": 3}, {"": "x"}, {"en": "a\0"}])
def test_a_wrong_entry_is_told_with_its_place(wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid) as told:
        Multilingual(wrong)
    assert len(told.value.faults) == 1


@pytest.mark.parametrize("wrong", ["text", 3, ["en"]])
def test_only_a_mapping_is_a_text_in_several_languages(wrong: object) -> None:
    with pytest.raises(Invalid):
        Multilingual.of(wrong)
