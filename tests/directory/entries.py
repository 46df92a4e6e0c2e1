"""Entries of fictional bodies for tests: strategies, and a few by hand."""

from datetime import date, timedelta
from string import ascii_lowercase
from typing import Any

from hypothesis import strategies as st

from cjin.core.rules.multilingual import Multilingual
from cjin.directory.rules.entries import Channel, Competence, Entry, Key, Known
from cjin.directory.rules.kinds import BodyKind, ChannelKind, Demand, Function, KeyUse

DAY = date(2026, 3, 2)
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.replace(";", ",").split())
).filter(lambda text: bool(text))  # fmt: skip
SLUGS = st.text(ascii_lowercase, min_size=1, max_size=8)
NAMES = st.dictionaries(st.sampled_from(["ar", "en", "fr", "zh"]), WORDS, min_size=1).map(Multilingual)
OFFENCES = st.sampled_from(["01", "0101", "02", "0201", "06", "0703"])
COMPETENCES = st.builds(
    Competence,
    st.sampled_from(Function),
    st.frozensets(st.sampled_from(["untoc-2000", "uncac-2003"])),
    st.frozensets(OFFENCES),
    st.frozensets(st.sampled_from(["bank-records", "video-hearing"])),
    st.frozensets(st.sampled_from(["North", "South Island"])),
)
CHANNELS = st.builds(
    Channel,
    st.sampled_from([ChannelKind.POST, ChannelKind.PHONE, ChannelKind.INTERPOL]),
    WORDS,
    st.booleans(),
    st.just("") | WORDS,
    st.sampled_from(Demand),
    st.sampled_from(Demand),
    st.booleans(),
)
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
KEYS = st.builds(Key, st.sampled_from(KeyUse), WORDS.filter(lambda t: "SECRET" not in t.upper()), st.none() | DAYS)
ENTRIES = st.builds(
    Entry,
    body=SLUGS,
    kind=st.sampled_from(BodyKind),
    names=NAMES,
    state=st.sampled_from(["", "XAA", "XBB"]),
    competences=st.lists(COMPETENCES, max_size=3).map(tuple),
    languages=st.lists(st.sampled_from(["en", "fr", "pt", "ar"]), unique=True, max_size=3).map(tuple),
    channels=st.lists(CHANNELS, max_size=3).map(tuple),
    keys=st.lists(KEYS, max_size=2).map(tuple),
    time_zone=st.sampled_from(["", "Africa/Nairobi"]),
    urgent_procedure=NAMES | st.just(Multilingual()),
    members=st.lists(SLUGS, max_size=2).map(tuple),
    source=st.just("") | WORDS,
    fictional=st.booleans(),
)


def _known(entry: Entry, since: date, lasts: int | None, verified: date | None) -> Known:
    until = since + timedelta(days=lasts) if lasts else None
    return Known(entry, since, until, None, verified, "a person" if verified else "")


KNOWN = st.builds(_known, ENTRIES, DAYS, st.none() | st.integers(1, 2000), st.none() | DAYS)


def body(name: str, *competences: Competence, **more: Any) -> Known:
    """A fictional body of XAA, verified on DAY."""
    entry = Entry(
        name,
        BodyKind.COMPETENT_AUTHORITY,
        Multilingual(en=name),
        "XAA",
        competences=competences,
        fictional=True,
        **more,
    )
    return Known(entry, date(2020, 1, 1), None, DAY, DAY, "a person")
