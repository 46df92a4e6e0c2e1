"""The pages with which an administrator keeps people, organizations and posts; and the audit."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from cjin.core.models import AuditRow, Organization, Post, PostHolding, User
from cjin.core.permissions import duties_of
from cjin.core.queries.people import signature_of
from cjin.core.rules.duties import Duty
from cjin.core.views import audit as audit_page
from cjin.core.views import people as people_pages

pytestmark = pytest.mark.django_db
PAGES = ["/people", "/people/amina", "/organizations", "/organizations/1", "/audit"]


@pytest.fixture
def boss(make_person: Callable[..., User]) -> User:
    return make_person("boss", Duty.NODE_ADMINISTER, Duty.AUDIT_READ)


@pytest.fixture
def amina(make_person: Callable[..., User]) -> User:
    return make_person("amina", Duty.TEXTS_EDIT)


@pytest.fixture
def signed_in(client: Client, boss: User) -> Client:
    client.force_login(boss)
    return client


def today() -> date:
    return timezone.localdate()


@pytest.mark.parametrize("address", PAGES)
def test_without_the_duty_there_is_nothing_to_see(client: Client, amina: User, boss: User, address: str) -> None:
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
    client.force_login(amina)
    answer = client.get(address)
    assert answer.status_code == 403
    assert "boss" not in answer.content.decode()


def test_nobody_acts_without_the_duty(client: Client, amina: User, boss: User) -> None:
    client.force_login(amina)
    holding = PostHolding.objects.get(person=boss)
    acts = ["posts", "password", *people_pages.CHANGES]
    for address in ["/people", "/organizations", "/organizations/1", f"/holdings/{holding.pk}/end"]:
        assert client.post(address, {}).status_code == 403
    for act in acts:
        assert client.post(f"/people/boss/{act}", {}).status_code == 403
    assert AuditRow.objects.filter(by=amina).count() == 0


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_shown(signed_in: Client, amina: User, address: str, language: str) -> None:
    signed_in.cookies["cjin_language"] = language
    address = address.replace("/1", f"/{Organization.objects.first().pk}")  # type: ignore[union-attr]
    answer = signed_in.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert f'lang="{language}"' in answer.content.decode()


def test_a_person_is_added_and_the_password_shown_once(signed_in: Client, boss: User) -> None:
    answer = signed_in.post("/people", {"username": "new", "email": "new@example.org"})
    person = User.objects.get(username="new")
    assert answer.status_code == 200
    assert person.check_password(answer.context["password"])
    assert answer.context["password"] in answer.content.decode()
    assert person.must_change_password
    assert answer.context["password"] not in signed_in.get("/people/new").content.decode()
    assert AuditRow.objects.get(act="create-person", by=boss).obj == f"person/{person.pk}"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"username": "a b", "email": "x@example.org"}, "username"),
        ({"username": "new", "email": "nowhere"}, "email"),
        ({}, "username"),
        ({"username": "boss", "email": "x@example.org"}, None),
        ({"username": "a\0b", "email": "x@example.org"}, "username"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    signed_in: Client, sent: dict[str, str], field: str | None
) -> None:
    answer = signed_in.post("/people", sent)
    assert answer.status_code == 422
    assert (field or "__all__") in answer.context["form"].errors
    page = answer.content.decode()
    assert "error-summary" in page
    assert sent.get("email", "") in page
    assert User.objects.count() == 1


def test_a_post_is_made_given_and_ended(signed_in: Client, amina: User) -> None:
    answer = signed_in.post("/organizations", {"name_en": "Ministry", "name_ar": "وزارة", "kind": "government"})
    body = Organization.objects.get(name__en="Ministry", name__ar="وزارة")
    assert answer["Location"] == f"/organizations/{body.pk}"
    signed_in.post(f"/organizations/{body.pk}", {"title_en": "Editor", "duties": ["texts.edit", "texts.publish"]})
    post = Post.objects.get(organization=body)
    given = {"post": post.pk, "held_from": today().isoformat(), "held_to": ""}
    assert signed_in.post("/people/amina/posts", given).status_code == 302
    assert duties_of(amina, today()) == {Duty.TEXTS_EDIT, Duty.TEXTS_PUBLISH}
    assert "amina" in signed_in.get(f"/organizations/{body.pk}").content.decode()
    again = signed_in.post("/people/amina/posts", given)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["__all__"])
    holding = PostHolding.objects.get(post=post)
    ended = signed_in.post(f"/holdings/{holding.pk}/end", {"last_day": today().isoformat()})
    assert ended["Location"] == "/people/amina"
    holding.refresh_from_db()
    assert holding.held_to == today()


def test_days_in_the_wrong_order_are_refused(signed_in: Client, amina: User) -> None:
    post = Post.objects.first()
    assert post
    days = {"held_from": today().isoformat(), "held_to": (today() - timedelta(days=1)).isoformat()}
    answer = signed_in.post("/people/amina/posts", {"post": post.pk, **days})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["held_to"])
    holding = PostHolding.objects.get(person=amina)
    answer = signed_in.post(f"/holdings/{holding.pk}/end", {"last_day": "1999-01-01"})
    assert (answer.status_code, list(answer.context["faulty"].errors)) == (422, ["last_day"])
    page = answer.content.decode()
    assert f'href="#end_{holding.pk}_last_day"' in page
    assert 'value="1999-01-01"' in page
    holding.refresh_from_db()
    assert holding.held_to is None


def test_a_nameless_body_and_a_strange_state_are_refused(signed_in: Client) -> None:
    answer = signed_in.post("/organizations", {"kind": "institute"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name_en"])
    answer = signed_in.post("/organizations", {"name_en": "Body", "kind": "institute", "state_code": "1"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["state_code"])
    assert not Organization.objects.filter(kind="institute").exists()


def test_duties_stand_in_words_and_names_in_the_readers_language(signed_in: Client, amina: User) -> None:
    Post.objects.filter(holdings__person=amina).update(title={"en": "Editor", "ar": "محرر"})
    assert "Import texts and correct their structure" in signed_in.get("/people/amina").content.decode()
    signed_in.cookies["cjin_language"] = "ar"
    for address in ("/people", "/people/amina"):
        page = signed_in.get(address).content.decode()
        assert "محرر" in page
        assert "Editor" not in page


def test_somebody_is_helped_stopped_and_let_in_again(signed_in: Client, amina: User) -> None:
    Authenticator.objects.create(user=amina, type=Authenticator.Type.TOTP, data={})
    answer = signed_in.post("/people/amina/password")
    amina.refresh_from_db()
    assert amina.check_password(answer.context["password"])
    signed_in.post("/people/amina/authenticators")
    assert not Authenticator.objects.filter(user=amina).exists()
    signed_in.post("/people/amina/deactivate")
    amina.refresh_from_db()
    assert not amina.is_active
    signed_in.post("/people/amina/activate")
    amina.refresh_from_db()
    assert amina.is_active


def test_the_last_administrator_is_not_stopped_and_is_told_why(signed_in: Client, boss: User) -> None:
    answer = signed_in.post("/people/boss/deactivate")
    assert [message.level_tag for message in get_messages(answer.wsgi_request)] == ["error"]
    boss.refresh_from_db()
    assert boss.is_active


@pytest.mark.parametrize("address", ["/people/nobody", "/organizations/999999999999999999", "/organizations/0"])
def test_who_is_not_there_is_not_found(signed_in: Client, address: str) -> None:
    assert signed_in.get(address).status_code == 404


def test_a_long_list_is_cut_and_goes_on(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Callable[..., object]
) -> None:
    monkeypatch.setattr(people_pages, "SIZE", 3)
    User.objects.bulk_create(User(username=f"u{n}", email=f"u{n}@example.org") for n in range(7))
    seen, address = [], "/people?q=example.org"
    while address:
        with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
            page = signed_in.get(address)
        seen += [one.username for one in page.context["people"]]
        address = f"/people?q=example.org&after={seen[-1]}" if page.context["more"] else ""
    assert seen == ["boss", *(f"u{n}" for n in range(7))]


def test_the_audit_is_read_page_by_page(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_page, "SIZE", 2)
    for n in range(3):
        signed_in.post("/people", {"username": f"n{n}", "email": f"n{n}@example.org"})
    seen: list[int] = []
    before: int | None = 10**9
    while before:
        page = signed_in.get(f"/audit?stream=people&before={before}")
        seen += [row.pk for row, _told in page.context["rows"]]
        before = page.context["next"]
    assert seen == list(AuditRow.objects.filter(stream="people").order_by("-pk").values_list("pk", flat=True))
    of_one = signed_in.get(f"/audit?obj=person/{User.objects.get(username='n0').pk}")
    assert [row.act for row, _told in of_one.context["rows"]] == ["create-person"]


def test_a_person_has_a_name_that_stands_under_letters(signed_in: Client, amina: User) -> None:
    signed_in.post("/people", {"username": "new", "email": "new@example.org", "full_name": "Ngozi Adeyemi"})
    assert User.objects.get(username="new").get_full_name() == "Ngozi Adeyemi"
    assert signed_in.post("/people/amina/name", {"full_name": "Amina Haddad"}).status_code == 302
    assert "Amina Haddad" in signed_in.get("/people/amina").content.decode()
    assert "Amina Haddad" in signed_in.get("/people?q=haddad").content.decode()
    assert signed_in.post("/people/amina/name", {"full_name": ""}).status_code == 422
    signed = signature_of(User.objects.get(pk=amina.pk), duty=Duty.TEXTS_EDIT, today=today())
    assert signed.line("fr") == "Amina Haddad, Post, Ministry"
    assert signature_of(amina, duty=Duty.REQUESTS_SEND, today=today()).line("en") == "amina"
