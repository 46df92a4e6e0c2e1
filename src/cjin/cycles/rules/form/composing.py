"""A form composed part by part: what is added, moved, changed, removed. Each edit gives another form."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from cjin.core.rules.errors import Conflict, Invalid
from cjin.core.rules.identifiers import Slug
from cjin.core.rules.multilingual import Multilingual

from ..answers.replies import canonical
from .questions import PAGES, Form, Question, Section
from .reading import written_question, written_section

ORDER, TITLE, SECTION, QUESTION = "order", "title", "section", "question"
"""The parts of a form that are changed apart from each other; the last two with a name."""


def mark_of(form: Form, part: str, name: str = "") -> str:
    """What tells a part of a form from what it was before, in sixteen signs. Raises NotFound."""
    match part:
        case "question":
            said: object = written_question(form.question(name))
        case "section":
            said = written_section(replace(form.section(name), questions=()))
        case "title":
            said = [form.kind, form.instrument, dict(form.title)]
        case _:
            said = [[one.section, [question.question for question in one.questions]] for one in form.sections]
    return hashlib.sha256(canonical(said).encode()).hexdigest()[:16]


def free_name(taken: Collection[str], text: Multilingual, otherwise: str) -> str:
    """A short name from a text that nothing else has; from ``otherwise`` where the text has no Latin letters."""
    words = " ".join((text.get("en") or next(iter(text.values()), "")).split()[:6])
    try:
        wish = str(Slug.made_from(words))[:40].strip("-")
    except Invalid:
        wish = f"{otherwise}-1"
    if wish not in taken:
        return wish
    stem = otherwise if wish == f"{otherwise}-1" else wish
    return next(one for number in range(2, len(taken) + 3) if (one := f"{stem}-{number}") not in taken)


def with_section(form: Form, section: Section) -> Form:
    """The form with the words of a section changed, its questions as they are."""
    kept = [replace(section, questions=one.questions) if one.section == section.section else one
            for one in form.sections]  # fmt: skip
    return replace(form, sections=tuple(kept))


def with_new_section(form: Form, section: Section) -> Form:
    """The form with one more section at its end, which gets a name of its own from its title."""
    taken = {*PAGES, *(one.section for one in form.sections)}
    named = replace(section, section=free_name(taken, section.title, "section"))
    return replace(form, sections=(*form.sections, named))


def with_question(form: Form, section: str, question: Question, *, instead: str = "") -> Form:
    """The form with a question at the end of a section, or ``instead`` of another: in its place where it stays in its
    section, and those that wait for it wait for it under its new name. Raises NotFound.
    """
    form.section(section)
    if not instead:
        return _put_last(form, section, question)
    form.question(instead)
    if form.section_of[instead] == section:
        changed = _each(form, lambda one: question if one.question == instead else one)
    else:
        changed = _put_last(_without(form, {instead}), section, question)
    return _waiting_renamed(changed, instead, question.question)


def _put_last(form: Form, section: str, question: Question) -> Form:
    sections = [replace(one, questions=(*one.questions, question)) if one.section == section else one
                for one in form.sections]  # fmt: skip
    return replace(form, sections=tuple(sections))


def _each(form: Form, change: Callable[[Question], Question]) -> Form:
    sections = [replace(one, questions=tuple(map(change, one.questions))) for one in form.sections]
    return replace(form, sections=tuple(sections))


def _waiting_renamed(form: Form, old: str, new: str) -> Form:
    def follow(one: Question) -> Question:
        if one.when is None or one.when.question != old:
            return one
        return replace(one, when=replace(one.when, question=new))

    return form if old == new else _each(form, follow)


def moved(form: Form, name: str, step: int) -> Form:
    """The form with a question one place up (-1) or down (1); from the end of a section it goes on into the next one.

    At either end of the form it stays where it is. Raises NotFound.
    """
    question, here = form.question(name), _position(form, name)
    names = [one.question for one in form.sections[here].questions]
    place, there = names.index(name) + step, here + step
    if 0 <= place < len(names):
        names[place], names[place - step] = names[place - step], names[place]
        kept = tuple(form.question(one) for one in names)
        return _replaced(form, here, replace(form.sections[here], questions=kept))
    if not 0 <= there < len(form.sections):
        return form
    form = _without(form, {name})
    beside = form.sections[there].questions
    return _replaced(
        form, there, replace(form.sections[there], questions=(question, *beside) if step > 0 else (*beside, question))
    )


def _position(form: Form, name: str) -> int:
    return next(n for n, one in enumerate(form.sections) if one.section == form.section_of[name])


def _replaced(form: Form, at: int, section: Section) -> Form:
    return replace(form, sections=(*form.sections[:at], section, *form.sections[at + 1 :]))


def section_moved(form: Form, name: str, step: int) -> Form:
    """The form with a section one place up (-1) or down (1). Raises NotFound."""
    form.section(name)
    sections = list(form.sections)
    here = [one.section for one in sections].index(name)
    if 0 <= here + step < len(sections):
        sections[here], sections[here + step] = sections[here + step], sections[here]
    return replace(form, sections=tuple(sections))


def waiting_for(form: Form, names: Collection[str]) -> list[Question]:
    """The other questions that are asked only where one of these was answered in a certain way."""
    return [one for one in form.questions if one.when and one.when.question in names and one.question not in names]


def names_in(form: Form, part: str, name: str) -> list[str]:
    """The questions that go with a part: the question itself, or all of a section. Raises NotFound."""
    if part == SECTION:
        return [one.question for one in form.section(name).questions]
    return [form.question(name).question]


def without(form: Form, part: str, name: str, *, freeing: bool = False) -> Form:
    """The form without a question or a section. Those that wait for it are always asked then, if ``freeing`` says so.

    Raises NotFound; Conflict where others wait for it.
    """
    going = set(names_in(form, part, name))
    waiting = waiting_for(form, going)
    if waiting and not freeing:
        raise Conflict(f"These questions wait for it: {', '.join(one.question for one in waiting)}.")
    form = _each(_without(form, going), lambda one: _freed(one, going))
    if part == SECTION:
        form = replace(form, sections=tuple(one for one in form.sections if one.section != name))
    return form


def _freed(one: Question, gone: Collection[str]) -> Question:
    return replace(one, when=None) if one.when and one.when.question in gone else one


def _without(form: Form, names: Collection[str]) -> Form:
    sections = [replace(one, questions=tuple(q for q in one.questions if q.question not in names))
                for one in form.sections]  # fmt: skip
    return replace(form, sections=tuple(sections))


def earlier_than(form: Form, name: str) -> Iterator[Question]:
    """The questions that stand before this one; all of them where it is none of the form yet."""
    for one in form.questions:
        if one.question == name:
            return
        yield one


def too_early(form: Form) -> Sequence[str]:
    """The questions that stand before the one that they wait for."""
    order = {one.question: number for number, one in enumerate(form.questions)}
    return [one.question for one in form.questions if one.when and order[one.when.question] > order[one.question]]


def next_version(form: Form) -> Form:
    """The version after this one: the same questions under the same names."""
    return _each(replace(form, version=form.version + 1), lambda one: replace(one, was=""))
