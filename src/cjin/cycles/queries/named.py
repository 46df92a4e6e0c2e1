"""What is told by the names of States: the matrix of states by provisions, the map, good practices."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cjin.core.rules.identifiers import Language
from cjin.reference.rules.collation import sort_key

from ..models import Round
from ..rules.compiling.counting import Given
from ..rules.compiling.matrix import Matrix, matrix
from ..rules.compiling.naming import named_in
from ..rules.compiling.tables import Line
from ..rules.form.questions import Kind, Question
from ..rules.report.action import paragraph_of, words_of
from ..rules.vocabulary import shown
from .compiling import given_in, group_names, groups_on, names_of
from .forms import form_of


def matrix_of(round_: Round, language: str, *, section: str = "", group: str = "") -> dict[str, Any]:
    """The matrix of those that agreed to be named or published, by name. Raises NotFound for a section that is none.

    A handful of queries.
    """
    code = Language.of(language)
    form = form_of(round_)
    respondents = list(round_.respondents.all())
    given = given_in(round_, groups_on(round_.due))
    sections = [form.section(section)] if section else form.sections
    asked = [one for part in sections for one in part.questions if one.kind is Kind.IMPLEMENTATION]
    return {
        "round": round_.slug,
        "title": shown(round_.title, code),
        "simulated": round_.simulated,
        "replied": len(given),
        **named_data(matrix(asked, given, group=group), names_of(respondents, code), code),
    }


def named_data(found: Matrix, names: Mapping[str, str], language: str) -> dict[str, Any]:
    """A matrix as data, States in the order of their names."""
    return {
        "provisions": [_question(one, language) for one in found.questions],
        "closed": [_question(one, language) for one in found.closed],
        "rows": [
            {"key": one.key, "name": names[one.key], "group": one.group, "practice": dict(one.cells)}
            for one in sorted(found.rows, key=lambda one: sort_key(names[one.key], language))
        ],
    }


def _question(one: Question, language: str) -> dict[str, Any]:
    return {
        "question": one.question,
        "about": list(one.about),
        "paragraph": paragraph_of(one),
        "words": words_of(one, language),
    }


def rows_of(data: Mapping[str, Any], language: str) -> Iterator[dict[str, Any]]:
    """The matrix as rows: one for each State."""
    groups = group_names(language)
    for one in data["rows"]:
        yield {"key": one["key"], "name": one["name"], "group": groups[one["group"]], **one["practice"]}


def practices_named(
    told: Sequence[Line], given: Sequence[Given], names: Mapping[str, str], language: str
) -> dict[str, list[str]]:
    """For each question the names of those with a good practice to share that may be named."""
    return {
        one.question.question: sorted(who, key=lambda name: sort_key(name, language))
        for one in told
        if (who := [names[key] for key in named_in(one.practices, given)])
    }
