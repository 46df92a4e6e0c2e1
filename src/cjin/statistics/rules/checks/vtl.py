"""The checks as rulesets of VTL 2.1 (Validation and Transformation Language); what it cannot say is named in a comment.

A datapoint ruleset holds what is said of one figure, a hierarchical one what is said of codes of one variable. Rulesets
speak of one data set with unique keys, so that keys that stand twice, years, vintages, other sources and lists of codes
that nobody knows beforehand are beyond them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from cjin.core.rules.catalogue import read
from cjin.statistics.rules.checks.check import Check, Kind
from cjin.statistics.rules.classification import iccs

VARIABLES = ("area", "dimension", "category", "sex", "age", "unit", "value", "source")
"""The variables of the datapoint ruleset; ``source`` is an attribute, ``value`` the measure."""
SEXES = ("_T", "M", "F", "_U", "_Z", "_O")
UNITS = ("NR", "P_HTHAB", "PT")
BEYOND: Mapping[Kind, str] = {
    Kind.KEY: "the identifiers of a data set are unique before a rule sees it",
    Kind.REGIONS: "the regions of a nation are no list that is known beforehand",
    Kind.CHANGE: "a rule sees one period, and no spread of a series",
    Kind.BREAK: "a rule sees one period, and no level of a series",
    Kind.REVISION: "a rule sees one data set, not the vintage before it",
    Kind.PLACES: "a rule sees one data set and one key",
    Kind.HEALTH: "a rule has no factor and no noise between two measures of different sources",
}


def rulesets(checks: Iterable[Check]) -> str:
    """The text of all rulesets, each rule with the identifier of its check as error code and its severity as level."""
    given = list(checks)
    parts = [f"// {line}" for line in _beyond(given)]
    points = [rule for check in given for rule in _points(check)]
    if points:
        parts.append(_ruleset("datapoint", "figures", f"variable {', '.join(VARIABLES)}", points))
    for check in given:
        variable, rules = _hierarchy(check)
        if rules:
            parts.append(_ruleset("hierarchical", _name(check.id), f"variable rule {variable}", rules))
    return "\n".join(parts) + "\n"


def _beyond(checks: Iterable[Check]) -> Iterator[str]:
    for check in checks:
        if check.kind in BEYOND:
            yield f"{check.id}: not expressible; {BEYOND[check.kind]}"
        elif check.kind is Kind.MARGIN and "age" in check.texts("over"):
            yield f"{check.id}: not expressible; the groups of ages are no list that is known beforehand"


def _ruleset(kind: str, name: str, signature: str, rules: Iterable[str]) -> str:
    body = ";\n".join(f"  {rule}" for rule in rules)
    return f"define {kind} ruleset {name} ({signature}) is\n{body}\nend {kind} ruleset;"


def _points(check: Check) -> Iterator[str]:
    say = _POINTS.get(check.kind)
    if say is not None:
        yield f"{_name(check.id)} : {say(check)} {_error(check)}"


def _error(check: Check) -> str:
    return f'errorcode "{check.id}" errorlevel {int(check.severity)}'


def _name(identity: str) -> str:
    return identity.replace("-", "_")


def _texts(values: Iterable[str]) -> str:
    return "{" + ", ".join(f'"{value}"' for value in values) + "}"


def _where_unit(check: Check) -> str:
    said = check.texts("unit")
    return f"when unit in {_texts(said)} then " if said else ""


def _whole(check: Check) -> str:
    return f"{_where_unit(check)}value = round(value, 0)"


def _limits(check: Check) -> str:
    said = [f"value >= {_number(check, 'least')}"] if "least" in check.given else []
    said += [f"value <= {_number(check, 'most')}"] if "most" in check.given else []
    return f"{_where_unit(check)}{' and '.join(said)}"


def _number(check: Check, name: str) -> str:
    return f"{check.number(name, 0):.10g}"


def _codes(check: Check) -> str:
    field, listed = check.texts("field")[0], check.texts("list")[0]
    if listed == "age":
        return f'match_characters({field}, "_T|_U|_Z|Y[0-9]+T[0-9]*")'
    if listed == "states":
        states = _texts(entry["iso3"] for entry in read("states")["states"])
        return f'substr({field}, 1, 3) in {states} or match_characters({field}, "X[A-Z]{{1,2}}([_-].+)?")'
    if listed == "iccs":
        return f'when dimension = "iccs" then {field} in {_texts(["_T", *iccs().categories])}'
    return f"{field} in {_texts(SEXES if listed == 'sex' else UNITS)}"


def _said(check: Check) -> str:
    field = check.texts("field")[0]
    return f'not isnull({field}) and {field} <> ""'


_POINTS: Mapping[Kind, Callable[[Check], str]] = {
    Kind.TYPE: _whole,
    Kind.RANGE: _limits,
    Kind.CODE: _codes,
    Kind.METADATA: _said,
}


def _hierarchy(check: Check) -> tuple[str, list[str]]:
    """The variable and the rules of a check about codes of one variable."""
    if check.kind is Kind.FUNNEL:
        pairs = zip(check.texts("upper"), check.texts("lower"), strict=False)
        return "indicator", _numbered(check, (f"{_item(upper)} >= {_item(lower)}" for upper, lower in pairs))
    if check.kind is Kind.MARGIN and check.texts("over") == ("sex",):
        sign = ">=" if check.given.get("direction") == "above" else "<="
        return "sex", _numbered(check, [f"{_item('_T')} {sign} M + F"])
    if check.kind is Kind.PART:
        rules = (f"{_item(whole)} >= {_item(part)}" for whole, parts in _families(check) for part in parts)
        return "category", _numbered(check, rules)
    if check.kind is Kind.SUM:
        rules = (f"{_item(whole)} = {' + '.join(map(_item, parts))}" for whole, parts in _families(check))
        return "category", _numbered(check, rules)
    return "", []


def _numbered(check: Check, rules: Iterable[str]) -> list[str]:
    return [f"{_name(check.id)}_{number} : {rule} {_error(check)}" for number, rule in enumerate(rules, 1)]


def _families(check: Check) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each whole with its parts. Of a tree of labels only those that the catalogue knows can be named."""
    trees = check.texts("tree")
    if "iccs" in trees:
        for code in iccs().categories:
            if children := tuple(iccs().children[code]):
                yield code, children
    if "colon" in trees:
        labels = [label for label in read("statistics/portal-labels")["labels"] if ": " in label]
        for whole in sorted({label.partition(": ")[0] for label in labels}):
            yield whole, tuple(label for label in labels if label.partition(": ")[0] == whole)
    if not trees:
        yield check.texts("whole")[0], check.texts("parts")


def _item(code: str) -> str:
    """A code as VTL names it: in single quotes unless it is a plain name."""
    return code if code[:1].isalpha() and code.replace("_", "").isalnum() and code.isascii() else f"'{code}'"
