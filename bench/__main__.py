"""``./dev bench [NAME …]`` runs all measurements, or those named."""

import sys
from importlib import import_module

BENCHES = (
    "bench.start",
    "bench.parse",
    "bench.search",
    "bench.following",
    "bench.requests",
    "bench.writing",
    "bench.statistics",
    "bench.cycles",
)


def main() -> int:
    """Run the chosen benches; each prints what it measured beside its peer."""
    chosen = sys.argv[1:]
    known = {name.rpartition(".")[2]: name for name in BENCHES}
    if unknown := set(chosen) - set(known):
        print(f"There is no bench named {', '.join(sorted(unknown))}; there are: {', '.join(known)}.", file=sys.stderr)
        return 2
    for name in chosen or known:
        print(f"== {name}")
        import_module(known[name]).main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
