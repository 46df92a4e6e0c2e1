"""Loading the catalogue into the database."""

import copy
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cjin.core.models import AuditRow
from cjin.core.rules import catalogue as files
from cjin.core.rules.errors import Invalid
from cjin.reference.actions import loading
from cjin.reference.actions.loading import load
from cjin.reference.models import Group, Membership, State, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The catalogue's files, free to be changed by a test."""
    contents = {name: copy.deepcopy(files.read(name)) for name in ("states", "groups", "topics")}
    monkeypatch.setattr(loading, "read", contents.__getitem__)
    return contents


def test_a_second_loading_changes_nothing(now: datetime) -> None:
    first = load(now=now)
    assert first.made > 600
    assert load(now=now) == type(first)()
    assert AuditRow.objects.filter(stream="reference").count() == 1


def test_what_is_loaded_is_what_the_catalogue_says(now: datetime) -> None:
    load(now=now)
    kenya = State.objects.get(pk="KEN")
    assert (kenya.iso2, kenya.m49, kenya.member_since) == ("KE", "404", date(1963, 12, 16))
    assert kenya.names["ar"] == "كينيا"
    assert Topic.objects.get(pk="prison-overcrowding").broader_id == "prisons"
    assert Group.objects.get(pk="ldc").memberships.get(state="BWA").until == date(1994, 12, 19)


def test_a_corrected_catalogue_corrects_the_database(now: datetime, edited: dict[str, Any]) -> None:
    load(now=now)
    edited["states"]["states"][0]["names"]["en"] = "Corrected"
    edited["topics"][0]["scopeNote"] = "Corrected."
    ldc = next(group for group in edited["groups"]["groups"] if group["slug"] == "ldc")
    ldc["members"] = [member for member in ldc["members"] if member["state"] != "AFG"]
    done = load(now=now)
    assert (done.made, done.changed, done.removed) == (0, 2, 1)
    assert State.objects.get(pk=edited["states"]["states"][0]["iso3"]).names["en"] == "Corrected"
    assert not Membership.objects.filter(group="ldc", state="AFG").exists()


def test_an_entry_that_is_gone_keeps_its_row(now: datetime, edited: dict[str, Any]) -> None:
    load(now=now)
    gone = edited["topics"].pop()
    assert load(now=now).kept == 1
    assert Topic.objects.filter(pk=gone["slug"]).exists()


def test_a_new_state_can_join_a_group(now: datetime, edited: dict[str, Any]) -> None:
    load(now=now)
    new = {**edited["states"]["states"][1], "iso3": "XNW", "iso2": "XN", "m49": "999"}
    edited["states"]["states"].append(new)
    edited["groups"]["groups"][0]["members"].append({"state": "XNW", "since": 2025})
    assert load(now=now).made == 2


@pytest.mark.parametrize("break_it", ["unknown member", "unknown region", "broken topic"])
def test_a_broken_catalogue_changes_nothing(now: datetime, edited: dict[str, Any], break_it: str) -> None:
    edited["states"]["states"][0]["names"]["en"] = "Must not arrive"
    if break_it == "unknown member":
        edited["groups"]["groups"][0]["members"].append({"state": "XXX"})
    elif break_it == "unknown region":
        edited["states"]["states"][0]["region"] = "999"
    else:
        edited["topics"][0]["broader"] = "nothing"
    with pytest.raises(Invalid):
        load(now=now)
    assert not State.objects.exists()
    assert not AuditRow.objects.filter(stream="reference").exists()


def test_the_database_itself_refuses_a_period_that_ends_before_it_begins(catalogue: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(group_id="ldc", state_id="KEN", since=date(2020, 1, 1), until=date(2019, 1, 1))


def test_the_database_itself_refuses_a_second_membership_without_beginning(catalogue: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(group_id="african-states", state_id="KEN")
