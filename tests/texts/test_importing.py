"""Import and publishing: drafts, versions, what is seen and found."""

from datetime import datetime

import pytest

from cjin.core.models import AuditRow, User
from cjin.core.queries.release import Reader
from cjin.core.queries.search import search
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed
from cjin.reference.actions import load
from cjin.reference.models import Topic
from cjin.texts.actions.importing import import_source
from cjin.texts.actions.publishing import make_current, publish, withdraw
from cjin.texts.actions.works import load_works
from cjin.texts.models import Expression, Provision, Work
from cjin.texts.queries.editions import edition_of
from cjin.texts.queries.expressions import choose
from cjin.texts.queries.reading import texts_of
from cjin.texts.rules.document import Instrument
from cjin.texts.rules.parse import parse
from cjin.texts.rules.source import Source
from cjin.texts.rules.works import known_works

pytestmark = pytest.mark.django_db
TEXT = (
    "60/999. Keeping of gardens\n\nThe General Assembly,\n\nRecalling gardens,[^1]\n\n"
    "1. Thanks the gardeners:\n\n(a) Old;\n\n(b) Young;\n\n"
    "2. Decides to rest.\n\n[^1]: See the garden book.\n"
)


def imported(text: str, now: datetime, name: str = "gardens.md") -> tuple[Expression, ...]:
    return import_source(source=Source.of_text(text, name, "markdown"), by=None, now=now).expressions


def test_an_import_makes_a_draft_that_holds_what_the_parser_found(now: datetime) -> None:
    (expression,) = imported(TEXT, now)
    assert (expression.stage, expression.is_current, expression.key) == ("draft", False, "ares-60-999@en.1")
    stored = edition_of(Expression.objects.select_related("work").get()).instrument
    (found,) = parse(Source.of_text(TEXT)).instruments

    def rows(one: Instrument) -> list[tuple[object, ...]]:
        return [(u.id, u.parent, u.text, u.marked, u.footnotes, u.lines) for u in [*one.preamble, *one.operative]]

    assert rows(stored) == rows(found)
    assert {n.label: n.text for n in stored.notes.values()} == {"1": "See the garden book."}


def test_the_same_file_again_changes_nothing_and_a_corrected_one_supersedes(now: datetime) -> None:
    (first,) = imported(TEXT, now)
    again = import_source(source=Source.of_text(TEXT, "other name.md", "markdown"), by=None, now=now)
    assert (again.unchanged, again.expressions) == (True, (first,))
    (second,) = imported(TEXT.replace("Old", "Very old"), now)
    assert (second.number, second.supersedes, second.confirmed) == (2, first, False)
    eids = [set(e.provisions.values_list("eid", flat=True)) for e in (first, second)]
    assert eids[0] == eids[1]
    with pytest.raises(Conflict):
        publish(expression=second, by=None, now=now)


def test_several_carriers_of_one_work_are_expressions_of_it(now: datetime) -> None:
    load_works(now=now)
    bangkok = next(work.title for work in known_works() if work.slug == "bangkok-2005")
    one = f"# {bangkok}\n\nWe, the people,\n\nDeclare as follows:\n\n1. We garden.\n"
    imported(one, now, "one.md")
    imported(one.replace("garden", "plant"), now, "two.md")
    work = Work.objects.get(slug="bangkok-2005")
    assert [(e.number, e.supersedes) for e in work.expressions.all()] == [(1, None), (2, None)]


def test_a_draft_is_seen_by_nobody_else_and_found_only_when_published(now: datetime) -> None:
    (expression,) = imported(TEXT, now)
    assert texts_of(expression.work, Reader.PUBLIC) == []
    assert found() == []
    publish(expression=expression, by=None, now=now)
    assert choose(texts_of(expression.work, Reader.PUBLIC), "en") == expression
    assert found() == ["ares-60-999/para_1__subpara_b"]
    withdraw(expression=expression, reason="A fault was found.", by=None, now=now)
    assert found() == []
    assert texts_of(expression.work, Reader.PUBLIC) == []


def found() -> list[str]:
    return [hit.object_id for hit in search("young", reader=Reader.PUBLIC).hits]


def test_the_text_shown_first_is_chosen_and_exactly_one(now: datetime) -> None:
    (first,) = imported(TEXT, now, "one.md")
    (second,) = imported(TEXT.replace("rest", "sleep"), now, "two.md")
    publish(expression=first, by=None, now=now)
    publish(expression=second, current=False, by=None, now=now)
    assert list(Expression.objects.filter(is_current=True)) == [first]
    make_current(expression=second, by=None, now=now)
    assert list(Expression.objects.filter(is_current=True)) == [second]


def test_a_person_without_the_duty_may_neither_import_nor_publish(now: datetime) -> None:
    person = User.objects.create(username="reader", email="reader@example.org")
    with pytest.raises(NotAllowed):
        import_source(source=Source.of_text(TEXT), by=person, now=now)
    assert Work.objects.count() == Provision.objects.count() == 0
    (expression,) = imported(TEXT, now)
    with pytest.raises(NotAllowed):
        publish(expression=expression, by=person, now=now)


def test_what_is_no_instrument_leaves_nothing_behind(now: datetime) -> None:
    with pytest.raises(Invalid):
        import_source(source=Source.of_text("A letter to a friend."), by=None, now=now)
    assert Work.objects.count() == 0


def test_each_act_writes_its_audit_row(now: datetime) -> None:
    (expression,) = imported(TEXT, now)
    publish(expression=expression, by=None, now=now)
    assert list(AuditRow.objects.filter(stream="texts").values_list("act", flat=True)) == ["import", "publish"]


def test_a_text_with_control_characters_is_stored_on_both_engines(now: datetime) -> None:
    (expression,) = imported(TEXT.replace("Old", "O\x00ld \ud800"), now)
    assert expression.provisions.count() == 5


def test_known_works_get_the_topics_that_were_drawn_from_them_and_keep_others(now: datetime) -> None:
    load(now=now)
    load_works(now=now)
    kyoto = Work.objects.get(slug="kyoto-2021")
    drawn = {topic.slug for topic in Topic.objects.all() if "kyoto-2021" in topic.drawn_from}
    assert set(kyoto.topics.values_list("slug", flat=True)) == drawn
    kyoto.topics.set(["prisons"])
    load_works(now=now)
    assert list(kyoto.topics.values_list("slug", flat=True)) == ["prisons"]
