"""Reading files in, and every act of the review page. Each needs its duty; acts on a text need its ETag as well."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Body, File
from ninja.files import UploadedFile

from cjin.core.api.scopes import check_scope
from cjin.core.api.versions import check_unchanged
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid, NotFound
from cjin.core.rules.identifiers import Language

from ..actions.importing import import_source
from ..forms.editing import DraftForm
from ..models import Expression
from ..queries.drafts import waiting
from ..queries.expressions import text_by_key
from ..rules.parse import parse
from ..rules.reading import read_bytes
from ..rules.report import report
from ..rules.source import Source
from ..views.acts import ACTS
from ..views.downloads import version_of
from .router import router
from .schemas import ActOut, ImportOut, TextOut, text_out


@router.post("/parse", summary="Read a file without storing it")
def parse_file(request: HttpRequest, file: File[UploadedFile], language: str | None = None) -> dict[str, Any]:
    """The instruments of a file as ``cjin texts parse --json`` prints them. Needs the duty texts.edit."""
    person_with(request, Duty.TEXTS_EDIT)
    return report(parse(_source(file), _language(language)))


@router.post("/import", response=ImportOut, summary="Import a file as drafts")
def import_file(request: HttpRequest, file: File[UploadedFile], language: str | None = None) -> ImportOut:
    """A draft of every instrument in the file. Needs the duty texts.edit."""
    person = person_with(request, Duty.TEXTS_EDIT)
    imported = import_source(source=_source(file), language=_language(language), by=person, now=timezone.now())
    return ImportOut(unchanged=imported.unchanged, texts=[text_out(one) for one in imported.expressions])


@router.get("/drafts", response=list[TextOut], summary="What waits to be reviewed")
def drafts(request: HttpRequest) -> list[TextOut]:
    """Drafts and withdrawn texts, the newest first, at most 200. Needs the duty texts.edit."""
    person_with(request, Duty.TEXTS_EDIT)
    return [text_out(one) for one in waiting()[:200]]


@router.post("/acts/{key}/{verb}", response=ActOut, summary="Correct, publish or withdraw a text")
def act(request: HttpRequest, key: str, verb: str, arguments: Body[dict[str, Any]]) -> ActOut:
    """Any act of the review page, by its name and with the fields of its form.

    ``If-Match`` carries the ETag of the text. Units: join, split, renumber, retitle, reword, rehead (``eid`` names the
    unit). Texts: describe, settle, confirm, undo, publish, current, withdraw, revise, reopen, discard.
    """
    if verb not in ACTS:
        raise NotFound(_("There is no act %(verb)s.") % {"verb": verb[:40]})
    chosen = ACTS[verb]
    person = person_with(request, chosen.duty)
    text = text_by_key(key, None)
    check_unchanged(request, version_of(text))
    form = chosen.form({**_described(verb, text), **_fields(arguments), "revision": text.revision})
    if not form.is_valid():
        raise _faulty(form)
    done = chosen.run(expression=text, **form.arguments(), by=person, now=timezone.now())
    if done is None:
        return ActOut(text=None, unit=None)
    if isinstance(done, Expression):
        return ActOut(text=text_out(done), unit=None)
    return ActOut(text=text_out(text_by_key(key, None)), unit=done)


def _fields(arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments as a form takes them: each a text or nothing. Raises Invalid for lists and objects."""
    odd = [name for name, value in arguments.items() if isinstance(value, dict | list)]
    if odd:
        raise Invalid(
            _("Some of what was sent cannot be taken."), [Fault(name[:60], _("Write one value.")) for name in odd]
        )
    return {name: value if value is None else str(value) for name, value in arguments.items()}


def _described(verb: str, text: Expression) -> dict[str, Any]:
    """What is not sent stays as it is where a text is described anew."""
    fields = ACTS[verb].form.base_fields if verb == "describe" else {}
    return {name: getattr(text, name) for name in fields if name != "revision"}


def _faulty(form: DraftForm) -> Invalid:
    faults = [Fault(name, str(message)) for name, messages in form.errors.items() for message in messages]
    return Invalid(_("Some of what was sent cannot be taken."), faults)


def person_with(request: HttpRequest, duty: Duty) -> User:
    """Who sent this, where the request extends to a duty that the person has. Raises NotAllowed."""
    check_scope(request, duty)
    check_can(request.user, duty, today=timezone.localdate())
    assert isinstance(request.user, User)
    return request.user


def _language(given: str | None) -> str | None:
    """One of the six languages, or none. Raises Invalid."""
    return str(Language.of(given)) if given else None


def _source(file: UploadedFile) -> Source:
    return read_bytes(file.read(), file.name or "file")
