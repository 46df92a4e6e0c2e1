"""Where a node listens."""

import socket
from collections.abc import Iterator

import pytest

from cjin.core.rules.errors import Invalid, Unavailable
from cjin.node.serve import ports


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_refused_with_what_to_do(taken: int) -> None:
    assert not ports.is_free("127.0.0.1", taken)
    with pytest.raises(Unavailable, match="--port"):
        ports.refuse_unless_free("127.0.0.1", taken)


def test_a_free_port_is_free() -> None:
    ports.refuse_unless_free("127.0.0.1", ports.free_port("127.0.0.1"))


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7"])
def test_a_host_of_elsewhere_is_refused(host: str) -> None:
    with pytest.raises(Invalid):
        ports.is_free(host, 8000)


@pytest.mark.parametrize(
    ("host", "shown"), [("0.0.0.0", "http://127.0.0.1:80/"), ("::", "http://[::1]:80/"), ("::2", "http://[::2]:80/")]
)
def test_a_person_is_told_an_address_that_opens(host: str, shown: str) -> None:
    assert ports.address(host, 80) == shown
