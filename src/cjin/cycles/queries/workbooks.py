"""What a respondent's workbook is made from."""

from collections.abc import Iterator, Mapping
from typing import Any

from cjin.core.rules.identifiers import Language

from ..models import Respondent
from ..rules.answers.replies import Reply
from ..rules.report.action import listed
from ..rules.vocabulary import ANSWERED, LAW, PRACTICE, shown, word
from ..rules.workbook.writing import Sheet
from .answers import replies_of
from .compiling import names_of
from .forms import form_of
from .ghosts import Ghost, ghosts_of
from .measures import as_data, measures_of


def sheet_of(respondent: Respondent, language: str) -> Sheet:
    """The workbook of a respondent as it stands, in one of the six languages."""
    code = Language.of(language)
    round_ = respondent.round
    replies = replies_of(respondent)
    name = names_of([respondent], code)[respondent.key]
    return Sheet(
        form_of(round_), round_.slug, respondent.key, f"{shown(round_.title, code)} – {name}", code, round_.languages,
        replies,
        [as_data(one) for one in measures_of(respondent.state)] if respondent.state else [],
        {name: ghost_words(one, code) for name, one in ghosts_of(respondent).items() if name not in replies},
    )  # fmt: skip


def ghost_words(ghost: Ghost, language: str) -> str:
    """What was said before, in a line, with where it was said."""
    said = reply_words(ghost.reply, language)
    source = shown(ghost.title, language) if ghost.title else " ".join(ghost.provisions[1:])
    return f"{said} ({source})" if source else said


def reply_words(reply: Reply, language: str) -> str:
    """A reply in a line: its state in law and in practice, its codes, the beginning of its text."""
    parts = [] if reply["reply"] == ANSWERED else [word("replies", reply["reply"], language)]
    value = reply.get("value")
    if isinstance(value, Mapping):
        parts += _implementation(value, language)
    elif isinstance(value, list):
        parts.append(f"{len(value)} × {word('fields', 'entry', language)}")
    elif value is not None:
        parts.append(word("three", str(value), language))
    text = reply.get("text", {})
    if text:
        parts.append(shown(text, language)[:200])
    return ". ".join(parts)


def _implementation(value: Mapping[str, Any], language: str) -> Iterator[str]:
    for scope in (LAW, PRACTICE):
        if scope in value:
            yield f"{word('scopes', scope, language)}: {word('implementation', value[scope], language)}"
    difficulties = [word("difficulties", one, language) for one in value.get("difficulties", ())]
    for label, said in (("difficulties", difficulties), ("measures", value.get("measures"))):
        if said:
            yield f"{word('fields' if label == 'difficulties' else 'kinds', label, language)}: {listed(said, language)}"
