"""Reads the inline part of Markdown: emphasis, code, links and formulas become styled spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.safetext import clean
from studyapp.text.cells import is_cjk
from studyapp.text.dollars import Formula, restore, split
from studyapp.text.math import latex_to_unicode
from studyapp.text.page import Span, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_STYLES: dict[str, Style] = {"strong_open": "strong", "em_open": "emphasis", "link_open": "link"}

_LINE_END = Span("\n")
_INDENT = Span("  ")


class InlineReader:
    """Collects the spans of one block. Use a new one for each."""

    def __init__(self, formulas: tuple[Formula, ...]) -> None:
        self._formulas = formulas
        self._spans: list[Span] = []
        self._styles: list[Style] = ["text"]
        self._links: list[tuple[int, str]] = []
        self._line_ended = False

    def read(self, tokens: Sequence[Token]) -> tuple[Span, ...]:
        """The spans of the tokens; a newline stands only where a line must end."""
        for token in tokens:
            self._take(token)
        return _trimmed(self._spans)

    def _take(self, token: Token) -> None:
        match token.type:
            case "text":
                self._text(token.content)
            case "code_inline":
                self._add(restore(token.content, self._formulas), "code")
            case "softbreak":
                self._line_ended = True
            case "hardbreak":
                self._spans.append(_LINE_END)
            case "strong_open" | "em_open" | "link_open":
                self._open(token)
            case "strong_close" | "em_close":
                self._styles.pop()
            case "link_close":
                self._close_link()
            case "image":
                self._image(token)
            case _:
                self._text(token.content)

    def _text(self, text: str) -> None:
        for piece in split(text, self._formulas):
            if isinstance(piece, str):
                self._add(piece, self._styles[-1])
            elif piece.display:
                self._spans += [_LINE_END, _INDENT, Span(_shown(piece), "math"), _LINE_END]
                self._line_ended = False
            else:
                self._add(_shown(piece), "math")

    def _add(self, text: str, style: Style) -> None:
        text = clean(text).replace("\n", " ")
        if not text:
            return
        if self._line_ended:
            self._line_ended = False
            self._join(text)
        self._spans.append(Span(text, style))

    def _join(self, text: str) -> None:
        """Puts a space for the end of a source line, but none into Chinese text."""
        before = self._spans[-1].text[-1:] if self._spans else "\n"
        if before == "\n" or (is_cjk(before) and is_cjk(text[0])):
            return
        self._spans.append(Span(" ", self._styles[-1]))

    def _open(self, token: Token) -> None:
        self._styles.append(_STYLES[token.type])
        if token.type == "link_open":
            self._links.append((len(self._spans), self._target(token, "href")))

    def _close_link(self) -> None:
        """Writes the target behind the text, unless the text says it already."""
        self._styles.pop()
        start, target = self._links.pop()
        shown = "".join(span.text for span in self._spans[start:]).strip()
        if target and target.removeprefix("mailto:") != shown:
            self._add(f" ({target})" if shown else target, "link")

    def _image(self, token: Token) -> None:
        path = self._target(token, "src")
        alternative = restore(token.content, self._formulas)
        self._add(f"{alternative} ({path})" if alternative else path, "link")

    def _target(self, token: Token, attribute: str) -> str:
        """The address as a person would write it, not in percent signs."""
        from markdown_it.common.normalize_url import normalizeLinkText

        address = normalizeLinkText(str(token.attrs.get(attribute, "")))
        return clean(restore(address, self._formulas)).replace("\n", " ")


def _shown(formula: Formula) -> str:
    return clean(latex_to_unicode(formula.source)).replace("\n", " ")


def _trimmed(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Without line ends at both ends, two in a row, or spaces at the beginning of a line.

    The two spaces before a formula on a line of its own are a span of their own, and stay.
    """
    kept: list[Span] = []
    for text, style in spans:
        is_first = not kept or kept[-1].text == "\n"
        if text == "\n" and is_first:
            continue
        is_indent = text == _INDENT.text
        kept.append(Span(text.lstrip(" ") if is_first and not is_indent else text, style))
    while kept and kept[-1].text == "\n":
        kept.pop()
    return tuple(kept)
