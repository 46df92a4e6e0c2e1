"""Many statements on a treaty come in pages; what is chosen stays chosen."""

import re
from datetime import date, datetime

import pytest
from django.test import Client

from cjin.reference.actions import load as load_reference
from cjin.texts.actions.participating import load_status
from cjin.texts.actions.works import load_works
from tests.texts.conftest import page

HERE = "/texts/untoc-2000/parties"
MANY = 250


@pytest.fixture
def stated(db: None, now: datetime) -> None:
    load_reference(now=now)
    load_works(now=now)
    parties = "mtdsg_no,participant,iso3,signature_date,consent_date,consent_type\nXVIII-12,Albania,ALB,,2002-08-21,\n"
    rows = "".join(f"UNTOC,{who},{code},Words number {one}.\n" for one in range(MANY)
                   for who, code in [("Albania", "ALB") if one % 2 else ("Kenya", "KEN")])  # fmt: skip
    for name, text in (("a.csv", parties), ("b.csv", "instrument,participant,iso3,text\n" + rows)):
        load_status(data=text.encode(), name=name, as_of=date(2014, 6, 30), by=None, now=now)


def numbers(shown: str) -> list[int]:
    return [int(one) for one in re.findall(r"Words number (\d+)\.", shown)]


@pytest.mark.usefixtures("stated")
def test_every_statement_stands_on_one_page(client: Client) -> None:
    address, found = HERE, list[int]()
    for count in (100, 100, 50):
        shown = page(client, address)
        assert len(numbers(shown)) == count
        found += numbers(shown)
        following = re.search(r'rel="next" href="([^"]+)"', shown)
        address = HERE + following[1].replace("&amp;", "&") if following else ""
    assert address == ""
    assert sorted(found) == list(range(MANY))


@pytest.mark.usefixtures("stated")
def test_what_is_chosen_stays_chosen(client: Client) -> None:
    shown = page(client, f"{HERE}?state=ALB&page=2")
    assert len(numbers(shown)) == 25
    assert all(one % 2 for one in numbers(shown))
    assert 'rel="prev" href="?state=ALB&amp;page=1#statements"' in shown
    assert "101–125 of 125" in shown


@pytest.mark.parametrize("asked", ["0", "-1", "x", "²", "99999999999", "999999"])
@pytest.mark.usefixtures("stated")
def test_what_is_no_page_is_answered(client: Client, asked: str) -> None:
    assert numbers(page(client, f"{HERE}?page={asked}"))
