"""A form with every kind of question, and replies to it that hypothesis makes up."""

from typing import Any

from hypothesis import strategies as st

from cjin.core.rules.identifiers import Language
from cjin.cycles.rules.answers.values import LANGUAGES
from cjin.cycles.rules.form.questions import Form, Kind, Question
from cjin.cycles.rules.form.reading import read_form
from cjin.cycles.rules.vocabulary import NO_ANSWERS, codes


def _text(words: str) -> dict[str, str]:
    return {"en": words, "ar": f"سؤال {words}"}


def _asked(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"question": name, "kind": kind, "text": _text(name), **more}


OPTIONS = [{"code": one, "text": _text(f"option {one}")} for one in ("a", "b", "c")]
COLUMNS = [{"code": one, "text": _text(f"column {one}")} for one in ("m", "f", "t")]
ROWS = [{"code": one, "text": _text(f"row {one}")} for one in ("0101", "0102")]

DEFINITION: dict[str, Any] = {
    "form": "every-kind", "version": 1, "kind": "self-assessment", "title": _text("Every kind"),
    "instrument": "kyoto-2021",
    "sections": [
        {"section": "first", "title": _text("First"), "under": _text("Above"), "questions": [
            _asked("para-1", "implementation", about=["kyoto-2021/para_1"], topics=["corruption"], level="mandatory"),
            _asked("para-2", "implementation", about=["kyoto-2021/para_2"], topics=["corruption"]),
            _asked("law", "three"),
            _asked("why", "text", when={"question": "law", "is": ["no", "partly"]}, words=300),
        ]},
        {"section": "second", "title": _text("Second"), "guidance": _text("Guidance"), "questions": [
            _asked("one", "choice", options=OPTIONS),
            _asked("many", "many", options=OPTIONS),
            _asked("number", "number", least=0, most=1000, whole=True),
            _asked("share", "number"),
            _asked("day", "date"),
            _asked("table", "table", rows=ROWS, columns=COLUMNS, table="crime-and-justice/victims"),
            _asked("measures", "measures"),
            _asked("tools", "needs"),
            _asked("assistance", "needs"),
            _asked("proposals", "proposals"),
            _asked("papers", "evidence"),
        ]},
    ],
}  # fmt: skip


def every_kind() -> Form:
    """The form."""
    return read_form(DEFINITION)


SIGNS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Cn", "Co")) | st.just(" ")
WORDS = st.text(SIGNS, min_size=1, max_size=60).map(str.strip).filter(bool)
TEXTS = st.dictionaries(st.sampled_from(Language.ALL), WORDS, max_size=3)
NUMBERS = st.integers(0, 10**9) | st.floats(0, 10**6, allow_nan=False).map(lambda one: round(one, 3))
DAYS = st.dates().map(lambda one: one.isoformat())
MEASURES = st.lists(st.sampled_from(["law-1", "plan-2", "court-3"]), max_size=3, unique=True).map(sorted)


def _some(section: str) -> st.SearchStrategy[list[str]]:
    known = codes(section)
    return st.sets(st.sampled_from(known)).map(lambda one: [code for code in known if code in one])


def _entry(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    optional = {"text": TEXTS.filter(bool)} | {
        name: one for name, one in parts.items() if name not in ("type", "about")
    }
    needed = {name: one for name, one in parts.items() if name in ("type", "about")}
    return st.fixed_dictionaries(needed, optional=optional)


IMPLEMENTATION = st.fixed_dictionaries({}, optional={
    "law": st.sampled_from(codes("implementation")), "practice": st.sampled_from(codes("implementation")),
    "difficulties": _some("difficulties").filter(bool), "measures": MEASURES.filter(bool),
    "good_practice": st.just(True),
})  # fmt: skip
CELL = NUMBERS | st.sampled_from(NO_ANSWERS)
TABLE = st.dictionaries(
    st.sampled_from(["0101", "0102"]), st.dictionaries(st.sampled_from(["m", "f", "t"]), CELL, min_size=1), max_size=2
)
NEED = _entry(
    type=st.sampled_from(codes("tools")), about=WORDS, audience=st.sampled_from(codes("audiences")),
    language=st.sampled_from(LANGUAGES), urgency=st.sampled_from(codes("urgencies")),
)  # fmt: skip
PROPOSAL = st.fixed_dictionaries({"text": TEXTS.filter(bool)}, optional={"about": WORDS})

VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.IMPLEMENTATION: IMPLEMENTATION,
    Kind.CHOICE: st.sampled_from("abc"),
    Kind.MANY: st.sets(st.sampled_from("abc")).map(sorted),
    Kind.THREE: st.sampled_from(codes("three")),
    Kind.DATE: DAYS,
    Kind.TABLE: TABLE,
    Kind.MEASURES: MEASURES,
    Kind.NEEDS: st.lists(NEED, max_size=3),
    Kind.PROPOSALS: st.lists(PROPOSAL, max_size=3),
    Kind.TEXT: st.none(),
    Kind.EVIDENCE: st.none(),
}
PAPERS = st.sampled_from(["document", "provision", "figure"])
EVIDENCE = st.fixed_dictionaries({"kind": PAPERS, "ref": WORDS}, optional={"title": WORDS, "as_of": DAYS})


def replies_to(question: Question) -> st.SearchStrategy[dict[str, Any]]:
    """Replies of every kind to a question, as they come in."""
    numbers = st.integers(0, 1000) if question.whole else NUMBERS
    values = numbers if question.kind is Kind.NUMBER else VALUES[question.kind]
    more = {"text": TEXTS, "evidence": st.lists(EVIDENCE, max_size=2)}
    answered = st.fixed_dictionaries({"reply": st.just("answered"), "value": values}, optional=more)
    return answered | st.fixed_dictionaries({"reply": st.sampled_from(NO_ANSWERS)}, optional=more)


def all_replies() -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    """Replies to some questions of the form."""
    return st.fixed_dictionaries({}, optional={one.question: replies_to(one) for one in every_kind().questions})
