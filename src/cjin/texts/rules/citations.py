"""A provision or an instrument as a citation to copy: in the manner of the United Nations, BibTeX, RIS."""

import re
from dataclasses import dataclass
from datetime import date

from cjin.texts.rules.naming import path_in_words, segments_of

_RESOLUTION = re.compile(r"(?P<organ>[AES])/RES/(?P<number>\d+/\d+)\Z")
PROPOSAL = "text of a draft resolution, not the adopted form"
_ORGANS = {"A": "General Assembly", "E": "Economic and Social Council", "S": "Security Council"}


@dataclass(frozen=True)
class Citable:
    """What a citation is made of. ``eid`` is empty for the instrument as a whole; ``address`` is the permanent link.

    ``is_proposal`` says that the text is that of a draft resolution: then ``symbol`` is the draft's own, or empty.
    """

    slug: str
    title: str
    symbol: str
    annex: int
    body: str
    adopted: date | None
    language: str
    eid: str
    address: str
    is_proposal: bool = False


def united_nations(cited: Citable) -> str:
    """ "General Assembly resolution 76/181, annex, para. 61"; where there is no symbol, the title and the year."""
    resolution = _RESOLUTION.match(cited.symbol)
    if cited.is_proposal:
        name = f"draft resolution {cited.symbol}" if cited.symbol else f"{cited.title} (draft resolution)"
    elif resolution:
        name = f"{_ORGANS[resolution['organ']]} resolution {resolution['number']}"
    elif cited.symbol:
        name = cited.symbol
    else:
        name = cited.title + (f" ({cited.adopted.year})" if cited.adopted else "")
    annex = "" if not cited.annex else "annex" if cited.annex == 1 else f"annex {cited.annex}"
    return ", ".join(part for part in (name, annex, path_in_words(cited.eid) if cited.eid else "") if part)


def bibtex(cited: Citable) -> str:
    """An entry for BibTeX, its key made of the identifiers."""
    fields = {
        "title": f"{{{_braced(cited.title)}}}",
        "author": f"{{{_braced(cited.body)}}}" if cited.body else "",
        "year": str(cited.adopted.year) if cited.adopted else "",
        "number": _braced(cited.symbol),
        "note": _braced(_note(cited)),
        "language": cited.language,
        "url": cited.address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = "-".join([cited.slug, *(f"{word}{num}" for word, num in segments_of(cited.eid))])
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def ris(cited: Citable) -> str:
    """An entry in RIS, as reference managers read it."""
    fields = (
        ("TY", "LEGAL"),
        ("TI", cited.title),
        ("AU", cited.body),
        ("PY", f"{cited.adopted.year}" if cited.adopted else ""),
        ("DA", f"{cited.adopted:%Y/%m/%d}" if cited.adopted else ""),
        ("M1", cited.symbol),
        ("SE", path_in_words(cited.eid) if cited.eid else ""),
        ("N1", PROPOSAL if cited.is_proposal else ""),
        ("LA", cited.language),
        ("UR", cited.address),
        ("ID", f"{cited.slug}/{cited.eid}" if cited.eid else cited.slug),
    )
    kept = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\n".join([*kept, "ER  - "])


def _note(cited: Citable) -> str:
    """The place in words, and that the text is not the adopted one where it is not."""
    said = (path_in_words(cited.eid) if cited.eid else "", PROPOSAL if cited.is_proposal else "")
    return "; ".join(part for part in said if part)


def iri(cited: Citable) -> str:
    """The provision's IRI in the manner of Akoma Ntoso for the United Nations, without a host."""
    day = cited.adopted.isoformat() if cited.adopted else "nodate"
    return f"/akn/un/act/{day}/{cited.slug}/{cited.language}@" + (f"/~{cited.eid}" if cited.eid else "")


def _braced(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", " ".join(text.split())))
