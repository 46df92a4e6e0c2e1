"""The deputy of a post: named on the organization's page or by command, never the post itself."""

from datetime import datetime
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from cjin.core.actions.organizations import create_post, set_deputy
from cjin.core.cli.posts import deputy
from cjin.core.models import AuditRow, Post
from cjin.core.rules.errors import Invalid, NotAllowed
from tests.core.conftest import *  # noqa: F403 - people and their posts


@pytest.fixture
def posts(make_organization: Any, now: datetime) -> tuple[Post, Post]:
    body = make_organization("Office")
    one, two = (create_post(organization=body, title={"en": title}, by=None, now=now) for title in ("Head", "Second"))
    return one, two


def test_an_administrator_names_it_on_the_page(client: Client, make_person: Any, posts: tuple[Post, Post]) -> None:
    one, two = posts
    client.force_login(make_person("admin", "node.administer"))
    there = f"/organizations/{one.organization_id}"
    assert client.post(f"/posts/{one.pk}/deputy", {"deputy": two.pk}).headers["Location"] == there
    assert Post.objects.get(pk=one.pk).deputy == two
    assert "Deputy: Second" in client.get(there).content.decode()
    client.post(f"/posts/{one.pk}/deputy", {"deputy": one.pk})
    assert Post.objects.get(pk=one.pk).deputy == two
    client.post(f"/posts/{one.pk}/deputy", {"deputy": ""})
    assert Post.objects.get(pk=one.pk).deputy is None
    assert AuditRow.objects.filter(act="set-deputy").count() == 2


def test_nobody_else_does_and_a_post_is_not_its_own(
    client: Client, make_person: Any, posts: tuple[Post, Post], now: datetime
) -> None:
    one, two = posts
    person = make_person("reader", "texts.edit")
    client.force_login(person)
    assert client.post(f"/posts/{one.pk}/deputy", {"deputy": two.pk}).status_code == 403
    with pytest.raises(NotAllowed):
        set_deputy(post=one, deputy=two, by=person, now=now)
    with pytest.raises(Invalid):
        set_deputy(post=one, deputy=one, by=None, now=now)


def test_the_command_line_names_it_and_takes_it_away(posts: tuple[Post, Post]) -> None:
    one, two = posts
    CliRunner().invoke(deputy, [str(one.pk), str(two.pk)], catch_exceptions=False)
    assert Post.objects.get(pk=one.pk).deputy == two
    CliRunner().invoke(deputy, [str(one.pk)], catch_exceptions=False)
    assert Post.objects.get(pk=one.pk).deputy is None
