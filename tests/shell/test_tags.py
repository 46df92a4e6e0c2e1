"""Tags and filters of every page."""

from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.multilingual import Multilingual
from cjin.shell.templatetags.shell import direction, in_language, multilingual, number


def render(source: str, **context: object) -> str:
    return Template("{% load i18n shell %}" + source).render(Context(context))


def test_a_text_in_the_readers_language_stands_alone() -> None:
    with override("fr"):
        assert multilingual({"en": "Law", "fr": "Loi"}) == "Loi"
    with override("zh-hans"):
        assert multilingual(Multilingual(en="Law", zh="法律")) == "法律"


def test_a_missing_translation_is_shown_as_missing_in_its_own_language() -> None:
    with override("ar"):
        shown = multilingual({"en": "Law"})
    assert '<span lang="en" dir="ltr">Law</span>' in shown
    assert "غير مترجم" in shown


def test_a_text_in_no_language_is_shown_as_missing() -> None:
    with override("en"):
        assert multilingual({}) == '<span class="untranslated">not translated</span>'


def test_a_text_of_one_language_says_so_to_readers_of_another() -> None:
    with override("en"):
        assert "untranslated" not in in_language("A note", "en")
    with override("ru"):
        assert "не переведено" in in_language("A note", "en")


@given(text=st.text(min_size=1))
def test_no_text_becomes_markup(text: str) -> None:
    with override("fr"):
        for shown in (render("{{ t|multilingual }}", t={"en": text}), render('{{ t|in_language:"en" }}', t=text)):
            inner = shown.split('dir="ltr">', 1)[1].split("</span>", 1)[0] if 'dir="ltr">' in shown else ""
            assert "<" not in inner
            assert ">" not in inner


def test_directions() -> None:
    assert [direction(tag) for tag in ("ar", "ar-EG", "en", "zh-hans")] == ["rtl", "rtl", "ltr", "ltr"]


def test_nothing_stays_nothing() -> None:
    assert number(None) == ""
    assert render("{{ d|date_long }}{{ d|time_long }}", d=None) == ""


def test_what_is_held_is_stripped_and_not_escaped_twice() -> None:
    shown = render("{% held as part %}  <b>{{ word }}</b>\n{% endheld %}[{{ part }}]", word="a<b")
    assert shown == "[<b>a&lt;b</b>]"


def test_a_status_is_a_word_with_a_shape_that_is_not_read_out() -> None:
    shown = render('{% status "published" "done" %}')
    assert "published" in shown
    assert 'aria-hidden="true"' in shown


def test_every_tone_has_its_own_shape() -> None:
    def shape(tone: str) -> str:
        return render("{% status 'x' tone %}", tone=tone).split("<svg")[1].split(">", 1)[1].split("</svg>")[0]

    assert len({shape(tone) for tone in ("done", "active", "warning", "stopped", "draft", "open")}) == 6
