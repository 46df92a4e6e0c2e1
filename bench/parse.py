"""Reading a text: our parser beside a Markdown parser on the same megabyte, and the floor of decoding its bytes."""

import resource
import subprocess
import sys
from pathlib import Path

from bench.measure import measure

MEGABYTE = 1_000_000


def text() -> str:
    """One megabyte of declarations: the real ones beside the project, else the model declaration over and over."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data" / "founding-texts"
    models = Path(__file__).resolve().parents[1] / "src" / "cjin" / "catalogue" / "models"
    files = sorted(folder.glob("*.txt")) or [models / "model-declaration-en.md"]
    whole = "\n\n".join(path.read_text(encoding="utf-8") for path in files)
    return (whole * (MEGABYTE // len(whole) + 1))[:MEGABYTE]


def main() -> None:
    """Print seconds, CPU seconds and times the peer for one megabyte, and peak memory of a process of its own."""
    from markdown_it import MarkdownIt

    from cjin.texts.rules.parse import parse
    from cjin.texts.rules.source import Source

    sample = text()
    data = sample.encode()
    works = {
        "decode and split (floor)": lambda: data.decode().split("\n"),
        "markdown-it-py (peer)": lambda: MarkdownIt().parse(sample),
        "cjin parse": lambda: parse(Source.of_text(sample)),
    }
    measured = {name: measure(work, runs=3) for name, work in works.items()}
    peer = measured["markdown-it-py (peer)"].cpu
    for name, one in measured.items():
        print(f"{name:26} {one.wall:6.2f} s   CPU {one.cpu:6.2f} s   {one.cpu / peer:5.2f} × peer")
    print(f"peak memory of a process that parses it: {_peak():.0f} MB")


def _peak() -> float:
    """Peak memory of a child that parses the megabyte and nothing else."""
    code = (
        "from bench.parse import text\nfrom cjin.texts.rules.parse import parse\n"
        "from cjin.texts.rules.source import Source\nparse(Source.of_text(text()))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
