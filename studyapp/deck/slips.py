"""What YAML refuses, in words for authors: an error of the parser becomes a fault with advice.

The two parsers of PyYAML word their errors differently; the marks agree but for escapes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yaml.reader import ReaderError

from studyapp.deck.source import Spot, place
from studyapp.text.latex_names import COMMANDS

if TYPE_CHECKING:
    from yaml import YAMLError

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)


class Slip(Exception):
    """A slip in the writing that ends the reading of a text: a code of the catalogue, its place."""

    def __init__(self, code: str, place: Spot, **words: Any) -> None:
        super().__init__(code, place)
        self.code = code
        self.place = place
        self.words = words


def explain(error: YAMLError, text: str, first_line: int) -> Slip:
    """The slip behind an error of the parser, which read `text` from `first_line` on."""
    first = Spot(first_line, 1)
    if isinstance(error, ReaderError):
        return _control(text, first)
    slip = _Context(error, text)
    code, index, words = slip.judge()
    return Slip(code, place(text, min(index, len(text.rstrip())), first), **words)


def _control(text: str, first: Spot) -> Slip:
    bad = _CONTROL.search(text)
    if bad is None:
        return Slip("syntax", first, problem="a character cannot stand in YAML")
    return Slip("control", place(text, bad.start(), first), char=f"U+{ord(bad[0]):04X}")


Judgement = tuple[str, int, dict[str, Any]]
"""A code, where in the text, and the words that fill it in."""


class _Context:
    """An error of the parser with the text around it."""

    def __init__(self, error: Any, text: str) -> None:
        self.text = text
        self.problem = str(error.problem)
        self.context = str(error.context)
        self.at = int(error.problem_mark.index)
        self.begun = int(error.context_mark.index) if error.context_mark else self.at
        self.char = text[self.at : self.at + 1]

    def judge(self) -> Judgement:
        """The code that fits; the commoner slips come first."""
        problem = self.problem
        if problem.startswith("mapping values are not allowed"):
            return self._second_colon()
        if (self.char == "\t" and "token" in problem) or "tab character" in problem:
            return "tab", self.at, {}
        if "that cannot start any token" in problem or "node content" in problem:
            return "reserved", self.at, {"char": self.char}
        if "quoted scalar" in self.context:
            return self._quoted()
        if "flow " in self.context:
            return self._flow()
        if problem.startswith("could not find expected ':'"):
            return "no-colon", self.begun, {}
        if "sequence entries are not allowed" in problem:
            return "list-on-line", self.at, {}
        if re.search("alias|anchor|tag|a node", self.context):
            return "reserved", self.begun, {"char": self.text[self.begun : self.begun + 1]}
        if "block scalar" in self.context:
            return "block-header", self.begun, {}
        if "block" in self.context or self._is_left_of_the_rest():
            return self._misfit()
        return "syntax", self.at, {"problem": problem}

    def _is_left_of_the_rest(self) -> bool:
        """Whether a line is less indented than the first one of a piece of a file."""
        return "<document start>" in self.problem and self.text[: self.at].endswith(" ")

    def _second_colon(self) -> Judgement:
        line_start = max(self.text.rfind("\n", 0, self.at), self.text.rfind("\r", 0, self.at)) + 1
        before = self.text[line_start : self.at].lstrip(" -")
        return ("colon" if re.search(r":\s", before) else "indentation"), self.at, {}

    def _flow(self) -> Judgement:
        so_far = self.text[self.begun : self.at]
        if self.char == ":" and "\n" not in so_far and "\r" not in so_far:
            return "colon", self.at, {}
        return "open-bracket", self.begun, {"char": so_far[:1]}

    def _quoted(self) -> Judgement:
        quote = self.text[self.begun : self.begun + 1]
        if "end of stream" in self.problem or "document" in self.problem:
            return "open-quote", self.begun, {"quote": quote}
        # The mark of an escape is at its backslash, or one or two characters behind it.
        at = self.text.rfind("\\", self.begun, self.at + 1)
        escape = _ESCAPE.match(self.text, max(at, 0))
        if escape is None:
            return "syntax", self.at, {"problem": self.problem}
        if escape[1] in COMMANDS:
            return "latex-escape", at, {"command": escape[0]}
        return "escape", at, {"escape": escape[0][:2]}

    def _misfit(self) -> Judgement:
        line = self.text[: self.at].rstrip(" ")
        last = line[-1:] if "\n" not in self.text[len(line) : self.at] else ""
        if last and last in "}]":
            return "after-bracket", self.at, {"char": last}
        return ("after-quote" if last and last in "'\"" else "indentation"), self.at, {}
