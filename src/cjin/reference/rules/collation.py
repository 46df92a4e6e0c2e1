"""The order in which readers of a language expect names."""

import unicodedata


def sort_key(name: str, language: str) -> tuple[bytes, ...] | tuple[str, ...]:
    """A key for sorting names of one language.

    Letters with marks sort as the letters without; Arabic names without their article; Chinese by sound, for the common
    characters: that is their order in GB 2312, which GB 18030 keeps.
    """
    if language.startswith("zh"):
        return (name.encode("gb18030", "replace"),)
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    if language.startswith("ar"):
        plain = plain.removeprefix("ال")
    return (plain, name)
