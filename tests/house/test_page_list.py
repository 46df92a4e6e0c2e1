"""Every page is looked at: a new address is in the list by itself, or is named as an exception with its reason."""

from tests.journeys.pages import EXCEPTIONS, SAMPLES, routes, to_look_at


def test_every_address_is_looked_at_or_excepted() -> None:
    assert set(routes()) - set(to_look_at()) - set(EXCEPTIONS) == set(), "give each a sample, or say why it needs none"


def test_no_sample_and_no_exception_outlives_its_address() -> None:
    assert (set(SAMPLES) | set(EXCEPTIONS)) - set(routes()) == set()
    assert not set(SAMPLES) & set(EXCEPTIONS)
    assert all(EXCEPTIONS.values())


def test_there_are_pages_in_the_list() -> None:
    assert {"shell:home", "core:people", "core:person", "reference:states", "texts:work", "search"} <= set(to_look_at())
