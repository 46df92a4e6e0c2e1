"""The acts of composing a form: who may, what was seen, what is in use."""

from datetime import datetime

import pytest

from cjin.core.rules.errors import Conflict, NotAllowed, NotFound, Outdated
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.composing import begin, begin_next, compose
from cjin.cycles.models import FormVersion, Round
from cjin.cycles.rules.form.composing import ORDER, QUESTION, mark_of, moved
from cjin.cycles.rules.form.questions import Form
from tests.cycles.conftest import MakePerson


def test_only_those_who_ask_compose(form: FormVersion, make_person: MakePerson, now: datetime) -> None:
    reader = make_person("reader", "cycles.answer")
    with pytest.raises(NotAllowed):
        compose(version=form, change=lambda one: one, by=reader, now=now)
    with pytest.raises(NotAllowed):
        begin(form="own", title=Multilingual(en="Own"), kind="survey", by=reader, now=now)
    with pytest.raises(NotAllowed):
        begin_next(form="every-kind", by=reader, now=now)
    assert FormVersion.objects.count() == 1


def test_a_change_needs_the_mark_of_what_was_seen_and_a_form_that_is_free(
    form: FormVersion, round_: Round, now: datetime
) -> None:
    with pytest.raises(Conflict, match="in use"):
        compose(version=form, change=lambda one: one, by=None, now=now)
    made = begin_next(form="every-kind", by=None, now=now)
    read = made.read()

    def down(one: Form) -> Form:
        return moved(one, "law", 1)

    compose(version=made, change=down, part=(ORDER, ""), seen=mark_of(read, ORDER), by=None, now=now)
    with pytest.raises(Outdated):
        compose(version=made, change=down, part=(ORDER, ""), seen=mark_of(read, ORDER), by=None, now=now)
    with pytest.raises(Outdated):
        compose(version=made, change=down, part=(QUESTION, "law"), seen="", by=None, now=now)
    with pytest.raises(Conflict):
        begin_next(form="every-kind", by=None, now=now)
    with pytest.raises(NotFound):
        begin_next(form="nothing", by=None, now=now)
