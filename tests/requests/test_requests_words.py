"""The tags with which pages name kinds, questions and states in the reader's language."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from cjin.requests.rules.wording import words


@pytest.mark.parametrize("language", ["en", "ar", "es", "fr", "ru", "zh-hans"])
def test_names_are_in_the_readers_language(language: str) -> None:
    page = Template(
        "{% load requests_words %}{{ state|word:'state' }}\n{% question kind 'persons' %}\n{% label kind 'persons' %}\n"
        "{% matter kind 'person' %}\n{{ kind|word:'kind' }}"
    )
    said = words(language)
    with override(language):
        shown = page.render(Context({"state": "sent", "kind": "extradition"}, autoescape=False))
    assert shown.split("\n") == [
        said.state("sent"), said.question("extradition", "persons"), said.label("extradition", "persons"),
        said.matter("extradition", "person"), said.kind("extradition"),
    ]  # fmt: skip


def test_a_name_that_nobody_knows_is_shown_as_it_is_and_cannot_write_on_the_page() -> None:
    page = Template("{% load requests_words %}{% question kind item %} {{ item|word:'state' }}")
    with override("fr"):
        shown = page.render(Context({"kind": "no-kind", "item": "<b>x</b>"}))
    assert shown == "&lt;b&gt;x&lt;/b&gt; &lt;b&gt;x&lt;/b&gt;"
