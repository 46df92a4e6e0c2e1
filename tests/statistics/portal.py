"""A made-up twin of a portal file, with the damage that such files have."""

from pathlib import Path

HEADER = "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,VALUE,Source"


def line(
    area: str = "XAA",
    indicator: str = "Violent offences",
    category: str = "Robbery",
    sex: str = "Total",
    age: str = "Total",
    year: object = 2015,
    value: object = 10,
    *,
    dimension: str = "by type of offence",
    unit: str = "Counts",
    source: str = "CTS",
) -> str:
    """One row of the layout."""
    cells = [
        area,
        "Côte d’Exemple",
        "Nowhere",
        "South",
        indicator,
        dimension,
        category,
        sex,
        age,
        year,
        unit,
        value,
        source,
    ]
    return ",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in cells)


def portal_file(folder: Path, *lines: str, name: str = "portal.csv", encoding: str = "cp1252") -> Path:
    """Writes a file with two rows of title above its header."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    text = "\r\n".join(["A made-up file", "As of 1 March 2026", HEADER, *lines]) + "\r\n"
    path.write_bytes(text.encode(encoding))
    return path
