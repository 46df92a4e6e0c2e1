"""A library to read: the works of the catalogue and the model declaration in three languages."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from cjin.texts.actions.library import load_library
from cjin.texts.actions.works import load_works
from cjin.texts.models import Expression, Provision, Work
from cjin.texts.rules.stages import Stage

MakeText = Callable[..., Expression]


@pytest.fixture
def library(db: None, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The known works without text, and the model declaration, published."""
    monkeypatch.setenv("CJIN_LIBRARY", "")
    load_works(now=now)
    load_library(now=now)


@pytest.fixture
def make_text(db: None, now: datetime) -> MakeText:
    """Makes a text of a work from identifiers and words, published or a draft."""

    def make(
        slug: str,
        units: dict[str, str],
        *,
        published: bool = True,
        number: int = 1,
        language: str = "en",
        **work: object,
    ) -> Expression:
        defaults = {"title": {"en": f"Title of {slug}"}, **work}
        made, _ = Work.objects.get_or_create(slug=slug, defaults=defaults)
        expression = Expression.objects.create(
            work=made,
            language=language,
            number=number,
            stage=Stage.PUBLISHED if published else Stage.DRAFT,
            release="public" if published else "own",
            is_current=published and number == 1,
            title=f"Title of {slug}",
            imported_at=now,
            published_at=now if published else None,
        )
        Provision.objects.bulk_create(
            Provision(
                expression=expression,
                eid=eid,
                position=place,
                kind="subparagraph" if "__subpara" in eid else "paragraph",
                num=eid.rpartition("_")[2],
                text=text,
                marked=text,
            )
            for place, (eid, text) in enumerate(units.items())
        )
        return expression

    return make


def page(client: Client, path: str) -> str:
    """A page that opens, as its HTML."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()
