"""The analyser: one function that turns text into the tokens that are indexed and searched, in six languages."""

from cjin.core.rules.analysis.folding import fold
from cjin.core.rules.analysis.stops import is_stop
from cjin.core.rules.analysis.tokens import VERSION, analyse, spans, token_of

__all__ = ["VERSION", "analyse", "fold", "is_stop", "spans", "token_of"]
