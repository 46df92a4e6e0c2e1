"""A mapping as text, made of what was chosen for each column of a file."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import yaml

from cjin.statistics.rules.proposing import Proposal

BEFORE, AFTER = ("vintage", "provisional", "covers"), ("counting", "flags")
_BREAK = re.compile("[\x85\u2028\u2029]")


def mapping_text(
    head: Mapping[str, str],
    encoding: str,
    scheme: str,
    chosen: Sequence[Proposal],
    rules: Mapping[str, Any] = MappingProxyType({}),
) -> str:
    """A mapping in YAML: ``head`` (source, title, area, unit, moment), what the chosen columns say, and ``rules``.

    ``rules`` are other parts of a mapping as they are written there: vintage, covers, file, counting, flags.
    """
    told: dict[str, Any] = {name: text for name, text in head.items() if text}
    told |= {name: rules[name] for name in BEFORE if name in rules}
    if encoding not in ("", "utf-8") or "file" in rules:
        told["file"] = {**({} if encoding in ("", "utf-8") else {"encoding": encoding}), **rules.get("file", {})}
    told["columns"] = {one.concept: _told(one, scheme) for one in chosen if one.concept}
    told |= {name: rules[name] for name in AFTER if name in rules}
    return str(yaml.dump(told, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100))


class _Dumper(yaml.SafeDumper):
    """Writes a text with a line separator in it so that it is read back; the library itself makes a space of it."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = '"' if _BREAK.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _told(one: Proposal, scheme: str) -> str | dict[str, Any]:
    parts: dict[str, Any] = {"column": one.column}
    if one.concept == "offence" and scheme:
        parts["scheme"] = scheme
    if one.pad and one.scheme == scheme:
        parts["pad"] = one.pad
    formats = one.days.formats if one.days else ()
    parts |= {"format": formats[0] if len(formats) == 1 else list(formats)} if formats else {}
    parts |= {"codes": dict(one.codes)} if one.codes else {}
    return parts if len(parts) > 1 else one.column
