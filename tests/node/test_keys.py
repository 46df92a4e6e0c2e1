"""The secret key: made once, the same for all processes, nobody else's to read."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cjin.core.rules.errors import Unavailable
from cjin.node.keys import is_private, secret_key


def test_the_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "home")
    assert len(key) >= 64
    assert secret_key(tmp_path / "home") == key
    assert (tmp_path / "home" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert is_private(tmp_path / "home" / "secret.key")
    assert is_private(tmp_path / "home")
    assert os.listdir(tmp_path / "home") == ["secret.key"]


def test_processes_that_start_together_get_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(tmp_path), range(8)))
    assert len(keys) == 1


def test_two_nodes_have_two_keys(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_a_damaged_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("short")
    with pytest.raises(Unavailable, match="damaged"):
        secret_key(tmp_path)


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match=r"secret\.key"):
        secret_key(tmp_path / "file" / "home")


def test_a_key_that_others_can_read_is_seen(tmp_path: Path) -> None:
    secret_key(tmp_path)
    (tmp_path / "secret.key").chmod(0o644)
    assert not is_private(tmp_path / "secret.key")
