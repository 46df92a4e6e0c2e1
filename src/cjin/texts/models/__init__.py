"""What TEXT stores: works, their expressions, the provisions and notes of each, and corrections of drafts."""

from cjin.texts.models.corrections import Correction
from cjin.texts.models.expressions import Expression, Source
from cjin.texts.models.provisions import Note, Provision
from cjin.texts.models.works import Work

__all__ = ["Correction", "Expression", "Note", "Provision", "Source", "Work"]
