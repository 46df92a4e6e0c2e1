"""``cjin serve``."""

import os
import subprocess
from time import monotonic

import click

from cjin.core.rules.errors import Unavailable
from cjin.node.environment import value
from cjin.node.serve import first_page, ports
from cjin.node.serve.supervisor import Child, Stopped, Supervisor, python

HOST, PORT = "127.0.0.1", 8000


@click.command("serve", help="Prepare the node, open it to browsers and do its work until it is stopped.")
@click.option("--host", default=HOST, show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(1, 65535), help=f"Port to listen on.  [default: {PORT}]")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Requests answered at once.")
@click.option(
    "--once", is_flag=True, help="Read the first page, say what was found, and stop. Takes a free port if need be."
)
@click.option("--no-worker", is_flag=True, help="Leave the outbox to a worker that runs elsewhere.")
def serve(host: str, port: int | None, threads: int, once: bool, no_worker: bool) -> int:
    """Prepare, start, watch."""
    began = monotonic()
    port = _choose(host, port, once=once)
    if refused := _prepare():
        return refused
    children = [Child("server", _server(host, port, threads), essential=True)]
    if not no_worker:
        children.append(Child("worker", python("-m", "cjin", "worker")))
    address = ports.address(host, port)
    try:
        with Supervisor(children, click.echo, _environment(host)) as supervisor:
            first_page.wait_for(f"{address}health", lambda: children[0].is_running)
            if once:
                return _tell_first_page(address, began)
            click.echo(f"\nCJIN is open at {address} (ready in {monotonic() - began:.1f} s). Ctrl-C stops it.")
            if host in ports.EVERYWHERE and not value("CJIN_HOSTS"):
                click.echo("Other machines are answered under the names in CJIN_HOSTS; it is empty.")
            code = supervisor.watch()
    except Stopped:
        code = 0
    click.echo("CJIN has stopped.")
    return code


def _environment(host: str) -> dict[str, str]:
    """The node answers to the name that it listens on, besides those of its settings."""
    hosts = ",".join([value("CJIN_HOSTS"), "" if host in ports.EVERYWHERE else host])
    return {**os.environ, "PYTHONUNBUFFERED": "1", "CJIN_HOSTS": hosts}


def _choose(host: str, port: int | None, *, once: bool) -> int:
    wanted = port or PORT
    if once and not ports.is_free(host, wanted):
        return ports.free_port(host)
    ports.refuse_unless_free(host, wanted)
    return wanted


def _prepare() -> int:
    """In a process of its own, so that the supervisor stays small: it needs none of the framework."""
    return subprocess.run(python("-m", "cjin", "prepare"), stdin=subprocess.DEVNULL, check=False).returncode


def _server(host: str, port: int, threads: int) -> list[str]:
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--blocking-threads", str(threads)]
    return python(
        "-m", "granian", *options, "--workers", "1", "--no-ws", "--log-level", "warning", "cjin.node.wsgi:application"
    )


def _tell_first_page(address: str, began: float) -> int:
    found = first_page.read(address)
    click.echo(f"\n{address} answered {found.status} in {found.milliseconds:.0f} ms: “{found.title}”")
    click.echo(f"{found.links} links, {found.size:,} bytes; this node holds {_holdings()}")
    if found.status != 200 or not found.title or found.broken:
        missing = f"; missing: {', '.join(found.broken)}" if found.broken else ""
        raise Unavailable(
            f"The first page is not as it should be: status {found.status}, title “{found.title}”{missing}."
        )
    click.echo(f"The node works; from start to here {monotonic() - began:.1f} s.")
    return 0


def _holdings() -> str:
    import django

    django.setup()
    from cjin.node.api.about import holdings

    return ", ".join(f"{count:,} {label}" for label, count in holdings().items())
