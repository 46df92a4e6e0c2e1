"""A work that is not released is told nowhere: not by an error, a topic, a citation or a list of files."""

from datetime import date, datetime

import pytest
from django.test import Client

from cjin.reference.actions import load as load_reference
from cjin.reference.models import Topic
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.works import load_works
from cjin.texts.models import Annotation, Coverage, Expression, Origin, StatusFile, Verdict, Work
from cjin.texts.rules.stages import Stage
from tests.texts.conftest import MakeText, page

SAID = "We recall resolution 91/77 and the Secret Pact."


@pytest.fixture
def hidden(make_text: MakeText, now: datetime) -> Work:
    """“pact” was public and cited, continued and party to a treaty; then its text was withdrawn."""
    load_reference(now=now)
    load_works(now=now)
    make_text("pact", {"para_1": "A promise in the making."})
    make_text("open-2030", {"para_1": SAID})
    Work.objects.filter(slug="pact").update(symbol="A/RES/91/77", title={"en": "Secret Pact"}, adopted=date(2001, 1, 1))
    Work.objects.filter(slug="open-2030").update(adopted=date(2030, 1, 1))
    derive(now=now)
    works = {work.slug: work for work in Work.objects.filter(slug__in=["pact", "open-2030"])}
    topic = Topic.objects.get(pk="cybercrime")
    for work in works.values():
        one = Annotation.objects.create(work=work, eid="para_1", summary={"en": "x"}, origin=Origin.PERSON, at=now)
        one.topics.add(topic)
    Verdict.objects.create(
        a=works["open-2030"],
        a_eid="para_1",
        b=works["pact"],
        b_eid="para_1",
        accepted=True,
        origin=Origin.PERSON,
        at=now,
    )
    file = StatusFile.objects.create(digest="d", name="secret.csv", as_of=date(2020, 1, 1), rows=1, loaded_at=now)
    Coverage.objects.create(file=file, treaty=works["pact"], parties=True, statements=False)
    Expression.objects.filter(work=works["pact"]).update(stage=Stage.WITHDRAWN, is_current=False)
    return works["pact"]


@pytest.mark.parametrize("path", ["commitments", "citations", "cited-by", "parallels"])
def test_it_answers_as_what_never_was(hidden: Work, client: Client, path: str) -> None:
    answers = [client.get(f"/api/v1/texts/{slug}/{path}") for slug in ("pact", "none")]
    assert [answer.status_code for answer in answers] == [404, 404]
    told = [answer.json()["title"] + answer.json().get("detail", "") for answer in answers]
    assert told[0].replace("pact", "none") == told[1]


def test_it_stands_beside_nothing(hidden: Work, client: Client) -> None:
    for path in ("/texts/topics/cybercrime", "/texts/open-2030/para_1", "/texts/open-2030/parallels"):
        shown = page(client, path)
        assert "/texts/pact" not in shown
        assert "promise in the making" not in shown


def test_it_is_cited_as_what_nobody_knows(hidden: Work, client: Client) -> None:
    (one,) = client.get("/api/v1/texts/open-2030/citations").json()["items"]
    assert (one["to"], one["resolved"]) == ("A/RES/91/77", False)


def test_no_file_is_named_that_tells_of_it_alone(hidden: Work, client: Client) -> None:
    assert "secret.csv" not in page(client, "/texts/treaties/files")
