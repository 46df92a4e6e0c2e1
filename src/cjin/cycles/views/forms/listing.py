"""The forms of the node, and one of them as it is asked."""

import json
from typing import Any

import yaml
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.rules.errors import Fault, Invalid
from cjin.shell.rules.lists import joined

from ...models import FormVersion
from ...permissions import asks
from ...queries.forms import form_version, forms_seen
from ...rules.form.conditions import Condition
from ...rules.form.questions import Form
from ...rules.form.succession import carried_over
from ...rules.form.wording import answers_in_words
from ...rules.vocabulary import shown
from ..people import spoken

MANY = 20
"""More questions of one kind are folded."""
ENDINGS = {"yaml": "application/yaml; charset=utf-8", "json": "application/json"}


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """All forms with their versions, the newest of each first."""
    rows: dict[str, list[FormVersion]] = {}
    for one in forms_seen(request.user, today=timezone.localdate()).order_by("form", "-version"):
        rows.setdefault(one.form, []).append(one)
    language = spoken()
    told = [_told(versions, language) for versions in rows.values()]
    context = {"forms": told, "asks": asks(request.user, today=timezone.localdate())}
    return render(request, "cycles/forms/list.html", context)


def _told(versions: list[FormVersion], language: str) -> dict[str, Any]:
    newest = versions[0].definition
    return {
        "form": newest["form"],
        "title": shown(newest["title"], language),
        "kind": newest["kind"],
        "versions": versions,
        "questions": sum(len(section["questions"]) for section in newest["sections"]),
    }


@require_safe
def form(request: HttpRequest, form: str, version: int) -> HttpResponse:
    """A version of a form: sections, questions, when each is asked."""
    stored = _seen(request, form, version)
    read = stored.read()
    language = spoken()
    context = {
        "stored": stored,
        "form": read,
        "title": shown(read.title, language),
        "sections": [
            (section, [(one, asked_when(read, one.when, language)) for one in section.questions])
            for section in read.sections
        ],
        "count": len(read.by_name),
        "rounds": stored.rounds.order_by("-opens"),
        "asks": asks(request.user, today=timezone.localdate()),
        "is_newest": form_version(form).version == version,
        "carried": _carried(stored, read),
        "downloads": [{"label": one.upper(), "url": f"{version}.{one}", "type": kind} for one, kind in ENDINGS.items()],
    }
    return render(request, "cycles/forms/form.html", context)


def _seen(request: HttpRequest, form: str, version: int) -> FormVersion:
    return form_version(form, version, forms_seen(request.user, today=timezone.localdate()))


def _carried(stored: FormVersion, now: Form) -> dict[str, Any] | None:
    """What becomes of the questions of the version before, in words; nothing where there is none."""
    earlier = FormVersion.objects.filter(form=stored.form, version=stored.version - 1).first()
    if earlier is None:
        return None
    found = carried_over(earlier.read(), now)
    parts = [
        (_("Go on as they were"), [(one, None) for one in found.same], True),
        (_("Go on under another name"), found.renamed, False),
        (_("Go on, but not the answers that can be chosen no more"), found.partly, False),
        (_("Changed so that answers do not carry over"), found.changed, False),
        (_("New"), [(one, None) for one in found.new], len(found.new) > MANY),
        (_("Dropped"), [(one, None) for one in found.dropped], len(found.dropped) > MANY),
    ]
    return {
        "before": earlier.version,
        "parts": [{"words": words, "rows": rows, "folded": folded} for words, rows, folded in parts],
    }


def asked_when(form: Form, condition: Condition | None, language: str) -> str:
    """When a question is asked, in words."""
    if condition is None:
        return ""
    asked = form.question(condition.question)
    words = answers_in_words(asked, language)
    said = {
        "question": shown(asked.text, language),
        "values": joined([words[one] for one in condition.values], language),
    }
    return _("only where “%(question)s” is: %(values)s") % said


@require_safe
def file(request: HttpRequest, form: str, version: int, ending: str) -> HttpResponse:
    """The definition, to be changed and sent back."""
    if ending not in ENDINGS:
        raise Invalid(_("There is no such format."), [Fault("format", ", ".join(ENDINGS))])
    definition: Any = _seen(request, form, version).definition
    if ending == "json":
        content = json.dumps(definition, ensure_ascii=False, indent=1)
    else:
        content = yaml.safe_dump(definition, allow_unicode=True, sort_keys=False, width=120)
    response = HttpResponse(content, content_type=ENDINGS[ending])
    response["Content-Disposition"] = f'attachment; filename="{form}-{version}.{ending}"'
    return response
