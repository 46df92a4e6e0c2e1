"""The command line: ``cjin PACKAGE VERB``, and the verbs of the node itself.

Exit code 0: done. 1: refused, with a reason that a person can act on. 2: wrong usage.
"""

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from cjin import __version__
from cjin.core.rules.errors import CjinError, Unavailable
from cjin.node.packages import CLI, WITHOUT_DATABASE, part

HELP = frozenset({"-h", "--help"})
DONE, REFUSED, USAGE, INTERRUPTED, PIPE = 0, 1, 2, 130, 141
VERBS = {
    "serve": ("Prepare the node and open it to browsers.", "cjin.node.serve.command:serve"),
    "worker": ("Do the work that waits in the outbox.", "cjin.node.worker:worker"),
    "prepare": (
        "Make the node ready: database, messages, static files, catalogue.",
        "cjin.node.prepare.command:prepare",
    ),
    "check": ("Say whether this node is sound.", "cjin.node.check:check"),
    "docs": ("Write the generated pages of docs/reference, or check them.", "cjin.node.docs.command:docs"),
}


class LazyGroup(click.Group):
    """A package's group, imported when one of its verbs is asked for."""

    def __init__(self, name: str, path: str, summary: str) -> None:
        super().__init__(name, help=summary)
        self.path = path

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs of the package."""
        return self.group.list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One verb of the package."""
        return self.group.get_command(ctx, cmd_name)

    @property
    def group(self) -> click.Group:
        """The package's own group."""
        found: click.Group = part(self.path)
        return found


class House(click.Group):
    """All groups and verbs of the node. Listing them imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Packages first, then the node's own verbs."""
        return [*CLI, *VERBS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A package's group, or a verb of the node."""
        if cmd_name in CLI:
            summary, path = CLI[cmd_name]
            return LazyGroup(cmd_name, path, summary)
        return _verb(cmd_name) if cmd_name in VERBS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in ``cjin --help``, from the summaries alone."""
        for title, listed in (("Packages", CLI), ("The node", VERBS)):
            if listed:
                with formatter.section(title):
                    formatter.write_dl([(name, summary) for name, (summary, _) in listed.items()])


def _verb(name: str) -> click.Command:
    command: click.Command = part(VERBS[name][1])
    return command


house = House("cjin", help=__doc__, no_args_is_help=True, context_settings={"help_option_names": sorted(HELP)})
house = click.version_option(__version__, prog_name="cjin")(house)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(run(arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code. What went wrong is told on standard error, never as a traceback."""
    as_json = "--json" in arguments
    os.umask(0o077)  # what a node writes is nobody else's to read
    try:
        _set_up_django(arguments)
        done = house.main(list(arguments), prog_name="cjin", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.UsageError as error:
        return _usage(error, as_json=as_json)
    except click.ClickException as error:
        return _refuse(CjinError(error.format_message()), as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        return PIPE
    except Exception as error:
        return _refuse(_known(error), as_json=as_json)
    return done if isinstance(done, int) else DONE


def _set_up_django(arguments: Sequence[str]) -> None:
    """Load the applications, unless the command is one that does without them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cjin.node.settings")
    words = [word for word in arguments if not word.startswith("-")][:2]
    if not words or words[0] not in CLI or " ".join(words) in WITHOUT_DATABASE:
        return
    import django

    from cjin.node.prepare.first import prepare_if_new

    django.setup()
    if not HELP & set(arguments):  # who asks how something is used has no node made for it
        prepare_if_new()


def _known(error: Exception) -> CjinError:
    from cjin.node.problems import known
    from cjin.node.traces import keep

    found = known(error)
    if isinstance(found, Unavailable) and found is not error:  # whoever runs the node may read the reason
        return Unavailable(f"{found.message} ({next(iter(str(error).splitlines()), '')})")
    return found or CjinError(keep(error))


def _usage(error: click.UsageError, *, as_json: bool) -> int:
    if as_json:
        _print_json({"type": "urn:cjin:problem:usage", "title": "Wrong usage", "detail": error.format_message()})
    else:
        error.show()
    return USAGE


def _refuse(error: CjinError, *, as_json: bool) -> int:
    from cjin.node.problems import lines, problem

    if as_json:
        _print_json(problem(error))
    else:
        click.echo("\n".join(lines(error)), err=True)
    return REFUSED


def _print_json(body: dict[str, Any]) -> None:
    import json

    click.echo(json.dumps(body, ensure_ascii=False), err=True)


def _let_go_of_output() -> None:
    """The reader of our output has gone: what is still to be written goes nowhere, and fails no more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
