"""How a text in several languages is stored: one JSON column."""

from collections.abc import Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from cjin.core.rules.errors import Invalid
from cjin.core.rules.multilingual import Multilingual


class MultilingualAttribute(DeferredAttribute):
    """Turns whatever is assigned into a Multilingual at once, so that a fault shows where it is made."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        expression = hasattr(value, "resolve_expression")
        instance.__dict__[self.field.attname] = value if expression else Multilingual.of(value)


class MultilingualField(models.JSONField):
    """A Multilingual as a JSON object of language and text; empty when nothing is given.

    Raises Invalid when something else than a mapping of the six languages to texts is assigned.
    """

    descriptor_class = MultilingualAttribute
    _pyi_private_set_type: Multilingual | Mapping[str, str] | None
    _pyi_private_get_type: Multilingual

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, *expression_and_connection: Any) -> Any:
        found = super().from_db_value(value, *expression_and_connection)
        # A key inside the column ("title__en") comes back as a plain string.
        return Multilingual.of(found) if isinstance(found, Mapping) else found

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        plain = dict(value) if isinstance(value, Mapping) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def to_python(self, value: Any) -> Multilingual:
        try:
            return Multilingual.of(value)
        except Invalid as error:
            raise ValidationError([error.message, *map(str, error.faults)]) from error

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(dict(cast(Mapping[str, str], value)), model_instance)

    def value_to_string(self, obj: models.Model) -> Any:
        return dict(self.value_from_object(obj))
