"""An organization changes: its name, its kind, its State; that of the body that runs the node is the node's."""

from datetime import datetime

import pytest
from click.testing import CliRunner
from django.test import Client

from cjin.core.actions.organizations import change_organization
from cjin.core.models import AuditRow, Organization
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Invalid, NotAllowed
from cjin.core.rules.organizations import OrganizationKind
from cjin.node.cli import house
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.core.conftest import MakeOrganization, MakePerson


def test_an_administrator_changes_an_organization_on_its_page(
    client: Client, make_person: MakePerson, make_organization: MakeOrganization
) -> None:
    body = make_organization("Justice", state="XAA", owns_node=True)
    client.force_login(make_person("admin", "node.administer", organization=body))
    page = client.get(f"/organizations/{body.pk}/change").content.decode()
    assert 'value="XAA"' in page
    sent = {"name_en": "Ministry of Justice", "kind": "government", "state_code": "xbb"}
    assert client.post(f"/organizations/{body.pk}/change", sent).status_code == 302
    body.refresh_from_db()
    assert (body.name["en"], body.state_code, body.owns_node) == ("Ministry of Justice", "XBB", True)
    assert AuditRow.objects.filter(act="change-organization").count() == 1
    wrong = client.post(f"/organizations/{body.pk}/change", sent | {"state_code": "no"})
    assert wrong.status_code == 422
    assert "KEN" in wrong.content.decode()


def test_nobody_else_does(client: Client, make_person: MakePerson, now: datetime) -> None:
    person = make_person("amina", "requests.write")
    client.force_login(person)
    body = Organization.objects.get()
    assert client.post(f"/organizations/{body.pk}/change", {"name_en": "Mine"}).status_code == 403
    with pytest.raises(NotAllowed):
        change_organization(organization=body, name={"en": "Mine"}, kind=OrganizationKind.INSTITUTE, by=person, now=now)


def test_its_people_read_for_the_new_state_at_once(
    make_person: MakePerson, make_organization: MakeOrganization, now: datetime
) -> None:
    body = make_organization("Justice", state="XAA")
    person = make_person("amina", "requests.write", organization=body)
    change_organization(
        organization=body, name=body.name, kind=OrganizationKind.GOVERNMENT, state_code="XBB", by=None, now=now
    )
    assert reader_of(person, today=now.date()).state_codes == {"XBB"}
    with pytest.raises(Invalid):
        change_organization(organization=body, name={}, kind=OrganizationKind.GOVERNMENT, by=None, now=now)


def test_the_command_changes_what_is_named_and_leaves_the_rest(make_organization: MakeOrganization) -> None:
    body = make_organization("Justice", state="XAA")
    done = CliRunner().invoke(house, ["core", "organization", "change", str(body.pk), "--state", "XBB"])
    assert done.exit_code == 0, done.output
    body.refresh_from_db()
    assert (body.name["en"], body.state_code) == ("Justice", "XBB")
