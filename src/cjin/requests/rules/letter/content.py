"""What a letter says: the answers of a request in one language or in two, unit beside unit."""

from collections.abc import Mapping, Sequence

from cjin.core.rules.errors import Fault, Invalid
from cjin.shell.rules.dates import locale_of, long_date

from ..wording import words
from ..writing.drafts import Draft, is_secret
from .parts import Closing, Content, Head, Names, Occasion, Text
from .phrases import article, phrase
from .rows import Told, sections_of
from .runs import paragraphs
from .units import LANGUAGES, Wording, source_language

INFORMATION = "spontaneous-information"


def letter_of(
    draft: Draft, languages: Sequence[str], wordings: Sequence[Wording], names: Names, occasion: Occasion
) -> Content:
    """The letter of a request in one or two of its languages. Raises Invalid for other languages, or more of them.

    Arabic stands on the right of two columns.
    """
    source = source_language(draft.answers)
    chosen = checked_languages(languages)
    if len(chosen) == 2 and chosen[0] == "ar":
        chosen = chosen[::-1]
    told = Told(draft, source, {(one.language, one.unit): one for one in wordings}, names)
    return Content(
        title=f"{words(chosen[0]).kind(draft.kind.kind)} {occasion.reference}",
        languages=chosen,
        source=source,
        reference=occasion.reference,
        draft=phrase("draft", chosen[0]) if occasion.draft else "",
        day=occasion.day,
        heads=tuple(_head(told, one, occasion) for one in chosen),
        sections=tuple(sections_of(told, chosen)),
        closings=tuple(_closing(told, one, occasion, chosen) for one in chosen),
    )


def checked_languages(languages: Sequence[str]) -> tuple[str, ...]:
    """One or two languages of letters, each once. Raises Invalid."""
    chosen = tuple(dict.fromkeys(languages))
    strange = [one for one in chosen if one not in LANGUAGES]
    if strange or not 1 <= len(chosen) <= 2:
        said = f"“{strange[0][:10]}” is no language of letters" if strange else "choose one language or two"
        raise Invalid("The letter cannot be written in these languages.", [Fault("languages", said)])
    return chosen


def _head(told: Told, language: str, occasion: Occasion) -> Head:
    answers, names, kind = told.draft.answers, told.names, told.draft.kind.kind
    authority = told.unit("authority", language).text if "authority" in answers else ""
    marks = [name for name, is_so in _marks(told, occasion).items() if is_so]
    return Head(
        language=language,
        state=named(names.requesting, language),
        authority=authority or "–",
        contact=paragraphs(answers.get("contact", ""), fixed=True),
        marks=tuple(phrase(one, language) for one in marks),
        kind=words(language).kind(kind),
        to=phrase("to", language),
        to_state=named(names.requested, language),
        to_authority=named(names.addressee, language),
        facts=tuple(_facts(told, language, occasion)),
        paragraphs=tuple(_opening(told, language, occasion)),
        role="" if language == told.source else phrase("translation", language),
    )


def _marks(told: Told, occasion: Occasion) -> dict[str, bool]:
    answers = told.draft.answers
    return {"draft": occasion.draft, "urgent": bool(answers.get("urgent")), "confidential": is_secret(answers)}


def _facts(told: Told, language: str, occasion: Occasion) -> list[tuple[str, Text]]:
    answers, draft = told.draft.answers, told.draft
    found = [
        ("date", paragraphs(long_date(occasion.day, language))),
        ("our_reference", references(str(answers.get("reference", "")), occasion.reference)),
        ("by", paragraphs("\n".join(told.names.ways), fixed=True)),
        ("basis", paragraphs(basis_in_words(draft, told.names, language))),
    ]
    return [(phrase(name, language), text) for name, text in found if text]


def references(*known: str) -> Text:
    """By what a request is known to one State: what its authority typed, and the number of its node."""
    return paragraphs("\n".join(one for one in dict.fromkeys(known) if one), fixed=True)


def basis_in_words(draft: Draft, names: Names, language: str) -> str:
    """The instrument that the request rests on, with its article."""
    if draft.basis in ("", "reciprocity"):
        return phrase("reciprocity", language) if draft.basis else ""
    eid = draft.kind.articles.get(draft.basis, "")
    title = named(names.basis, language) or draft.basis
    return ", ".join(one for one in (title, article(eid, language) if eid else "") if one)


def _opening(told: Told, language: str, occasion: Occasion) -> list[str]:
    information = told.draft.kind.kind == INFORMATION
    said = [phrase("opening_information" if information else "opening", language)]
    confidential = told.draft.answers.get("confidential", "no")
    if occasion.draft:
        said.insert(0, phrase("draft_note", language))
    if confidential in ("fact-and-substance", "no-tipping-off"):
        said.append(phrase(confidential, language))
    return said


def _closing(told: Told, language: str, occasion: Occasion, chosen: Sequence[str]) -> Closing:
    said = ""
    if occasion.signed_at:
        said = phrase("signed", language, name=occasion.signer, day=long_date(occasion.signed_at.date(), language))
    return Closing(
        language=language,
        words=phrase("closing", language),
        signature=phrase("signature", language),
        signed=paragraphs(said),
        notes=paragraphs("\n".join(_notes(told, language, chosen))),
    )


def _notes(told: Told, language: str, chosen: Sequence[str]) -> list[str]:
    said = [phrase("data_note", language, format="cjin-request/1")]
    if len(chosen) > 1 or language != told.source:
        name = str(locale_of(language).languages.get(told.source, told.source))
        said.insert(0, phrase("original", language, language=name))
    if any(one.status == "machine" for key, one in told.wordings.items() if key[0] in chosen):
        said.append(phrase("machine_note", language))
    if told.names.fictional:
        said.append(phrase("made_up_note", language))
    return said


def named(names: Mapping[str, str], language: str) -> str:
    """A name in a language; in English, or in the first that there is, where it has none in this one."""
    return names.get(language) or names.get("en") or next(iter(names.values()), "")
