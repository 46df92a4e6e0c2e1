"""What TEXT stores: works, their expressions, and the provisions and notes of each expression."""

from cjin.texts.models.expressions import Expression, Source
from cjin.texts.models.provisions import Note, Provision
from cjin.texts.models.works import Work

__all__ = ["Expression", "Note", "Provision", "Source", "Work"]
