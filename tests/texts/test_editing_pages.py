"""The review page and its acts: stored once, noted once, refused where another was faster."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed
from cjin.texts.actions import drafting, editing
from cjin.texts.actions.importing import import_source
from cjin.texts.models import Expression
from cjin.texts.queries.drafts import draft_units
from cjin.texts.rules.source import Source
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.test_editing import TEXT, words

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def drafted(text: str = TEXT, name: str = "model.txt") -> Expression:
    return import_source(source=Source.of_text(text, name), by=None, now=NOW).expressions[0]


@pytest.fixture
def draft(db: None) -> Expression:
    return drafted()


@pytest.fixture
def editor(make_person: Callable[..., User]) -> User:
    return make_person("editor", "texts.edit", "texts.publish")


@pytest.fixture
def signed_in(editor: User, client: Client) -> Client:
    client.force_login(editor)
    return client


def eids(text: Expression) -> list[str]:
    return list(text.provisions.order_by("position").values_list("eid", flat=True))


def post(client: Client, text: Expression, verb: str, **data: object):  # type: ignore[no-untyped-def]
    return client.post(f"/texts/drafts/{text.pk}/{verb}", {"revision": text.revision, **data})


def test_an_act_is_stored_and_noted_once(draft: Expression, editor: User) -> None:
    before, rows = words(draft_units(draft)), AuditRow.objects.filter(stream="texts").count()
    made = editing.split(
        expression=draft, revision=1, eid="para_2", words="And we keep it. And", kind="subparagraph", num="a",
        by=editor, now=NOW,
    )  # fmt: skip
    assert made == "para_2__subpara_a"
    assert made in eids(draft)
    assert words(draft_units(draft)) == before
    draft.refresh_from_db()
    assert draft.revision == 2
    noted = AuditRow.objects.filter(stream="texts").order_by("position").last()
    assert noted is not None
    assert (noted.act, noted.by, noted.obj) == ("split", editor, draft.key)
    assert AuditRow.objects.filter(stream="texts").count() == rows + 1
    child = draft.provisions.get(eid=made)
    assert child.parent is not None
    assert child.parent.eid == "para_2"


def test_the_preamble_stays_the_preamble(draft: Expression) -> None:
    editing.join(expression=draft, revision=1, eid="preamble_2", by=None, now=NOW)
    assert list(draft.provisions.filter(preamble=True).values_list("eid", flat=True)) == ["preamble_1"]


def test_who_comes_late_is_refused_and_nothing_changes(draft: Expression, editor: User) -> None:
    editing.join(expression=draft, revision=1, eid="preamble_2", by=editor, now=NOW)
    before, rows = eids(draft), AuditRow.objects.count()
    with pytest.raises(Conflict):
        editing.join(expression=draft, revision=1, eid="para_1__subpara_b", by=editor, now=NOW)
    with pytest.raises(Invalid):
        editing.join(expression=draft, revision=2, eid="para_3", by=editor, now=NOW)
    assert (eids(draft), AuditRow.objects.count()) == (before, rows)


def test_without_the_duty_nothing_is_corrected(draft: Expression, make_person: Callable[..., User]) -> None:
    for person in (make_person("reader"), make_person("publisher", "texts.publish")):
        with pytest.raises(NotAllowed):
            editing.join(expression=draft, revision=1, eid="preamble_2", by=person, now=NOW)
        with pytest.raises(NotAllowed):
            drafting.describe(expression=draft, revision=1, title="Another", by=person, now=NOW)
        with pytest.raises(NotAllowed):
            drafting.confirm_difference(expression=draft, revision=1, by=person, now=NOW)


def test_the_page_is_for_people_who_review(draft: Expression, client: Client, make_person: Callable[..., User]) -> None:
    here = f"/texts/drafts/{draft.pk}"
    assert client.get(here).status_code == 403
    client.force_login(make_person("reader"))
    assert client.get(here).status_code == 403
    assert post(client, draft, "publish").status_code == 403
    client.force_login(make_person("publisher", "texts.publish"))
    page = client.get(f"{here}?unit=para_2").text
    assert f"{here}/publish" in page
    assert f"{here}/describe" not in page
    assert f"{here}/join" not in page


def test_lines_lead_to_units_and_back(signed_in: Client, draft: Expression) -> None:
    page = signed_in.get(f"/texts/drafts/{draft.pk}").text
    for number, _line in enumerate(TEXT.split("\n"), 1):
        assert f'id="line-{number}"' in page
    for eid in eids(draft):
        assert page.count(f'id="unit-{eid}"') == 1
        assert f'href="#unit-{eid}"' in page
    assert ">provision" in page
    assert ">heading" in page


def test_a_correction_is_made_on_the_page(signed_in: Client, draft: Expression) -> None:
    here = f"/texts/drafts/{draft.pk}"
    assert f'action="{here}/split"' in signed_in.get(f"{here}?unit=para_2").text
    answer = post(signed_in, draft, "renumber", eid="para_2", kind="paragraph", num="7")
    assert answer["Location"] == f"{here}?unit=para_7#unit-para_7"
    assert "renumbered" in signed_in.get(answer["Location"]).text
    draft.refresh_from_db()
    answer = post(signed_in, draft, "rehead", eid="para_7", headings="A. First things\nOf which this is one")
    assert answer.status_code == 302
    assert draft.provisions.get(eid="para_7").heading_path == ["A. First things", "Of which this is one"]
    draft.refresh_from_db()
    assert post(signed_in, draft, "describe", title=" A better  title ").status_code == 302
    draft.refresh_from_db()
    assert draft.title == "A better title"


def test_what_was_typed_stays_through_an_error(signed_in: Client, draft: Expression) -> None:
    answer = post(signed_in, draft, "split", eid="para_2", words="nowhere <to be>", kind="point", num="iv")
    assert answer.status_code == 422
    assert 'value="nowhere &lt;to be&gt;"' in answer.text
    assert 'id="split_words_error"' in answer.text
    assert 'href="#split_words"' in answer.text


def test_a_conflict_is_shown_with_what_was_typed_and_can_be_sent_again(signed_in: Client, draft: Expression) -> None:
    editing.join(expression=draft, revision=1, eid="preamble_2", by=None, now=NOW)
    answer = post(signed_in, draft, "renumber", eid="para_2", kind="paragraph", num="77")
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.text
    assert 'value="77"' in answer.text
    draft.refresh_from_db()
    assert answer.text.count('name="revision" value="2"') >= 1
    gone = post(signed_in, draft, "renumber", eid="preamble_2", kind="recital", num="78")
    assert gone.status_code == 422
    assert 'value="78"' in gone.text
    assert "not there any more" in gone.text


@pytest.mark.parametrize(
    "data", [{}, {"revision": "x"}, {"eid": "x" * 900}, {"eid": "para_2", "kind": "nonsense", "num": "("}]
)
def test_nonsense_is_refused_on_every_act(signed_in: Client, draft: Expression, data: dict[str, str]) -> None:
    before = eids(draft)
    for verb in ("join", "split", "renumber", "rehead", "retitle", "describe"):
        assert signed_in.post(f"/texts/drafts/{draft.pk}/{verb}", data).status_code == 422
    assert signed_in.post(f"/texts/drafts/{draft.pk}/nothing", data).status_code == 404
    assert signed_in.post("/texts/drafts/987654/join", data).status_code == 404
    assert signed_in.get(f"/texts/drafts/{draft.pk}/join").status_code == 405
    assert eids(draft) == before


def test_publish_then_withdraw_with_a_reason(signed_in: Client, draft: Expression, client: Client) -> None:
    here = f"/texts/drafts/{draft.pk}"
    assert post(signed_in, draft, "publish", current="on").status_code == 302
    draft.refresh_from_db()
    assert (draft.stage, draft.is_current) == ("published", True)
    page = signed_in.get(f"{here}?unit=para_2").text
    assert f"{here}/withdraw" in page
    assert f"{here}/join" not in page
    assert post(signed_in, draft, "join", eid="preamble_2").status_code == 409
    assert post(signed_in, draft, "withdraw", reason=" ").status_code == 422
    assert post(signed_in, draft, "withdraw", reason="Read from a wrong file").status_code == 302
    draft.refresh_from_db()
    assert draft.stage == "withdrawn"
    assert post(signed_in, draft, "publish", current="on").status_code == 302


def test_a_corrected_file_is_published_only_when_its_difference_is_confirmed(
    signed_in: Client, draft: Expression
) -> None:
    post(signed_in, draft, "publish", current="on")
    second = drafted(TEXT.replace("thank the host", "warmly thank the host"))
    here = f"/texts/drafts/{second.pk}"
    page = signed_in.get(here).text
    assert "What this text changes" in page
    assert "<ins>warmly</ins>" in page or "warmly" in page
    assert f"{here}/publish" not in page
    assert post(signed_in, second, "publish").status_code == 409
    assert post(signed_in, second, "confirm").status_code == 302
    second.refresh_from_db()
    assert post(signed_in, second, "confirm").status_code == 409
    assert post(signed_in, second, "publish").status_code == 302
    second.refresh_from_db()
    assert (second.stage, second.is_current) == ("published", False)
    assert post(signed_in, second, "current").status_code == 302
    second.refresh_from_db()
    assert second.is_current


def test_a_long_text_takes_no_more_queries(signed_in: Client, draft: Expression, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    many = "\n\n".join(f"{number}. We promise thing number {number}." for number in range(4, 1000))
    long = drafted(f"{TEXT}\n{many}\n".replace("Model declaration", "Long declaration"), "long.txt")
    assert long.provisions.count() > 900
    with django_assert_max_num_queries(12):
        signed_in.get(f"/texts/drafts/{long.pk}")
    with django_assert_max_num_queries(12):
        signed_in.get(f"/texts/drafts/{draft.pk}?unit=para_2")


def test_every_link_inside_the_page_leads_somewhere(signed_in: Client, draft: Expression) -> None:
    noted = TEXT.replace("the host.", "the host.[1]") + "\nSecond declaration on examples\n\nWe, the makers,\n\n"
    noted += (
        "Declare as follows:\n\n1. We agree.[7]\n\n9. We left some out.\n\n[1] See the first.\n\n[7] See the other.\n"
    )
    for text in (draft, *Expression.objects.filter(source=drafted(noted, "two.md").source)):
        page = signed_in.get(f"/texts/drafts/{text.pk}?unit=para_1").text
        ids = set(re.findall(r'\bid="([^"]+)"', page))
        links = re.findall(r'href="(?:\?[^"#]*)?#([^"]+)"', page)
        assert len(links) > 5
        assert set(links) <= ids
        assert len(re.findall(r'\bid="([^"]+)"', page)) == len(ids)
