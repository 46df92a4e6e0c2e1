"""Which documents answer which mandate."""

from collections.abc import Iterable, Sequence

from cjin.texts.models import Delivery, Work


class Delivered:
    """What was recorded for the mandates of these works, by year and symbol; one query."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._found: dict[tuple[int, str, str, str], list[Delivery]] = {}
        rows = Delivery.objects.filter(work__in={work.pk for work in works}).order_by("year", "symbol")
        for one in rows:
            self._found.setdefault((one.work_id, one.eid, one.addressee, one.output), []).append(one)

    def of(self, work: Work, eid: str, addressee: str, output: str, year: int | None) -> Sequence[Delivery]:
        """Those that answer a mandate in a year, or in any where it names none. A record that names no addressee, as
        they did not once, answers whoever is to bring the output about.
        """
        rows = [one for who in (addressee, "") for one in self._found.get((work.pk, eid, who, output), ())]
        return [one for one in rows if year in (None, one.year)]
