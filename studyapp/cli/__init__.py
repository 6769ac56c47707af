"""The command line: each command is a few lines over the parts of the house."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from studyapp import __version__
from studyapp.cli.failure import Failure, told
from studyapp.cli.output import mute, note

if TYPE_CHECKING:
    from collections.abc import Sequence

EPILOG = """\b
Examples:
  studyapp                         the app, on all decks that are on
  studyapp review my-deck --new 5  one deck, five new cards
  studyapp --decks . check         the decks of this folder, checked
"""

COMMANDS = {
    "review": "study",
    "due": "study",
    "decks": "decks",
    "deck": "decks",
    "check": "decks",
    "schema": "decks",
    "new": "writing",
    "add": "writing",
    "set": "changing",
    "remove": "changing",
    "move": "changing",
    "edit": "changing",
    "ids": "writing",
    "fmt": "writing",
    "copy": "writing",
    "settings": "chosen",
    "plot": "curves",
    "functions": "functions",
    "lab": "lab",
    "sm2": "history",
    "log": "history",
    "undo": "history",
    "suspend": "acts",
    "resume": "acts",
    "bury": "acts",
    "reset": "acts",
    "flag": "acts",
    "remark": "acts",
    "rename": "renaming",
    "merge": "merging",
    "doctor": "care",
    "backup": "care",
}
"""Each command with the module that holds it, so that only that one is imported."""


class _Commands(click.Group):
    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1, cutoff=0.5)
            hint = f"did you mean `{near[0]}`?" if near else "see `studyapp --help`"
            raise Failure(f"there is no command `{args[0]}`; {hint}")
        return super().resolve_command(ctx, args)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"studyapp.cli.{COMMANDS[cmd_name]}")
        # `set` would hide what Python calls so: such a command has a `_` behind its name.
        name = cmd_name if hasattr(module, cmd_name) else f"{cmd_name}_"
        command: click.Command = getattr(module, name)
        return command


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--decks",
    "folders",
    metavar="DIR",
    multiple=True,
    help="Take the decks of this folder instead of the usual ones; may be given several times.",
)
@click.version_option(__version__, prog_name="studyapp")
@click.pass_context
def group(ctx: click.Context, folders: tuple[str, ...]) -> None:
    """Flashcards and spaced repetition for machine-learning interviews.

    Without a command, the app opens.
    """
    ctx.obj = folders
    if ctx.invoked_subcommand is None:
        from studyapp.cli.study import open_app

        open_app(folders)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; returns its exit status: 0 done, 1 faults found or refused, 2 misuse."""
    try:
        status = group.main(args=list(arguments), prog_name="studyapp", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        help_of = error.ctx.command_path if error.ctx else "studyapp"
        return _tell(f"{error.format_message().rstrip('.')}; see `{help_of} --help`", 2)
    except click.exceptions.Abort:
        return 130
    except (Failure, OSError) as error:
        return tell(error)
    except told() as error:
        return tell(error)
    return status or 0


def tell(error: Exception) -> int:
    """Say in one line what ended a command; its exit status."""
    if isinstance(error, Failure):
        note(str(error), error.listed)
        return error.status
    if isinstance(error, FileNotFoundError):
        return _tell("the working folder is gone; `cd` to another one", 1)
    if isinstance(error, OSError):
        mute()
        return _tell(f"the output cannot be written: {error.strerror}", 1)
    return _tell(str(error), 1)


def _tell(message: str, status: int) -> int:
    note(message)
    return status
