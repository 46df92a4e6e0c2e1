"""What follows from texts: working it all out beside a plain comparison of texts, and pages beside the smallest page.

The texts are the real ones beside the project, else the model declaration alone. The peer of working out is
scikit-learn's comparison of letters over the same provisions, which finds parallels only: it is also the floor.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import Measured, measure

TEXTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "founding-texts"


def main() -> None:
    """Print what a node of its own needs, prepared in a process of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("CJIN_", "DATABASE_"))}
    with tempfile.TemporaryDirectory(prefix="cjin-bench-") as home:
        here = {"CJIN_HOME": home, "CJIN_LIBRARY": str(TEXTS), "DJANGO_SETTINGS_MODULE": "cjin.node.settings"}
        subprocess.run([sys.executable, "-m", "bench.following"], env={**plain, **here}, check=True)


def run() -> None:
    """Prepare a node, measure, print."""
    import django

    django.setup()
    from cjin.node.prepare import prepare

    prepare(now=datetime.now(UTC), say=lambda _: None)
    _print(_working_out(), "plain comparison of letters (peer)")
    _print(_pages(), "is the node alive? (floor)")


def _working_out() -> dict[str, Callable[[], object]]:
    from cjin.texts.actions.deriving import derive
    from cjin.texts.queries.following import citations_in, commitments_of, mandates_of, proposed_of
    from cjin.texts.queries.instruments import instruments_here

    all_here = instruments_here(None)
    texts = [unit.text for one in all_here for unit in one.units if unit.text]
    print(f"{len(all_here)} instruments, {len(texts)} provisions with words")
    return {
        "plain comparison of letters (peer)": lambda: _compared(texts),
        "what rules propose": lambda: [proposed_of(one) for one in all_here],
        "commitments, confirmed and proposed": lambda: [commitments_of(one) for one in all_here],
        "mandates": lambda: [mandates_of(one) for one in all_here],
        "citations": lambda: [citations_in(one, all_here) for one in all_here],
        "everything, stored": lambda: derive(now=datetime.now(UTC), again=True),
    }


def _compared(texts: list[str]) -> object:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    return (vectors @ vectors.T).toarray().argsort(axis=1)[:, -20:]


def _pages() -> dict[str, Callable[[], object]]:
    from django.test import Client

    from cjin.texts.models import Mandate, Parallel

    largest = "kyoto-2021" if Parallel.objects.filter(b__slug="kyoto-2021").exists() else "model-declaration"
    addresses = {
        "is the node alive? (floor)": "/health",
        "all parallels of an instrument": f"/texts/{largest}/parallels",
        "its commitments": f"/texts/{largest}/commitments",
        "the calendar": "/texts/calendar",
        "the matrix": "/texts/matrix",
    }
    print(f"{Mandate.objects.count()} mandates, {Parallel.objects.count()} parallels; pages of {largest}")
    client = Client(HTTP_HOST="localhost")
    return {name: lambda path=path: _opened(client, path) for name, path in addresses.items()}


def _opened(client: object, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")


def _print(works: dict[str, Callable[[], object]], beside: str) -> None:
    measured: dict[str, Measured] = {name: measure(work, runs=3) for name, work in works.items()}
    for name, one in measured.items():
        times = one.cpu / measured[beside].cpu
        print(f"{name:38} {one.wall * 1000:7.0f} ms   CPU {one.cpu * 1000:7.0f} ms   {times:6.2f} ×")
    print(f"peak memory {one.peak:.0f} MB")


if __name__ == "__main__":
    run()
