"""Languages and versions of a work as small tabs, and the downloads of a text."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from cjin.reference.queries.topics import languages

from ..models import Expression, Work
from ..rules.stages import Stage

FORMATS = (
    ("akn.xml", "Akoma Ntoso", "application/akn+xml"),
    ("json", "JSON", "application/json"),
    ("html", "HTML", "text/html"),
    ("txt", "TXT", "text/plain"),
    ("docx", "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("pdf", "PDF", "application/pdf"),
)


def address(slug: str, eid: str = "", **asked: object) -> str:
    """The page of a work, or of a unit of it, with what is asked of it."""
    here = reverse("texts:provision", args=[slug, eid]) if eid else reverse("texts:work", args=[slug])
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{here}?{query}" if query else here


def language_tabs(texts: Sequence[Expression], shown: Expression, eid: str = "") -> list[dict[str, object]]:
    """One tab a language, in the order of their codes; nothing where there is one language only."""
    there = {text.language for text in texts}
    return [
        {
            "label": one.own_name,
            "lang": one.tag,
            "url": address(shown.work.slug, eid, language=one.code),
            "current": one.code == shown.language,
        }
        for one in languages()
        if one.code in there and len(there) > 1
    ]


def version_tabs(texts: Sequence[Expression], shown: Expression, eid: str = "") -> list[dict[str, object]]:
    """One tab a version in the language shown; nothing where there is one version only."""
    mine = sorted((text for text in texts if text.language == shown.language), key=lambda text: text.number)
    return [
        {
            "label": version_name(text),
            "url": address(shown.work.slug, eid, language=text.language, version=text.number),
            "current": text.pk == shown.pk,
        }
        for text in mine
        if len(mine) > 1
    ]


def version_name(text: Expression) -> str:
    """ "Version 2", with its name where it has one, and that it is a draft where it is."""
    name = _("Version %(number)d") % {"number": text.number}
    if text.label:
        name = f"{name}: {text.label}"
    if text.is_proposal:
        name = _("%(name)s (draft resolution)") % {"name": name}
    return name if text.stage == Stage.PUBLISHED else _("%(name)s (not published)") % {"name": name}


def besides(texts: Sequence[Expression], shown: Expression, beside: Expression | None) -> list[dict[str, object]]:
    """The other texts of a work that can be read beside the one shown."""
    names = {str(one.code): one.own_name for one in languages()}
    return [
        {
            "label": f"{names[text.language]} · {version_name(text)}",
            "lang": text.language,
            "value": f"{text.language}.{text.number}",
            "chosen": beside is not None and text.pk == beside.pk,
        }
        for text in texts
        if text.pk != shown.pk
    ]


def downloads(work: Work, text: Expression) -> list[dict[str, str]]:
    """Where the text is to be had as a file; nothing where this node offers none."""
    query = urlencode({"language": text.language, "version": text.number})
    try:
        return [
            {"label": name, "type": kind, "url": f"{reverse('texts:download', args=[work.slug, ending])}?{query}"}
            for ending, name, kind in FORMATS
        ]
    except NoReverseMatch:
        return []
