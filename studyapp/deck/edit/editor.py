"""How editors are told which line of which file to open."""

from __future__ import annotations

import shlex
from pathlib import PurePath
from typing import TYPE_CHECKING

from studyapp.deck.edit.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

_VI = ["vi", "vim", "view", "nvim", "gvim", "mvim", "vis", "kak", "hx", "helix"]
_PLUS = frozenset([*_VI, "nano", "pico", "micro", "joe", "ne", "mg", "emacs", "emacsclient"])
_GOTO = frozenset(["code", "code-insiders", "codium", "vscodium", "cursor"])
_COLON = frozenset(["subl", "sublime_text", "zed", "zeditor"])


def chosen_editor(environment: Mapping[str, str]) -> str:
    """What ``$VISUAL`` names, else ``$EDITOR``; empty if neither names one."""
    return environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()


def editor_command(editor: str, path: str, line: int) -> list[str]:
    """The words of a command that opens a file, at a line if the editor is known.

    `editor` is split as a shell would, and is to be run without one.

    Raises:
        Refused: it is empty, or has a quote that is not closed.
    """
    try:
        words = shlex.split(editor)
    except ValueError:
        words = []
    if not words:
        raise Refused("$VISUAL or $EDITOR is no command; set it, such as `export EDITOR=nano`")
    name = PurePath(words[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")
    if name in _PLUS:
        return [*words, f"+{line}", path]
    if name in _GOTO:
        return [*words, "-g", f"{path}:{line}"]
    if name in _COLON:
        return [*words, f"{path}:{line}"]
    return [*words, path]
