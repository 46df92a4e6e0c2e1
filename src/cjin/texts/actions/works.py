"""Works: the known ones of the catalogue, and those that an import finds."""

from datetime import date, datetime

from django.db import transaction

from cjin.texts.models import Work
from cjin.texts.rules.document import Instrument
from cjin.texts.rules.works import known_works


@transaction.atomic
def load_works(*, now: datetime) -> int:  # noqa: ARG001 (loaders are called alike)
    """Writes the known works of the catalogue; the number of works. A work's texts and topics are left as they are."""
    works = known_works()
    for work in works:
        Work.objects.update_or_create(
            slug=work.slug,
            defaults={
                "title": {"en": work.title}, "symbol": work.symbol, "annex": work.annex, "body": work.body,
                "place": work.place, "adopted": date_of(work.date), "known": True,
            },
        )  # fmt: skip
    return len(works)


def work_for(instrument: Instrument, language: str) -> Work:
    """The work of an instrument, made when it is new; a title in another language is added to it."""
    work, made = Work.objects.get_or_create(
        slug=instrument.instrument_id,
        defaults={
            "title": {language: instrument.title}, "symbol": instrument.symbol, "annex": int(instrument.is_annex),
            "adopted": date_of(instrument.adopted), "body": instrument.body,
        },
    )  # fmt: skip
    if not made and instrument.title and work.title.get(language) is None:
        work.title = {**dict(work.title), language: instrument.title}
        work.save(update_fields=["title"])
    return work


def date_of(text: str) -> date | None:
    """A date from its ISO form, None where there is none or it is no day of the calendar."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
