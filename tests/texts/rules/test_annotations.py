"""Files of annotations: what is wrong is told with its provision."""

from typing import Any

import pytest

from cjin.core.rules.errors import Invalid
from cjin.texts.rules.annotations import Asked, read_annotations
from cjin.texts.rules.commitments.anchoring import anchored
from cjin.texts.rules.commitments.proposing import Unit

GOOD: dict[str, Any] = {"actor": "states", "act": "invite", "words": "invite"}


@pytest.mark.parametrize(
    ("commitment", "said"),
    [
        ({**GOOD, "actor": "martians"}, "the actor “martians”"),
        ({**GOOD, "act": "sing"}, "the act “sing”"),
        ({**GOOD, "conditions": ["rain"]}, "the condition “rain”"),
        ({**GOOD, "output": "cake"}, "the output “cake”"),
        ({**GOOD, "from": "chapeau"}, "or “from: chapeau”"),
        ({"actor": "states", "act": "invite"}, "or “from: chapeau”"),
        ({**GOOD, "deadline": {"century": 21}}, "a deadline is"),
        ({**GOOD, "deadline": {"recurring": "sometimes"}}, "“sometimes” is none of"),
        ({**GOOD, "colour": "red"}, "“colour” is not a field"),
        ("invite", "an actor and an act"),
    ],
)
def test_faults(commitment: Any, said: str) -> None:
    data = {"work": "one", "provisions": [{"id": "para_1", "summary": "Words.", "commitments": [commitment]}]}
    with pytest.raises(Invalid) as caught:
        read_annotations(data, "file.yaml")
    assert [fault.where for fault in caught.value.faults] == ["file.yaml, para_1"]
    assert said in caught.value.faults[0].message


@pytest.mark.parametrize("data", [None, [], {"work": "one"}, {"provisions": []}])
def test_no_file_of_annotations(data: Any) -> None:
    with pytest.raises(Invalid):
        read_annotations(data, "file.yaml")


def test_a_provision_twice_or_without_name_is_refused() -> None:
    entry = {"id": "para_1", "summary": "Words."}
    with pytest.raises(Invalid) as caught:
        read_annotations({"work": "one", "provisions": [entry, entry, {"summary": "Words."}]}, "file.yaml")
    assert len(caught.value.faults) == 2


def test_commitments_are_anchored_to_their_words() -> None:
    text = "We note the rain, invite the readers and invite the writers. We decide."
    asked = [
        Asked(("states",), "note", "note"),
        Asked(("states",), "invite", "invite"),
        Asked(("states",), "invite", "invite", nth=2),
        Asked(("states",), "decide", "decide"),
        Asked(("states",), "urge", "urge"),
    ]
    found = anchored(Unit("para_1", text), asked)
    assert [one.span.of(text) for one in found] == [
        "We note the rain, ", "invite the readers and ", "invite the writers.", "We decide.",
        "We note the rain, invite the readers and invite the writers.",
    ]  # fmt: skip
    assert found[-1].place is None
