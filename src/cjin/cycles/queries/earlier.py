"""What came before a round: the rounds that it continues, and which of their questions each of its own follows."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from django.db.models import Q

from cjin.texts.models import Parallel, Verdict

from ..models import FormVersion, Round
from ..rules.form.questions import Form
from ..rules.form.succession import Follows, chained, parallels_of
from .rounds import form_of, form_read

type Names = Mapping[str, str]
"""For questions of the newest form, what they are called in an earlier one."""


def rounds_before(round_: Round) -> list[tuple[Round, Names]]:
    """A round and those before it, the newest first, each with the questions that it asked.

    Each leads to its previous round; where it names none, to the newest one before it that asked any of its questions.
    One that still goes on tells nothing yet and is passed over. A fixed number of queries for each round.
    """
    return list(_backwards(round_))


def _backwards(round_: Round) -> Iterator[tuple[Round, Names]]:
    newest = form_of(round_)
    every = {one.pk: one for one in Round.objects.select_related("form").defer("form__definition")}
    found: list[tuple[Round, Names]] = [(round_, {one.question: one.question for one in newest.questions})]
    yield found[0]
    seen, at = {round_.pk}, _one_before(round_, every)
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        if at.closed_at is not None or at.simulated:
            found.append((at, _names(found, form_of(at))))
            yield found[-1]
        at = _one_before(at, every)


def last_asked(round_: Round) -> list[tuple[Round, Names]]:
    """The rounds before with the questions that each was the last to ask: what is compared with the replies now."""
    found: list[tuple[Round, Names]] = []
    left = {one.question for one in form_of(round_).questions}
    for earlier, names in islice(_backwards(round_), 1, None):
        asked = {name: there for name, there in names.items() if name in left}
        left -= asked.keys()
        if asked:
            found.append((earlier, asked))
        if not left:
            break
    return found


def _one_before(round_: Round, every: Mapping[int, Round]) -> Round | None:
    if round_.previous_id is not None:
        return every[round_.previous_id]
    earlier = [one for one in every.values() if one.opens < round_.opens and one.simulated == round_.simulated]
    tried: set[int] = set()
    for one in sorted(earlier, key=lambda one: (one.opens, one.pk), reverse=True):
        if one.form_id not in tried and followed(form_of(one), form_of(round_)):
            return one
        tried.add(one.form_id)
    return None


def _names(newer: Sequence[tuple[Round, Names]], before: Form) -> Names:
    """What questions of the newest form are called in an earlier one: by way of the round after it, or directly."""
    found: dict[str, str] = {}
    for round_, names in (newer[-1], newer[0]):
        follows = followed(before, form_of(round_))
        for name, there in names.items():
            if there in follows:
                found.setdefault(name, follows[there])
    return found


def followed(before: Form, after: Form) -> dict[str, str]:
    """For questions of a form, those of an earlier one that they follow. Two queries where they are different forms."""
    same = before.form == after.form
    found = succeeded(before, after) if same else parallels_of(before, after, continued_by(after))
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
