"""What the words of instruments ask, commission and cite: what people confirmed, else what rules propose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cjin.texts.models import Annotation, Origin, Work
from cjin.texts.models import Commitment as Stored
from cjin.texts.queries.instruments import ENGLISH, Instrument
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.cited.finding import Citation, citations_of
from cjin.texts.rules.commitments.anchoring import anchored, fits
from cjin.texts.rules.commitments.proposing import Commitment, Unit, propose
from cjin.texts.rules.commitments.rows import CONFIRMED, PROPOSED, REWORDED
from cjin.texts.rules.mandates import Mandate, mandates_in
from cjin.texts.rules.numbered import numbered_mandates


@dataclass(frozen=True)
class Standing:
    """A commitment and whether it is proposed by rules, confirmed, or confirmed for another wording than that of the
    text; ``origin`` is who confirmed it.
    """

    commitment: Commitment
    state: str
    origin: str = ""


def proposed_of(instrument: Instrument) -> list[Commitment]:
    """The commitments that rules propose, in order of the provisions."""
    return propose(instrument.units, author=instrument.text.author_line, language=instrument.text.language)


def confirmed_of(work: Work, eid: str = "") -> dict[str, list[Stored]]:
    """The confirmed commitments of a work, or of one provision, by provision.

    The list is empty where it was confirmed that there is none.
    """
    mine = {"work": work, **({"eid": eid} if eid else {})}
    decided = Annotation.objects.filter(**mine, decided=True).values_list("eid", flat=True)
    found: dict[str, list[Stored]] = {one: [] for one in decided}
    for one in Stored.objects.filter(**mine).order_by("eid", "position"):
        found.setdefault(one.eid, []).append(one)
    return found


def commitments_of(instrument: Instrument) -> list[Standing]:
    """The commitments of each provision in order: the confirmed ones, and where nobody decided, those proposed; both
    where they were confirmed for another wording.
    """
    confirmed = confirmed_of(instrument.text.work)
    proposed: dict[str, list[Commitment]] = {}
    for one in proposed_of(instrument):
        proposed.setdefault(one.eid, []).append(one)
    found: list[Standing] = []
    for unit in instrument.units:
        said = standing_in(unit, confirmed.get(unit.eid, ()), instrument.text.language)
        found += said
        if unit.eid not in confirmed or are_reworded(said):
            found += [Standing(one, PROPOSED) for one in proposed.get(unit.eid, ())]
    return found


def annotated_in(work: Work) -> dict[str, list[Standing]]:
    """What the annotations of this software say that each provision of a work asks, where its text is not at hand."""
    return {
        eid: [
            Standing(one, CONFIRMED, Origin.CATALOGUE)
            for one in anchored(Unit(eid, ""), [asked_by(row) for row in rows], ENGLISH)
        ]
        for eid, rows in confirmed_of(work).items()
        if all(row.origin == Origin.CATALOGUE for row in rows)
    }


def are_reworded(said: Sequence[Standing]) -> bool:
    """Whether what was confirmed of a provision was confirmed for another wording."""
    return any(one.state == REWORDED for one in said)


def valid_of(instrument: Instrument) -> list[Commitment]:
    """The commitments that hold for the words of the text as they are: none that was confirmed for another wording."""
    return [one.commitment for one in commitments_of(instrument) if one.state != REWORDED]


def standing_in(unit: Unit, stored: Sequence[Stored], language: str) -> list[Standing]:
    """Confirmed commitments of one provision, anchored to its text.

    They were decided about together: where the words of one are gone, all were confirmed for another wording.
    """
    asked = [asked_by(one) for one in stored]
    placed = anchored(unit, asked, language)
    state = CONFIRMED if fits(unit.text, asked) else REWORDED
    return [Standing(one, state, row.origin) for one, row in zip(placed, stored, strict=True)]


def asked_by(stored: Stored) -> Asked:
    """A stored commitment as rules read it."""
    kinds = tuple(one["kind"] for one in stored.conditions)
    return Asked(
        tuple(stored.actors), stored.act, stored.words, stored.nth, kinds, stored.deadline, stored.output
    )  # fmt: skip


def anchored_rows(work: Work) -> dict[str, list[Asked]]:
    """The confirmed commitments of a work as rules read them, by provision."""
    return {eid: [asked_by(one) for one in found] for eid, found in confirmed_of(work).items()}


def mandates_of(instrument: Instrument) -> list[Mandate]:
    """The mandates of an instrument, in order of the provisions."""
    texts = {unit.eid: unit.text for unit in instrument.units}
    found = valid_of(instrument)
    adopted = instrument.text.work.adopted
    year = adopted.year if adopted else None
    return mandates_in(found, texts, language=instrument.text.language, adopted=year)


def mandates_in_summary(work: Work) -> list[Mandate]:
    """The mandates of a work whose text is not here: where the annotations say what shall come of them, and those of
    the founding texts by number; the latter as proposed, since nobody said it of the provision itself.
    """
    said = annotated_in(work)
    asked = [one.commitment for mine in said.values() for one in mine if one.commitment.outputs]
    found = mandates_in(asked, dict.fromkeys(said, ""), adopted=work.adopted.year if work.adopted else None)
    there = {(one.eid, one.addressee, one.output) for one in found}
    for numbered in numbered_mandates():
        for slug, eid, addressee, output in numbered.places:
            one = next((c.commitment for c in said.get(eid, ()) if addressee in c.commitment.actors), None)
            if slug == work.slug and one and (eid, addressee, output) not in there:
                conditions = tuple(condition.kind for condition in one.conditions)
                found.append(Mandate(eid, addressee, output, one.act, one.deadline, conditions))
    places = {eid: place for place, eid in enumerate(said)}
    return sorted(found, key=lambda one: places[one.eid])


def citations_in(instrument: Instrument, others: Sequence[Instrument]) -> list[Citation]:
    """The citations of an instrument; places in the ``others`` are looked up."""
    structures = {one.slug: one.eids for one in (*others, instrument)}
    return citations_of(replace(instrument.citing(), structures=structures))
