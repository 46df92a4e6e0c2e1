"""The topic scheme as SKOS in Turtle."""

import re
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.catalogue import read
from cjin.reference.rules.skos import turtle
from cjin.reference.rules.topics import read_topics

LITERAL = re.compile(r'"((?:[^"\\\n\r]|\\.)*)"@([A-Za-z-]+)')
UNESCAPED = {"t": "\t", "n": "\n", "r": "\r", '"': '"', "\\": "\\"}


@dataclass
class Concept:
    """As little of a topic as the writer needs."""

    slug: str
    scope_note: str = ""
    broader_id: str | None = None
    pref_label: dict[str, str] = field(default_factory=dict)
    alt_label: dict[str, list[str]] = field(default_factory=dict)
    exact_match: list[str] = field(default_factory=list)


def literals(content: str) -> list[tuple[str, str]]:
    """A second reader of literals (RDF 1.1 Turtle, STRING_LITERAL_QUOTE and LANGTAG)."""
    return [(re.sub(r"\\(.)", lambda m: UNESCAPED[m[1]], text), tag) for text, tag in LITERAL.findall(content)]


@given(text=st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert (text, "en") in literals(turtle("https://x.org/topics", [Concept("a", scope_note=text)]))


def test_the_whole_scheme_says_what_the_catalogue_says() -> None:
    topics = read_topics(read("topics"))
    concepts = [
        Concept(
            str(one.slug),
            one.scope_note,
            str(one.broader) if one.broader else None,
            dict(one.pref_label),
            {language: list(words) for language, words in one.alt_label.items()},
            list(one.exact_match),
        )
        for one in topics
    ]
    content = turtle("https://x.org/topics", concepts)
    assert content.count(" a skos:Concept ;") == len(topics)
    assert content.count("skos:topConceptOf <https://x.org/topics>") == sum(one.broader is None for one in topics)
    assert content.count("skos:prefLabel") == 6 * len(topics)
    assert content.count("skos:exactMatch") == sum(len(one.exact_match) for one in topics)
    assert ("腐败", "zh-Hans") in literals(content)
    assert all(block.rstrip().endswith(".") for block in content.split("\n\n") if block.strip())
