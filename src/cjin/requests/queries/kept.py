"""The letters of a request that are kept, each by its number in the request."""

from dataclasses import dataclass

from cjin.core.rules.errors import NotFound

from ..models import Letter, Request
from ..rules.case.process import Direction
from .letters import is_draft


@dataclass(frozen=True)
class Kept:
    """A letter with its number, counted from one in its request; ``earlier``: it has a text that is not the approved
    one any more.
    """

    number: int
    letter: Letter
    earlier: bool


def letters_of(request: Request) -> list[Kept]:
    """The letters of a request without their files: the newest first, those of earlier versions last."""
    now = approved_revision(request)
    every = enumerate(request.letters.order_by("pk").defer("data"), start=1)
    found = [Kept(number, one, _is_earlier(request, one, now)) for number, one in every]
    return sorted(found, key=lambda one: (one.earlier, -one.number))


def _is_earlier(request: Request, letter: Letter, now: int | None) -> bool:
    if request.direction != Direction.OUTGOING:
        return False
    return now is None or letter.revision < now


def approved_revision(request: Request) -> int | None:
    """The revision that was approved and that letters are signed of; None where none is, or not any more."""
    approved = request.happened.filter(act="approve").order_by("-position").values_list("position", flat=True).first()
    if approved is None or is_draft(request):
        return None
    # Nothing is written after an approval: each act since then counts one.
    return request.revision - request.happened.filter(position__gt=approved).count()


def signed_letter(request: Request) -> Letter | None:
    """The letter that was signed of what is approved."""
    now = approved_revision(request)
    signed = request.letters.filter(received=False, revision__gte=now) if now is not None else request.letters.none()
    return signed.defer("data").first()


def letter_named(request: Request, number: int) -> Letter:
    """A letter of a request by its number. Raises NotFound."""
    numbered = dict(enumerate(request.letters.order_by("pk").values_list("pk", flat=True), start=1))
    if number not in numbered:
        raise NotFound("There is no such letter of this request.")
    return request.letters.get(pk=numbered[number])
