"""What stands in the form of a question: the controls that a reply is typed into, with what they hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cjin.core.forms import OWN_NAMES
from cjin.core.rules.identifiers import Language

from ..queries.evidence import Standing
from ..queries.telling import Said, told_piece
from ..rules.answers.evidence import OF_EVIDENCE
from ..rules.answers.values import LANGUAGES, TWO_WAYS
from ..rules.answers.values import LONGEST as LONGEST_ENTRY
from ..rules.form.questions import Coded, Kind, Question
from ..rules.vocabulary import LAW, NO_ANSWERS, PRACTICE, codes, shown, word

type Offered = tuple[str, str, bool]
SUBJECTS = "subjects"
"""The list in the page of what an entry can be about."""


@dataclass(frozen=True, slots=True)
class Control:
    """One control. ``shape`` is radios, ticks, tick, line, day, number, area, select, rows, grid, cited or hidden.

    ``options`` are value, label and whether it is chosen; ``parts`` the controls inside; ``heads`` the columns;
    ``said`` is a figure as it was cited, which can be taken away and not changed; ``offers`` the list of the page from
    which a line can be chosen, ``help`` what is to be known of rows; ``most`` the characters that an area can have,
    where a person may come near them.
    """

    shape: str
    name: str
    label: str
    value: str = ""
    options: Sequence[Offered] = ()
    parts: Sequence[Any] = ()
    heads: Sequence[str] = ()
    lang: str = ""
    said: Said | None = None
    offers: str = ""
    help: str = ""
    most: int = 0

    @property
    def pk(self) -> str:
        """What the control is called in its page."""
        return "c-" + self.name.replace(".", "-")

    @property
    def direction(self) -> str:
        """The direction of what is typed."""
        return Language(self.lang).direction if self.lang else "auto"


@dataclass(frozen=True)
class Around:
    """What a form is made with: the reader's language, those of the round, the measures of the State by name, and
    what is known of the evidence that stands.
    """

    language: str
    languages: Sequence[str]
    measures: Mapping[str, str] = field(default_factory=dict)
    standings: Mapping[tuple[str, str], Standing] = field(default_factory=dict)


def names_in(controls: Iterable[Control]) -> list[str]:
    """The names of all fields of these controls."""
    found: list[str] = []
    for one in controls:
        if one.shape == "rows":
            found += [name for row in one.parts for name in names_in(row)]
        elif one.shape == "grid":
            found += [name for _label, row in one.parts for name in names_in(row)]
        elif one.shape == "cited":
            found += [*names_in(one.parts), f"{one.name}.drop"]
        else:
            found.append(one.name)
    return found


def value_controls(question: Question, reply: Mapping[str, Any], around: Around) -> list[Control]:
    """The controls of what is asked for, by the kind of question."""
    name, value, language = question.question, reply.get("value"), around.language
    label = word("fields", "value", language)
    match question.kind:
        case Kind.IMPLEMENTATION:
            return _implementation(name, value if isinstance(value, Mapping) else {}, around)
        case Kind.CHOICE:
            return [Control("radios", f"{name}.value", label, options=_coded(question.options, [value], language))]
        case Kind.MANY:
            return [Control("ticks", f"{name}.value", label, options=_coded(question.options, _list(value), language))]
        case Kind.THREE:
            return [Control("radios", f"{name}.value", label, options=_words("three", [value], language))]
        case Kind.NUMBER:
            return [Control("number", f"{name}.value", label, _figure(value))]
        case Kind.DATE:
            return [Control("day", f"{name}.value", label, _shown(value))]
        case Kind.TABLE:
            return [_grid(question, value if isinstance(value, Mapping) else {}, language)]
        case Kind.MEASURES:
            return [_measures(f"{name}.value", _list(value), around)]
        case Kind.NEEDS | Kind.PROPOSALS:
            return [_entries(question, _list(value), around)]
    return []


def text_controls(question: Question, reply: Mapping[str, Any], around: Around) -> list[Control]:
    """A text in each language of the round, the reader's first, and in those in which one stands."""
    said = reply.get("text") or {}
    label = word("fields", "text", around.language)
    name = f"{question.question}.text"
    return [
        _area(f"{name}.{code}", f"{label}: {OWN_NAMES[code]}", code, said.get(code, ""))
        for code in _languages(said, around)
    ]


def evidence_control(name: str, pieces: Any, around: Around) -> Control:
    """The shelf of evidence: what stands on it, and one empty row."""
    said = [one for one in _list(pieces) if isinstance(one, Mapping)]
    rows = [_evidence(f"{name}.evidence.{n}", one, around) for n, one in enumerate([*said, {}])]
    return Control("rows", f"{name}.evidence", word("fields", "evidence", around.language), parts=rows)


def _evidence(name: str, one: Mapping[str, Any], around: Around) -> list[Control]:
    language = around.language
    if one.get("sha256") and one.get("ref"):
        parts = [Control("hidden", f"{name}.{part}", "", _shown(one.get(part))) for part in OF_EVIDENCE]
        said = told_piece({part: str(one[part]) for part in one}, language, around.standings)
        return [Control("cited", name, said.label, parts=parts, said=said)]
    kinds = _words("evidence", [one.get("kind")], language)
    found = [Control("select", f"{name}.kind", word("fields", "kind", language), options=kinds)]
    return found + [
        Control("line", f"{name}.{part}", word("fields", part, language), _shown(one.get(part)))
        for part in ("ref", "title", "as_of")
    ]


def _implementation(name: str, said: Mapping[str, Any], around: Around) -> list[Control]:
    language = around.language
    found = [
        Control("radios", f"{name}.{scope}", word("scopes", scope, language),
                options=_words("implementation", [said.get(scope)], language))
        for scope in (LAW, PRACTICE)
    ]  # fmt: skip
    found.append(
        Control("ticks", f"{name}.difficulties", word("fields", "difficulties", language),
                options=_words("difficulties", _list(said.get("difficulties")), language))
    )  # fmt: skip
    found.append(_measures(f"{name}.measures", _list(said.get("measures")), around))
    chosen = [("yes", word("fields", "good_practice", language), bool(said.get("good_practice")))]
    return [*found, Control("tick", f"{name}.good_practice", "", options=chosen)]


def _measures(name: str, said: Sequence[Any], around: Around) -> Control:
    known = {**around.measures, **{str(one): str(one) for one in said if one not in around.measures}}
    offered = [(one, label, one in said) for one, label in known.items()]
    return Control("measures", name, word("kinds", "measures", around.language), options=offered)


def _grid(question: Question, said: Mapping[str, Any], language: str) -> Control:
    assert question.grid is not None
    rows = []
    for row in question.grid.rows:
        cells = said.get(row.code) if isinstance(said.get(row.code), Mapping) else {}
        label = shown(row.text, language)
        rows.append((label, [
            Control("cell", f"{question.question}.{row.code}.{column.code}", f"{label}: {shown(column.text, language)}",
                    _cell((cells or {}).get(column.code), language))
            for column in question.grid.columns
        ]))  # fmt: skip
    heads = [shown(one.text, language) for one in question.grid.columns]
    return Control("grid", question.question, word("kinds", "table", language), parts=rows, heads=heads)


def _cell(value: Any, language: str) -> str:
    return word("replies", value, language) if value in NO_ANSWERS else _figure(value)


def _figure(value: Any) -> str:
    """A number as it can be typed again: one that could be read in two ways has one more digit."""
    said = _shown(value)
    return f"{said}0" if isinstance(value, float) and TWO_WAYS.match(said) else said


def _entries(question: Question, said: Sequence[Any], around: Around) -> Control:
    make = _need if question.kind is Kind.NEEDS else _proposal
    entries = [one for one in said if isinstance(one, Mapping)]
    rows = [make(f"{question.question}.entry.{n}", one, around) for n, one in enumerate([*entries, {}])]
    label = word("kinds", str(question.kind), around.language)
    return Control("rows", f"{question.question}.entry", label, parts=rows, help=_(
        "What an entry is about can be chosen from a list of topics and provisions, or be written in words of your "
        "own. What is chosen from the list is counted together with the entries of others."
    ))  # fmt: skip


def _need(name: str, one: Mapping[str, Any], around: Around) -> list[Control]:
    language = around.language
    spoken = [(code, OWN_NAMES.get(code, "…"), code == one.get("language")) for code in LANGUAGES]
    lists = {"type": _words("tools", [one.get("type")], language),
             "audience": _words("audiences", [one.get("audience")], language),
             "language": spoken, "urgency": _words("urgencies", [one.get("urgency")], language)}  # fmt: skip
    found = [
        Control("select", f"{name}.{part}", word("fields", part, language), options=o) for part, o in lists.items()
    ]
    found.insert(1, _about(name, one, language))
    return [*found, *_worded(name, one, around)]


def _proposal(name: str, one: Mapping[str, Any], around: Around) -> list[Control]:
    return [_about(name, one, around.language), *_worded(name, one, around)]


def _about(name: str, one: Mapping[str, Any], language: str) -> Control:
    label = word("fields", "about", language)
    return Control("line", f"{name}.about", label, _shown(one.get("about")), offers=SUBJECTS)


def _worded(name: str, one: Mapping[str, Any], around: Around) -> list[Control]:
    """The text of an entry in the reader's language, and in those in which one stands."""
    said = one.get("text") or {}
    there = [code for code in _languages(said, around) if code in said]
    label = word("fields", "text", around.language)
    return [
        _area(f"{name}.text.{code}", f"{label}: {OWN_NAMES[code]}", code, said.get(code, ""), LONGEST_ENTRY)
        for code in dict.fromkeys([_languages(said, around)[0], *there])
    ]


def _area(name: str, label: str, code: str, value: Any, most: int = 0) -> Control:
    return Control("area", name, label, _shown(value), lang=code, most=most)


def _languages(said: Mapping[str, Any], around: Around) -> list[str]:
    wanted = {*around.languages, *said} & set(Language.ALL) or {"en"}
    return sorted(wanted, key=lambda code: (code != around.language, code))


def _coded(options: Iterable[Coded], said: Sequence[Any], language: str) -> list[Offered]:
    return [(one.code, shown(one.text, language), one.code in said) for one in options]


def _words(section: str, said: Sequence[Any], language: str) -> list[Offered]:
    return [(code, word(section, code, language), code in said) for code in codes(section)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
