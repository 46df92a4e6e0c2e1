"""Text in several languages in the database."""

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cjin.core.models import MultilingualField, Organization
from cjin.core.rules.errors import Invalid
from cjin.core.rules.multilingual import Multilingual

pytestmark = pytest.mark.django_db


def test_a_text_comes_back_as_it_went_in() -> None:
    name = {"zh": "司法部", "ar": "وزارة العدل", "en": "Ministry of \"Justice\" \\ 'x'"}
    made = Organization.objects.create(name=name, kind="government")
    assert isinstance(made.name, Multilingual)
    found = Organization.objects.get(pk=made.pk)
    assert found.name == Multilingual(name)
    assert found.name.get("fr") is None


def test_a_language_is_found_in_the_database() -> None:
    Organization.objects.create(name={"en": "Police", "fr": "Police"}, kind="government")
    Organization.objects.create(name={"fr": "Ministère"}, kind="government")
    assert Organization.objects.filter(name__fr="Ministère").count() == 1
    assert Organization.objects.filter(name__has_key="en").count() == 1
    assert list(Organization.objects.order_by("pk").values_list("name__fr", flat=True)) == ["Police", "Ministère"]


def test_a_fault_shows_where_it_is_made() -> None:
    organization = Organization(name={"en": "x"}, kind="government")
    with pytest.raises(Invalid):
        organization.name = {"de": "x"}
    with pytest.raises(Invalid):
        Organization(name="x", kind="government")


def test_the_database_refuses_a_name_in_no_language() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.create(name={}, kind="government")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.create(name={"en": " "}, kind="government")


def test_a_form_gets_the_faults_as_django_tells_them() -> None:
    field = MultilingualField()
    assert field.clean({"en": "x"}, None) == Multilingual(en="x")
    with pytest.raises(ValidationError):
        field.clean({"de": "x"}, None)


def test_it_is_written_and_read_as_a_fixture() -> None:
    Organization.objects.create(name={"en": "x"}, kind="government")
    text = serializers.serialize("json", Organization.objects.all())
    (found,) = serializers.deserialize("json", text)
    assert found.object.name == Multilingual(en="x")
