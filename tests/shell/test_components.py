"""Components that the packages include."""

import re

from django.template.loader import render_to_string
from django.utils.translation import override


def part(name: str, **context: object) -> str:
    return render_to_string(f"shell/components/{name}.html", context)


def test_facts_leave_out_what_is_not_known() -> None:
    shown = part("facts", facts=[("Symbol", "A/RES/76/181"), ("Session", ""), ("Date", None)])
    assert shown.count("<dt>") == 1


def test_tabs_mark_the_current_one_and_say_their_language() -> None:
    tabs = [
        {"label": "English", "url": "?l=en", "current": True, "lang": "en"},
        {"label": "العربية", "url": "?l=ar", "lang": "ar"},
    ]
    shown = part("tabs", label="Languages", tabs=tabs)
    assert shown.count('aria-current="page"') == 1
    assert 'lang="ar" hreflang="ar"' in shown


def test_a_list_on_one_page_shows_no_pages() -> None:
    assert "<nav" not in part("pages", words="1 of 1")
    shown = part("pages", next="?cursor=abc", words="1–50 of 1,234")
    assert 'rel="next"' in shown
    assert 'rel="prev"' not in shown
    assert "1–50 of 1,234" in shown


def test_an_empty_state_names_the_next_step() -> None:
    shown = part("empty", title="No text yet", text="Load one.", action_url="/load", action="Load a text")
    assert '<a class="button" href="/load">Load a text</a>' in shown


def test_filters_say_how_many_and_which_is_chosen() -> None:
    options = [
        {"label": "Declarations", "count": 1234, "url": "?kind=d", "chosen": True},
        {"label": "Treaties", "count": 0, "url": "?kind=t", "chosen": False},
    ]
    with override("en"):
        shown = part("filters", filters=[{"label": "Kind", "options": options}])
    assert "1,234" in shown
    assert shown.count('aria-current="true"') == 1
    assert "take this filter away" in shown


def test_a_long_filter_is_folded_and_says_how_much_and_keeps_what_is_chosen_in_sight() -> None:
    options = [{"label": f"Body {n}", "count": n, "url": f"?b={n}", "chosen": n == 20} for n in range(1, 25)]
    with override("en"):
        shown = part("filters", filters=[{"label": "Adopted by", "options": options}])
        short = part("filters", filters=[{"label": "Adopted by", "options": options[:10]}])
    before, _, rest = shown.partition("<details")
    assert "15 more" in rest
    assert "Body 20<" in before
    assert "Body 9<" in rest
    assert shown.count("<li>") == 24
    assert "<details" not in short


def test_a_citation_keeps_its_direction_and_folds_what_few_need() -> None:
    styles = [("un", "UN", "A/RES/1/1"), ("link", "Link", "https://x"), ("ris", "RIS", "TY  - LEGAL")]
    with override("ar"):
        shown = part("citation", styles=styles)
    before, _, rest = shown.partition("<details")
    assert 'id="cite-link" tabindex="0" role="region" aria-labelledby="cite-link-label" dir="ltr"' in before
    assert 'id="cite-ris"' in rest
    assert shown.count('dir="ltr"') == 2


def test_a_citation_can_be_copied_and_the_button_waits_for_a_script() -> None:
    shown = part(
        "citation", styles=[("un", "United Nations", "A/RES/76/181, annex, para. 61"), ("bib", "BibTeX", "@misc{x}")]
    )
    assert shown.count("data-copy=") == shown.count("hidden>") == 2
    for target in re.findall(r'data-copy="([^"]+)"', shown):
        assert f'id="{target}"' in shown


def test_a_table_scrolls_inside_itself_and_can_be_reached_by_keyboard() -> None:
    shown = part("table_begin", label="States") + part("table_end")
    assert 'role="region" aria-label="States" tabindex="0"' in shown
    assert shown.count("<div") == shown.count("</div>") == 1


def test_breadcrumbs_downloads_and_notices() -> None:
    assert '<a href="/texts">Texts</a>' in part("breadcrumbs", crumbs=[("Texts", "/texts")])
    assert 'type="text/csv"' in part("downloads", downloads=[{"label": "CSV", "url": "/x.csv", "type": "text/csv"}])
    assert 'class="notice warning"' in part("notice", text="Careful", tone="warning")


def test_what_comes_from_people_is_escaped_everywhere() -> None:
    evil = "<script>alert(1)</script>"
    for shown in (
        part("facts", facts=[(evil, evil)]),
        part("tabs", label=evil, tabs=[{"label": evil, "url": evil}]),
        part("empty", title=evil, text=evil, action=evil, action_url=evil),
        part("citation", styles=[("a", evil, evil)]),
        part("filters", filters=[{"label": evil, "options": [{"label": evil, "url": evil, "count": 1}]}]),
        part("breadcrumbs", crumbs=[(evil, evil)]),
    ):
        assert "<script" not in shown
