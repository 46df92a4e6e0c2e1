"""Composing a form on pages: options in another order, and questions that go on with those of the version before."""

from django.test import Client

from cjin.cycles.models import FormVersion, Round
from tests.cycles.test_composing_pages import COMPOSE, HERE, asking, fields_of, kept, sent_by

__all__ = ["asking"]


def test_two_questions_do_not_go_on_with_one(asking: Client, round_: Round) -> None:
    assert asking.post(f"{HERE}every-kind/next").status_code == 302
    here = f"{HERE}every-kind/2/compose/question"
    renamed = fields_of(asking, f"{here}/law") | {"name": "statute", "save": "yes"}
    assert asking.post(f"{here}/law", renamed).status_code == 302
    new = fields_of(asking, f"{here}?kind=three&section=first") | {"text_en": "Law", "name": "law", "save": "yes"}
    refused = asking.post(here, new | {"was": "law", "name": "other"})
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"__all__", "was"}
    assert "“statute”" in refused.content.decode()
    assert asking.post(here, new).status_code == 302
    told = {one["words"]: [now.question for now, _old in one["rows"]]
            for one in asking.get(f"{HERE}every-kind/2").context["carried"]["parts"]}  # fmt: skip
    assert (told["Go on under another name"], told["New"]) == (["statute"], ["law"])


def test_an_option_is_moved_with_what_was_typed_and_nothing_is_kept_before_it_is_saved(
    asking: Client, form: FormVersion
) -> None:
    address = f"{COMPOSE}/question/one"
    typed = fields_of(asking, address) | {"option_text_1_fr": "Deux", "text_en": "Typed, not kept"}
    page = asking.post(address, typed | {"up": "option 1"})
    assert page.status_code == 200
    assert [row.code.value() for row in page.context["form"].rows()["option"]][:4] == ["b", "a", "c", ""]
    assert "Typed, not kept" in page.content.decode()
    assert kept() == form.read()
    page = asking.post(address, sent_by(page.context["form"]) | {"down": "option 1"})
    assert asking.post(address, sent_by(page.context["form"]) | {"save": "yes"}).status_code == 302
    options = kept().question("one").options
    assert [one.code for one in options] == ["b", "c", "a"]
    assert options[0].text["fr"] == "Deux"
    for way, place in (("up", "option 0"), ("down", "option 99"), ("up", "nonsense 1"), ("down", "option x")):
        asking.post(address, fields_of(asking, address) | {way: place})
        assert [one.code for one in kept().question("one").options] == ["b", "c", "a"]
