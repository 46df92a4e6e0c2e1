"""How long terms last."""

from datetime import date


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the day after it, where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
