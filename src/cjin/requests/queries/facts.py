"""What the node knows of States and instruments, as a legal basis is reasoned from."""

from collections.abc import Iterable
from datetime import date

from cjin.directory.queries.wording import said_in
from cjin.texts.models import Participation, Work
from cjin.texts.queries.participation.statements import statements
from cjin.texts.queries.participation.statuses import statuses

from ..models import Agreement, AgreementParty
from ..rules.basis.facts import Agreement as Agreed
from ..rules.basis.facts import Bound, Declared, Facts
from ..rules.basis.instruments import instruments
from ..rules.kinds import Kind


def facts_on(day: date, states: Iterable[str] | None = None) -> Facts:
    """Everything known on a day of some States, or of all. Some ten queries, however many States there are."""
    only = None if states is None else sorted(set(states))
    treaties = list(Work.objects.filter(slug__in=[one.slug for one in instruments()]))
    bound: dict[str, dict[str, Bound]] = {}
    as_of: dict[str, date] = {}
    for status in statuses(day, treaties=treaties, states=only):
        slug = status.treaty.slug
        as_of[slug] = status.day
        bound[slug] = {str(row.state_id): _bound(row, status.day) for row in status.rows if row.state_id}
    return Facts(bound, as_of, _declared(day, treaties, only), _agreements(only))


def _bound(row: Participation, as_of: date) -> Bound:
    return Bound(as_of, row.signed, row.consented, row.consent, row.in_force, row.ended, row.computed)


def _declared(day: date, treaties: list[Work], states: list[str] | None) -> list[Declared]:
    return [
        Declared(str(one.statement.state_id), stated.treaty.slug, topic, one.statement.text, stated.file.as_of)
        for stated in statements(day, treaties=treaties)
        for one in stated.statements
        if one.statement.state_id and (states is None or one.statement.state_id in states)
        for topic in one.topics
    ]


def conditions_of(agreement: Agreement) -> tuple[str, ...]:
    """The conditions of a treaty in the reader's language, in another where there is none."""
    return tuple(one if isinstance(one, str) else said_in(one) for one in agreement.conditions)


def _agreements(states: list[str] | None) -> list[Agreed]:
    parties = AgreementParty.objects.all() if states is None else AgreementParty.objects.filter(state__in=states)
    bound: dict[int, dict[str, Bound]] = {}
    for one in parties.select_related("agreement"):
        told = Bound(one.agreement.as_of, in_force=one.in_force, ended=one.ended)
        bound.setdefault(one.agreement_id, {})[one.state] = told
    found = Agreement.objects.filter(pk__in=bound).select_related("work")
    return [
        Agreed(
            instrument=one.work.slug,
            bilateral=one.bilateral,
            kinds=frozenset(map(Kind, one.kinds)),
            parties=bound[one.pk],
            offences=tuple(one.offences),
            conditions=conditions_of(one),
            articles=tuple(one.articles),
        )
        for one in found
    ]
