"""A question as a form: what is asked, about what, when, and what the answer is made of."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import offer
from cjin.core.rules.errors import Invalid
from cjin.core.rules.identifiers import Slug

from ..rules.form.composing import earlier_than, free_name
from ..rules.form.conditions import Condition
from ..rules.form.questions import Form, Grid, Kind, Level, Question
from ..rules.form.wording import answers_in_words
from ..rules.vocabulary import word
from .composing import Choices, Composed, check_words, put_words
from .composing_rows import MORE, MOST, Row, coded_of, filled_of, put_rows, rows_of

WITH_OPTIONS = (Kind.CHOICE, Kind.MANY)
PLACES_MORE = 2
"""So many empty lines for further provisions."""


@dataclass(frozen=True)
class Around:
    """What a question can refer to: its form, the version before, topics, tables; ``shown`` tells texts in a language.

    ``names`` are those that questions of this and all earlier versions have had; ``unknown`` answers those of some
    provisions that do not exist, ``named`` the provision that was cited in words.
    """

    form: Form
    before: Form | None
    names: Collection[str]
    topics: Choices
    grids: Choices
    shown: Callable[[Mapping[str, str]], str]
    unknown: Callable[[Collection[str]], Collection[str]]
    named: Callable[[str], str]


class QuestionForm(Composed):
    """A question. What it needs besides its text hangs on its kind, and on the question that it waits for."""

    texts = ("text", "guidance")

    kind = forms.ChoiceField(label=_("Kind of answer"))
    section = forms.ChoiceField(label=_("Section"))
    level = forms.ChoiceField(label=_("Level of obligation"))
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    when = forms.ChoiceField(label=_("Only where this question"), required=False)
    when_is = forms.MultipleChoiceField(
        label=_("was answered with"), required=False, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(
        label=_("Short name"), required=False, max_length=80, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Made from the text where you give none. Answers are kept under it."),
    )  # fmt: skip
    was = forms.ChoiceField(
        label=_("Question of the version before"), required=False,
        help_text=_("Answers to it are offered again here. A question of the same name is found by itself."),
    )  # fmt: skip
    table = forms.ChoiceField(
        label=_("Table of the figures"), required=False,
        help_text=_("Its rows and columns can be taken, so that the answers fit the figures."),
    )  # fmt: skip
    least = forms.FloatField(label=_("At least"), required=False)
    most = forms.FloatField(label=_("At most"), required=False)
    whole = forms.BooleanField(label=_("Whole numbers only"), required=False)
    longest = forms.IntegerField(
        label=_("Longest text wished, in words"), required=False, min_value=1, max_value=20_000
    )

    def __init__(
        self, sent: Any = None, *, around: Around, question: Question, section: str, is_new: bool, first: Any = None
    ) -> None:
        """``first`` is what was typed already, where the page is only shown again with other fields."""
        self.around, self.old, self.is_new = around, question, is_new
        self.own = "" if is_new else f"question {question.question}"
        given = _begun(question, section) | {"name": "" if is_new else question.question} | _typed(first)
        super().__init__(sent, initial=given)
        self.told = self.data if self.is_bound else first if first is not None else given
        self.chosen = _kind(self.told.get("kind"), question.kind)
        self.other = around.form.by_name.get(str(self.told.get("when") or ""))
        self._offer()
        put_words(self, "text", translated("Question"), question.text, rows=3)
        put_words(self, "guidance", translated("Guidance"), question.guidance)
        self._put_places(question)
        self.is_alike = self.chosen is question.kind or {self.chosen, question.kind} <= set(WITH_OPTIONS)
        grid = question.grid or Grid((), ())
        self.long = self.is_alike and len(question.options) + len(grid.rows) + len(grid.columns) > MOST
        self.counts = {part: self._count(part, coded) for part, coded in self._parts().items()}
        for part, coded in self._parts().items():
            put_rows(self, part, coded, self.counts[part])

    def _offer(self) -> None:
        language, shown, form = get_language() or "en", self.around.shown, self.around.form
        offer(self, "kind", [(str(one), word("kinds", one, language)) for one in Kind])
        offer(self, "section", [(one.section, shown(one.title)) for one in form.sections])
        offer(self, "level", [(str(one), word("levels", one, language)) for one in Level])
        kept = [(one, one) for one in self.old.topics if one not in dict(self.around.topics)]
        offer(self, "topics", [*self.around.topics, *kept])
        earlier = list(earlier_than(form, self.old.question))
        if self.other and self.other not in earlier and self.old.when and self.old.when.question == self.other.question:
            earlier.append(self.other)
        offer(self, "when", [("", translated("It is always asked")), *map(self._named, earlier)])
        if self.other is None:
            del self.fields["when_is"]
        else:
            offer(self, "when_is", list(answers_in_words(self.other, language).items()))
        if self.around.before is None:
            del self.fields["was"]
        else:
            offer(self, "was", [("", "–"), *map(self._named, self.around.before.questions)])
        table = self.old.grid.of if self.old.grid else ""
        own = [(table, table)] if table and table not in dict(self.around.grids) else []
        offer(self, "table", [("", translated("None")), *own, *self.around.grids])
        wanted = {
            Kind.NUMBER: {"least", "most", "whole"}, Kind.TEXT: {"longest"}, Kind.TABLE: {"table"}
        }.get(self.chosen, set())  # fmt: skip
        for name in {"least", "most", "whole", "longest", "table"} - wanted:
            del self.fields[name]

    def _named(self, one: Question) -> tuple[str, str]:
        return one.question, f"{self.around.shown(one.text)[:90]} ({one.question})"

    def _put_places(self, question: Question) -> None:
        sent = self.told
        number = 0
        while f"about_{number}" in sent and number < MOST:
            number += 1
        filled = [sent.get(f"about_{one}") for one in range(number)] if number else question.about
        self.places_count = max(len(question.about), sum(map(bool, filled))) + PLACES_MORE
        for place in range(max(self.places_count, number)):
            self.fields[f"about_{place}"] = forms.CharField(
                label=translated("Provision %(number)s") % {"number": place + 1}, required=False, max_length=280,
                initial=question.about[place] if place < len(question.about) else "",
                widget=forms.TextInput(attrs={"dir": "ltr", "list": "places"}),
            )  # fmt: skip
        self.places_count = max(self.places_count, number)

    def _parts(self) -> dict[str, Sequence[Any]]:
        """The lists of codes that this kind has, unless they are too long for a page."""
        if self.long:
            return {}
        if self.chosen in WITH_OPTIONS:
            return {"option": self.old.options}
        if self.chosen is Kind.TABLE:
            grid = self.old.grid or Grid((), ())
            return {"row": grid.rows, "column": grid.columns}
        return {}

    def _count(self, part: str, coded: Sequence[Any]) -> int:
        return min(max(filled_of(self.told, part), len(coded)) + MORE, MOST + MORE)

    # What the page shows

    def provisions(self) -> list[Any]:
        """The fields of the provisions, bound."""
        return [self[f"about_{number}"] for number in range(self.places_count)]

    def rows(self) -> dict[str, list[Row]]:
        """The rows of each list, bound."""
        return {part: rows_of(self, part, number) for part, number in self.counts.items()}

    def of_kind(self) -> list[Any]:
        """What this kind needs in single fields, bound."""
        return [self[name] for name in ("least", "most", "whole", "longest") if name in self.fields]

    # What was typed

    def clean(self) -> dict[str, Any]:
        """A text in some language; provisions that exist; answers to wait for; a name that fits an address."""
        said = super().clean() or self.cleaned_data
        check_words(self, "text")
        self._find_places(said)
        if self.other and not said.get("when_is") and not {"when", "when_is"} & set(self.errors):
            self.add_error("when_is", translated("Choose the answers with which it is asked."))
        least, most = said.get("least"), said.get("most")
        if least is not None and most is not None and most < least:
            self.add_error("most", translated("This is less than the least."))
        self.coded = {part: coded_of(self, part, number) for part, number in self.counts.items()}
        return said

    def _find_places(self, said: dict[str, Any]) -> None:
        """Puts the provisions that were cited in words, and tells those that do not exist."""
        unknown = self.around.unknown([one for one in self._about() if one not in self.old.about])
        for name in [f"about_{number}" for number in range(self.places_count)]:
            typed = (said.get(name) or "").strip()
            if typed in unknown:
                said[name] = self.around.named(typed)
                if said[name] == typed:
                    self.add_error(name, translated("There is no such provision; write it as kyoto-2021/para_61."))

    def clean_name(self) -> str:
        """A name that fits an address and is free, or none."""
        said = str(self.cleaned_data["name"])
        if said in self.around.form.by_name and (self.is_new or said != self.old.question):
            raise forms.ValidationError(translated("Another one has this short name; choose another."))
        try:
            return Slug.of(said) if said else ""
        except Invalid:
            raise forms.ValidationError(translated("Small letters, digits and single hyphens are expected.")) from None

    def _about(self) -> tuple[str, ...]:
        typed = [(self.cleaned_data.get(f"about_{number}") or "").strip() for number in range(self.places_count)]
        return tuple(dict.fromkeys(filter(None, typed)))

    def arguments(self) -> dict[str, Any]:
        """The question, the section in which it stands, and the mark of what the person saw."""
        return {"seen": self.cleaned_data["seen"], "section": self.cleaned_data["section"], "question": self.question}

    @cached_property
    def question(self) -> Question:
        """The question as it was typed; what the page does not show stays as it was."""
        said = self.cleaned_data
        name = said["name"] or (self.old.question if not self.is_new else "")
        text = self.words("text")
        when = Condition(said["when"], tuple(said["when_is"])) if self.other else None
        kept = self.old if self.is_alike else replace(
            self.old, options=(), grid=None, least=None, most=None, whole=False, words=0
        )  # fmt: skip
        typed = replace(
            kept, question=name or free_name(self.around.names, text, "question"), kind=self.chosen, text=text,
            guidance=self.words("guidance"), about=self._about(), topics=tuple(said["topics"]),
            level=Level(said["level"]), when=when,
        )  # fmt: skip
        return replace(typed, was=self._was(typed.question), **self._of_kind(kept))

    def _was(self, name: str) -> str:
        """The name in the version before, where it had another one; a question that is renamed goes on by itself."""
        before = self.around.before
        if before is None:
            return ""
        said = str(self.cleaned_data.get("was") or "")
        if not said and not self.is_new and name != self.old.question and self.old.question in before.by_name:
            said = self.old.question
        return "" if said == name else said

    def _of_kind(self, kept: Question) -> dict[str, Any]:
        said = self.cleaned_data
        match self.chosen:
            case Kind.NUMBER:
                return {name: _plain(said[name]) for name in ("least", "most")} | {"whole": said["whole"]}
            case Kind.TEXT:
                return {"words": said["longest"] or 0}
            case Kind.TABLE:
                grid = kept.grid or Grid((), ())
                rows, columns = self.coded.get("row", grid.rows), self.coded.get("column", grid.columns)
                return {"grid": Grid(rows, columns, said["table"])}
            case _:
                return {"options": self.coded["option"]} if "option" in self.coded else {}


def _begun(question: Question, section: str) -> dict[str, Any]:
    when = question.when
    return {
        "kind": str(question.kind), "section": section, "level": str(question.level), "topics": list(question.topics),
        "when": when.question if when else "", "when_is": list(when.values) if when else [], "was": question.was,
        "table": question.grid.of if question.grid else "", "least": question.least, "most": question.most,
        "whole": question.whole, "longest": question.words or None,
    }  # fmt: skip


def _typed(first: Any) -> dict[str, Any]:
    """What was typed, as the first values of the fields."""
    if first is None:
        return {}
    several = {"topics", "when_is"}
    said = {name: first.getlist(name) if name in several else first.get(name) for name in {*first, *several}}
    return said | {"whole": "whole" in first}


def _kind(said: Any, otherwise: Kind) -> Kind:
    return Kind(said) if said in list(Kind) else otherwise


def _plain(number: float | None) -> float | None:
    """A number without a fraction as a whole one."""
    return int(number) if number is not None and number.is_integer() else number
