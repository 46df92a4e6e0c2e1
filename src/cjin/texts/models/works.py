"""Works: what an instrument is, apart from any of its texts."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cjin.core.models.multilingual import MultilingualField


class Work(models.Model):
    """An instrument as such: a declaration, a resolution, a treaty, a set of rules.

    ``slug`` is its identifier and never changes. ``symbol`` names the document that carries it, ``annex`` its
    place among
    that document's annexes (0: the document itself). A known work of the catalogue stands here before any text is
    loaded. ``derived`` is the digest of the text that its citations and parallels were worked out from.
    """

    slug = models.SlugField(_("identifier"), max_length=120, unique=True)
    title = MultilingualField(_("title"))
    symbol = models.CharField(_("symbol"), max_length=80, blank=True, db_index=True)
    annex = models.PositiveSmallIntegerField(_("annex"), default=0)
    adopted = models.DateField(_("adopted on"), null=True, blank=True)
    body = models.CharField(_("adopted by"), max_length=250, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    known = models.BooleanField(_("known work of the catalogue"), default=False)
    derived = models.CharField(max_length=64, blank=True)
    topics = models.ManyToManyField("reference.Topic", blank=True, related_name="works", verbose_name=_("topics"))

    class Meta:
        ordering = ["-adopted", "slug"]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("texts:work", args=[self.slug])
