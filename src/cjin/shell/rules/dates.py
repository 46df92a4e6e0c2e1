"""Dates and numbers as the six languages of the United Nations write them."""

from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

# The Arabic of the United Nations names each month twice, so that readers from Baghdad to Rabat know it.
ARABIC_MONTHS = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)
LOCALES = {"ar": "ar", "en": "en_GB", "es": "es", "fr": "fr", "ru": "ru", "zh": "zh_Hans"}


def locale_of(language: str) -> Locale:
    """The Babel locale for a language tag such as ``zh-hans``; British English for any language we do not speak."""
    return Locale.parse(LOCALES.get(language.partition("-")[0].lower(), "en_GB"))


def long_date(day: date, language: str) -> str:
    """A day in words, "16 December 2021"."""
    short = language.partition("-")[0].lower()
    if short == "ar":
        return f"{day.day} {ARABIC_MONTHS[day.month - 1]} {day.year}"
    if short == "fr" and day.day == 1:
        return "1er" + format_date(day, " MMMM y", locale="fr")
    if short == "ru":
        return format_date(day, "d MMMM y 'года'", locale="ru")
    return format_date(day, "long", locale=locale_of(language))


def long_time(moment: datetime, language: str) -> str:
    """A moment in words with its zone, "16 December 2021, 14:05 UTC"."""
    clock = format_datetime(moment, "HH:mm zzz", tzinfo=moment.tzinfo, locale=locale_of("en"))
    comma = "، " if language.startswith("ar") else " " if language.startswith("zh") else ", "
    return f"{long_date(moment.date(), language)}{comma}{clock}"


def number(value: int | float | Decimal, language: str) -> str:
    """A number with the separators and digits of the language."""
    return format_decimal(value, locale=locale_of(language), numbering_system="default")
