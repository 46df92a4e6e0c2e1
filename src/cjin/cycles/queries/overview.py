"""Rounds at a glance: who has replied, by regional group, and how far each section of each reply is."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from cjin.reference.rules.collation import sort_key

from ..models import Clearing, Part, Respondent, Round
from ..rules.report.phrases import percent
from .compiling import OTHER, asked_in, group_names, groups_on, names_of


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of those who are asked have replied; a group of them, or all where it has no name."""

    group: str
    name: str
    asked: int
    replied: int

    @property
    def share(self) -> int:
        """In whole per cent."""
        return percent(self.replied, self.asked)


@dataclass(frozen=True, slots=True)
class Row:
    """One who is asked. ``parts`` are the sections in order: standing, questions with a reply, questions asked."""

    key: str
    name: str
    group: str
    standing: str
    due: date
    extended: bool
    parts: Sequence[tuple[str, int, int]]

    @property
    def replied(self) -> int:
        """Questions with a reply, of whatever kind."""
        return sum(replied for _standing, replied, _asked in self.parts)

    @property
    def asked(self) -> int:
        """Questions that are asked."""
        return sum(asked for _standing, _replied, asked in self.parts)

    @property
    def share(self) -> int:
        """In whole per cent."""
        return percent(self.replied, self.asked)


def response_of(round_: Round, language: str) -> list[Rate]:
    """The response by regional group, and of all at the end. A fixed number of queries."""
    respondents = list(round_.respondents.only("pk", "state", "body"))
    return _rates(respondents, round_, groups_on(round_.due), group_names(language))


def _rates(
    respondents: Sequence[Respondent], round_: Round, groups: Mapping[str, str], names: Mapping[str, str]
) -> list[Rate]:
    given = set(
        Clearing.objects.filter(respondent__round=round_, withdrawn_at=None).values_list("respondent", flat=True)
    )
    replied = Counter(groups.get(one.state, OTHER) for one in respondents if one.pk in given)
    asked = asked_in(respondents, groups)
    found = [Rate(group, names[group], len(keys), replied[group]) for group, keys in asked.items()]
    return [*found, Rate("", "", len(respondents), sum(replied.values()))]


def at_a_glance(round_: Round, language: str) -> tuple[list[Rate], list[Row]]:
    """The response, and a row for each who is asked. A fixed number of queries, however many they are."""
    respondents = list(round_.respondents.order_by("state", "body"))
    names, groups = names_of(respondents, language), groups_on(round_.due)
    parts = _parts(round_)
    rows = [
        Row(one.key, names[one.key], groups.get(one.state, OTHER), one.standing, one.due or round_.due,
            one.due is not None, parts.get(one.pk, ()))
        for one in respondents
    ]  # fmt: skip
    rows.sort(key=lambda one: sort_key(one.name, language))
    return _rates(respondents, round_, groups, group_names(language)), rows


def _parts(round_: Round) -> dict[int, list[tuple[str, int, int]]]:
    found: dict[int, list[tuple[str, int, int]]] = {}
    rows = Part.objects.filter(respondent__round=round_).order_by("respondent", "position")
    for respondent, standing, asked, replies in rows.values_list("respondent", "standing", "asked", "replies"):
        found.setdefault(respondent, []).append((standing, sum(replies.values()), asked))
    return found


def rounds_told() -> list[Round]:
    """All rounds, open ones first and each with ``form_title``, ``asked``, and ``replied``: whose reply stands.

    One query.
    """
    given = Q(respondents__clearings__isnull=False, respondents__clearings__withdrawn_at=None)
    found = (
        Round.objects.select_related("form", "previous")
        .defer("form__definition")
        .annotate(
            form_said=F("form__definition__title"),
            asked=Count("respondents", distinct=True),
            replied=Count("respondents", filter=given, distinct=True),
        )
        .order_by("-due", "slug")
    )
    told: list[Round] = sorted(found, key=lambda one: one.closed_at is not None)
    for one in told:
        one.form_title = _title(one.form_said)  # type: ignore[attr-defined]
        one.share = percent(one.replied, one.asked)  # type: ignore[attr-defined]
    return told


def _title(said: Any) -> dict[str, str]:
    return dict(json.loads(said)) if isinstance(said, str) else dict(said or {})
