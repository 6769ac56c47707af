"""An editor of the learner's own, which has the terminal while a card is edited."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from studyapp import editing
from studyapp.deck.edit.editor import chosen_editor, editor_command
from studyapp.deck.edit.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

    from studyapp.library.scan import Roots


def edit(app: App[None], path: str, line: int, roots: Roots) -> str:
    """Open a deck's file at a line, and come back when the editor ends.

    A deck that came with the app is copied first.

    Args:
        app: leaves the terminal to the editor.
        path: of the deck.
        line: of the card, from 1.
        roots: the folders of decks, with whether they are shipped.

    Returns:
        What the learner should know; empty if nothing.

    Raises:
        Refused: no editor was opened, and nothing has changed.
    """
    editor = chosen_editor(os.environ)
    if not editor:
        raise Refused(f"set $VISUAL or $EDITOR to an editor; the card is at {path}:{line}")
    command = editor_command(editor, path, line)
    said = ""
    if editing.is_shipped(path, roots):
        path = editing.copy_deck(path, roots)
        command = editor_command(editor, path, line)
        said = f"the deck came with the app; you have edited your own copy, {path}"
    try:
        with app.suspend():
            status = _run(command)
    except SuspendNotSupported:
        raise Refused("no editor can have this terminal; `studyapp edit` opens one") from None
    if isinstance(status, OSError):
        reason = status.strerror or str(status)
        raise Refused(f"{command[0]} cannot be run: {reason}; set $EDITOR")
    return said or (f"{command[0]} ended with status {status}" if status else "")


def _run(command: list[str]) -> int | OSError:
    """The exit status, or why there is none: what is raised here would keep the app suspended."""
    with _interrupts_are_the_editors():
        try:
            return subprocess.run(command, check=False).returncode  # noqa: S603 - their own editor
        except OSError as error:
            return error


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Ctrl+C goes to all of the terminal's processes; ours does not end with it meanwhile.

    A handler that does nothing, and not `SIG_IGN`, which the editor would inherit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
