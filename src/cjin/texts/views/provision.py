"""The page of a provision."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import NotFound
from cjin.reference.queries.topics import languages

from ..models import Expression, Provision, Work
from ..queries.about import about
from ..queries.reading import texts_of, work_for
from ..queries.topical import summaries_of
from ..queries.units import same_unit, unit_of
from ..queries.wording import short_title
from ..rules.citations import Citable, bibtex, iri, ris, united_nations
from ..rules.layout import Markers
from ..rules.naming import path_in_words, shown_number
from . import tabs
from .instrument import asked_text, may_edit


@require_safe
def provision(request: HttpRequest, slug: str, eid: str) -> HttpResponse:
    """A provision with its context, its notes, its citation, its other languages and versions, and its neighbours."""
    reader = reader_of(request)
    work = work_for(reader, slug)
    texts = texts_of(work, reader)
    text = asked_text(request, texts)
    if text is None:
        return _in_summary(request, work, eid)
    around = unit_of(text, eid)
    others = same_unit(text, eid, reader)
    with_it = [text, *(one for one in texts if any(other.expression_id == one.pk for other in others))]
    cited = _citable(request, work, text, eid)
    context = {
        "work": work,
        "text": text,
        "around": around,
        "headings": _headings(around.shown.unit, [one.unit.title for one in (*around.above, around.shown)]),
        "chapeau": Markers({}).words(around.shown.unit.chapeau)[0],
        "citation": united_nations(replace(cited, eid="")),
        "place": path_in_words(eid),
        "about": about(work, eid, reader),
        "may_edit": may_edit(request),
        "others": [_other(one, around.shown.unit) for one in others],
        "languages": tabs.language_tabs(with_it, text, eid),
        "versions": tabs.version_tabs(with_it, text, eid),
        "previous": _neighbour(text, around.previous),
        "following": _neighbour(text, around.following),
        "in_place": f"{tabs.address(slug, language=text.language, version=_version(text))}#{eid}",
        "permalink": cited.address,
        "styles": [
            ("un", _("United Nations style"), united_nations(cited)),
            ("link", _("Permanent link"), cited.address),
            ("iri", _("Identifier (IRI)"), iri(cited)),
            ("bibtex", "BibTeX", bibtex(cited)),
            ("ris", "RIS", ris(cited)),
        ],
    }
    return render(request, "texts/provision.html", context)


def _in_summary(request: HttpRequest, work: Work, eid: str) -> HttpResponse:
    """A provision whose text is not loaded, by what is known of it. Raises NotFound where nothing is."""
    known = [one for one, _summary in summaries_of(work)]
    if eid not in known:
        raise NotFound(_("There is no provision %(eid)s in this text.") % {"eid": eid[:160]})
    place = known.index(eid)
    context = {
        "work": work,
        "title": short_title(work),
        "place": path_in_words(eid),
        "eid": eid,
        "about": about(work, eid, reader_of(request)),
        "may_edit": may_edit(request),
        "previous": known[place - 1] if place else "",
        "following": known[place + 1] if place + 1 < len(known) else "",
    }
    return render(request, "texts/unloaded_provision.html", context)


def _version(text: Expression) -> int | None:
    return None if text.is_current else text.number


def _citable(request: HttpRequest, work: Work, text: Expression, eid: str) -> Citable:
    address = request.build_absolute_uri(tabs.address(work.slug, eid))
    title = text.title or work.title.get(get_language() or "en") or work.slug
    return Citable(
        slug=work.slug,
        title=title,
        symbol=text.symbol if text.is_proposal else work.symbol,
        annex=work.annex,
        body=work.body,
        adopted=work.adopted,
        language=text.language,
        eid=eid,
        address=address,
        is_proposal=text.is_proposal,
    )


def _headings(unit: Provision, titles: list[str]) -> list[str]:
    """The headings above a unit; the name of its article stands with the article itself."""
    return [heading for heading in unit.heading_path if heading not in titles]


def _neighbour(text: Expression, unit: Provision | None) -> dict[str, str] | None:
    if unit is None:
        return None
    return {
        "url": tabs.address(text.work.slug, unit.eid, language=text.language, version=_version(text)),
        "label": path_in_words(unit.eid),
    }


def _other(other: Provision, unit: Provision) -> dict[str, object]:
    """The same provision in another text of the work."""
    text = other.expression
    return {
        "text": text,
        "unit": other,
        "number": shown_number(other.kind, other.num, other.eid, text.language),
        "version": "" if text.is_current and text.number == 1 else tabs.version_name(text),
        "language": next(one.own_name for one in languages() if one.code == text.language),
        "same": other.text == unit.text,
        "url": tabs.address(text.work.slug, other.eid, language=text.language, version=_version(text)),
    }
