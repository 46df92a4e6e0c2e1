"""Where the node listens."""

import errno
import socket

from cjin.core.rules.errors import Fault, Invalid, Unavailable

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104
"""Addresses that stand for all of this machine's, and what a person on it opens then."""


def is_free(host: str, port: int) -> bool:
    """Whether the node could listen there now. Invalid where the host is none of this machine's."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as error:
        raise Invalid(
            "The node cannot listen there.", [Fault("--host", f"{host} is not known: {error.strerror}")]
        ) from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        raise Invalid("The node cannot listen there.", [Fault(f"{host}:{port}", str(error.strerror))]) from error
    return True


def free_port(host: str) -> int:
    """A port that nobody uses at this moment."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def refuse_unless_free(host: str, port: int) -> None:
    """Unavailable, with what to do, where something else listens already."""
    if not is_free(host, port):
        raise Unavailable(f"Port {port} of {host} is taken: stop what uses it, or choose another with --port.")


def address(host: str, port: int) -> str:
    """What a person opens. A node that listens everywhere is opened on this machine by its loopback address."""
    shown = EVERYWHERE.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"
