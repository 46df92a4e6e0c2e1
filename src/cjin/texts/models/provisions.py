"""Provisions: the units of a text that can be cited, and its notes."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cjin.texts.models.expressions import Expression


class Provision(models.Model):
    """A unit of an expression: a recital, paragraph, subparagraph, point, article or rule.

    ``eid`` is its identifier inside the work (``para_5__subpara_t``) and the same in every language and version;
    ``position`` its place in the text. ``footnotes`` are the labels of its notes in order; ``marked`` is the text
    with each
    marker in its place, as ``rules.marks`` writes it.
    """

    expression = models.ForeignKey(Expression, models.CASCADE, related_name="provisions")
    eid = models.CharField(_("identifier"), max_length=160)
    position = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=20)
    num = models.CharField(_("number"), max_length=20, blank=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    preamble = models.BooleanField(default=False)
    title = models.TextField(_("title"), blank=True)
    text = models.TextField(_("text"), blank=True)
    marked = models.TextField(_("text with note markers"), blank=True)
    heading_path = models.JSONField(_("headings above"), default=list)
    chapeau = models.TextField(_("chapeau"), blank=True)
    footnotes = models.JSONField(default=list)
    first_line = models.PositiveIntegerField(default=0)
    last_line = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["expression", "position"]
        constraints = [
            models.UniqueConstraint(fields=["expression", "eid"], name="texts_provision_identified_once"),
        ]
        indexes = [
            models.Index(fields=["expression", "position"], name="texts_provision_placed"),
            models.Index(fields=["eid"], name="texts_provision_eid"),
        ]

    def __str__(self) -> str:
        return f"{self.expression.work.slug}/{self.eid}"

    def get_absolute_url(self) -> str:
        return reverse("texts:provision", args=[self.expression.work.slug, self.eid])


class Note(models.Model):
    """A note of an expression under its label."""

    expression = models.ForeignKey(Expression, models.CASCADE, related_name="notes")
    label = models.CharField(_("label"), max_length=12)
    text = models.TextField(_("text"), blank=True)
    first_line = models.PositiveIntegerField(default=0)
    last_line = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["expression", "pk"]
        constraints = [models.UniqueConstraint(fields=["expression", "label"], name="texts_note_labelled_once")]

    def __str__(self) -> str:
        return self.label
