"""The audit chain, attacked without a database."""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.audit import Content, Head, Link, Verified, canonical, detail_digest, heads_from, verify

START = datetime(2026, 1, 1, tzinfo=UTC)


def chain(length: int) -> list[Link]:
    """A sound stream."""
    links: list[Link] = []
    for position in range(1, length + 1):
        detail = ("salt", canonical({"row": position}))
        content = Content("s", position, "act", 1, f"obj/{position}", START, detail_digest(*detail))
        previous = links[-1].digest if links else ""
        links.append(Link(content, previous, content.digest(previous), detail))
    return links


def head_of(links: Sequence[Link]) -> Head:
    return Head("s", len(links), links[-1].digest if links else "")


def verified(
    links: Sequence[Link], *, head: Head | None = None, anchors: Sequence[Head] = (), erasures: Set[int] = frozenset()
) -> Verified:
    head = head or head_of(links)
    return verify("s", links, head=head, end=lambda: head.position, anchors=anchors, erasures=lambda: erasures)


def codes(result: Verified) -> set[str]:
    return {finding.code for finding in result.findings}


def with_digests_made_anew(links: Sequence[Link]) -> list[Link]:
    """What somebody can do who may write everything."""
    made: list[Link] = []
    for position, link in enumerate(links, start=1):
        content = replace(link.content, position=position)
        previous = made[-1].digest if made else ""
        made.append(Link(content, previous, content.digest(previous), link.detail))
    return made


@given(st.integers(0, 12))
def test_a_sound_stream_verifies(length: int) -> None:
    links = chain(length)
    result = verified(links, anchors=[head_of(links)] if links else [])
    assert (result.rows, result.anchored, result.findings) == (length, length, ())


@given(st.integers(1, 8), st.data())
def test_a_changed_row_is_found(length: int, data: st.DataObject) -> None:
    links = chain(length)
    at = data.draw(st.integers(0, length - 1))
    field, value = data.draw(
        st.sampled_from(
            [("act", "other"), ("by", 2), ("by", None), ("obj", "x"), ("at", START + timedelta(microseconds=1))]
        )
    )
    links[at] = replace(links[at], content=replace(links[at].content, **{field: value}))
    assert codes(verified(links, head=head_of(chain(length)))) == {"altered"}


@given(st.integers(2, 8), st.data())
def test_missing_and_reordered_rows_are_found(length: int, data: st.DataObject) -> None:
    links = chain(length)
    at = data.draw(st.integers(0, length - 2))
    assert "gap" in codes(verified(links[:at] + links[at + 1 :], head=head_of(links)))
    swapped = [*links[:at], links[at + 1], links[at], *links[at + 2 :]]
    assert {"gap", "chain-broken"} <= codes(verified(swapped, head=head_of(links)))


def test_an_inserted_row_is_found() -> None:
    links = chain(3)
    forged = replace(links[1], content=replace(links[1].content, act="forged"))
    assert {"gap", "altered", "chain-broken"} <= codes(verified([*links[:2], forged, links[2]], head=head_of(links)))


def test_the_end_cut_off_is_found_by_the_head() -> None:
    links = chain(4)
    assert codes(verified(links[:2], head=head_of(links))) == {"head-differs"}


@given(st.integers(1, 8), st.data())
def test_with_anchors_even_a_rewritten_stream_is_found(length: int, data: st.DataObject) -> None:
    links = chain(length)
    anchor = Head("s", (at := data.draw(st.integers(1, length))), links[at - 1].digest)
    cut = links[: data.draw(st.integers(0, at - 1))]
    assert codes(verified(cut, anchors=[anchor])) == {"anchor-missing"}
    changed = [replace(links[0], content=replace(links[0].content, act="other")), *links[1:]]
    assert codes(verified(with_digests_made_anew(changed), anchors=[anchor])) == {"anchor-differs"}


def test_what_stands_after_the_last_anchor_is_told_apart() -> None:
    links = chain(5)
    result = verified(links, anchors=[Head("s", 3, links[2].digest)])
    assert (result.rows, result.anchored) == (5, 3)


def test_an_erased_detail_leaves_the_chain_whole_and_a_changed_one_does_not() -> None:
    links = chain(3)
    erased = [links[0], replace(links[1], detail=None), links[2]]
    result = verified(erased, erasures={2})
    assert (result.erased, result.findings) == (1, ())
    changed = [links[0], replace(links[1], detail=("salt", canonical({"row": 9}))), links[2]]
    assert codes(verified(changed)) == {"detail-altered"}


@given(st.integers(1, 8), st.sets(st.integers(1, 8)), st.sets(st.integers(1, 8)))
def test_what_is_gone_and_what_was_erased_are_the_same(length: int, gone: set[int], erased: set[int]) -> None:
    links = [replace(link, detail=None) if link.content.position in gone else link for link in chain(length)]
    found = {(one.code, one.position) for one in verified(links, erasures=erased).findings}
    there = set(range(1, length + 1))
    missing = {("detail-missing", position) for position in there & gone - erased}
    assert found == missing | {("detail-back", position) for position in there & erased - gone}


def test_an_erasure_while_the_stream_is_verified_is_lawful() -> None:
    links, said = chain(3), [frozenset[int](), frozenset({1, 3})]
    links[2] = replace(links[2], detail=None)  # position 1 was read before its detail went, position 3 after
    result = verify("s", links, head=head_of(links), end=lambda: 3, erasures=lambda: said.pop(0))
    assert result.findings == ()


@given(st.integers(1, 8), st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=6))
def test_every_anchor_is_compared(length: int, given_anchors: list[tuple[int, bool]]) -> None:
    links = chain(length)
    anchors = [Head("s", at, links[at - 1].digest if good and at <= length else "0" * 64) for at, good in given_anchors]
    found = [(one.code, one.position) for one in verified(links, anchors=anchors).findings]
    wrong = [("anchor-differs", at) for at, good in sorted(given_anchors) if not good and at <= length]
    lost = [("anchor-missing", at) for at in sorted({at for at, _ in given_anchors if at > length})]
    assert sorted(found) == sorted(wrong + lost)


def test_a_stream_may_grow_while_it_is_verified() -> None:
    links = chain(5)
    result = verify("s", links, head=head_of(links[:3]), end=lambda: 5)
    assert result.findings == ()
    assert codes(verify("s", links, head=head_of(links[:3]), end=lambda: 4)) == {"head-differs"}


def test_a_stream_without_head_is_found() -> None:
    assert codes(verify("s", chain(1), head=None, end=lambda: 0)) == {"head-differs"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_the_canonical_text_of_a_value_is_ascii_and_does_not_hang_on_the_order_of_keys(value: object) -> None:
    text = canonical(value)
    assert text.isascii()
    if isinstance(value, dict):
        assert canonical(dict(reversed(value.items()))) == text


def test_the_moment_counts_and_not_its_zone() -> None:
    content = Content("s", 1, "act", None, "o", START, "d")
    elsewhere = replace(content, at=START.astimezone(timezone(timedelta(hours=7))))
    assert content.digest("") == elsewhere.digest("")


@pytest.mark.parametrize("wrong", [[], {}, {"heads": [{"stream": "s"}]}, {"heads": [{"stream": 1, "position": "x"}]}])
def test_what_are_no_heads_is_refused(wrong: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        heads_from(wrong)
