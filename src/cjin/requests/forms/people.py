"""Letting somebody into a request."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Act
from cjin.core.models import User

from ..models import Request
from ..queries.people import may_be_let_in

if TYPE_CHECKING:  # Django's fields take their types in the stubs only
    PersonChoice = forms.ModelChoiceField[User]
else:
    PersonChoice = forms.ModelChoiceField


class LetInForm(Act):
    """One of those who work on requests at this node."""

    person = PersonChoice(
        User.objects.none(), label=_("Whom to let in"), empty_label=_("Choose a person"), to_field_name="username"
    )

    def __init__(self, *args: Any, request: Request, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = may_be_let_in(request, today).order_by("username")
