"""What an answer to another State says: each decision with ground, reasons and conditions, in one language or two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.shell.rules.dates import locale_of, long_date

from ..case.grounds import grounds, grounds_of, of_basis
from ..case.proving import LIMITS
from ..wording import words
from ..writing.drafts import Draft, is_secret
from .content import basis_in_words, checked_languages, named, references
from .parts import Cell, Closing, Content, Head, Names, Row, Section, Text
from .phrases import article, phrase
from .runs import Run, paragraphs, runs
from .units import Unit, Wording

FILE, FORMAT = "requests/answer", "cjin-answer/1"
PROSE = ("reason", "conditions", "note", "asked", "answered")
"""What was told in words, and has to be put into the second language."""
LIMITED = frozenset({"accept", "add-conditions", "transmit-measure"})


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that the other State is told: an act with what was told, and the evidence that leaves with it.

    ``place`` is that of the act among all that happened; a consultation has the words of its end and of its beginning.
    """

    place: int
    act: str
    at: datetime
    measure: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    evidence: Sequence[Mapping[str, str]] = ()

    @property
    def units(self) -> Iterator[Unit]:
        """What was told in words."""
        for name in PROSE:
            if text := str(self.detail.get(name, "")).strip():
                yield Unit(f"answer/{self.place}/{name}", name, text)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the request, what is told, when, by whom, and the language in which officers here wrote."""

    draft: Draft
    names: Names
    ours: str
    theirs: str
    source: str
    day: date
    decisions: Sequence[Decision] = ()
    wordings: Sequence[Wording] = ()
    signers: Mapping[str, str] = field(default_factory=dict)

    @property
    def units(self) -> list[Unit]:
        """All that was told in words."""
        return [unit for one in self.decisions for unit in one.units]

    def unworded(self, language: str) -> list[Unit]:
        """What nobody has put into a language, or what was put so from another text."""
        if language == self.source:
            return []
        said = {one.unit: one.source_sha256 for one in self.wordings if one.language == language and one.text.strip()}
        return [one for one in self.units if said.get(one.unit) != one.sha256]


def said(name: str, language: str, /, **filled: str) -> str:
    """A phrase of answers in a language, with what is filled in. KeyError for no phrase."""
    phrases: Mapping[str, str] = read(FILE)[name]
    return phrases[language].format(**filled)


def answer_of(answer: Answer, languages: Sequence[str]) -> Content:
    """The answer as a letter in one or two languages; Arabic stands on the right. Raises Invalid for other ones."""
    chosen = checked_languages(languages)
    if len(chosen) == 2 and chosen[0] == "ar":
        chosen = chosen[::-1]
    kind = answer.draft.kind.kind
    return Content(
        title=f"{said('title', chosen[0], kind=words(chosen[0]).kind(kind))} {answer.theirs or answer.ours}",
        languages=chosen,
        source=answer.source,
        reference=answer.ours,
        draft="",
        day=answer.day,
        heads=tuple(_head(answer, one) for one in chosen),
        sections=tuple(_sections(answer, chosen)),
        closings=tuple(_closing(answer, one, chosen) for one in chosen),
    )


def _head(answer: Answer, language: str) -> Head:
    names, answers = answer.names, answer.draft.answers
    secret = is_secret(answers)
    return Head(
        language=language,
        state=named(names.requested, language),
        authority=named(names.addressee, language) or "–",
        contact=paragraphs("\n".join(names.ways), fixed=True),
        marks=tuple(phrase(one, language) for one in ("confidential",) if secret),
        kind=said("title", language, kind=words(language).kind(answer.draft.kind.kind)),
        to=phrase("to", language),
        to_state=named(names.requesting, language),
        to_authority=str(answers.get("authority", "")),
        facts=tuple(_facts(answer, language)),
        paragraphs=(said("opening", language),),
        role="" if language == answer.source else phrase("translation", language),
    )


def _facts(answer: Answer, language: str) -> Iterator[tuple[str, Text]]:
    told = [
        (phrase("date", language), paragraphs(long_date(answer.day, language))),
        (phrase("our_reference", language), paragraphs(answer.ours, fixed=True)),
        (said("your_reference", language), references(str(answer.draft.answers.get("reference", "")), answer.theirs)),
        (phrase("basis", language), paragraphs(basis_in_words(answer.draft, answer.names, language))),
    ]
    return ((name, text) for name, text in told if text)


def _sections(answer: Answer, chosen: Sequence[str]) -> Iterator[Section]:
    for one in answer.decisions:
        rows = tuple(Row(cells) for cells in zip(*(_cells(answer, one, language) for language in chosen), strict=True))
        name = "consultation" if one.act == "end-consultation" else one.act
        yield Section(tuple(said(name, language) for language in chosen), rows)
    acts = {one.act for one in answer.decisions}
    if any(one.detail.get("ground") == "nationality" for one in answer.decisions):
        yield _told("prosecution", answer, chosen, grounds("allowed")["nationality"])
    if acts & LIMITED:
        yield _told("limits", answer, chosen, LIMITS)


def _told(name: str, answer: Answer, chosen: Sequence[str], articles: Sequence[str]) -> Section:
    """A section that says what follows from the treaty, with its article where it is the basis."""
    mine = of_basis(articles, answer.draft.basis)[:1]
    label = "submitted" if name == "prosecution" else "use"
    rows = [Row(tuple(_cell(one, said(label, one), said(f"{name}_told", one), mine) for one in chosen))]
    purpose = str(answer.draft.answers.get("purpose", ""))
    if name == "limits" and purpose:
        labels = [(one, words(one).label(answer.draft.kind.kind, "purpose")) for one in chosen]
        rows.insert(0, Row(tuple(_cell(language, label, purpose) for language, label in labels)))
    return Section(tuple(said(name, one) for one in chosen), tuple(rows))


def _cells(answer: Answer, one: Decision, language: str) -> Iterator[Cell]:
    """The rows of a decision in one language."""
    told, kind = one.detail, answer.draft.kind.kind
    if one.measure and answer.draft.answers.get("measures"):
        yield _cell(language, said("measure", language), words(language).measure(one.measure))
    if ground := str(told.get("ground", "")):
        articles = grounds_of(kind, answer.draft.basis).allowed.get(ground, ())
        yield _cell(language, said("ground", language), words(language).ground(ground), articles)
    if told.get("article"):
        yield _cell(language, said("article", language), str(told["article"]))
    if told.get("nothing_found") is True:
        yield _cell(language, words(language).done("transmit-measure"), said("nothing_found", language))
    for unit in one.units:
        yield _prose(answer, unit, language)
    if told.get("review"):
        day = long_date(date.fromisoformat(str(told["review"])), language)
        yield _cell(language, said("review", language), day)
    for value in told.get("values", ()):
        yield _cell(language, said(value["what"], language), f"{value['amount']} {value['currency']}")
    for item in one.evidence:
        text = f"{item['item']}\n{item['description']}\nSHA-256 {item['sha256']}"
        yield _cell(language, said("evidence", language), text)


def _cell(language: str, label: str, text: str, articles: Sequence[str] = ()) -> Cell:
    cited: tuple[Run, ...] = runs(article(articles[0].partition("/")[2], language)) if articles else ()
    return Cell(language, label, paragraphs(text), cited)


def _prose(answer: Answer, unit: Unit, language: str) -> Cell:
    """What an officer wrote, or what was put so in this language; marked where nobody did."""
    label = said(unit.item, language)
    if language == answer.source:
        return Cell(language, label, paragraphs(unit.text))
    put = next((one for one in answer.wordings if (one.language, one.unit) == (language, unit.unit)), None)
    if put is None or not put.text.strip():
        lacks = phrase("missing", language)
        return Cell(language, label, paragraphs(unit.text), (), "missing", lacks, "", answer.source)
    mark = "stale" if put.is_stale(unit) else ""
    return Cell(language, label, paragraphs(put.text), (), mark, phrase(mark, language) if mark else "")


def _closing(answer: Answer, language: str, chosen: Sequence[str]) -> Closing:
    notes = [said("data_note", language, format=FORMAT)]
    if len(chosen) > 1:
        name = str(locale_of(language).languages.get(answer.source, answer.source))
        notes.insert(0, phrase("original", language, language=name))
    if answer.names.fictional:
        notes.append(phrase("made_up_note", language))
    signer = answer.signers.get(language, "")
    signed = phrase("signed", language, name=signer, day=long_date(answer.day, language)) if signer else ""
    return Closing(language, said("closing", language), phrase("signature", language), paragraphs(signed),
                   paragraphs("\n".join(notes)))  # fmt: skip


def answer_data(answer: Answer, languages: Sequence[str]) -> dict[str, Any]:
    """The answer as data, ``cjin-answer/1``: what is told, and what it says in these languages; nothing of others."""
    told = {one.unit for one in answer.units}
    return {
        "format": FORMAT,
        "reference": answer.ours,
        "answers": answer.theirs,
        "requesting": answer.draft.requesting,
        "requested": answer.draft.requested,
        "kind": answer.draft.kind.kind,
        "basis": answer.draft.basis,
        "language": answer.source,
        "decisions": [_plain(answer, one) for one in answer.decisions],
        "wordings": [
            {"language": one.language, "unit": one.unit, "text": one.text, "source_sha256": one.source_sha256}
            for one in answer.wordings
            if one.unit in told and one.language in languages and one.language != answer.source
        ],
    }


def _plain(answer: Answer, one: Decision) -> dict[str, Any]:
    told = (*PROSE, "ground", "article", "review", "nothing_found", "values")
    articles = grounds_of(answer.draft.kind.kind, answer.draft.basis).allowed.get(str(one.detail.get("ground", "")), ())
    return {
        "place": one.place, "act": one.act, "at": one.at.isoformat(), "measure": one.measure,
        **{name: one.detail[name] for name in told if one.detail.get(name)},
        "articles": list(articles), "evidence": [dict(item) for item in one.evidence],
    }  # fmt: skip
