"""Works: the known ones of the catalogue, and those that an import finds."""

from datetime import date, datetime

from django.db import transaction

from cjin.texts.models import Work
from cjin.texts.rules.document import Instrument
from cjin.texts.rules.works import known_works


@transaction.atomic
def load_works(*, now: datetime) -> int:  # noqa: ARG001 (loaders are called alike)
    """Writes the known works of the catalogue; the number of works. A work's texts and topics are left as they are."""
    titles = dict(Work.objects.values_list("slug", "title"))
    for work in known_works():
        Work.objects.update_or_create(
            slug=work.slug,
            defaults={
                "title": {**dict(titles.get(work.slug, {})), "en": work.title},
                "symbol": work.symbol,
                "annex": work.annex,
                "body": work.body,
                "place": work.place,
                "adopted": date_of(work.date),
                "known": True,
            },
        )
    return len(known_works())


def work_for(instrument: Instrument, language: str) -> Work:
    """The work of an instrument, made when it is new. What a draft says changes nothing that others see."""
    work, _ = Work.objects.get_or_create(
        slug=instrument.instrument_id,
        defaults={
            "title": {language: instrument.title},
            "symbol": instrument.symbol,
            "annex": int(instrument.is_annex),
            "adopted": date_of(instrument.adopted),
            "body": instrument.body,
        },
    )
    return work


def add_title(work: Work, language: str, title: str) -> None:
    """Gives a work its title in a language in which it has none yet."""
    if title and work.title.get(language) is None:
        work.title = {**dict(work.title), language: title}
        work.save(update_fields=["title"])


def date_of(text: str) -> date | None:
    """A date from its ISO form, None where there is none or it is no day of the calendar."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
