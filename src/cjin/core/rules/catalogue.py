"""The catalogue: vocabulary and types of systems as YAML files that a lawyer or a statistician can read."""

import re
from collections.abc import Hashable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from cjin.core.rules.errors import Fault, Invalid, NotFound
from cjin.core.rules.storable import is_storable

LARGEST = 10**18
"""No whole number in a catalogue is larger: it would fit no column, and has too many digits to be written."""
NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)*\Z")


@cache
def read(name: str) -> Any:
    """The content of ``cjin/catalogue/<name>.yaml``, read once; do not change what it returns.

    Raises NotFound where there is no such file, Invalid with file, line and column where it is broken.
    """
    name = name.removesuffix(".yaml")
    path = files("cjin.catalogue").joinpath(f"{name}.yaml")
    if not NAME.match(name) or not path.is_file():
        raise NotFound(f"The catalogue has no file “{name[:80]}.yaml”.")
    return parse(path.read_text(encoding="utf-8"), f"catalogue/{name}.yaml")


def names(folder: str) -> list[str]:
    """The names, as ``read`` takes them, of the files that stand directly in this folder of the catalogue, sorted."""
    place = files("cjin.catalogue").joinpath(folder)
    found = place.iterdir() if NAME.match(folder) and place.is_dir() else iter(())
    return sorted(f"{folder}/{entry.name.removesuffix('.yaml')}" for entry in found if entry.name.endswith(".yaml"))


def parse(text: str, file: str) -> Any:
    """The content of a YAML text. Raises Invalid with the place where it is broken or names a key twice."""
    loader = None
    try:
        loader = _Loader(text)
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{file}, line {mark.line + 1}, column {mark.column + 1}" if mark else file
        raise Invalid("A catalogue file is broken.", [Fault(where, error.problem or "not YAML")]) from error
    except yaml.YAMLError as error:
        raise Invalid("A catalogue file is broken.", [Fault(file, str(error))]) from error
    except (RecursionError, ArithmeticError, ValueError) as error:
        deep = "this is nested too deeply" if isinstance(error, RecursionError) else "this character cannot be read"
        where = f"{file}, line {loader.get_mark().line + 1}" if loader else file
        raise Invalid("A catalogue file is broken.", [Fault(where, deep)]) from error
    finally:
        if loader is not None:
            loader.dispose()


class _Loader(yaml.SafeLoader):
    """YAML keeps the last of two equal keys without a word; in a catalogue that would lose an entry.

    It also takes what looks like a day or a number for one, whether it can be one or not.
    """

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return super().construct_object(node, deep=deep)
        try:
            value = super().construct_object(node, deep=deep)
        except (ArithmeticError, AttributeError, LookupError, ValueError) as error:
            kind = "day" if node.tag.endswith("timestamp") else "number or other value"
            said = f"this looks like a {kind} and cannot be one; write it in quotes if it is a text"
            raise yaml.MarkedYAMLError(problem=said, problem_mark=node.start_mark) from error
        if isinstance(value, int) and abs(value) > LARGEST:
            raise yaml.MarkedYAMLError(problem="this number is too large", problem_mark=node.start_mark)
        if isinstance(value, str) and not is_storable(value):
            said = "this text holds NUL or half of a character, which no database keeps"
            raise yaml.MarkedYAMLError(problem=said, problem_mark=node.start_mark)
        return value

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise yaml.MarkedYAMLError(problem=f"the key “{key}” stands twice", problem_mark=key_node.start_mark)
            if isinstance(key, Hashable):
                seen.add(key)
        return super().construct_mapping(node, deep=deep)
