"""The finder against what a careful reader marked in the 613 provisions of the founding works.

A mark names each work, document, publication or web page, or the place in one, to which the words of a provision or
the notes at them refer: by symbol, number or name, or by words that reach back to one ("that Convention", "the
protocols thereto", "the legal instruments"). Each is marked once, at the most precise place that is named; a note that
only gives the symbol of what the words name, or the single works of a group that they name, is not marked again. What
is still to be made ("a convention"), what is meant in general ("relevant instruments") and the text itself are none.
"""

from cjin.texts.rules.annotations import annotated_works
from cjin.texts.rules.cited.finding import Citation
from cjin.texts.rules.cited.identifiers import Document, SalesNumber, WebAddress
from cjin.texts.rules.cited.names import groups
from cjin.texts.rules.cited.resolving import resolve
from cjin.texts.rules.works import known_works
from tests.texts.following import WORKS, cited_in
from tests.texts.inputs import needs_shared

FLOOR = 0.98


def meant(mark: str) -> str:
    """A mark as the finder tells it: the work of a symbol or a sales number."""
    if mark.startswith("www."):
        return WebAddress(mark).key
    if mark.startswith("Sales/"):
        return resolve(SalesNumber(mark.removeprefix("Sales/")), {}).key
    if "/RES/" in mark:
        same = [work.slug for work in known_works() if work.symbol == mark]
        return same[-1] if same else mark
    return resolve(Document(mark), {}).key if mark.startswith(("A/", "E/")) else mark


def told(found: list[Citation], marks: set[str]) -> set[str]:
    """What the finder tells of a provision, as marks do: a note that only repeats what the words name is left out."""
    keys: set[str] = set()
    for one in found:
        target = one.target
        works = target.works if len(target.works) > 1 and target.key not in groups() else (target.key,)
        for key in (meant(work.partition("#")[0]) for work in works):
            inside = any(mark.startswith(f"{key}/") for mark in marks)
            part = any(key in groups()[mark].works for mark in marks if mark in groups())
            if not (one.note and (inside or part)) or key in marks:
                keys.add(key)
    return keys


@needs_shared
def test_of_hundred_citations_98_are_found_and_98_are_right() -> None:
    right = missed = wrong = 0
    for slug in WORKS:
        by_eid: dict[str, list[Citation]] = {}
        for one in cited_in(slug):
            by_eid.setdefault(one.eid, []).append(one)
        for annotation in annotated_works()[slug]:
            marks = {meant(mark) for mark in annotation.citations}
            found = told(by_eid.get(annotation.eid, []), marks)
            right += len(marks & found)
            missed += len(marks - found)
            wrong += len(found - marks)
    assert right + missed > 230
    assert right / (right + missed) >= FLOOR
    assert right / (right + wrong) >= FLOOR
