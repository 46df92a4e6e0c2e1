"""The annexes of a report: who replied, the matrix of states of implementation, words for numbers, what was spilled."""

from collections.abc import Iterator, Sequence

from cjin.core.rules.catalogue import read

from ..compiling.counting import What
from ..form.questions import Kind
from ..vocabulary import NOT_APPLICABLE, NOT_REPORTED, WITHHELD, codes, word
from .action import listed, paragraph_of
from .answers import all_answers
from .material import Material
from .parts import Block, Heading, Paragraph, Sentence, Table
from .phrases import FILE, column, heading, meaning, states_word

SILENT = (NOT_REPORTED, WITHHELD, NOT_APPLICABLE)
"""The replies that tell no state of implementation."""


def annexes(material: Material, language: str, spilled: Sequence[Block]) -> Iterator[Block]:
    """All annexes, each with its heading."""
    chapters: list[tuple[str, list[Block]]] = [
        ("annex-replies", list(who_replied(material, language))),
        ("annex-matrix", list(_matrix(material, language))),
        ("annex-answers", list(all_answers(material, language))),
        ("annex-words", [_words(language, material.whom)]),
        ("annex-further", list(spilled)),
    ]
    for number, (name, blocks) in enumerate(((name, blocks) for name, blocks in chapters if blocks), 1):
        roman = ("I", "II", "III", "IV", "V")[number - 1]
        title = heading(name, language, material.whom)
        yield Heading(name, f"{heading('annex', language)} {roman}. {title}", 1)
        yield from blocks


def who_replied(material: Material, language: str) -> Iterator[Block]:
    """Those who replied and agreed to be named, and how many did not."""
    named = [material.names.get(one.key, one.key) for one in material.given if one.named]
    if named:
        phrase = "replied-named-one" if len(named) == 1 else "replied-named"
        one = material.say(phrase, language, names=listed(named, language))
        yield Paragraph("annex-replies/named", (one,), numbered=False)
    count = material.count(What.UNNAMED, codes=("unnamed",))
    if count.number:
        yield Paragraph(
            "annex-replies/unnamed", (material.say("replied-unnamed", language, count=count),), numbered=False
        )


def _matrix(material: Material, language: str) -> Iterator[Table]:
    """A row for each provision, where there is one: how many told each state in practice, and how many nothing."""
    states = codes("implementation")
    columns = (
        column("paragraph", language), *(word("implementation", one, language) for one in states),
        *(word("replies", one, language) for one in SILENT),
    )  # fmt: skip
    rows = []
    for question in material.form.questions:
        if question.kind is not Kind.IMPLEMENTATION:
            continue
        name = question.question
        counts = [material.count(What.PRACTICE, name, codes=(one,)) for one in states]
        counts += [material.count(What.REPLY, name, codes=(one,)) for one in SILENT]
        cells = [
            Sentence(f"matrix/{name}/{code}", str(one.number), "cell-n", one)
            for code, one in zip((*states, *SILENT), counts, strict=True)
        ]
        number = Sentence(
            f"matrix/{name}", paragraph_of(question), "cell-paragraph", None, {"paragraph": paragraph_of(question)}
        )
        rows.append((number, *cells))
    if rows:
        yield Table("matrix", columns, tuple(rows))


def _words(language: str, whom: str) -> Table:
    """Which word stands for which share."""
    rows = []
    for one in read(FILE)["quantifiers"]:
        name, told = f"words/{one['name']}", meaning(str(one["name"]), language)
        word_ = Sentence(name, states_word(str(one["name"]), language, whom))
        rows.append((word_, Sentence(f"{name}/meaning", told, "cell-fixed", None, {"meaning": told})))
    return Table("words", (column("words", language), column("meaning", language)), tuple(rows))
