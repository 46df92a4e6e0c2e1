"""A form read from data (a catalogue file, a page, another node), and written as data again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Slug
from cjin.core.rules.multilingual import Multilingual

from ..vocabulary import codes
from .conditions import Condition, check_loops
from .questions import Coded, Form, Grid, Kind, Level, Question, Section
from .wording import answers_in_words

OF_FORM = ("form", "version", "kind", "title", "instrument", "sections")
OF_SECTION = ("section", "under", "title", "guidance", "questions")
OF_QUESTION = (
    "question", "kind", "text", "guidance", "about", "topics", "level", "when", "options", "rows", "columns", "table",
    "least", "most", "whole", "words", "was",
)  # fmt: skip
MOST = 2_000
"""A form has so many questions at most, a question so many options or rows."""
MOST_LISTED, MOST_LETTERS = 50_000, 4_000_000
"""All lists of a form have so many entries at most, all its texts so many letters: parts can stand for each other."""
PLAIN = {True: "yes", False: "no"}
"""YAML reads these words as true and false where they stand without quotes."""
MOST_NAMES, MOST_FAULTS = 100, 200
"""A part has so many names and values at most; so many faults are told at once."""


def read_form(data: Any) -> Form:
    """A form from its data. Raises Invalid with the place of each fault, also where conditions go in a circle."""
    reading = _Reading()
    form = reading.form(data)
    if reading.faults or form is None:
        told = reading.faults[:MOST_FAULTS] or [Fault("", "names and values are expected")]
        raise Invalid("This form has faults.", told)
    check_loops({one.question: one.when for one in form.questions})
    return form


class _Reading:
    """One reading: what is wrong is gathered, so that all faults are told at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.listed: Counter[str] = Counter()
        self.letters = 0

    def wrong(self, where: str, message: str) -> None:
        self.faults.append(Fault(where, message))

    def form(self, data: Any) -> Form | None:
        if not self._is_mapping(data, OF_FORM, "form"):
            return None
        sections = [self.section(one, f"section {n}") for n, one in enumerate(self._list(data, "sections", "form"), 1)]
        version = data.get("version")
        if isinstance(version, bool) or not isinstance(version, int) or not 0 < version < 10_000:
            self.wrong("version", "a whole number from 1 is expected")
        title = self._words(data.get("title"), "title", needed=True)
        form = Form(
            self._name(data.get("form"), "form"), version if isinstance(version, int) else 0,
            self._one_of(data.get("kind"), codes("forms"), "kind"), title,
            self._text(data.get("instrument", ""), "instrument"), tuple(one for one in sections if one),
        )  # fmt: skip
        if self.letters > MOST_LETTERS:
            self.wrong("", f"this form is too long; all its texts have at most {MOST_LETTERS} letters")
        self._check_names(form)
        self._check_conditions(form)
        return form

    def section(self, data: Any, where: str) -> Section | None:
        if not self._is_mapping(data, OF_SECTION, where):
            return None
        name = self._name(data.get("section"), where)
        here = f"section {name}"
        asked = [
            self.question(one, f"{here}, question {n}") for n, one in enumerate(self._list(data, "questions", here), 1)
        ]
        title = self._words(data.get("title"), f"{here}, title", needed=True)
        guidance = self._words(data.get("guidance"), f"{here}, guidance")
        under = self._words(data.get("under"), f"{here}, under")
        return Section(name, title, guidance, tuple(one for one in asked if one), under)

    def question(self, data: Any, where: str) -> Question | None:
        if not self._is_mapping(data, OF_QUESTION, where):
            return None
        name = self._name(data.get("question"), where)
        here = f"question {name}"
        kind = Kind(self._one_of(data.get("kind"), list(Kind), here) or Kind.TEXT)
        options = self._coded(data, "options", here)
        if kind in (Kind.CHOICE, Kind.MANY) and len(options) < 2:
            self.wrong(here, "needs two options at least")
        return Question(
            name, kind, self._words(data.get("text"), here, needed=True), self._words(data.get("guidance"), here),
            self._texts(data, "about", here), self._texts(data, "topics", here),
            Level(self._one_of(data.get("level", "optional"), list(Level), here) or Level.OPTIONAL),
            self._condition(data.get("when"), here), options, self._grid(data, kind, here),
            self._number(data.get("least"), here), self._number(data.get("most"), here), data.get("whole") is True,
            int(self._number(data.get("words"), here) or 0), self._text(data.get("was", ""), here),
        )  # fmt: skip

    def _check_names(self, form: Form) -> None:
        """Names that stand twice, and two questions that go on with one of the version before."""
        for twice in _twice(one.question for one in form.questions):
            self.wrong(f"question {twice}", "stands twice; give one of them another name")
        for twice in _twice(one.section for one in form.sections):
            self.wrong(f"section {twice}", "stands twice; give one of them another name")
        claimed = set(_twice(one.was for one in form.questions if one.was))
        for question in form.questions:
            if question.was in claimed:
                self.wrong(f"question {question.question}", f"“{question.was}” goes on in two questions; choose one")

    def _check_conditions(self, form: Form) -> None:
        """Conditions on what is not asked, or cannot be answered."""
        for question in form.questions:
            if question.when and question.when.question not in form.by_name:
                self.wrong(f"question {question.question}", f"waits for “{question.when.question}”, which is not asked")
            elif question.when:
                known = set(answers_in_words(form.by_name[question.when.question], "en"))
                for value in set(question.when.values) - known:
                    self.wrong(f"question {question.question}", f"waits for “{value}”, which cannot be answered")

    def _condition(self, data: Any, where: str) -> Condition | None:
        if data is None:
            return None
        if not self._is_mapping(data, ("question", "is"), f"{where}, when"):
            return None
        said = self._list(data, "is", where)
        plain = (PLAIN[one] if isinstance(one, bool) else one for one in said)
        values = tuple(self._text(one, f"{where}, is") for one in plain)
        return Condition(self._text(data.get("question"), where), values)

    def _grid(self, data: Mapping[str, Any], kind: Kind, where: str) -> Grid | None:
        if kind is not Kind.TABLE:
            return None
        grid = Grid(
            self._coded(data, "rows", where),
            self._coded(data, "columns", where),
            self._text(data.get("table", ""), where),
        )
        if not grid.rows or not grid.columns:
            self.wrong(where, "a table has rows and columns")
        return grid

    def _coded(self, data: Mapping[str, Any], part: str, where: str) -> tuple[Coded, ...]:
        found = []
        for one in self._list(data, part, where, needed=False):
            if self._is_mapping(one, ("code", "text"), f"{where}, {part}"):
                code = self._text(one.get("code"), f"{where}, {part}")
                found.append(Coded(code, self._words(one.get("text"), f"{where}, {part} {code}", needed=True)))
        if len({one.code for one in found}) < len(found):
            self.wrong(where, f"two of the {part} have the same code")
        return tuple(found)

    # Plain values

    def _is_mapping(self, data: Any, known: tuple[str, ...], where: str) -> bool:
        if not isinstance(data, Mapping):
            self.wrong(where, "names and values are expected")
            return False
        if len(data) > MOST_NAMES:
            self.wrong(where, f"at most {MOST_NAMES} names are expected")
            return False
        for strange in sorted(set(map(str, data)) - set(known)):
            self.wrong(where, f"“{strange[:40]}” is not known here; there are: {', '.join(known)}")
        return True

    def _list(self, data: Mapping[str, Any], part: str, where: str, *, needed: bool = True) -> list[Any]:
        value = data.get(part, None if needed else [])
        if not isinstance(value, list) or len(value) > MOST:
            self.wrong(where, f"{part}: a list of at most {MOST} is expected")
            return []
        self.listed[part] += len(value)
        if value and self.listed["questions"] > MOST:
            self.wrong(where, f"a form has at most {MOST} questions in all its sections; make two forms")
            return []
        if value and self.listed.total() > MOST_LISTED:
            self.wrong(where, f"{part}: all lists of a form have at most {MOST_LISTED} entries")
            return []
        return value

    def _name(self, value: Any, where: str) -> str:
        try:
            return Slug.of(value) if isinstance(value, str) else Slug.of("")
        except Invalid as error:
            self.wrong(where, error.message)
            return ""

    def _text(self, value: Any, where: str) -> str:
        if isinstance(value, str) and len(value) <= 300:
            return value
        self.wrong(where, "a short text is expected")
        return ""

    def _texts(self, data: Mapping[str, Any], part: str, where: str) -> tuple[str, ...]:
        return tuple(self._text(one, f"{where}, {part}") for one in self._list(data, part, where, needed=False))

    def _words(self, value: Any, where: str, *, needed: bool = False) -> Multilingual:
        if isinstance(value, Mapping) and len(value) > MOST_NAMES:
            self.wrong(where, f"at most {MOST_NAMES} names are expected")
            return Multilingual()
        try:
            words = Multilingual.of(value)
        except Invalid as error:
            self.faults += [Fault(f"{where}, {one.where}", one.message) for one in error.faults] or [
                Fault(where, error.message)
            ]
            return Multilingual()
        self.letters += sum(map(len, words.values()))
        if needed and not words:
            self.wrong(where, "a text in one language at least is needed")
        return words

    def _one_of(self, value: Any, known: Any, where: str) -> str:
        if isinstance(value, str) and value in tuple(known):
            return value
        self.wrong(where, f"“{value[:40] if isinstance(value, str) else '…'}” is none of: {', '.join(map(str, known))}")
        return ""

    def _number(self, value: Any, where: str) -> float | None:
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 10**15):
            return value
        self.wrong(where, "a number is expected")
        return None


def _twice(names: Iterable[str]) -> list[str]:
    return sorted(name for name, number in Counter(names).items() if number > 1)


def written_form(form: Form) -> dict[str, Any]:
    """The form as data that ``read_form`` reads as the same form."""
    return _without_empty({
        "form": form.form, "version": form.version, "kind": form.kind, "title": dict(form.title),
        "instrument": form.instrument,
    }) | {"sections": [written_section(one) for one in form.sections]}  # fmt: skip


def written_section(section: Section) -> dict[str, Any]:
    """A section as data, with its questions."""
    said = {
        "section": section.section, "under": dict(section.under), "title": dict(section.title),
        "guidance": dict(section.guidance),
    }  # fmt: skip
    return _without_empty(said) | {"questions": [written_question(one) for one in section.questions]}


def written_question(one: Question) -> dict[str, Any]:
    """A question as data."""
    when = {"question": one.when.question, "is": list(one.when.values)} if one.when else None
    grid = one.grid or Grid((), ())
    return _without_empty({
        "question": one.question, "kind": str(one.kind), "text": dict(one.text), "guidance": dict(one.guidance),
        "about": list(one.about), "topics": list(one.topics), "level": str(one.level), "when": when,
        "options": _told(one.options), "rows": _told(grid.rows), "columns": _told(grid.columns), "table": grid.of,
        "least": one.least, "most": one.most, "whole": one.whole or None, "words": one.words or None, "was": one.was,
    })  # fmt: skip


def _told(coded: tuple[Coded, ...]) -> list[dict[str, Any]]:
    return [{"code": one.code, "text": dict(one.text)} for one in coded]


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}
