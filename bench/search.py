"""Search over 100,000 provisions on both engines, beside each engine's own plain full-text search in the same run.

The provisions are made up: word frequencies follow Zipf's law, the most frequent words are those of our field, and each
instrument has a vocabulary of its own, so that words keep company as they do in texts. Each question is asked several
times, so the index is as warm as in a node that is used.
"""

import os
import random
import subprocess
import sys
import tempfile
from bisect import bisect
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

PROVISIONS = int(os.environ.get("BENCH_PROVISIONS", "100000"))
ROUNDS = 7
COMMON = (
    "the|of|and|to|in|for|States|criminal justice|crime|crime prevention|Member States|United Nations|"
    "international|national|criminal|cooperation|international cooperation|measures|law|law enforcement|"
    "human rights|justice|prevention|development|including|organized crime|persons|rights|information|offences|"
    "technical assistance|effective|appropriate|assistance|corruption|victims|trafficking|trafficking in persons|"
    "drug|treatment|prisoners|penal|legal|mutual legal assistance|extradition|transnational organized crime|"
    "Commission|Secretary-General|report|resolution|implementation|standards and norms|juvenile justice|women|"
    "children|violence|violence against women|terrorism|money-laundering|firearms|training|research|data|"
    "statistics|programme|Congress|declaration|promote|strengthen|encourage|request|consider|ensure|"
    "access to justice|public|institutions|police|restorative justice|legal aid"
)
BEGINNINGS = "ab ad al am ar be ca co de di ex fi ga im in ju la li ma mi no ob pa pe po pre pro re se su te tra un"
MIDDLES = "ba cen cla do fer ga li man mi na no per ra ri se ta ti tor tu val ven vi"
ENDINGS = "al ance ation ed ence er ic ing ion ity ive ly ment ness s tion ure y"
COLUMNS = f"{'p50':>8}{'p95':>8}{'CPU':>8}"
QUESTIONS = {
    "one very common word": ["criminal", "States", "justice", "prevention", "international"],
    "two or three common words": ["criminal justice", "crime prevention", "mutual legal assistance", "women prisoners"],
    "a common and a rare word": ["criminal {rare}", "States {rare}", "{rare} prevention of crime"],
    "rare words": ["{rare}", "{rare} {middle}", "{middle}"],
    "a phrase": ['"criminal justice"', '"mutual legal assistance"', '"access to justice"'],
    "with exclusion": ["crime -trafficking", "justice -juvenile", 'prevention -"human rights"'],
    "a beginning": ["traff*", "crim*", "corrupt*"],
    "nothing has all the words": ["criminal zzyzx", "{rare} zzyzx justice", "States zzyzx qqqq"],
    "filtered": ["crime", "criminal justice", "measures"],
}


def main() -> None:
    """Print a table for each engine that this machine has."""
    from tests import cluster

    with tempfile.TemporaryDirectory(prefix="cjin-bench-") as home:
        _apart({"CJIN_HOME": home}, "SQLite")
    if cluster.programs() is None:
        print(f"PostgreSQL: {cluster.MISSING}")
        return
    with tempfile.TemporaryDirectory(prefix="cjin-bench-") as home:
        _apart({"CJIN_HOME": home, "DATABASE_URL": cluster.start()}, "PostgreSQL")


def _apart(environment: dict[str, str], engine: str) -> None:
    """Each engine in a process of its own, because Django's settings are read once."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("CJIN_", "DATABASE_"))}
    subprocess.run([sys.executable, "-m", "bench.search", engine], env={**plain, **environment}, check=True)


def run(engine: str) -> None:
    """Load, ask, print: in the process of one engine."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cjin.node.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from cjin.core.actions.search import index, tidy
    from cjin.core.queries.search import search

    words = list(vocabulary())
    if engine == "SQLite":
        _speed_of_the_analyser(words)
    started, spent = perf_counter(), process_time()
    index(documents(words))
    tidy()
    load = perf_counter() - started, process_time() - spent
    peer = _peer_of_sqlite if engine == "SQLite" else _peer_of_postgresql
    plain = peer()
    print(f"\n{engine}: {PROVISIONS} provisions indexed in {load[0]:.0f} s ({load[1]:.0f} s CPU)")
    print(f"{'':28} {'ours (ms)':^24} {'peer (ms)':^24}")
    print(f"{'question':28} {COLUMNS} {COLUMNS}")
    all_ours, all_theirs = Times(), Times()
    for name, questions in QUESTIONS.items():
        asked = [question.format(rare=words[9_000], middle=words[700]) for question in questions]
        facets = {"instrument": "instrument-7"} if name == "filtered" else {}
        ours, theirs = Times(), Times()
        for question in asked * ROUNDS:
            ours.take(lambda question=question, facets=facets: search(question, facets=facets))
            if not facets:
                theirs.take(lambda question=question: plain(question))
        all_ours.add(ours)
        all_theirs.add(theirs)
        print(f"{name:28} {ours} {theirs}")
    print(f"{'all':28} {all_ours} {all_theirs}")


def _speed_of_the_analyser(words: list[str]) -> None:
    """Megabytes a second, with words met for the first time and again, beside lower() and split()."""
    from cjin.core.rules.analysis import analyse

    text = "\n".join(document.text for document in islice(documents(words), 3000))
    speeds = []
    for work in (lambda: analyse(text, "en"), lambda: analyse(text, "en"), lambda: text.lower().split()):
        started = perf_counter()
        work()
        speeds.append(len(text) / 1e6 / (perf_counter() - started))
    print("analyser: {:.1f} MB/s at first, {:.1f} MB/s again; lower().split(): {:.0f} MB/s".format(*speeds))


class Times:
    """How long questions took, and how much of the processor they used in this process and in PostgreSQL's."""

    def __init__(self) -> None:
        self.walls: list[float] = []
        self.cpu = 0.0

    def take(self, work: Callable[[], object]) -> None:
        """Do the work once."""
        wall, cpu = perf_counter(), processor()
        work()
        self.walls.append((perf_counter() - wall) * 1000)
        self.cpu += (processor() - cpu) * 1000

    def add(self, other: "Times") -> None:
        """Take over another's measurements."""
        self.walls += other.walls
        self.cpu += other.cpu

    def __str__(self) -> str:
        if not self.walls:
            return f"{'-':>24}"
        points = quantiles(self.walls, n=20, method="inclusive")
        return f"{points[9]:8.1f}{points[18]:8.1f}{self.cpu / len(self.walls):8.1f}"


def processor() -> float:
    """Seconds of processor time used so far, with those of PostgreSQL's process for our connection (on Linux)."""
    from django.db import connection

    used = process_time()
    process = getattr(getattr(connection.connection, "info", None), "backend_pid", None)
    if process and os.path.exists(f"/proc/{process}/stat"):
        with open(f"/proc/{process}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def vocabulary() -> Iterator[str]:
    """Words in the order of their frequency: those of the field, then 30,000 made-up ones."""
    yield from COMMON.split("|")
    chance, seen = random.Random(7), set(COMMON.split("|"))
    beginnings, middles, endings = BEGINNINGS.split(), MIDDLES.split(), ENDINGS.split()
    while len(seen) < 30_000:
        word = chance.choice(beginnings) + "".join(chance.choices(middles, k=chance.choice((1, 1, 2, 2, 3))))
        word += chance.choice(endings)
        if word not in seen:
            seen.add(word)
            yield word


def documents(words: list[str]) -> Iterator[Any]:
    """Provisions of 15 to 150 words in sentences, 100 to an instrument."""
    from cjin.core.rules.search import SearchDocument

    chance = random.Random(11)
    sums = list(accumulate(1 / (rank + 2.7) ** 1.05 for rank in range(len(words))))

    def written(count: int, own: list[str]) -> str:
        drawn = [
            chance.choice(own) if chance.random() < 0.2 else words[bisect(sums, chance.random() * sums[-1])]
            for _ in range(count)
        ]
        return ". ".join(" ".join(drawn[at : at + 25]) for at in range(0, count, 25)) + "."

    for number in range(PROVISIONS):
        instrument, paragraph = divmod(number, 100)
        if paragraph == 0:
            own = [words[int(len(words) ** chance.uniform(0.35, 1)) - 1] for _ in range(40)]
        yield SearchDocument(
            kind="provision",
            object_id=f"instrument-{instrument}/para_{paragraph + 1}",
            language="en",
            title=f"Instrument {instrument}, paragraph {paragraph + 1}",
            context=written(chance.randint(3, 8), own),
            text=written(int(chance.triangular(15, 150, 45)), own),
            url=f"/texts/instrument-{instrument}/para_{paragraph + 1}",
            facets={"instrument": f"instrument-{instrument}", "decade": str(1950 + 10 * (instrument % 8))},
        )


def _peer_of_sqlite() -> Callable[[str], object]:
    """FTS5 as it comes: unicode61, the best twenty by bm25 with a snippet; no total, facets, release or languages."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE peer USING fts5(title, context, text)")
        cursor.execute("INSERT INTO peer SELECT title, context, text FROM core_searchtext")
        cursor.execute("INSERT INTO peer(peer) VALUES ('optimize')")
    select = "SELECT rowid, snippet(peer, 2, '[', ']', '…', 30) FROM peer WHERE peer MATCH %s ORDER BY rank LIMIT 20"

    def ask(question: str) -> object:
        asked = " AND ".join(f'"{word}"' for word in question.split())
        if question.startswith('"'):
            asked = question
        elif " -" in question:
            asked = question.replace(" -", " NOT ")
        elif question.endswith("*"):
            asked = question
        with connection.cursor() as cursor:
            cursor.execute(select, [asked])
            return cursor.fetchall() or (cursor.execute(select, [asked.replace(" AND ", " OR ")]), cursor.fetchall())

    return ask


def _peer_of_postgresql() -> Callable[[str], object]:
    """PostgreSQL as it comes: to_tsvector('english') with GIN, the best twenty by ts_rank with a headline."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE peer AS SELECT entry_id AS id, text,"
            " to_tsvector('english', title || ' ' || context || ' ' || text) AS vector FROM core_searchtext"
        )
        cursor.execute("CREATE INDEX ON peer USING gin (vector)")
        cursor.execute("ANALYZE peer")
    select = """SELECT id, ts_headline('english', text, question) FROM (
        SELECT id, text, question FROM peer, CAST(%s AS tsquery) AS question WHERE vector @@ question
        ORDER BY ts_rank(vector, question) DESC LIMIT 20) AS best"""

    def ask(question: str) -> object:
        with connection.cursor() as cursor:
            if question.endswith("*"):
                asked = question.replace("*", ":*")
            else:
                cursor.execute("SELECT websearch_to_tsquery('english', %s)::text", [question])
                asked = cursor.fetchone()[0]
            cursor.execute(select, [asked])
            return cursor.fetchall() or (cursor.execute(select, [asked.replace("&", "|")]), cursor.fetchall())

    return ask


if __name__ == "__main__":
    run(sys.argv[1])
