"""Forms in their versions."""

from django.conf import settings
from django.db import models

from ..rules.form.questions import Form
from ..rules.form.reading import read_form


class FormVersion(models.Model):
    """A version of a form. ``definition`` is as ``rules.form.reading`` writes it.

    Once a round uses it, it is frozen: what was asked stays what was asked, and a change is a new version.
    """

    form = models.SlugField(max_length=80)
    version = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    frozen_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["form", "-version"]
        constraints = [models.UniqueConstraint(fields=["form", "version"], name="cycles_form_version_once")]

    def __str__(self) -> str:
        return f"{self.form} {self.version}"

    @property
    def is_draft(self) -> bool:
        """Whether somebody still works on it: no round asks it, and it did not come with the node."""
        return self.frozen_at is None and self.by_id is not None

    def read(self) -> Form:
        """The form."""
        return read_form(self.definition)
