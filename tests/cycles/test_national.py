"""The report of one respondent on its own reply: what it says, who reads it, the same each time."""

from datetime import datetime

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.errors import Invalid
from cjin.core.rules.identifiers import Language
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import move_reply
from cjin.cycles.models import Respondent, Round
from cjin.cycles.queries.documents import written, wrong_in
from cjin.cycles.queries.national import national_report
from cjin.cycles.queries.replying import reply_for
from tests.cycles.conftest import Ministry
from tests.cycles.test_workplan import DAY, given, texts

__all__ = ["given"]
pytestmark = pytest.mark.usefixtures("known")


def test_a_national_report_says_what_was_replied_and_names_what_was_not(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    said = {
        "para-1": {"reply": "answered", "value": {"law": "implemented"}, "text": {"en": "A new law of 2024"}},
        "para-2": {"reply": "withheld"},
        "one": {"reply": "answered", "value": "b"},
        "table": {"reply": "answered", "value": {"0101": {"m": 3, "f": "withheld"}}},
    }
    for question, reply in said.items():
        save(respondent=kenya, question=question, reply=reply, revision=0, by=ministry.focal, now=now)
    report = national_report(reply_for(ministry.focal, "first", "KEN", today=DAY), "en", now=now)
    told = texts(report)
    assert "it has not been cleared" in told
    assert "replied to: Every kind." in told, "a form that is no follow-up is called by its own name"
    assert "Questions with a reply: 4 of 14." in told
    assert "A new law of 2024." in told
    assert "option b." in told
    row = next(one for one in report.blocks if getattr(one, "key", "") == "table/table").rows[0]  # type: ignore[union-attr]
    assert [cell.text for cell in row] == ["row 0101", "3", "Known, and withheld", "–"]
    matrix = next(one for one in report.annexes if getattr(one, "key", "") == "matrix")
    assert [[cell.text for cell in row] for row in matrix.rows] == [  # type: ignore[union-attr]
        ["1", "Implemented", "–"], ["2", "Known, and withheld", "Known, and withheld"],
    ]  # fmt: skip
    assert "not reported: law" in told
    assert "why" not in told.split("not reported:")[1].splitlines()[0]


def test_only_those_who_give_a_reply_read_it_before_it_is_cleared_and_all_once_it_is_published(
    client: Client, kenya: Respondent, ministry: Ministry, secretariat: User, now: datetime
) -> None:
    here = "/follow-up/first/KEN/national-report"
    save(respondent=kenya, question="para-1", reply={"reply": "nil"}, revision=0, by=ministry.focal, now=now)
    assert client.get(here).status_code == 404
    client.force_login(secretariat)
    assert client.get(here).status_code == 404
    client.force_login(ministry.focal)
    assert client.get(here).status_code == 200
    cleared = move_reply(respondent=kenya, act="clear", revision=1, consents=True, by=ministry.focal, now=now)
    client.force_login(secretariat)
    assert b"was cleared on" in client.get(here).content
    client.logout()
    assert client.get(here).status_code == 404
    move_reply(respondent=kenya, act="publish", revision=cleared.revision, by=ministry.focal, now=now)
    assert client.get(here).status_code == 200
    for ending in ("docx", "pdf", "html"):
        file = client.get(f"{here}.{ending}?language=ar")
        assert file.status_code == 200
        assert len(file.content) > 500
    assert client.get(f"{here}.exe").status_code == 422
    with pytest.raises(Invalid, match="no report"):
        wrong_in(client.get(f"{here}.docx").content, now=now)


@pytest.mark.parametrize("language", Language.ALL)
def test_a_national_report_is_the_same_each_time_in_each_language(given: Round, now: datetime, language: str) -> None:
    seen = reply_for(None, "first", "KEN", today=DAY)
    first, second = (national_report(seen, language, now=now) for _ in range(2))
    assert written(first, "docx", day=DAY) == written(second, "docx", day=DAY)
    assert first.words <= first.budget
