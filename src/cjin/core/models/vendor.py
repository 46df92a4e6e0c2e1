"""A migration's step in the words of each engine."""

from typing import Any

from django.db import migrations


class VendorSQL(migrations.RunSQL):
    """Runs on one engine only (``sqlite`` or ``postgresql``) and does nothing on the other."""

    def __init__(self, vendor: str, sql: Any, reverse_sql: Any) -> None:
        super().__init__(sql, reverse_sql)
        self.vendor = vendor

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        arguments = {"vendor": self.vendor, "sql": self.sql, "reverse_sql": self.reverse_sql}
        return self.__class__.__qualname__, [], arguments

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == self.vendor:
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == self.vendor:
            super().database_backwards(app_label, schema_editor, from_state, to_state)
