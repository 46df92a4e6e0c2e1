"""ETag and If-Match: a write needs the version that it was made from."""

import pytest
from django.test import RequestFactory

from cjin.core.api.versions import check_unchanged, etag, is_known
from cjin.core.rules.errors import Outdated, VersionNeeded

CURRENT = etag("kyoto-2021/para_61", 3)


def request(**headers: str):
    return RequestFactory().put("/", headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_tags_differ_with_their_parts() -> None:
    assert len({etag("a", "bc"), etag("ab", "c"), etag("abc"), etag("a", "b", "c")}) == 4


@pytest.mark.parametrize("given", [CURRENT, "*", f'"other", {CURRENT}'])
def test_a_write_of_the_current_version_passes(given: str) -> None:
    check_unchanged(request(If_Match=given), CURRENT)


@pytest.mark.parametrize("given", [etag("kyoto-2021/para_61", 2), f"W/{CURRENT}", "nonsense"])
def test_a_write_of_another_version_is_refused(given: str) -> None:
    with pytest.raises(Outdated):
        check_unchanged(request(If_Match=given), CURRENT)


def test_a_write_without_version_says_what_to_send() -> None:
    with pytest.raises(VersionNeeded) as refused:
        check_unchanged(request(), CURRENT)
    assert refused.value.faults[0].where == "If-Match"


def test_the_two_refusals_have_the_statuses_of_http() -> None:
    assert (Outdated.status, VersionNeeded.status) == (412, 428)


def test_who_has_the_version_is_not_sent_it_again() -> None:
    assert is_known(request(If_None_Match=f"W/{CURRENT}"), CURRENT)
    assert not is_known(request(If_None_Match='"other"'), CURRENT)
    assert not is_known(request(), CURRENT)
