"""What came before a round: the rounds that it continues, and which of their questions each of its own follows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import islice

from django.db.models import Q

from cjin.texts.models import Parallel, Verdict

from ..models import FormVersion, Round
from ..rules.form.questions import Form
from ..rules.form.succession import Follows, chained, parallels_of
from .forms import form_of, form_read

type Names = Mapping[str, str]
"""For questions of the newest form, what they are called in an earlier one."""


def rounds_before(round_: Round) -> list[tuple[Round, Names]]:
    """A round and those before it, the newest first, each with the questions that it asked.

    Each leads to its previous round; where it names none, to the newest one before it that asked any of its questions.
    One that still goes on tells nothing yet and is passed over. A fixed number of queries for each of these rounds.
    """
    return list(_Walk(round_).backwards())


def last_asked(round_: Round) -> list[tuple[Round, Names]]:
    """The rounds before with the questions that each was the last to ask: what is compared with the replies now."""
    found: list[tuple[Round, Names]] = []
    left = {one.question for one in form_of(round_).questions}
    for earlier, names in islice(_Walk(round_).backwards(), 1, None):
        asked = {name: there for name, there in names.items() if name in left}
        left -= asked.keys()
        if asked:
            found.append((earlier, asked))
        if not left:
            break
    return found


class _Walk:
    """One way back from a round. Rounds and the forms that they use are read once, however many there are."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.every = Round.objects.select_related("form").defer("form__definition").in_bulk()
        self.known: dict[tuple[int, int], dict[str, str]] = {}
        self.continued: dict[int, Mapping[str, Sequence[str]]] = {}

    def backwards(self) -> Iterator[tuple[Round, Names]]:
        newest = form_of(self.round)
        found: list[tuple[Round, Names]] = [(self.round, {one.question: one.question for one in newest.questions})]
        yield found[0]
        seen, at = {self.round.pk}, self._one_before(self.round)
        while at is not None and at.pk not in seen:
            seen.add(at.pk)
            if at.closed_at is not None or at.simulated:
                found.append((at, self._names(found, at)))
                yield found[-1]
            at = self._one_before(at)

    def _one_before(self, round_: Round) -> Round | None:
        if round_.previous_id is not None:
            return self.every[round_.previous_id]
        earlier = [
            one for one in self.every.values()
            if (one.opens, one.pk) < (round_.opens, round_.pk) and one.simulated == round_.simulated
        ]  # fmt: skip
        return next((one for one in sorted(earlier, key=_when, reverse=True) if self._followed(one, round_)), None)

    def _names(self, newer: Sequence[tuple[Round, Names]], before: Round) -> Names:
        """What questions of the newest form are called in an earlier one: by way of the round after it, or directly."""
        found: dict[str, str] = {}
        for round_, names in (newer[-1], newer[0]):
            follows = self._followed(before, round_)
            for name, there in names.items():
                if there in follows:
                    found.setdefault(name, follows[there])
        return found

    def _followed(self, before: Round, after: Round) -> Mapping[str, str]:
        """``followed`` by the forms of two rounds, worked out once."""
        key = (before.form_id, after.form_id)
        if key not in self.known:
            if after.form_id not in self.continued:
                self.continued[after.form_id] = continued_by(self._form(after))
            self.known[key] = followed(self._form(before), self._form(after), self.continued[after.form_id])
        return self.known[key]

    def _form(self, round_: Round) -> Form:
        return form_read(self._versions[round_.form_id])

    @cached_property
    def _versions(self) -> Mapping[int, FormVersion]:
        mine = {self.round.form_id: self.round.form}
        return FormVersion.objects.in_bulk({one.form_id for one in self.every.values()} - mine.keys()) | mine


def _when(round_: Round) -> tuple[date, int]:
    return round_.opens, round_.pk


def followed(before: Form, after: Form, continued: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
    """For questions of a form, those of an earlier one that they follow; ``continued`` is ``continued_by`` the form."""
    if before.form == after.form:
        found = succeeded(before, after)
    else:
        found = parallels_of(before, after, continued_by(after) if continued is None else continued)
    return {name: one.before for name, one in found.items()}


def succeeded(before: Form, after: Form) -> dict[str, Follows]:
    """For questions of a version of a form, those of another that they follow by way of the versions between them.

    One query where there are any between.
    """
    if before.version == after.version:
        return chained([after])
    return chained([before, *_between(before, after), after])


def _between(before: Form, after: Form) -> list[Form]:
    low, high = sorted((before.version, after.version))
    if high - low < 2:
        return []
    stored = FormVersion.objects.filter(form=after.form, version__gt=low, version__lt=high)
    way = "version" if before.version < after.version else "-version"
    return [form_read(one) for one in stored.order_by(way)]


def continued_by(form: Form) -> dict[str, list[str]]:
    """For each provision asked about, those of other instruments that it continues or is continued by: accepted first.

    Two queries. What was rejected is left out.
    """
    places = {place for one in form.questions for place in one.about}
    works = {place.partition("/")[0] for place in places}
    rows = Q(a__slug__in=works) | Q(b__slug__in=works)
    ends = ("a__slug", "a_eid", "b__slug", "b_eid")
    verdicts = list(Verdict.objects.filter(rows).values_list(*ends, "accepted"))
    spoken = {frozenset((f"{a}/{ae}", f"{b}/{be}")) for a, ae, b, be, _ in verdicts}
    pairs = [(f"{a}/{ae}", f"{b}/{be}") for a, ae, b, be, yes in verdicts if yes]
    suggested = Parallel.objects.filter(rows).order_by("-score").values_list(*ends)
    pairs += [pair for a, ae, b, be in suggested if frozenset(pair := (f"{a}/{ae}", f"{b}/{be}")) not in spoken]
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        for place, further in ((one, other), (other, one)):
            if place in places:
                found.setdefault(place, []).append(further)
    return found
