"""English spellings of one word, British and American, old and new: on the left what is indexed."""

import re

# Parts of words, found anywhere in a word: so "labourers" follows "labour".
PARTS = {
    "acknowledgment": "acknowledgement",
    "anesthe": "anaesthe",
    "archeolog": "archaeolog",
    "armor": "armour",
    "behavior": "behaviour",
    "cancel": "cancell",
    "channel": "channell",
    "color": "colour",
    "counsel": "counsell",
    "defens": "defenc",
    "encycloped": "encyclopaed",
    "endeavor": "endeavour",
    "enrol": "enroll",
    "favor": "favour",
    "fulfil": "fulfill",
    "harbor": "harbour",
    "honor": "honour",
    "humor": "humour",
    "inquir": "enquir",
    "instal": "install",
    "jail": "gaol",
    "judgment": "judgement",
    "label": "labell",
    "labor": "labour",
    "licens": "licenc",
    "maneuv": "manoeuv",
    "marshal": "marshall",
    "misdemeanor": "misdemeanour",
    "model": "modell",
    "mold": "mould",
    "neighbor": "neighbour",
    "odor": "odour",
    "offens": "offenc",
    "pediatr": "paediatr",
    "pedophil": "paedophil",
    "practic": "practis",
    "pretens": "pretenc",
    "rigor": "rigour",
    "rumor": "rumour",
    "signal": "signall",
    "skilful": "skillful",
    "sulf": "sulph",
    "travel": "travell",
    "tumor": "tumour",
    "tunnel": "tunnell",
    "vapor": "vapour",
    "vigor": "vigour",
    "wilful": "willful",
}
# Whole words and their plurals.
WHOLE = {
    "aging": "ageing",
    "aluminum": "aluminium",
    "caliber": "calibre",
    "catalog": "catalogue",
    "center": "centre",
    "dialog": "dialogue",
    "fiber": "fibre",
    "gray": "grey",
    "kilometer": "kilometre",
    "liter": "litre",
    "meter": "metre",
    "program": "programme",
    "specter": "spectre",
    "theater": "theatre",
}
PART_OF = {theirs: ours for ours, theirs in PARTS.items()}
PART_RULE = re.compile("|".join(sorted(PART_OF, key=len, reverse=True)))
WHOLE_OF = {theirs + ending: ours + ending for ours, theirs in WHOLE.items() for ending in ("", "s")}
# -ize and -ise, -ization and -isation, -yze and -yse, with what hangs on them.
ISE_RULE = re.compile(r"(?<=[a-z]{2}[iy])z(e|ed|es|er|ers|ing|able|ation|ations|ational|ability)$")


def usual_spelling(word: str) -> str:
    """The spelling under which an English word (folded) is indexed, whichever of its spellings is given."""
    word = WHOLE_OF.get(word, word)
    return ISE_RULE.sub(r"s\1", PART_RULE.sub(lambda found: PART_OF[found[0]], word))
