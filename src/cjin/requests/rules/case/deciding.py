"""The guards of decisions: what comes before one, what is told with it, and what follows from it."""

from collections.abc import Iterator, Mapping

from .against import Against, Guard, says
from .calendars import told_day
from .events import NATIONALITY, Case, Event
from .grounds import NONE_GIVEN, grounds, grounds_of

REASONS = ("untoc-2000/art_18__para_23", "uncac-2003/art_46__para_23", "illicit-traffic-1988/art_7__para_16")
CONSULTING = {
    "extradition": ("untoc-2000/art_16__para_16", "uncac-2003/art_44__para_17"),
    "": ("untoc-2000/art_18__para_26", "uncac-2003/art_46__para_26"),
}


def _complete(case: Case, event: Event) -> Iterator[Against]:
    if not event.detail.get("complete"):
        yield Against("complete", "something that is mandatory is missing: see what is still missing")


def _signed(case: Case, event: Event) -> Iterator[Against]:
    if not event.detail.get("signed") and event.detail.get("on_paper") is not True:
        yield Against("signed", "no letter of it is signed here: sign it, or say that it goes on paper, signed by hand")


def _answer_signed(case: Case, event: Event) -> Iterator[Against]:
    if not event.detail.get("signed") and event.detail.get("on_paper") is not True:
        said = "no answer is signed here since the last decision: sign it, or say that it goes on paper, signed by hand"
        yield Against("answer-signed", said)


def _four_eyes(case: Case, event: Event) -> Iterator[Against]:
    if event.by in case.authors:
        yield Against("four-eyes", "somebody who did not write the request approves it")


def _reason(case: Case, event: Event) -> Iterator[Against]:
    if not says(event, "reason"):
        yield Against("reason", "give the reason", REASONS)


def _lawful_ground(case: Case, event: Event) -> Iterator[Against]:
    ground, open_ones = str(event.detail.get("ground", "")), grounds_of(case.kind, case.basis)
    if ground in grounds("forbidden"):
        yield Against("lawful-ground", f"{ground} is no ground for a refusal", grounds("forbidden")[ground])
    elif ground not in open_ones.allowed:
        yield Against("lawful-ground", f"name a ground: {', '.join(open_ones.allowed)}")
    elif not (open_ones.known or open_ones.allowed[ground] or says(event, "article")):
        yield Against("article", "name the article of the treaty, or of the law, that allows it")


def _ground_told(case: Case, event: Event) -> Iterator[Against]:
    """Any ground that the other State named, or that it named none."""
    known = (*grounds("allowed"), *grounds("forbidden"), NONE_GIVEN)
    if event.detail.get("ground") not in known:
        yield Against("ground-told", f"say which ground was named: {', '.join(known)}")


def _consulted(case: Case, event: Event) -> Iterator[Against]:
    if not case.consulted:
        articles = CONSULTING.get(case.kind, CONSULTING[""])
        yield Against("consulted", "consult the other State first, and record it", articles)


def _question_told(case: Case, event: Event) -> Iterator[Against]:
    if not says(event, "note"):
        yield Against("question-told", "say what was asked")


def _answer_told(case: Case, event: Event) -> Iterator[Against]:
    if not says(event, "note"):
        yield Against("answer-told", "say what was answered")


def _review_day(case: Case, event: Event) -> Iterator[Against]:
    review = told_day(event.detail.get("review"))
    if review is None or review <= event.at.date():
        yield Against("review-day", "name the day to come on which this is looked at again")


def _day_told(case: Case, event: Event) -> Iterator[Against]:
    if told_day(event.detail.get("day")) is None:
        yield Against("day-told", "name the day, as 2026-03-02")


def _confidentiality_said(case: Case, event: Event) -> Iterator[Against]:
    if case.confidential and case.can_keep is not True:
        articles = ("untoc-2000/art_18__para_20", "uncac-2003/art_46__para_20")
        said = "cannot be kept confidential: ask whether it is to go on" if case.can_keep is False else "say first"
        yield Against("confidentiality-said", f"whether the request can be kept confidential: {said}", articles)


def _authenticity_known(case: Case, event: Event) -> Iterator[Against]:
    if case.authentic is None and "authentic" not in event.detail:
        yield Against("authenticity-known", "say whether the letter is genuine, or cannot be verified")


def _genuine(case: Case, event: Event) -> Iterator[Against]:
    if case.authentic is not True:
        articles = ("untoc-2000/art_18__para_14", "uncac-2003/art_46__para_14")
        yield Against("genuine", "confirm first that the letter is genuine", articles)


def _in_doubt(case: Case, event: Event) -> Iterator[Against]:
    if case.authentic is not False:
        yield Against("in-doubt", "nobody doubts that the letter is genuine")


def _oral(case: Case, event: Event) -> Iterator[Against]:
    if not case.oral:
        yield Against("oral", "the request was not made orally")


def _costs_open(case: Case, event: Event) -> Iterator[Against]:
    if not case.costs:
        yield Against("costs-open", "no costs were told on which nothing is agreed yet")


def _conditions_settled(case: Case, event: Event) -> Iterator[Against]:
    if case.conditions:
        articles = ("untoc-2000/art_18__para_26", "uncac-2003/art_46__para_26")
        yield Against("conditions-settled", "the other State has to take the conditions first", articles)


def _conditions_open(case: Case, event: Event) -> Iterator[Against]:
    if not case.conditions:
        yield Against("conditions-open", "it was accepted without conditions, or they were taken")


def _conditions_told(case: Case, event: Event) -> Iterator[Against]:
    if not says(event, "conditions"):
        yield Against("conditions-told", "say which conditions are added")


def _answer_owed(case: Case, event: Event) -> Iterator[Against]:
    if not case.untold:
        yield Against("answer-owed", "there is nothing that the other State was not told")


def _answer_sent(case: Case, event: Event) -> Iterator[Against]:
    if case.untold:
        yield Against("answer-sent", "tell the other State first what was decided, and note that it was sent", REASONS)


def _prosecution_owed(case: Case, event: Event) -> Iterator[Against]:
    if not case.owes_prosecution:
        yield Against("prosecution-owed", "extradition was not refused because of nationality")


def _prosecution_settled(case: Case, event: Event) -> Iterator[Against]:
    if case.owes_prosecution:
        said = "submit the case for prosecution here, or say why not: extradition was refused because of nationality"
        yield Against("prosecution-settled", said, grounds("allowed")[NATIONALITY])


def _text_told(case: Case, event: Event) -> Iterator[Against]:
    if not says(event, "note"):
        yield Against("text-told", "say how it stands")


DECIDING: Mapping[str, Guard] = {
    "complete": _complete,
    "signed": _signed,
    "answer-signed": _answer_signed,
    "four-eyes": _four_eyes,
    "reason": _reason,
    "lawful-ground": _lawful_ground,
    "ground-told": _ground_told,
    "consulted": _consulted,
    "question-told": _question_told,
    "answer-told": _answer_told,
    "review-day": _review_day,
    "day-told": _day_told,
    "confidentiality-said": _confidentiality_said,
    "authenticity-known": _authenticity_known,
    "genuine": _genuine,
    "in-doubt": _in_doubt,
    "oral": _oral,
    "costs-open": _costs_open,
    "conditions-settled": _conditions_settled,
    "conditions-open": _conditions_open,
    "conditions-told": _conditions_told,
    "answer-owed": _answer_owed,
    "answer-sent": _answer_sent,
    "prosecution-owed": _prosecution_owed,
    "prosecution-settled": _prosecution_settled,
    "text-told": _text_told,
}
