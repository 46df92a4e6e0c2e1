"""A form whose title stands in at least one of the six languages."""

from typing import Any

from django.utils.translation import gettext as _

from cjin.core.forms import InSixLanguages
from cjin.core.rules.multilingual import Multilingual


class Titled(InSixLanguages):
    """A title in the reader's language, and in others that the page keeps apart."""

    argument = "title"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = next(name for name in self.fields if name.startswith("title_"))
        self.fields[first].help_text = _("Write it in one language at least.")

    def other_titles(self) -> list[Any]:
        """The title in other languages than the reader's, bound."""
        return [one for one in self if one.name.startswith("title_")][1:]

    def clean(self) -> dict[str, Any]:
        """A title in some language is needed."""
        said = super().clean() or self.cleaned_data
        titles = [name for name in self.fields if name.startswith("title_")]
        if not any(said.get(name) for name in titles):
            self.add_error(titles[0], _("name it in one language at least"))
        return said

    def arguments(self) -> dict[str, Any]:
        """The arguments of the act, the title as one."""
        said = super().arguments()
        return said | {"title": Multilingual(said["title"])}
