"""Which words tell what a provision is about: none of the language's small words, none that such texts always use."""

from collections.abc import Callable, Collection, Iterable

SMALL = """
a about above according after against all also although am among an and another any anything are around as at away
back be because been before being below beside besides between beyond both but by can cannot could did do does doing
done down due during each either else especially etc even ever every everything few first for former from further had
has have having he hence her here herein hereby him his how however i if in inter alia into is it its itself just
latter least less like made make makes making many may might more moreover most much must nor no not now of off on
once one only onto or other others otherwise our ours out over own per rather re same second shall she should since so
some such than that the their theirs them themselves then there thereby therefore therein thereof these they this
those through throughout thus to together too toward towards two under until up upon us very via was we well were what
when whenever where whereas whereby wherever whether which while who whom whose why will with within without would yet
you your
"""
"""English words that stand in every kind of text."""
OF_SUCH_TEXTS = """
third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
twentieth twenty thirtieth thirty fortieth forty fiftieth fifty sixtieth sixty seventieth seventy eightieth eighty
appreciation approved gratitude thanks agenda annex annexed article assembly chapter commission committee conference
congress council declaration document general member members nation nations item office paragraph paragraphs part
parties party present programme programmes provision provisions recommendation recommendations report reports
resolution resolutions secretariat secretary section session sessions state states subparagraph title united world
year years accordance account accordingly adopt adopted affirm appropriate aware call calling calls commend commit
commits concerned consider considering decide decides declare draw emphasize emphasizes encourage encourages endeavour
endorse ensure express following forth give given include included including includes invite invited invites means
measure measures mindful necessary need needed needs note notes noting possible pursuant reaffirm recall recalling
recognize recognizes recommend recommends regard regarding related relevant request requested requesting requests
resolve respect set stress stresses submit support take taken takes taking undertake undertakes urge urges use view
welcome welcomes
"""
"""Words by which organs, parts of texts, sessions and acts are named: what resolutions say whatever the matter."""
SHARE = 0.1
"""A stem in a larger share of all provisions tells nothing."""
FEW = 3
"""In so many provisions a stem may always stand."""


def untelling(analyse: Callable[[str], list[str]]) -> frozenset[str]:
    """The stems of the small words and of the words of such texts."""
    return frozenset(stem for word in (SMALL + OF_SUCH_TEXTS).split() for stem in (word, *analyse(word)))


def too_common(in_how_many: int, provisions: int) -> bool:
    """Whether a stem that stands in so many of all provisions tells nothing."""
    return in_how_many > max(FEW, provisions * SHARE)


def words_by_stem(words: Iterable[str], analyse: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """The words of a text by their stems, as they stand in it."""
    found: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        for stem in analyse(word):
            found.setdefault(stem, []).append(word)
    return found


def best_word(words: Collection[str]) -> str:
    """One of the words for all: in small letters where it stands so, then the shortest."""
    return min(words, key=lambda word: (not word.islower(), len(word), word))
