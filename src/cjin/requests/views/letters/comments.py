"""Comments on a draft: written by the State that was shown it, taken in by the one that shared it."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cjin.core.models import User
from cjin.core.permissions import can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import CjinError, Invalid

from ...actions.cases import act, looked_at
from ...forms.letters import CommentForm, CommentsFileForm
from ...models import Request
from ...queries.cases import draft_of
from ...queries.letters import comments_of
from ...rules.case.process import Direction, process
from ...rules.letter.comments import LARGEST, as_data, checked, read_comments
from ...rules.letter.data import only_asked
from ...rules.wording import words
from ..officers import officer


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, reference: str) -> HttpResponse:
    """All comments so far, and a form for one more, or for the file of the other State."""
    by = officer(request)
    found = looked_at(reference=reference, by=by, now=timezone.now())
    sent = request.POST if request.method == "POST" else None
    form = _form(found, sent, request.FILES if sent is not None else None)
    status = 200
    if sent is not None:
        status = 422
        if form is not None and form.is_valid() and _do(request, found, form, by):
            return redirect("requests:comments", reference)
    said = words(get_language() or "en")
    context = {
        "case": found,
        "form": form if can(by, Duty.REQUESTS_WRITE, today=timezone.localdate()) else None,
        "is_ours": found.direction == "outgoing",
        "comments": [(one, said.label(found.kind, one["item"]) if one["item"] else "") for one in comments_of(found)],
    }
    return render(request, "requests/letters/comments.html", context, status=status)


def _form(found: Request, sent: Any, files: Any) -> CommentForm | CommentsFileForm | None:
    table = process(Direction(found.direction))
    if found.state in table.marked("commented"):
        said = words(get_language() or "en")
        items = [(name, said.label(found.kind, name)) for name in only_asked(draft_of(found)).answers]
        return CommentForm(sent, items=items)
    return CommentsFileForm(sent, files) if found.state in table.marked("shared") else None


def _do(request: HttpRequest, found: Request, form: CommentForm | CommentsFileForm, by: User) -> bool:
    """Writes one comment, or takes the file; what is wrong stands beside the field."""
    now, field = timezone.now(), "text"
    try:
        if isinstance(form, CommentForm):
            said = checked({"item": form.cleaned_data["item"], "text": form.cleaned_data["text"]})
            act(reference=found.reference, act="comment-draft", revision=found.revision,
                detail={"comments": [said]}, by=by, now=now)  # fmt: skip
            messages.success(request, _("The comment is written; send the file when you are done."))
        else:
            field = "file"
            content = form.cleaned_data["file"].read(LARGEST + 1)
            taken = read_comments(content, reference=found.reference, state=found.requested)
            act(reference=found.reference, act="receive-comments", revision=found.revision,
                detail={"comments": taken}, by=by, now=now)  # fmt: skip
            messages.success(request, _("The comments are here, and the draft can be changed again."))
    except CjinError as error:
        faults = error.faults if isinstance(error, Invalid) else ()
        form.add_error(field, " ".join([error.message, *(one.message for one in faults)]))
        return False
    return True


@require_safe
def file(request: HttpRequest, reference: str) -> HttpResponse:
    """The comments on a draft of another State, as the file that it takes in."""
    by = officer(request)
    found = looked_at(reference=reference, by=by, now=timezone.now())
    data = as_data(found.theirs or found.reference, found.requested, comments_of(found))
    content = json.dumps(data, ensure_ascii=False, indent=1).encode()
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="comments-{found.reference}.json"'
    return response
