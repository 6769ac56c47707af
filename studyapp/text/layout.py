"""Lays Markdown out as lines of terminal cells at a width."""

from __future__ import annotations

import re

from studyapp.safetext import clean
from studyapp.text.cells import cells
from studyapp.text.page import Page, Span
from studyapp.text.wrap import wrap

_WORDS = re.compile(r"[^\W\d_](?: ?(?:[^\W_]|[,.;:?!'()/%=+-]))*")
"""A line of words without any mark that Markdown, LaTeX or a table could read.

Most questions are one, and importing what reads the others takes longer than all else of a plain
sitting's first question (`python -m tests.bench anki`).
"""


def is_words(text: str) -> bool:
    """Whether a clean text is one line of words, which reads as it is written."""
    return _WORDS.fullmatch(text) is not None


def lay_out(markdown: str, width: int) -> Page:
    """The text at `width` cells, at least 1. Any text will do; it is made safe on the way.

    Code and tables keep their own width, which the page tells.
    """
    text, width = clean(markdown), max(width, 1)
    if is_words(text):
        lines = wrap((Span(text),), width)
    else:
        from studyapp.text.markdown import read
        from studyapp.text.stack import stack

        lines = stack(read(text), width)
    return Page(
        tuple(lines),
        max((sum(cells(span.text) for span in line) for line in lines), default=0),
    )
