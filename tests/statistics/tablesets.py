"""Table sets as tests write them."""

from cjin.core.rules.catalogue import parse
from cjin.statistics.rules.tableset import TableSet, table_set_of


def read_table_set(text: str, name: str) -> TableSet:
    """The table set of a YAML text. Raises Invalid with every fault in its place."""
    return table_set_of(parse(text, name), name)
