"""What a body says that somebody else shall do: "Decides that the Commission shall hold ..."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cjin.texts.rules.commitments.acting import Said
from cjin.texts.rules.commitments.actors import named_first
from cjin.texts.rules.commitments.lexicon import Vocabulary, act_of
from cjin.texts.rules.sentences import Span

_THAT = re.compile(r"(?:,[^,;]{1,80},)?\sthat\s")
_FAR = 160
"""A duty further behind "that" than so many characters is not that of its subject."""
_BINDS = frozenset({"decide", "emphasize"})
_DUTIES = frozenset({"shall", "should", "must"})


def with_embedded(low: str, found: Sequence[Said], vocabulary: Vocabulary) -> Iterator[Said]:
    """The acts of a sentence with the duties that hang on them and name who is to act.

    What a body decides that somebody shall do is that duty; what it stresses stands beside the duty.
    """
    for said in found:
        duty = _duty(low, said, vocabulary) if said.own and said.act.key in _BINDS else None
        if duty is None:
            yield said
        elif said.act.key == "decide":
            yield replace(duty, words=Span(said.words.start, duty.words.end), clause=said.clause)
        else:
            yield replace(said, clause=Span(said.clause.start, duty.clause.start))
            yield duty


def _duty(low: str, said: Said, vocabulary: Vocabulary) -> Said | None:
    that = _THAT.match(low, said.words.end)
    if that is None:
        return None
    reach = min(that.end() + _FAR, said.clause.end)
    for verb in vocabulary.phrased.finditer(low, that.end(), reach):
        subject = low[that.end() : verb.start()]
        if act_of(verb) not in _DUTIES or not subject.endswith(" "):
            continue
        if not named_first(subject, vocabulary):
            return None
        words = Span(verb.start(), verb.end())
        return Said(vocabulary.acts[act_of(verb)], words, Span(that.end(), said.clause.end), subject, own=False)
    return None
