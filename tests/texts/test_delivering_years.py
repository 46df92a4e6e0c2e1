"""A year that cannot be meant is refused when what was delivered is recorded."""

from datetime import datetime

import pytest

from cjin.core.rules.errors import Invalid
from cjin.texts.actions.delivering import record_delivery
from cjin.texts.models import Mandate, Work


@pytest.mark.django_db
@pytest.mark.parametrize("year", [0, 1945, 2029, 99_999, 10**30])
def test_a_year_that_cannot_be_meant_is_refused(year: int, now: datetime) -> None:
    work = Work.objects.create(slug="one-2020")
    Mandate.objects.create(
        work=work, eid="para_1", position=0, addressee="secretary-general", output="report", act="request"
    )
    with pytest.raises(Invalid) as caught:
        record_delivery(
            slug="one-2020",
            eid="para_1",
            addressee="secretary-general",
            output="report",
            year=year,
            symbol="A/61/178",
            by=None,
            now=now,
        )
    assert [fault.where for fault in caught.value.faults] == ["year"]
