"""Letters go where the settings say."""

from pathlib import Path

import pytest

from cjin.core.rules.errors import Invalid
from cjin.node.mail import mailers


def test_without_a_server_letters_are_laid_down(tmp_path: Path) -> None:
    found = mailers("", tmp_path)["default"]
    assert found["BACKEND"].endswith("filebased.EmailBackend")
    assert found["OPTIONS"] == {"file_path": str(tmp_path / "mail")}


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp://mail.example.org:587?tls=1", 587, False, True),
        ("smtps://mail.example.org", 465, True, False),
    ],
)
def test_a_server_is_taken_apart(url: str, port: int, ssl: bool, tls: bool) -> None:
    options = mailers(url, Path())["default"]["OPTIONS"]
    assert (options["host"], options["port"], options["use_ssl"], options["use_tls"]) == (
        "mail.example.org",
        port,
        ssl,
        tls,
    )


def test_names_and_secrets_may_hold_any_character() -> None:
    options = mailers("smtp://a%40b:c%3Ad@mail.example.org", Path())["default"]["OPTIONS"]
    assert (options["username"], options["password"]) == ("a@b", "c:d")


@pytest.mark.parametrize("url", ["http://x", "smtp://", "smtp://x:99999", "mail"])
def test_a_broken_address_is_refused(url: str) -> None:
    with pytest.raises(Invalid):
        mailers(url, Path())
