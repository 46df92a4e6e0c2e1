"""Akoma Ntoso 3.0: an edition as a statement that is valid against the strict schema, and read back from it."""

import re
from collections.abc import Iterator

from lxml import etree

from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.rules.document import Instrument, Note, Provision
from cjin.texts.rules.export.checking import check_names
from cjin.texts.rules.export.edition import ISO3, PROPOSAL, Edition, label_of
from cjin.texts.rules.marks import MARK, labels_in, mark, without_marks

NS = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_A = f"{{{NS}}}"
_ELEMENTS = {
    "paragraph": "paragraph",
    "subparagraph": "subparagraph",
    "point": "point",
    "item": "indent",
    "article": "article",
    "rule": "rule",
}
_KINDS = {element: kind for kind, element in _ELEMENTS.items()}
_ONE_OF_OURS = "cjin"


def write(edition: Edition) -> bytes:
    """The edition as UTF-8 XML."""
    root = etree.Element(f"{_A}akomaNtoso", nsmap={None: NS})  # type: ignore[dict-item]
    statement = _add(root, "statement", name=edition.subtype)
    _meta(statement, edition)
    preface = _add(statement, "preface")
    _add(_add(preface, "p"), "docTitle").text = edition.instrument.title or edition.slug
    if edition.is_proposal:
        _add(_add(preface, "p"), "docStage").text = PROPOSAL[edition.language]
    _preamble(statement, edition.instrument)
    _body(statement, edition.instrument)
    if edition.instrument.closing_formula:
        _add(_add(statement, "conclusions"), "p").text = edition.instrument.closing_formula
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False))


def _add(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{_A}{tag}", {key.rstrip("_"): value for key, value in attributes.items()})


def _meta(statement: etree._Element, edition: Edition) -> None:
    meta = _add(statement, "meta")
    identification = _add(meta, "identification", source=f"#{_ONE_OF_OURS}")
    day = edition.instrument.adopted or "0001-01-01"
    work = _frbr(identification, "FRBRWork", edition.work_iri, day, "adoption")
    if edition.instrument.symbol:
        work.insert(2, _alias("symbol", edition.instrument.symbol))
    _add(work, "FRBRcountry", value="un")
    _add(work, "FRBRsubtype", value=edition.subtype)
    _add(work, "FRBRnumber", value=edition.number)
    expression = _frbr(identification, "FRBRExpression", edition.expression_iri, day, "adoption")
    _add(expression, "FRBRlanguage", language=ISO3.get(edition.language, edition.language))
    manifestation = _frbr(identification, "FRBRManifestation", f"{edition.expression_iri}.akn", day, "adoption")
    _add(manifestation, "FRBRformat", value="application/akn+xml")
    references = _add(meta, "references", source=f"#{_ONE_OF_OURS}")
    _add(references, "TLCOrganization", eId=_ONE_OF_OURS, href="/ontology/organization/cjin", showAs="CJIN")
    _add(
        references,
        "TLCOrganization",
        eId="author",
        href=f"/ontology/organization/{edition.actor}",
        showAs=edition.instrument.body or edition.actor,
    )
    if edition.instrument.notes:
        notes = _add(meta, "notes", source=f"#{_ONE_OF_OURS}")
        for place, note in enumerate(edition.instrument.notes.values(), 1):
            _add(_add(notes, "note", eId=f"note_{place}", marker=note.label), "p").text = note.text


def _frbr(parent: etree._Element, name: str, iri: str, day: str, what: str) -> etree._Element:
    node = _add(parent, name)
    _add(node, "FRBRthis", value=f"{iri}/!main")
    _add(node, "FRBRuri", value=iri)
    _add(node, "FRBRdate", date=day, name=what)
    _add(node, "FRBRauthor", href="#author" if name == "FRBRWork" else f"#{_ONE_OF_OURS}")
    return node


def _alias(name: str, value: str) -> etree._Element:
    return etree.Element(f"{_A}FRBRalias", {"name": name, "value": value})


def _preamble(statement: etree._Element, instrument: Instrument) -> None:
    if not (instrument.author_line or instrument.preamble or instrument.enacting_clause):
        return
    preamble = _add(statement, "preamble")
    if instrument.author_line:
        _add(preamble, "p", class_="author").text = instrument.author_line
    if instrument.preamble:
        recitals = _add(preamble, "recitals")
        for unit in instrument.preamble:
            recital = _add(recitals, "recital", eId=unit.id.partition("/")[2], class_=unit.kind)
            if label_of(unit):
                _add(recital, "num").text = label_of(unit)
            _words(_add(recital, "p"), unit, instrument)
    if instrument.enacting_clause:
        _add(preamble, "p", class_="enacting").text = instrument.enacting_clause


def _body(statement: etree._Element, instrument: Instrument) -> None:
    body = _add(statement, "mainBody")
    open_path: list[tuple[tuple[str, str], etree._Element]] = []
    nodes: dict[str, etree._Element] = {}
    count = 0
    for unit in instrument.operative:
        if unit.parent is None:
            wanted = _containers(unit)
            kept = 0
            while kept < min(len(wanted), len(open_path)) and open_path[kept][0] == wanted[kept]:
                kept += 1
            del open_path[kept:]
            for name, text in wanted[kept:]:
                count += 1
                parent = open_path[-1][1] if open_path else body
                open_path.append(((name, text), _container(parent, name, text, count)))
            nodes[unit.id] = _unit(open_path[-1][1] if open_path else body, unit)
        else:
            nodes[unit.id] = _unit(nodes[unit.parent], unit)
    for unit in instrument.operative:
        _fill(nodes[unit.id], unit, instrument)
    if not instrument.operative:
        _add(body, "p")


def _containers(unit: Provision) -> list[tuple[str, str]]:
    path = unit.heading_path[:-1] if unit.title and unit.heading_path[-1:] == (unit.title,) else unit.heading_path
    chapeau = [("chapeau", unit.chapeau)] if unit.chapeau else []
    return chapeau + [("heading", text) for text in path]


def _container(parent: etree._Element, name: str, text: str, count: int) -> etree._Element:
    node = _add(parent, "hcontainer", name=name, eId=f"hcontainer_{count}")
    _add(node, "heading").text = text
    return node


def _unit(parent: etree._Element, unit: Provision) -> etree._Element:
    element = _ELEMENTS.get(unit.kind)
    node = _add(parent, element or "hcontainer", eId=unit.id.partition("/")[2])
    if not element:
        node.set("name", unit.kind)
    if label_of(unit):
        _add(node, "num").text = label_of(unit)
    if unit.title:
        _add(node, "heading").text = unit.title
    return node


def _fill(node: etree._Element, unit: Provision, instrument: Instrument) -> None:
    """Puts the words into the unit: its content, or the introduction to its parts."""
    nested = [child for child in node if child.get("eId")]
    holder = etree.Element(f"{_A}{'intro' if nested else 'content'}")
    if nested and not unit.text:
        return
    _words(_add(holder, "p"), unit, instrument)
    node.insert(node.index(nested[0]) if nested else len(node), holder)


def _words(paragraph: etree._Element, unit: Provision, instrument: Instrument) -> None:
    places = {label: place for place, label in enumerate(instrument.notes, 1)}
    text, last = unit.marked or unit.text, 0
    previous: etree._Element | None = None
    for match in MARK.finditer(text):
        _append(paragraph, previous, text[last : match.start()])
        label = match.group(1)
        previous = _add(paragraph, "noteRef", href=f"#note_{places.get(label, 0)}", marker=label)
        last = match.end()
    _append(paragraph, previous, text[last:])


def _append(paragraph: etree._Element, previous: etree._Element | None, text: str) -> None:
    if previous is None:
        paragraph.text = (paragraph.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text


def read(data: bytes, name: str) -> tuple[Instrument, str]:
    """The instrument and its language in an Akoma Ntoso file of our own. Raises Invalid for anything else."""
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", data, re.I):
        raise Invalid(f"{name} defines entities, which no export of this software does.")
    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        )
    except etree.XMLSyntaxError as error:
        raise Invalid(
            f"{name} is no well-formed XML.", [Fault(f"{name}, line {error.lineno}", "Export it again.")]
        ) from error
    statement = root.find(f"{_A}statement")
    if statement is None or root.getroottree().docinfo.internalDTD is not None:
        raise Invalid(
            f"{name} is no Akoma Ntoso statement.", [Fault(name, "Import a file that this software exported.")]
        )
    number = statement.find(f".//{_A}FRBRnumber")
    slug = number.get("value", "") if number is not None else ""
    language = next(
        (two for two, three in ISO3.items() if statement.find(f".//{_A}FRBRlanguage[@language='{three}']") is not None),
        "en",
    )
    instrument = Instrument(slug, _text(statement.find(f"{_A}preface//{_A}docTitle")))
    _read_meta(statement, instrument)
    _read_preamble(statement, instrument)
    body = statement.find(f"{_A}mainBody")
    if body is not None:
        instrument.operative = list(_read_units(body, slug, None, (), None))
    instrument.closing_formula = _text(statement.find(f"{_A}conclusions/{_A}p"))
    check_names(instrument, name)
    return instrument, language


def _read_meta(statement: etree._Element, instrument: Instrument) -> None:
    alias = statement.find(f".//{_A}FRBRalias[@name='symbol']")
    instrument.symbol = alias.get("value", "") if alias is not None else ""
    day = statement.find(f".//{_A}FRBRWork/{_A}FRBRdate")
    instrument.adopted = day.get("date", "").replace("0001-01-01", "") if day is not None else ""
    instrument.is_annex = bool(re.search(r"-annex(-\d+)?$", instrument.instrument_id))
    for note in statement.iterfind(f".//{_A}notes/{_A}note"):
        label = note.get("marker", "")
        instrument.notes[label] = Note(label, _text(note.find(f"{_A}p")), (0, 0))


def _read_preamble(statement: etree._Element, instrument: Instrument) -> None:
    for paragraph in statement.iterfind(f"{_A}preamble/{_A}p"):
        if paragraph.get("class") == "author":
            instrument.author_line = _text(paragraph)
        else:
            instrument.enacting_clause = _text(paragraph)
    for recital in statement.iterfind(f"{_A}preamble/{_A}recitals/{_A}recital"):
        own = recital.get("eId", "")
        parent = f"{instrument.instrument_id}/{own.rpartition('__')[0]}" if "__" in own else None
        instrument.preamble.append(
            _provision(recital, instrument.instrument_id, recital.get("class", "recital"), parent, (), None)
        )


def _read_units(
    node: etree._Element, slug: str, parent: str | None, path: tuple[str, ...], chapeau: str | None
) -> Iterator[Provision]:
    for child in node:
        name = child.tag.removeprefix(_A) if isinstance(child.tag, str) else ""
        if name == "hcontainer" and child.get("name") in ("heading", "chapeau"):
            words = _text(child.find(f"{_A}heading"))
            opened = (path, words) if child.get("name") == "chapeau" else ((*path, words), chapeau)
            yield from _read_units(child, slug, parent, *opened)
        elif child.get("eId"):
            kind = child.get("name", "") if name == "hcontainer" else _KINDS.get(name, name)
            unit = _provision(child, slug, kind, parent, path, chapeau)
            yield unit
            yield from _read_units(child, slug, unit.id, unit.heading_path, chapeau)


def _provision(
    node: etree._Element, slug: str, kind: str, parent: str | None, path: tuple[str, ...], chapeau: str | None
) -> Provision:
    words = node.find(f"{_A}content/{_A}p")
    words = node.find(f"{_A}intro/{_A}p") if words is None else words
    words = node.find(f"{_A}p") if words is None else words
    marked = _marked(words)
    title = _text(node.find(f"{_A}heading"))
    own = node.get("eId", "")
    num = _num(_text(node.find(f"{_A}num")), kind, own)
    return Provision(
        f"{slug}/{own}", kind, num, parent, without_marks(marked), labels_in(marked),
        (*path, title) if title else path, chapeau, (0, 0), title, marked,
    )  # fmt: skip


def _num(printed: str, kind: str, own: str) -> str:
    if kind == "recital":
        return own.removeprefix("preamble_")
    bare = printed.strip("() ").rstrip(".")
    bare = bare.rpartition(" ")[2] if " " in bare else bare
    return bare


def _marked(words: etree._Element | None) -> str:
    if words is None:
        return ""
    text = words.text or ""
    for child in words:
        text += mark(child.get("marker", "")) + (child.tail or "")
    return text


def _text(node: etree._Element | None) -> str:
    return "".join(map(str, node.itertext())) if node is not None else ""
