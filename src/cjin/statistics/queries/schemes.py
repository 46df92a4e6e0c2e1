"""National schemes: their codes, where each stands, what is covered, and as records are counted by them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.queries.release import Reader, visible_to
from cjin.core.rules.errors import NotFound
from cjin.statistics.models import Entry, LinkRow, Load, Review, Scheme, Stage
from cjin.statistics.queries.readings import edits_figures, folder_of
from cjin.statistics.rules.correspondence import Correspondence, Link, Standing, known
from cjin.statistics.rules.linksheets import open_link
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.reviewing import counted
from cjin.statistics.rules.volumes import volumes

SIZE = 100
"""So many codes stand on a page."""


def schemes(reader: Reader | None = None) -> QuerySet[Scheme]:
    """The schemes that a reader may see (all for the node itself), with how many codes each has and has settled."""
    settled = Q(entries__standing__in=(Review.ACCEPTED, Review.EXCLUDED))
    return _seen(reader).annotate(codes=Count("entries"), settled=Count("entries", filter=settled))


def _seen(reader: Reader | None) -> QuerySet[Scheme]:
    return Scheme.objects.all() if reader is None else visible_to(Scheme.objects.all(), reader)


def scheme_by_slug(slug: str, reader: Reader | None = None) -> Scheme:
    """One scheme. Raises NotFound."""
    found = _seen(reader).filter(slug=slug).first()
    if found is None:
        raise NotFound(_("There is no scheme %(slug)s.") % {"slug": slug[:80]})
    return found


def entry_of(slug: str, code: str, reader: Reader | None = None) -> Entry:
    """One code of a scheme with its rows. Raises NotFound."""
    scheme = scheme_by_slug(slug, reader)
    found = Entry.objects.select_related("scheme").prefetch_related("rows").filter(scheme=scheme, code=code).first()
    if found is None:
        raise NotFound(_("%(slug)s has no code %(code)s.") % {"slug": slug[:80], "code": code[:40]})
    return found


@dataclass(frozen=True)
class Wanted:
    """What is asked of a list of codes: a standing, a branch of ICCS, words of the title or the code's beginning."""

    standing: str = ""
    branch: str = ""
    words: str = ""


def entries(scheme: Scheme, wanted: Wanted) -> QuerySet[Entry]:
    """The codes of a scheme in their order, each with its rows."""
    found = scheme.entries.prefetch_related("rows")
    if wanted.standing:
        found = found.filter(standing=wanted.standing)
    if wanted.branch:
        rows = LinkRow.objects.filter(target__startswith=wanted.branch)
        found = found.filter(pk__in=rows.values("entry"))
    for word in wanted.words.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(code__istartswith=word))
    return found.order_by("position")


def by_standing(scheme: Scheme) -> dict[str, int]:
    """How many codes stand where; every standing has its number."""
    counts = dict(scheme.entries.values_list("standing").annotate(count=Count("pk")).order_by())
    return {str(one): counts.get(one, 0) for one in Review}


def next_open(scheme: Scheme, after: int = 0) -> Entry | None:
    """The next code that waits for a person, behind a position; from the beginning again where none follows."""
    waiting = scheme.entries.exclude(standing__in=(Review.ACCEPTED, Review.EXCLUDED)).order_by("position")
    return waiting.filter(position__gt=after).first() or waiting.first()


def beside(entry: Entry) -> tuple[Entry | None, Entry | None]:
    """The codes before and after one."""
    mine = Entry.objects.filter(scheme=entry.scheme_id)
    before = mine.filter(position__lt=entry.position).order_by("-position").first()
    return before, mine.filter(position__gt=entry.position).order_by("position").first()


def answering(code: str, reader: Reader) -> QuerySet[LinkRow]:
    """The national codes that answer to a category of ICCS, and are accepted."""
    rows = LinkRow.objects.filter(target=code, standing=Review.ACCEPTED).select_related("entry__scheme")
    found = visible_to(rows, reader, via="entry__scheme")
    return found.order_by("entry__scheme__slug", "entry__position")


def link_of(entry: Entry, link: Link) -> LinkRow:
    """A link as a row of the database, not yet stored."""
    return LinkRow(
        entry=entry,
        target=link.target,
        share=link.share,
        valid_from=link.valid_from,
        valid_to=link.valid_to,
        standing=str(link.standing),
        proposed_by=link.proposed_by,
        verdict=link.verdict,
        comment=link.comment,
        decision=link.decision,
    )


def links_of(entry: Entry) -> list[Link]:
    """The rows of an entry as links."""
    return [
        Link(
            entry.code, entry.title, row.target, row.share, row.valid_from, row.valid_to,
            Standing(row.standing), row.proposed_by, row.verdict, row.comment, row.decision,
        )
        for row in entry.rows.all()
    ]  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """A scheme that records may be coded by: its codes, and how many of them have a place or are known to have none."""

    slug: str
    title: str
    codes: frozenset[str]
    settled: int


def offered(reader: Reader) -> list[Offered]:
    """The schemes that a reader may see, each with its codes. Two queries."""
    standings: dict[int, dict[str, str]] = {}
    there = list(_seen(reader))
    for scheme, code, standing in Entry.objects.filter(scheme__in=there).values_list("scheme", "code", "standing"):
        standings.setdefault(scheme, {})[code] = standing
    return [_offered(one, standings.get(one.pk, {})) for one in there]


def _offered(scheme: Scheme, standings: Mapping[str, str]) -> Offered:
    settled = sum(standing in (Review.ACCEPTED, Review.EXCLUDED) for standing in standings.values())
    return Offered(scheme.slug, scheme.title, frozenset(standings), settled)


def all_links(scheme: Scheme) -> list[Link]:
    """Every row of a scheme in order; a code without any is a row that says nothing but its title."""
    found: list[Link] = []
    for entry in scheme.entries.prefetch_related(Prefetch("rows", LinkRow.objects.order_by("pk"))).order_by("position"):
        found += links_of(entry) or [open_link(entry.code, entry.title)]
    return found


def correspondence_of(slug: str, reader: Reader | None = None) -> Correspondence:
    """What records of a scheme are counted by: the database's rows where the scheme is there, else the catalogue's.

    Raises NotFound where neither knows the scheme; it names those that a reader may see, without one all.
    """
    scheme = Scheme.objects.filter(slug=slug).first()
    if scheme is None:
        return known(slug, _seen(reader).values_list("slug", flat=True))
    rows: list[Link] = []
    for entry in scheme.entries.prefetch_related("rows").order_by("position"):
        rows += counted(entry.code, entry.title, links_of(entry))
    return Correspondence.of(slug, rows)


def sees_links(links: Iterable[Link], slug: str, reader: Reader) -> bool:
    """Whether a reader may see links of a scheme: where they see the scheme, or where the catalogue has the same."""
    if Scheme.objects.filter(slug=slug).exists():
        return _seen(reader).filter(slug=slug).exists()
    try:
        public = known(slug).links
    except NotFound:
        return False
    return all(link in public.get(link.code, ()) for link in links)


@dataclass(frozen=True)
class Coverage:
    """How much of a scheme has a place, by codes and by the records of its last load."""

    codes: int
    codes_placed: int
    codes_settled: int
    load: str = ""
    records: int = 0
    records_placed: int = 0
    records_settled: int = 0


def coverage(scheme: Scheme, load: Load | None = None) -> Coverage:
    """Codes that have a place in ICCS and that are settled, and the records of a load behind them."""
    standings = dict(scheme.entries.values_list("code", "standing"))
    placed = {code for code, standing in standings.items() if standing == Review.ACCEPTED}
    settled = placed | {code for code, standing in standings.items() if standing == Review.EXCLUDED}
    counts = records_of(load)
    return Coverage(
        codes=len(standings),
        codes_placed=len(placed),
        codes_settled=len(settled),
        load=load.key if load else "",
        records=sum(counts.values()),
        records_placed=_sum(counts, placed),
        records_settled=_sum(counts, settled),
    )


def _sum(counts: Mapping[str, int], codes: set[str]) -> int:
    return sum(count for code, count in counts.items() if code in codes)


def load_for(actor: Actor, scheme: Scheme) -> Load | None:
    """The load whose records somebody may see by national code: none but for who edits figures.

    How many records a code has is a count before confidentiality, whatever the release of its source.
    """
    return load_of(scheme) if edits_figures(actor) else None


def load_of(scheme: Scheme) -> Load | None:
    """The last load whose offences are coded by a scheme."""
    latest = (
        Load.objects.filter(stage=Stage.READY, mapping__contains=scheme.slug)
        .select_related("source")
        .order_by("-loaded_at", "-pk")[:20]
    )
    return next((load for load in latest if scheme_of(load) == scheme.slug), None)


def scheme_of(load: Load) -> str:
    """The scheme that a load's offences are coded by, "" where it has none."""
    columns = read_mapping(load.mapping, load.key).columns
    return columns["offence"].scheme if "offence" in columns else ""


def records_of(load: Load | None) -> dict[str, int]:
    """Records of a load by national code."""
    return volumes(folder_of(load)) if load else {}
