"""A page: laid-out lines of styled text that know no screen."""

from __future__ import annotations

from typing import Literal, NamedTuple

Style = Literal[
    "text",
    "strong",
    "emphasis",
    "code",
    "code-builtin",
    "code-comment",
    "code-function",
    "code-keyword",
    "code-number",
    "code-operator",
    "code-string",
    "math",
    "link",
    "heading",
    "quote",
    "bullet",
    "rule",
    "table",
]
"""What a piece of text is. A screen gives each a look; a pipe ignores them."""


class Span(NamedTuple):
    """A piece of one line in one style. Its text is safe to show and holds no newline."""

    text: str
    style: Style = "text"


Line = tuple[Span, ...]
"""An empty line is an empty tuple."""


class Page(NamedTuple):
    """Lines from top to bottom.

    Attributes:
        width: cells of the widest line; code, tables and rules of tables are never wrapped, so it
            may be more than was asked for.
    """

    lines: tuple[Line, ...]
    width: int


def to_text(page: Page) -> list[str]:
    """The lines as plain text, for a pipe."""
    return ["".join(span.text for span in line) for line in page.lines]
