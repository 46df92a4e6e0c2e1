"""What a respondent has replied, question by question, and the sections in which it stands."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from cjin.core.rules.errors import NotFound
from cjin.core.rules.storable import is_storable

from ..models import Answer, Part, Respondent
from ..rules.answers.replies import Reply


def part_of(respondent: Respondent, section: str) -> Part:
    """A section of a reply. Raises NotFound."""
    every = respondent.parts.select_related("post", "respondent__round__form")
    found = every.filter(section=section).first() if is_storable(section) else None
    if found is None:
        raise NotFound(_("There is no section “%(section)s” in this form.") % {"section": section[:80]})
    return found


def parts_of(respondent: Respondent) -> Sequence[Part]:
    """The sections of a reply in order, with the posts that they are with. One query."""
    found = respondent.parts.select_related("post__organization", "post__deputy", "respondent__round__form")
    return list(found.order_by("position"))


def replies_of(respondent: Respondent) -> dict[str, Reply]:
    """The replies of a respondent as they stand, by question."""
    found = respondent.answers.values_list("question", "reply")
    return {question: reply for question, reply in found if reply is not None}


def answers_of(respondent: Respondent, questions: Sequence[str] | None = None) -> dict[str, Answer]:
    """The stored answers by question, those emptied again among them."""
    found = respondent.answers.select_related("by")
    if questions is not None:
        found = found.filter(question__in=questions)
    return {one.question: one for one in found}


def counted(content: Mapping[str, Any]) -> dict[str, Reply]:
    """The replies of a clearing."""
    return dict(content["answers"])
