"""Colours fenced code: Pygments' tokens become lines of spans in our few styles."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studyapp.text.page import Line, Span, Style

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

LONGEST = 20_000
"""Characters of the longest code that is coloured; some lexers are slow on long input."""

_STYLES: dict[str, Style] = {
    "Comment": "code-comment",
    "Keyword": "code-keyword",
    "Literal.Number": "code-number",
    "Literal.String": "code-string",
    "Name.Builtin": "code-builtin",
    "Name.Class": "code-function",
    "Name.Decorator": "code-function",
    "Name.Function": "code-function",
    "Operator": "code-operator",
    "Operator.Word": "code-keyword",
}


def highlight(source: str, language: str) -> tuple[Line, ...]:
    """The lines of clean code; without colours if the language is not known."""
    lexer = _lexer(language.lower()) if language and len(source) <= LONGEST else None
    if lexer is None:
        return tuple((Span(line, "code"),) if line else () for line in source.split("\n"))
    lines: list[Line] = []
    spans: list[Span] = []
    for token, value in lexer.get_tokens(source):
        first, *others = value.split("\n")
        style = _style(token)
        _append(spans, first, style)
        for text in others:
            lines.append(tuple(spans))
            spans = []
            _append(spans, text, style)
    return (*lines, tuple(spans))


def _append(spans: list[Span], text: str, style: Style) -> None:
    """Adds to the last span where the style goes on: fewer spans are drawn faster."""
    if spans and spans[-1].style == style:
        spans[-1] = Span(spans[-1].text + text, style)
    elif text:
        spans.append(Span(text, style))


@lru_cache(maxsize=32)
def _lexer(language: str) -> Lexer | None:
    """Kept also for unknown names: Pygments looks through all installed packages for them."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=256)
def _style(token: _TokenType) -> Style:
    """The style of the token's nearest ancestor that has one."""
    parts = tuple(token)
    for length in range(len(parts), 0, -1):
        found = _STYLES.get(".".join(parts[:length]))
        if found:
            return found
    return "code"
