"""Nouns that Snowball takes for forms of a verb, and plurals that it does not lead back to their singular.

All words stand here as folding leaves them: small letters without accents.
"""

import re

# Men and women are people in many callings; "specimen" and "regimen" are none.
CALLINGS = (
    "air|alder|assembly|business|chair|congress|council|country|crew|fire|fisher|fore|frontier|gentle|guards|hench|jury|"
    "lay|line|mid|noble|ombuds|patrol|police|post|sales|sea|service|spokes|sports|states|trades|watch|work"
)
MEN = re.compile(rf"(?:wo|^|^(?:{CALLINGS}))men$")
PLURALS = {
    "en": {
        "addenda": "addendum",
        "alumni": "alumnus",
        "analysis": "analyse",
        "appendices": "appendix",
        "bureaus": "bureau",
        "bureaux": "bureau",
        "children": "child",
        "corrigenda": "corrigendum",
        "crises": "crisis",
        "criteria": "criterion",
        "curricula": "curriculum",
        "diagnoses": "diagnosis",
        "feet": "foot",
        "fora": "forum",
        "grandchildren": "grandchild",
        "halves": "half",
        "hypotheses": "hypothesis",
        "indices": "index",
        "knives": "knife",
        "lives": "life",
        "matrices": "matrix",
        "memoranda": "memorandum",
        "phenomena": "phenomenon",
        "schoolchildren": "schoolchild",
        "selves": "self",
        "stepchildren": "stepchild",
        "syntheses": "synthesis",
        "teeth": "tooth",
        "thieves": "thief",
        "wives": "wife",
    },
    "fr": {"baux": "bail", "noyaux": "noyau", "travaux": "travail", "yeux": "oeil"},
}
FRENCH = (
    "appetit conflit credit danger debit deficit delai delit etranger foyer habit interdit loyer manuscrit minerai "
    "portrait profit recit retrait souhait transit"
)
KEPT = {"fr": {noun + ending: noun for noun in FRENCH.split() for ending in ("", "s")}}
"""Nouns that are their own stem: cut as verbs, an offence (délit) and a time limit (délai) would be one word."""

# "mujeres", "jovenes", "intereses": the singular ends in a consonant that looks like the end of an infinitive or verb.
# Several endings go at once, so that what looks like a plural ("interes") and its own plural stay one word.
SPANISH_PLURAL = re.compile(r"(?<=[aeiou]r|en|es)(?:es)+$")


def singular(word: str, language: str) -> str:
    """The singular of a folded noun where Snowball needs help to find it; any other word as it is."""
    if language == "es":
        return SPANISH_PLURAL.sub("", word)
    if language == "en" and word.endswith("men"):
        return MEN.sub(lambda found: found[0][:-3] + "man", word)
    return PLURALS[language].get(word, word)


def kept(word: str, language: str) -> str:
    """The stem of a noun that must not be cut as a verb; empty for any other word."""
    return KEPT.get(language, {}).get(word, "")
