"""What is chosen from in an answer: what an entry is about, what a measure does, figures of one name."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.cycles.models import Measure, Respondent
from cjin.cycles.queries.answers import replies_of
from cjin.cycles.queries.looking import LookUp, look_up
from cjin.cycles.queries.titles import told_apart
from cjin.reference.models import Topic
from tests.cycles.answering import *  # noqa: F403 - who answers
from tests.cycles.conftest import Ministry
from tests.statistics.conftest import own_home  # noqa: F401 - the figures of each test lie apart
from tests.statistics.published import loaded, published

FIRST, SECOND = "/follow-up/first/KEN/first", "/follow-up/first/KEN/second"
TABLES = """
id: made-up
title: {title}
tables:
  - {{id: {first}, title: By sex, unit: offence, categories: ["01"], dimensions: [sex]}}
  - {{id: {second}, title: {name}, unit: offence, categories: ["01"], dimensions: [sex]}}
"""


@pytest.fixture
def topic(db: None) -> Topic:
    """A topic with a name in two languages."""
    said = {"en": "Corruption", "ar": "الفساد"}
    return Topic.objects.create(slug="corruption", pref_label=said, position=1)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_topics_and_the_provisions_of_the_form_are_offered_for_what_an_entry_is_about(
    focal: Client, kenya: Respondent, topic: Topic, language: str
) -> None:
    page = focal.get(SECOND, HTTP_ACCEPT_LANGUAGE=language).content.decode()
    found = page.split('<datalist id="subjects">')[1].split("</datalist>")[0]
    offered = dict(re.findall(r'<option value="([^"]+)">([^<]*)</option>', found))
    assert list(offered) == ["corruption", "kyoto-2021/para_1", "kyoto-2021/para_2"]
    assert offered["corruption"] == topic.pref_label[language]
    assert page.count('list="subjects"') == 3, "one empty entry of each of three questions"
    assert 'id="subjects"' not in focal.get(FIRST).content.decode(), "nothing there is about something"


@pytest.mark.parametrize(
    ("about", "told"), [("corruption", "الفساد"), ("of my own", "of my own"), ("kyoto-2021/para_1", "kyoto-2021, ")]
)
def test_a_topic_that_was_chosen_is_read_by_its_name(focal: Client, kenya: Respondent, about: str, told: str) -> None:
    sent = {"tools.revision": "0", "tools.entry.0.type": "manual", "tools.entry.0.about": about}
    assert focal.post(SECOND, sent).status_code == 302
    assert replies_of(kenya)["tools"]["value"] == [{"type": "manual", "about": about}]
    kenya.parts.update(standing="submitted")
    page = focal.get(SECOND, HTTP_ACCEPT_LANGUAGE="ar").content.decode()
    assert told in page


@pytest.mark.parametrize(("sent", "linked"), [("full", "full"), ("supporting", "supporting"), ("", "partial")])
def test_what_a_measure_does_for_the_provision_is_asked_where_it_is_entered(
    focal: Client, kenya: Respondent, sent: str, linked: str
) -> None:
    page = focal.get(FIRST).content.decode()
    asked = page.split('name="para-1.new.way"')[1].split("</select>")[0]
    assert '<option value="partial" selected>Fulfils a part of it</option>' in asked
    assert asked.count("<option") == 3
    assert 'name="measures.new.way"' not in focal.get(SECOND).content.decode(), "it is about no provision"
    typed = {"para-1.revision": "0", "para-1.new.title": "Penal Code", "para-1.new.type": "law", "para-1.new.way": sent}
    refused = focal.post(FIRST, typed | {"para-1.practice": "nonsense"}).content.decode()
    assert f'<option value="{linked}" selected>' in refused.split('name="para-1.new.way"')[1]
    focal.post(FIRST, typed)
    assert Measure.objects.get().links.get().contribution == linked


def test_a_way_that_there_is_not_is_told_beside_the_question(focal: Client, kenya: Respondent) -> None:
    typed = {"para-1.revision": "0", "para-1.new.title": "Penal Code", "para-1.new.type": "law", "para-1.new.way": "x"}
    refused = focal.post(FIRST, typed)
    assert refused.status_code == 422
    assert "full, partial or supporting is expected" in refused.content.decode()
    assert 'value="Penal Code"' in refused.content.decode()
    assert not Measure.objects.exists()


@given(st.dictionaries(st.text(max_size=3), st.tuples(st.sampled_from("abc"), st.sampled_from(["", "x", "y", "z"]))))
def test_no_two_in_a_list_are_alike_and_who_stands_alone_keeps_the_name(made: dict[str, tuple[str, str]]) -> None:
    names, marks = ({code: one[part] for code, one in made.items()} for part in (0, 1))
    found = told_apart(names, marks)
    assert list(found) == list(made)
    assert len(set(found.values())) == len(made)
    assert all(found[one] == name for one, name in names.items() if list(names.values()).count(name) == 1)


def test_two_figures_of_one_name_are_told_apart_by_their_sets_or_codes(
    focal: Client, ministry: Ministry, tmp_path: Path, now: datetime
) -> None:
    load = loaded(tmp_path, now, area="KEN")
    published(load, now, tables=TABLES.format(title="First set", first="one", second="alone", name="By kind"))
    assert _offered(ministry) == {"one": "By sex", "alone": "By kind"}
    published(load, now, tables=TABLES.format(title="Second set", first="two", second="else", name="By place"))
    assert _offered(ministry) == {
        "one": "By sex (First set)", "two": "By sex (Second set)", "alone": "By kind", "else": "By place"
    }  # fmt: skip
    asked = {"name": "papers", "papers.look.kind": "figure", "papers.look.words": "sex"}
    page = focal.get("/follow-up/evidence", asked)
    assert "By sex (Second set)" in page.content.decode()
    published(load, now, tables=TABLES.format(title="Second set", first="two", second="three", name="By sex"))
    assert {code: words for code, words in _offered(ministry).items() if words.startswith("By sex")} == {
        "one": "By sex (one)", "two": "By sex (two)", "three": "By sex (three)"
    }  # fmt: skip


def _offered(ministry: Ministry) -> dict[str, str]:
    (_name, _label, options), *_more = look_up(LookUp("figure", "by"), ministry.agent, "KEN").choices
    return {code: words for code, words, _chosen in options}
