"""Works: the known ones of the catalogue, and those that an import finds."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from cjin.reference.models import Topic
from cjin.texts.models import Work
from cjin.texts.rules.days import written_day
from cjin.texts.rules.document import Instrument
from cjin.texts.rules.works import known_works


@transaction.atomic
def load_works(*, now: datetime) -> int:  # noqa: ARG001 (loaders are called alike)
    """Writes the known works of the catalogue; the number of works.

    A work's texts are left as they are, and its topics where it has any; else it gets those that were drawn from it.
    """
    titles = dict(Work.objects.values_list("slug", "title"))
    topics = _topics_by_work()
    for work in known_works():
        stored, _ = Work.objects.update_or_create(
            slug=work.slug,
            defaults={
                "title": {**dict(titles.get(work.slug, {})), "en": work.title},
                "symbol": work.symbol,
                "annex": work.annex,
                "body": work.body,
                "place": work.place,
                "adopted": written_day(work.date),
                "known": True,
            },
        )
        if topics[work.slug] and not stored.topics.exists():
            stored.topics.set(topics[work.slug])
    return len(known_works())


def _topics_by_work() -> dict[str, list[Topic]]:
    found: dict[str, list[Topic]] = defaultdict(list)
    for topic in Topic.objects.all():
        for slug in topic.drawn_from:
            found[str(slug)].append(topic)
    return found


def work_for(instrument: Instrument, language: str) -> Work:
    """The work of an instrument, made when it is new. What a draft says changes nothing that others see."""
    work, _ = Work.objects.get_or_create(
        slug=instrument.instrument_id,
        defaults={
            "title": {language: instrument.title},
            "symbol": instrument.symbol,
            "annex": int(instrument.is_annex),
            "adopted": written_day(instrument.adopted),
            "body": instrument.body,
        },
    )
    return work


def add_title(work: Work, language: str, title: str) -> None:
    """Gives a work its title in a language in which it has none yet."""
    if title and work.title.get(language) is None:
        work.title = {**dict(work.title), language: title}
        work.save(update_fields=["title"])
