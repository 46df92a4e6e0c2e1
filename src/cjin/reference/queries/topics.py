"""Questions about the topic scheme and the languages."""

from functools import cache

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import NotFound

from ..models import Topic
from ..rules.languages import LanguageEntry, read_languages
from ..rules.topics import Branch, grow


@cache
def languages() -> tuple[LanguageEntry, ...]:
    """The six languages, by code."""
    return tuple(sorted(read_languages(read("languages")), key=lambda language: language.code))


def topic_tree() -> list[Branch[Topic]]:
    """The whole scheme as trees of topics, in the order of the catalogue."""
    return grow((topic.pk, topic.broader_id, topic) for topic in Topic.objects.all())


def topic(slug: str) -> Topic:
    """The topic with this slug. Raises NotFound."""
    found = Topic.objects.select_related("broader").filter(pk=slug).first()
    if found is None:
        raise NotFound(f"There is no topic “{slug[:80]}”.")
    return found
