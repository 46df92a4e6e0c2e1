"""Names in a list to choose from: those that are alike are told apart."""

from collections.abc import Iterable, Mapping

from cjin.statistics.queries.flows import Held
from cjin.statistics.queries.labels import say, title_of


def told_apart(names: Mapping[str, str], marks: Mapping[str, str]) -> dict[str, str]:
    """Names by code. Beside those that are alike stand their marks, or their codes where the marks are alike too."""
    alike: dict[str, list[str]] = {}
    for code, name in names.items():
        alike.setdefault(name, []).append(code)
    found = dict(names)
    for name, codes in alike.items():
        if len(codes) > 1:
            told = {marks[one] for one in codes} - {""}
            beside = marks if len(told) == len(codes) else {one: one for one in codes}
            found |= {one: f"{name} ({beside[one]})" for one in codes}
    return found


def figure_names(published: Iterable[Held]) -> dict[str, str]:
    """What published figures are called in the reader's language, by their codes; alike ones with the set of their
    tables.
    """
    flows = {one.flow.id: one.flow for one in published}
    return told_apart(
        {code: title_of(one) for code, one in flows.items()}, {code: say(one.group) for code, one in flows.items()}
    )
