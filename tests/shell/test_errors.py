"""Error pages: what happened, where, what to do next, nothing else."""

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override
from django.views.defaults import bad_request, server_error

from cjin.core.rules.errors import CjinError, Conflict, Fault, Invalid, NotAllowed, NotFound, Unavailable, Unidentified
from cjin.shell.views.errors import error_page

ERRORS = [
    (Unidentified("This needs a token."), 401),
    (NotFound("The secret work is not released."), 404),
    (NotAllowed("This needs the duty to publish."), 403),
    (Invalid("The file has faults.", [Fault("line 3", "number 4 <b>stands</b> twice")]), 422),
    (Conflict("Somebody else published it."), 409),
    (Unavailable("The document service does not answer."), 503),
]


def shown(error: CjinError, rf: RequestFactory) -> tuple[int, str]:
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/texts/kyoto-2021")
    request.user = AnonymousUser()
    answer = error_page(request, error)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(("error", "status"), ERRORS)
def test_each_error_has_its_status_its_place_and_a_next_step(error: CjinError, status: int, rf: RequestFactory) -> None:
    code, page = shown(error, rf)
    assert code == status
    assert "What to do next" in page
    assert status == 503 or "/texts/kyoto-2021" in page


def test_what_is_not_found_does_not_say_what_it_would_have_been(rf: RequestFactory) -> None:
    _, page = shown(NotFound("The secret work is not released."), rf)
    assert "secret" not in page


def test_faults_are_listed_with_their_places_and_escaped(rf: RequestFactory) -> None:
    _, page = shown(ERRORS[3][0], rf)
    assert "<strong>line 3</strong>: number 4 &lt;b&gt;stands&lt;/b&gt; twice" in page


def test_every_error_of_the_family_has_a_page() -> None:
    assert {type(error) for error, _ in ERRORS} == set(CjinError.__subclasses__())


def test_the_page_of_our_own_faults_needs_no_database(rf: RequestFactory) -> None:
    # No mark of the database: a query would raise.
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert b"The fault is ours" in answer.content
    assert bad_request(rf.get("/"), ValueError()).status_code == 400


def test_the_page_of_our_own_faults_speaks_the_readers_language(rf: RequestFactory) -> None:
    with override("ar"):
        assert 'dir="rtl"' in server_error(rf.get("/")).content.decode()


@pytest.mark.django_db
def test_a_form_that_expired_says_what_to_do() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/language", {"language": "fr"})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_an_unknown_address_is_a_page_of_ours(client: Client) -> None:
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert "Nothing is here" in answer.content.decode()
    assert "next=/no/such/page" in answer.content.decode()


def test_what_was_typed_into_a_form_comes_back_when_the_session_has_ended(client: Client, db: None) -> None:
    sent = {"facts": "What <b>happened</b>", "revision": "3", "password": "secret-word", "urgent": ["yes", " "]}
    here = {"Origin": "http://testserver", "Referer": "http://testserver/requests/A/write/facts?a=1"}
    for address in ("/requests/A/write/facts", "/people", "/organizations"):
        answer = client.post(address, sent, headers=here)
        page = answer.content.decode()
        assert answer.status_code == 403, address
        assert "What &lt;b&gt;happened&lt;/b&gt;</textarea>" in page
        assert "no-store" in answer["Cache-Control"]
        assert "secret-word" not in page
        assert 'name="revision"' not in page
        assert "/accounts/login/?next=/requests/A/write/facts%3Fa%3D1" in page


def test_what_another_site_sent_is_no_word_of_the_reader(client: Client, db: None) -> None:
    for headers in ({"Origin": "https://elsewhere.example.org"}, {}):
        answer = client.post("/people", {"username": "planted"}, headers=headers)
        assert answer.status_code == 403
        assert "planted" not in answer.content.decode()


def test_what_was_typed_into_a_form_that_expired_comes_back(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        "/accounts/login/", {"login": "amina", "password": "x1"}, headers={"Origin": "http://testserver"}
    )
    assert answer.status_code == 403
    assert ">\namina</textarea>" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "x1<" not in answer.content.decode()


def test_names_that_only_look_secret_come_back_and_empty_texts_keep_their_place(client: Client, db: None) -> None:
    sent = {"state_code": "KEN", "unit-0": [" ", "two"], "code": "123456", "blank": ""}
    answer = client.post("/people", sent, headers={"Origin": "http://testserver"})
    page = answer.content.decode()
    assert ">\nKEN</textarea>" in page
    assert page.count('name="unit-0"') == 2
    assert "123456" not in page
    assert 'name="blank"' not in page
