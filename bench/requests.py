"""Legal bases on the real status of treaties, beside reading the rows alone; letters, beside starting a process."""

import os
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from bench.measure import measure

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "participation"
DAY = date(2014, 6, 30)


def main() -> None:
    """Print what a node of its own needs, prepared in a process of its own."""
    if not FOLDER.is_dir():
        print("The status of treaties is not beside the project; nothing was measured.")
        return
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("CJIN_", "DATABASE_"))}
    with tempfile.TemporaryDirectory(prefix="cjin-bench-") as home:
        here = {"CJIN_HOME": home, "CJIN_SAMPLES": str(FOLDER), "DJANGO_SETTINGS_MODULE": "cjin.node.settings"}
        subprocess.run([sys.executable, "-m", "bench.requests"], env={**plain, **here}, check=True)


def run() -> None:
    """Prepare a node, measure, print."""
    import django

    django.setup()
    from cjin.node.prepare import prepare

    prepare(now=datetime.now(UTC), say=lambda _: None)
    from cjin.requests.queries.facts import facts_on
    from cjin.requests.rules.basis.facts import Question
    from cjin.requests.rules.basis.pairs import all_pairs
    from cjin.requests.rules.basis.reasoning import legal_basis
    from cjin.requests.rules.kinds import Kind
    from cjin.texts.models import Participation

    kind = Kind.MUTUAL_LEGAL_ASSISTANCE
    everything = facts_on(DAY)
    states = sorted({state for bound in everything.bound.values() for state in bound})
    question = Question("FRA", "KEN", kind, DAY, ("0101",))
    works = {
        "all rows from the database (floor)": lambda: list(Participation.objects.values_list()),
        "a pair, with what is known of it": lambda: legal_basis(question, facts_on(DAY, ["FRA", "KEN"])),
        "a pair, known": lambda: legal_basis(question, everything),
        "all pairs, with what is known": lambda: list(all_pairs(states, kind, DAY, facts_on(DAY))),
        "all pairs, known": lambda: list(all_pairs(states, kind, DAY, everything)),
    }
    print(f"{len(states)} States, {len(states) * (len(states) - 1) // 2} pairs, each in both directions")
    measured = {name: measure(work) for name, work in works.items()}
    floor = next(iter(measured.values())).cpu
    for name, one in measured.items():
        print(f"{name:38} {one.wall * 1000:8.2f} ms   CPU {one.cpu * 1000:8.2f} ms   {one.cpu / floor:6.2f} ×")
    print(f"peak memory {max(one.peak for one in measured.values()):.0f} MB")
    letters()


def letters() -> None:
    """A letter in French and Arabic with its data: drawn, signed and opened again, beside starting a process alone."""
    from bench.letters import works

    measured = {name: measure(work) for name, work in works().items()}
    floor = next(iter(measured.values())).wall
    for name, one in measured.items():
        print(f"{name:48} {one.wall * 1000:8.0f} ms   {one.wall / floor:6.2f} ×")


if __name__ == "__main__":
    run()
