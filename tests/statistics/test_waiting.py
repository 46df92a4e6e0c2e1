"""Files that are sent: under names that any file system takes, and few of them wait at once."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cjin.core.models import User
from cjin.core.rules.errors import NotFound
from cjin.statistics.views.uploads import on_disk
from cjin.statistics.views.waiting import MOST_KEPT, keep, kept


@pytest.mark.parametrize(("name", "ending"), [
    ("統計" * 125 + ".csv", ".csv"), ("ж" * 250 + ".xlsx", ".xlsx"), ("é" * 255, ""), ("a." + "ж" * 250, ""),
    ("rows.csv", "rows.csv"), (".hidden", "hidden"),
])  # fmt: skip
def test_a_long_name_is_cut_and_keeps_its_ending(name: str, ending: str) -> None:
    with on_disk([SimpleUploadedFile(name, b"a")]) as (path,):
        assert path.read_bytes() == b"a"
        assert path.name.endswith(ending)
        assert name.startswith(path.name.removesuffix(ending)) or path.name == ending


def test_the_oldest_of_many_files_that_wait_goes(
    db: None, make_person: Callable[..., User], own_home: Path, now: datetime
) -> None:
    person, other = make_person("editor"), make_person("other")
    theirs = sent(other, now)
    keys = [sent(person, now) for _ in range(MOST_KEPT + 2)]
    for key in keys[:2]:
        with pytest.raises(NotFound):
            kept(key, by=person)
    for key in keys[2:]:
        assert kept(key, by=person).path.name == "rows.csv"
    assert kept(theirs, by=other)


def sent(person: User, now: datetime) -> str:
    return keep(SimpleUploadedFile("rows.csv", b"sex;year\nM;2020\n"), encoding="", by=person, now=now)
