"""Where a request stands, in one sentence; and why something cannot be done yet, in words that somebody can act on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

from ...models import Request
from ...queries.articles import Cited, cite, for_basis
from ...rules.case.against import Against
from ...rules.case.process import Direction
from ...rules.wording import words

OUTGOING: Mapping[str, Any] = {
    "draft": _("This request to %(other)s is being written."),
    "shared-draft": _("The draft was shared with %(other)s; comments are awaited."),
    "revising": _("This request to %(other)s is being revised."),
    "legal-check": _("Somebody who did not write this request checks it before it goes to %(other)s."),
    "approved": _("This request is approved and can be sent to %(other)s."),
    "sent": _("This request was sent to %(other)s; its delivery is not confirmed yet."),
    "delivered": _("This request has reached %(other)s, which has not acknowledged it yet."),
    "acknowledged": _("%(other)s has acknowledged this request and not decided on it yet."),
    "clarification": _("%(other)s asks for clarification, and waits for the answer."),
    "consultation": _("%(other)s consults with this State before it decides."),
    "accepted": _("%(other)s has accepted this request and not begun with it yet."),
    "executing": _("%(other)s is executing this request."),
    "partly-executed": _("%(other)s has executed a part of this request."),
    "executed": _("%(other)s has executed this request. Say what it was good for, then close it."),
    "evaluated": _("What %(other)s sent is evaluated; this request can be closed."),
    "postponed": _("%(other)s has postponed this request."),
    "refused": _("%(other)s has refused this request."),
    "returned": _("%(other)s has returned this request: the authority is not competent."),
    "withdrawn": _("This request to %(other)s was withdrawn."),
    "lapsed": _("This request to %(other)s has lapsed."),
    "closed": _("This request to %(other)s is closed."),
}
INCOMING: Mapping[str, Any] = {
    "draft-received": _("%(other)s shares the draft of a request before it asks; comments can be sent back."),
    "received": _("A request of %(other)s has come in; it is not registered yet."),
    "registered": _("This request of %(other)s is registered and not acknowledged yet."),
    "acknowledged": _("%(other)s knows that this request has arrived; whether it is admissible is to be checked."),
    "admissibility-check": _("It is checked whether this request of %(other)s is admissible."),
    "clarification": _("Clarification was asked for; the answer of %(other)s is awaited."),
    "consultation": _("%(other)s is consulted before it is decided."),
    "accepted": _("This request of %(other)s is accepted and to be assigned to whoever executes it."),
    "assigned": _("This request of %(other)s is assigned and can be begun."),
    "executing": _("This request of %(other)s is being executed."),
    "partly-transmitted": _("A part of what %(other)s asks for was transmitted."),
    "transmitted": _("What %(other)s asked for was transmitted; this request can be closed."),
    "postponed": _("This request of %(other)s is postponed."),
    "refused": _("This request of %(other)s is refused."),
    "returned": _("This request went back to %(other)s: the authority here is not competent."),
    "withdrawn": _("%(other)s has withdrawn this request."),
    "closed": _("This request of %(other)s is closed."),
}
UNTOLD: Mapping[str, Any] = {
    "transmitted": _(
        "What %(other)s asked for was transmitted. It is to be told with an answer before this request is closed."
    ),
    "refused": _(
        "This request of %(other)s is refused. It is to be told with an answer before this request is closed."
    ),
}
GUARDS: Mapping[str, Any] = {
    "state": _("This cannot be done while the request stands where it does now."),
    "kind": _("Requests of this kind do not have this act."),
    "measure": _("Choose a measure of this request."),
    "actor": _("Somebody has to do it."),
    "complete": _("Something that is mandatory is still missing in the request."),
    "four-eyes": _("You wrote on this request: somebody who did not approves it."),
    "reason": _("Give the reason: the other State has to be told why."),
    "lawful-ground": _("Choose a ground that the legal basis allows."),
    "article": _("Name the article of the treaty, or of the law, that allows it."),
    "ground-told": _("Choose what the other State named."),
    "question-told": _("Say what was asked."),
    "answer-told": _("Say what was answered."),
    "genuine": _("The letter was not known to be genuine: write down first how that was confirmed."),
    "conditions-told": _("Say which conditions are added."),
    "conditions-settled": _("%(other)s has not taken the conditions yet; write it down when it has."),
    "answer-sent": _("Tell %(other)s first what was decided, and note that the answer was sent."),
    "prosecution-settled": _("Extradition was refused because of nationality: submit the case here, or say why not."),
    "measure-done": _("Only a measure that was done is taken up again."),
    "item-number": _("Give the item a number of its own."),
    "item-taken": _("%(about)s is taken already: give this item another number."),
    "evidence-taken": _("No evidence was taken in: do that first, or say that nothing was found, and below why."),
    "consulted": _("Consult the other State first, and write down that this was done."),
    "review-day": _("Name a day to come on which this is looked at again."),
    "day-told": _("Name the day."),
    "confidentiality-said": _(
        "Say first whether it can be kept confidential; if not, %(other)s decides whether to go on."
    ),
    "authenticity-known": _("Say whether the letter is genuine."),
    "measure-open": _("This measure is begun or decided already."),
    "signed": _("No letter of this request is signed: sign it first, or say that it goes on paper, signed by hand."),
    "answer-signed": _(
        "The answer is not signed since the last decision: sign it first, or say that it goes on paper, signed by hand."
    ),
    "measure-executing": _("No measure is being executed: begin one first."),
    "measure-begun": _("Evidence belongs to a measure that was begun."),
    "hashes": _("An item has a number of its own, its SHA-256 and its SHA-512: choose the file, or type both."),
    "known-evidence": _("There is no such item of evidence."),
    "custody": _("Write down who has held each item; nothing is known of: %(about)s."),
    "chain": _("What was written about custody was altered since; find out why before it leaves: %(about)s."),
    "custody-told": _("Say what was done with it, who holds it now and where."),
    "text-told": _("Say how it stands."),
    "use-told": _("Name the use."),
    "use-asked": _("Consent was not asked for this use of this item."),
    "use-consented": _("%(other)s has not consented to this use; ask for consent first."),
    "noticed": _("Give %(other)s notice before it is disclosed."),
    "values": _("A value has an amount above nothing and a currency, such as EUR."),
}  # fmt: skip


BREACHES: Mapping[str, Any] = {
    "reason": _("No reason was given, though a refusal has to be reasoned."),
    "lawful-ground": _("This is not a ground on which such a request may be refused."),
    "consulted": _("It did not consult before it decided."),
}


@dataclass(frozen=True)
class Breach:
    """What the other State should have done otherwise, with the articles that ask for it."""

    words: str
    articles: Sequence[Cited]


def breach_of(against: Against, basis: str) -> Breach:
    """A breach in words, with the articles of the instrument at hand, or the first ones of others."""
    return Breach(str(BREACHES[against.guard]), list(cite(for_basis(against.articles, basis)).values()))


def sentence_of(request: Request, other: str, *, untold: bool = False) -> str:
    """Where a request stands; ``other`` is the name of the other State, ``untold``: it is still owed an answer."""
    table = OUTGOING if request.direction == Direction.OUTGOING else INCOMING
    if untold and request.state in UNTOLD:
        table = UNTOLD
    found = table.get(request.state)
    return str(found) % {"other": other} if found else words(get_language() or "en").state(request.state)


def why_not(against: Against, other: str) -> str:
    """Why something cannot be done, in the reader's language."""
    found = GUARDS.get(against.guard)
    return str(found) % {"other": other, "about": isolated(against.about)} if found else against.message


def isolated(numbers: str) -> str:
    """Numbers of items among words that are written from the right keep their order."""
    return f"\u2066{numbers}\u2069" if numbers and get_language_bidi() else numbers
