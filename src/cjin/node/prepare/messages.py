"""Translations: every package's .po files are compiled into one catalogue a language, in the node's home."""

from collections.abc import Iterable
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from cjin.core.rules.errors import Fault, Invalid
from cjin.node.packages import APPS

LOCALES = {"ar": "ar", "es": "es", "fr": "fr", "ru": "ru", "zh-hans": "zh_Hans"}
"""The languages that are translated into, and the folder in which Django looks for each."""


def compile_all(home: Path, _now: datetime) -> str:
    """Compile what has changed since the last time."""
    return compile_into(home / "locale", APPS)


def compile_into(target: Path, packages: Iterable[str]) -> str:
    """Compile the .po files below ``target``; Invalid with file and line for one that cannot be read."""
    packages = tuple(packages)
    made = 0
    for language, folder in LOCALES.items():
        sources = [path for package in packages if (path := source(package, language))]
        place = target / folder / "LC_MESSAGES" / "django.mo"
        if not _is_current(place, sources):
            _write(place, _merged(folder, sources))
            place.with_suffix(".sources").write_text(_listing(sources))
            made += 1
    return f"{made} of {len(LOCALES)} languages compiled" if made else "up to date"


def source(package: str, language: str) -> Path | None:
    """The .po file of a package in a language, or None."""
    place = Path(str(files(package))) / "locale"
    names = (language, LOCALES[language])
    return next((path for name in names if (path := place / name / "LC_MESSAGES" / "django.po").exists()), None)


def _is_current(place: Path, sources: list[Path]) -> bool:
    """Made of the same sources as they are now: they are listed in a file beside it."""
    listing = place.with_suffix(".sources")
    return place.exists() and listing.exists() and listing.read_text() == _listing(sources)


def _listing(sources: list[Path]) -> str:
    return "".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n" for path in sources)


def _merged(folder: str, sources: list[Path]) -> bytes:
    """One compiled catalogue. Where two packages translate the same words, the upper floor's translation stands."""
    from io import BytesIO

    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    merged = Catalog(locale=folder, fuzzy=False)
    for path in sources:
        found = _read(path, folder, merged.num_plurals)
        # The forms stand in the order of the files' own rule; the library's own rule orders those of Arabic otherwise.
        merged.mime_headers = [("Plural-Forms", found.plural_forms)]
        for message in found:
            if message.id and message.string and not message.fuzzy and merged.get(message.id, message.context) is None:
                merged.add(message.id, message.string, context=message.context)
    target = BytesIO()
    write_mo(target, merged)
    return target.getvalue()


def _read(path: Path, folder: str, plurals: int):  # type: ignore[no-untyped-def]
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            found = read_po(file, locale=folder, abort_invalid=True)
    except (PoFileError, ValueError, UnicodeDecodeError) as error:
        raise Invalid("A file of translations cannot be read.", [Fault(str(path), str(error))]) from error
    if found.num_plurals != plurals:
        message = f"its header has nplurals={found.num_plurals}, this language has {plurals}"
        raise Invalid("A file of translations cannot be read.", [Fault(str(path), message)])
    return found


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(".draft")
    draft.write_bytes(content)
    draft.replace(place)
