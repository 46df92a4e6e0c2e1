"""The order in which readers expect names."""

from hypothesis import given
from hypothesis import strategies as st

from cjin.reference.rules.collation import sort_key


def order(language: str, *names: str) -> list[str]:
    return sorted(names, key=lambda name: sort_key(name, language))


def test_marks_do_not_move_a_name() -> None:
    assert order("en", "Zambia", "Åland Islands", "Albania", "Afghanistan")[1] == "Åland Islands"
    assert order("fr", "Zambie", "Émirats arabes unis", "Espagne", "Égypte")[:2] == ["Égypte", "Émirats arabes unis"]


def test_the_arabic_article_does_not_count() -> None:
    assert order("ar", "تونس", "الأردن", "بلجيكا") == ["الأردن", "بلجيكا", "تونس"]


def test_chinese_names_stand_by_sound() -> None:
    assert order("zh", "中国", "阿富汗", "巴西", "肯尼亚") == ["阿富汗", "巴西", "肯尼亚", "中国"]


@given(st.lists(st.text(), max_size=8), st.sampled_from(["ar", "en", "es", "fr", "ru", "zh", "zh-hans"]))
def test_any_names_can_be_put_in_order(names: list[str], language: str) -> None:
    assert sorted(order(language, *names)) == sorted(names)
