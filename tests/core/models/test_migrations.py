"""Migrations that change what is stored."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from cjin.core.models import ApiToken, Organization, Post, User

pytestmark = pytest.mark.django_db
step = import_module("cjin.core.migrations.0006_duties_that_exist")


def test_a_duty_that_is_gone_goes_from_posts_and_tokens(now) -> None:  # type: ignore[no-untyped-def]
    body = Organization.objects.create(name={"en": "Body"}, kind="government")
    posts = [Post.objects.create(organization=body, title={"en": name}) for name in ("one", "other")]
    Post.objects.filter(pk=posts[0].pk).update(duties=["audit.read", "reference.edit"])
    person = User.objects.create(username="x", email="x@example.org")
    token = ApiToken.objects.create(
        person=person, name="t", digest="d", created_at=now, expires_at=now, scopes=["read", "reference.edit"]
    )
    step.forget(apps, connection.schema_editor())
    token.refresh_from_db()
    assert [post.duties for post in Post.objects.order_by("pk")] == [["audit.read"], []]
    assert token.scopes == ["read"]
