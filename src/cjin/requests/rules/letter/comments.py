"""Comments on a draft as a small file: what the State that was shown it says of its answers."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.storable import UNSEEN

FORMAT = "cjin-comments/1"
LARGEST = 1_000_000
MOST, LONGEST = 500, 5_000
_FIELDS = {"format", "reference", "from", "comments"}


def as_data(reference: str, state: str, comments: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """The comments of a State on the draft that it knows by a reference, as ``read_comments`` takes them."""
    said = [{"item": one["item"], "text": one["text"]} for one in comments]
    return {"format": FORMAT, "reference": reference, "from": state, "comments": said}


def read_comments(content: bytes, *, reference: str, state: str) -> list[dict[str, str]]:
    """The comments of a file on this very draft by this State. Raises Invalid with each fault."""
    if len(content) > LARGEST:
        raise _refused("the file is too large")
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise _refused("JSON is expected") from None
    if not isinstance(data, Mapping) or data.get("format") != FORMAT or set(data) != _FIELDS:
        raise _refused(f"{', '.join(sorted(_FIELDS))} are expected, the format being {FORMAT}")
    if data["reference"] != reference or data["from"] != state:
        raise _refused(f"these are comments of {str(data['from'])[:10]} on {str(data['reference'])[:60]}")
    comments = data["comments"]
    if not isinstance(comments, list) or not 0 < len(comments) <= MOST:
        raise _refused(f"a list of one to {MOST} comments is expected")
    return [checked(one, f"comment {number}") for number, one in enumerate(comments, start=1)]


def checked(one: Any, where: str = "comment") -> dict[str, str]:
    """A comment: on an item, or on the whole where none is named. Raises Invalid."""
    if not isinstance(one, Mapping) or set(one) != {"item", "text"}:
        raise _refused("item and text are expected", where)
    item, text = one["item"], one["text"]
    if not isinstance(item, str) or not isinstance(text, str) or len(item) > 80:
        raise _refused("texts are expected", where)
    said = text.replace("\r\n", "\n").strip()
    if not said or len(said) > LONGEST or UNSEEN.search(said) or UNSEEN.search(item):
        raise _refused(f"a text of one to {LONGEST} signs that can be seen is expected", where)
    return {"item": item, "text": said}


def _refused(message: str, where: str = "comments") -> Invalid:
    return Invalid("The comments were not taken.", [Fault(where, message)])
