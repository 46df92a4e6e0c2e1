"""The reply of one respondent: its sections and who has them, what can be done now, what happened, what was given."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cjin.core.forms import shown as shown_in_words
from cjin.core.models import Post
from cjin.core.permissions import Actor

from ...models import Clearing, Respondent
from ...permissions import answerable
from ...queries.answers import counted, parts_of, replies_of
from ...queries.compiling import names_of
from ...queries.evidence import pieces_of, standings_of
from ...queries.forms import form_of
from ...queries.owners import Owner, owners_of, posts_for, without_clearer
from ...queries.replying import Seen, given_to, happened_to, moves_of, reply_for, taken_back
from ...queries.telling import Said, told_piece, told_reply
from ...rules.answers.progress import given_in
from ...rules.form.questions import Form, Question
from ...rules.rounds import OF_REPLIES, Standing
from ...rules.vocabulary import shown
from ..people import spoken

ACTS: Mapping[str, Any] = {
    "hand": _("handed out"),
    "submit": _("submitted"),
    "take-back": _("taken back"),
    "return": _("returned"),
    "clear": _("cleared"),
    "publish": _("published"),
    "correct": _("opened for a correction"),
    "withdraw": _("withdrawn"),
}


@require_safe
def reply(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The page of a reply: for those who give it, for those who ask, and for all once it is published."""
    return reply_page(request, reply_for(request.user, slug, key, today=timezone.localdate()))


def reply_page(
    request: HttpRequest,
    seen: Seen,
    *,
    refused: str = "",
    where: str = "",
    faults: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, also with an act that was refused and what was typed for it."""
    respondent, today = seen.respondent, timezone.localdate()
    form, clearing = form_of(respondent.round), given_to(seen)
    context: dict[str, Any] = {
        "round": respondent.round, "respondent": respondent, "seen": seen,
        "name": names_of([respondent], spoken())[respondent.key],
        "due": respondent.due or respondent.round.due, "late": (respondent.due or respondent.round.due) < today,
        "clearing": clearing, "given": _given(form, clearing, request.user) if clearing else [],
        "measures": _measures(clearing, request.user) if clearing else (), "taken_back": taken_back(seen),
        "standing": respondent.standing if seen.whole else Standing.PUBLISHED,
        "newer_comes": not seen.whole and respondent.standing != Standing.PUBLISHED,
        "refused": refused, "refused_where": where, "faults": faults,
        "typed_note": request.POST.get("note", ""), "typed_consents": request.POST.get("consents", ""),
    }  # fmt: skip
    if seen.own or seen.asks:
        nobody, by_state = without_clearer([respondent], today)
        context |= {"timeline": _timeline(seen, form), "nobody_clears": bool(nobody), "state_clears": bool(by_state)}
        parts = parts_of(respondent)
        context |= {"parts": _parts(parts, form, seen, request.user)}
        context |= {"replied": sum(one.replied for one in parts), "asked": sum(one.asked for one in parts)}
    if seen.own:
        open_ = respondent.round.closed_at is None
        context |= {
            "acts": _acts(seen, open_=open_), "is_open": open_ and respondent.standing == Standing.OPEN,
            "posts": [(one.pk, post_named(one)) for one in posts_for(respondent)] if seen.clears else [],
            "not_given": _not_given(respondent, form) if open_ and respondent.standing == Standing.OPEN else [],
            "unsubmitted": sum(one.post_id is not None and one.standing != "submitted" for one in parts),
        }  # fmt: skip
    return render(request, "cycles/answers/reply.html", context, status=status)


def post_named(post: Post) -> str:
    """A post with its organization, in the reader's words."""
    return f"{shown_in_words(post.title)} – {shown_in_words(post.organization.name)}"


def _not_given(respondent: Respondent, form: Form) -> list[tuple[str, Question]]:
    """The questions with a reply that is kept and not given, since they are not asked any more, with their sections."""
    said = replies_of(respondent)
    given = given_in(form, said)
    return [(form.section_of[one.question], one) for one in form.questions if one.question in said.keys() - given]


def _acts(seen: Seen, *, open_: bool) -> list[Any]:
    """What the focal point can do with the whole reply now."""
    if not seen.clears:
        return []
    found = [one for one in OF_REPLIES if seen.respondent.standing in one.sources]
    given = given_to(seen) is not None
    return [one for one in found if (open_ or one.act not in ("clear", "correct")) and (given or one.act != "withdraw")]


def _parts(parts: Any, form: Form, seen: Seen, person: Actor) -> list[dict[str, Any]]:
    titles = {one.section: one for one in form.sections}
    owners = owners_of(parts, timezone.localdate()) if seen.own else {}
    mine = answerable(person, parts, today=timezone.localdate()) if seen.own else set()
    return [
        {
            "part": one,
            "title": titles[one.section].title,
            "under": titles[one.section].under,
            "owner": owners.get(one.pk, Owner("", ())),
            "post": post_named(one.post) if one.post else "",
            "acts": moves_of(one, seen, mine),
            "share": round(100 * one.replied / one.asked) if one.asked else 0,
        }
        for one in parts
        if one.section in titles
    ]


def _timeline(seen: Seen, form: Form) -> list[dict[str, Any]]:
    titles = {one.section: one.title for one in form.sections}
    found = happened_to(seen)
    wanted = {one.detail.get("post") for one in found if one.detail.get("post")}
    posts = {one.pk: post_named(one) for one in Post.objects.select_related("organization").filter(pk__in=wanted)}
    return [
        {
            "one": one,
            "words": ACTS.get(one.act, one.act),
            "section": titles.get(one.section),
            "by": one.by.called if one.by and seen.own else "",
            "post": posts.get(one.detail.get("post"), ""),
        }
        for one in found
    ]


def _measures(clearing: Clearing, reader: Actor) -> list[tuple[Any, list[Said]]]:
    """The measures that were given, each with its evidence to be read."""
    measures = clearing.content.get("measures", ())
    standings = standings_of(pieces_of(measures), reader)
    return [(one, [told_piece(piece, spoken(), standings) for piece in pieces_of([one])]) for one in measures]


def _given(form: Form, clearing: Clearing, reader: Actor) -> list[dict[str, Any]]:
    """What was given, section by section, to be read; figures as they were cited, and what became of them."""
    replies = counted(clearing.content)
    titles = {one["name"]: shown(one["title"], spoken()) for one in clearing.content.get("measures", ())}
    standings = standings_of(pieces_of(replies.values()), reader)
    return [
        {"title": section.title, "questions": questions}
        for section in form.sections
        if (
            questions := [
                (one, told_reply(one, replies[one.question], spoken(), titles, standings))
                for one in section.questions
                if one.question in replies
            ]
        )
    ]
