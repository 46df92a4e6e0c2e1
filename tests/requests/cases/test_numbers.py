"""By what a request is known: the number of each State, and what its authority typed."""

from datetime import datetime

from cjin.requests.models import Request
from cjin.requests.queries.answers import answer_to
from cjin.requests.queries.letters import content_of
from cjin.requests.rules.letter.answering import answer_of

TYPED = "CA/2026/501"


def test_each_state_has_numbers_of_its_own(incoming: Request, outgoing: Request) -> None:
    assert (incoming.reference[:4], outgoing.reference[:4]) == ("XBB-", "XAA-")


def test_what_was_typed_stands_by_the_number(incoming: Request, outgoing: Request, now: datetime) -> None:
    Request.objects.update(answers=outgoing.answers | {"reference": TYPED})
    Request.objects.filter(pk=incoming.pk).update(theirs="XAA-2026-22222222")
    own = content_of(Request.objects.get(pk=outgoing.pk), ["fr"], now=now, today=now.date())
    answer = answer_of(answer_to(Request.objects.get(pk=incoming.pk), "fr", now.date()), ["fr"])
    for told, number in ((own, outgoing.reference), (answer, "XAA-2026-22222222")):
        assert any(TYPED in str(text) and number in str(text) for _name, text in told.heads[0].facts)
