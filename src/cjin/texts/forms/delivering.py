"""The form for what was delivered for a mandate."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DeliveryForm(forms.Form):
    """A document symbol and a note; which mandate and year is meant stands in the address."""

    symbol = forms.CharField(label=_("Document symbol"), max_length=80)
    note = forms.CharField(label=_("Note"), max_length=1000, required=False)
