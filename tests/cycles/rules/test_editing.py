"""What people changed in a report: the newest holds, nothing is lost, what was left out does not come back."""

from hypothesis import given
from hypothesis import strategies as st

from cjin.cycles.rules.report.editing import Edited, edited, holding
from cjin.cycles.rules.report.parts import Block, Heading, Paragraph, Report, Sentence, Table

PARAGRAPH = Paragraph("here", (Sentence("here/1", "Words of the draft."),))
TABLE, HEADING = Table("table", ("Column",), ()), Heading("heading", "Heading", 1)


def report(*blocks: Block) -> Report:
    return Report((), "en", blocks, (), 100)


def texts(found: Report) -> list[str]:
    return [one.text for one in found.blocks if isinstance(one, Paragraph)]


def test_of_a_paragraph_that_is_gone_only_the_newest_words_stand_at_the_end() -> None:
    old, new = Edited("1", "gone", "Old words."), Edited("2", "gone", "New words.")
    added = Edited("3", "gone", "More words.", added=True)
    assert texts(edited(report(PARAGRAPH), [old, new, added])) == ["Words of the draft.", "New words.", "More words."]


def test_what_was_edited_and_then_left_out_does_not_come_back() -> None:
    old, left_out = Edited("1", "gone", "Old words."), Edited("2", "gone", "")
    assert texts(edited(report(PARAGRAPH), [old, left_out])) == ["Words of the draft."]
    assert texts(edited(report(PARAGRAPH), [Edited("1", "here", "Old."), Edited("2", "here", "")])) == []


def test_what_was_written_for_a_table_or_a_heading_is_not_lost() -> None:
    edits = [Edited("1", "table", "On the table."), Edited("2", "heading", "On the heading.", added=True)]
    found = edited(report(HEADING, TABLE), edits)
    assert found.blocks[:2] == (HEADING, TABLE)
    assert texts(found) == ["On the table.", "On the heading."]


EDITS = st.lists(
    st.tuples(st.sampled_from(["here", "gone", "table"]), st.sampled_from(["", "words"]), st.booleans()), max_size=6
).map(lambda made: [
    Edited(str(number), place, f"{text} {number}".strip() if text or added else "", added=added)
    for number, (place, text, added) in enumerate(made)
])  # fmt: skip


@given(EDITS)
def test_every_edit_that_holds_stands_once_and_no_other(edits: list[Edited]) -> None:
    found = texts(edited(report(PARAGRAPH, TABLE), edits))
    own = [one for one in found if one != "Words of the draft."]
    assert sorted(own) == sorted(one.text for one in holding(edits) if one.text)
    replaced = any(one.paragraph == "here" and not one.added for one in edits)
    assert ("Words of the draft." in found) is not replaced
    for place in ("here", "gone", "table"):
        newest = [one for one in edits if one.paragraph == place and not one.added][-1:]
        assert [one for one in holding(edits) if one.paragraph == place and not one.added] == newest
