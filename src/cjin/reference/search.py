"""What reference data gives to the search index: States and areas, and topics, in each language that names them."""

from collections.abc import Iterator

from cjin.core.rules.search import SearchDocument

from .models import State, Topic


class States:
    """States and areas by their names and codes."""

    kind = "state"

    def documents(self) -> Iterator[SearchDocument]:
        """One document per State and language."""
        for state in State.objects.select_related("region").order_by("pk"):
            region = state.region.names if state.region else {}
            for language, name in state.names.items():
                yield SearchDocument(
                    kind=self.kind,
                    object_id=state.iso3,
                    language=language,
                    title=name,
                    text=f"{state.iso3} {state.iso2} {state.m49}",
                    context=region.get(language) or "",
                    url=state.get_absolute_url(),
                )


class Topics:
    """Topics by their names, other words for them, and what they cover."""

    kind = "topic"

    def documents(self) -> Iterator[SearchDocument]:
        """One document per topic and language; what it covers is told in English only."""
        for topic in Topic.objects.order_by("pk"):
            for language, name in topic.pref_label.items():
                yield SearchDocument(
                    kind=self.kind,
                    object_id=topic.slug,
                    language=language,
                    title=name,
                    text="\n".join(_lines(topic, language)),
                    url=topic.get_absolute_url(),
                )


def _lines(topic: Topic, language: str) -> Iterator[str]:
    if language == "en" and topic.scope_note:
        yield topic.scope_note
    if others := [*topic.alt_label.get(language, []), *topic.keywords.get(language, [])]:
        yield ", ".join(dict.fromkeys(others))
