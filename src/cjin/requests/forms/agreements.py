"""A file of bilateral and regional treaties as a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Day


class AgreementsForm(forms.Form):
    """A file, and the day as of which its parties are told."""

    file = forms.FileField(label=_("File of treaties (YAML or JSON)"))
    as_of = Day(label=_("As known on"))
