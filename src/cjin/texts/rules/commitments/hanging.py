"""Whether a verb belongs to the main clause of a sentence, and whether that clause asks anything of anybody."""

import re

_RELATIVE = re.compile(
    r"\b(?:that(?! (?:provided|referred|established|of)\b)|which|who|whose|whom|where|if|when|unless|because|whether"
    r"|how|what)\b"
)
_FINITE = re.compile(r"\s(?:have|has|had|are|is|were|was|do|does|did)\s")
"""Behind "which": the clause that hangs has its verb, and the next one belongs to the main clause."""
_VERB = re.compile(r"^\s(?:[a-z]+s|elect|make|apply|permit|require|seek|consider|provide|conclude|decide|wish)\s")
_CLAUSE = re.compile(r"^\s(?:this|that|the|a|an|each|it)\s(?:[a-z]+\s)?(?:so\s)?[a-z]+s\s$")
"""Behind "to which": a whole clause, "to which this article applies"."""
_ACTS = re.compile(r"^\s(?:[a-z]+ly\s)?(?!states|governments|parties|institutions|members)[a-z]+s\s[a-z]")
"""Behind "that" or "which": its verb, "that receives information"."""
_POINTING = re.compile(r"^\s(?:[a-z]+ ){1,2}$")
_INTRODUCED = re.compile(
    r"^(?:in|within|for|given|with|as|under|because|upon|to|by|notwithstanding|without|where|if|when|unless|at|after|on)"
    r"\b.*$"
)
_FORMAL = re.compile(
    r"^(?:nothing in (?:this|the present|these|article)\b"
    r"|(?:for the purposes of |subject to |without prejudice to )?[^,]{0,80}?,?\s?"
    r"(?:this|the present) (?:convention|protocol|agreement|treaty|article|paragraph|subparagraph)\s$)"
)
_STANDS = re.compile(
    r"^\s(?:not |also |only |then |still )*(?:apply|enter|affect|prejudice|remain|supplement|cease|limit|preclude"
    r"|exclude|confer|come into|be (?:so )?(?:open|subject|construed|interpreted|deposited|in force))\b"
)
_TAKES_EFFECT = re.compile(
    r"^\s(?:not )?(?:enter into force|take effect|become effective|cease to (?:be in force|have effect))\b"
)
_MEANS = re.compile(r"^\s(?:mean|be (?:understood|taken) to mean)\b")


def hangs(before: str, *, opened: bool = False, item: bool = False) -> bool:
    """Whether a verb behind these words belongs to a clause that hangs on another: "..., which should include".

    ``opened`` says that the words stand in the middle of a sentence whose main clause has begun; ``item`` that they
    begin an item of a list, which needs no verb of its own.
    """
    hanging = [one for one in _RELATIVE.finditer(before) if not _points(before, one)]
    if not hanging:
        return ";" in before
    if opened:
        return bool(_VERB.match(before[hanging[-1].end() :])) is False
    relative = hanging[-1]
    inside = before[relative.end() :]
    told = before[: relative.start()].strip(" ,")
    whole = _CLAUSE.match(inside) or _ACTS.match(inside) or (relative[0] == "whose" and len(inside.split()) > 2)
    if whole and not item:
        return False
    if (relative[0] != "that" and not item and _FINITE.search(inside)) or _FINITE.match(inside):
        return not told.count(" ") and "," not in inside and relative[0] in ("where", "if", "when", "unless")
    return not (inside.count(",") >= 1 and (not told or (_INTRODUCED.match(told) and not (item and "," in told))))


def _points(before: str, word: re.Match[str]) -> bool:
    """Whether "that" points at somebody: "..., that State Party shall"."""
    return word[0] == "that" and before[: word.start()].endswith(", ") and bool(_POINTING.match(before[word.end() :]))


def is_formal(before: str, behind: str) -> bool:
    """Whether a duty asks nothing of anybody: it tells what a word means, or where and when an instrument applies."""
    formal = _FORMAL.match(before) and _STANDS.match(behind)
    return bool(formal or _MEANS.match(behind) or _TAKES_EFFECT.match(behind) or before.startswith("nothing in "))
