"""The process as a table for the reference: generated, so that it says what the catalogue says."""

from .process import Direction, process


def as_table(direction: Direction) -> str:
    """The acts of one direction as a table in Markdown."""
    lines = ["| act | from | to | who | what must be so |", "|---|---|---|---|---|"]
    for one in process(direction).acts.values():
        sources = ", ".join(sorted(one.sources))
        lines.append(f"| {one.act} | {sources} | {one.to} | {one.duty} | {', '.join(one.guards)} |")
    return "\n".join(lines)
