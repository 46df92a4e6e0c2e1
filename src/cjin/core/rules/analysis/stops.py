"""Words that carry no matter of their own: a question does not insist on them, a phrase does."""

from cjin.core.rules.analysis.folding import fold

WORDS = {
    "en": "a an and are as at be by for from has have in into is it its of on or such that the their them these they "
    "this those to was we were which who will with s",
    "fr": "a à au aux avec ce ces cette dans de des du elle en est et eux il ils la le les leur leurs l d mais ne ou "
    "où par pas pour qu que qui sa se ses son sont sur un une y",
    "es": "a al ante como con de del e el ella ellos en es esa ese esta este la las le les lo los más o para pero por "
    "que se sin sobre su sus un una y",
    "ru": "а без бы в во для до его ее её и из или их к как ко на не но о об от по при с со так такие то у "
    "что этой этом",
    "ar": "من في على إلى الى عن مع أن ان إن أو او و هذا هذه ذلك تلك التي الذي الذين ما لا كما قد كل بين",
    "zh": "的 了 和 与 及 在 是 对 为 以 并 或 等",
}
STOPS = {language: frozenset(map(fold, words.split())) for language, words in WORDS.items()}


def is_stop(word: str, language: str) -> bool:
    """Whether the folded word carries nothing in this language."""
    return word in STOPS.get(language, ())
