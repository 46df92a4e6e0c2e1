"""Numbers as word processors and browsers write them: 3, c, iii, C, III."""


def numeral(value: int, form: str) -> str:
    """A number in one of the forms that WordprocessingML names (decimal, lowerLetter, lowerRoman, …)."""
    if value < 1 or form == "decimal":
        return str(value)
    if form in ("lowerLetter", "upperLetter"):
        text = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return text.upper() if form == "upperLetter" else text
    if form in ("lowerRoman", "upperRoman"):
        text = _roman(min(value, 3999))
        return text if form == "lowerRoman" else text.upper()
    return "" if form in ("bullet", "none") else str(value)


def _roman(value: int) -> str:
    text = ""
    for number, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        while value >= number:
            text += letters
            value -= number
    return text
