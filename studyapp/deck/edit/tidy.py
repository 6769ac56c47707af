"""House style: the list of cards indented by two, one blank line between cards, all else kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.deck.edit.changes import shifted_line
from studyapp.deck.edit.layout import lay_out, lines_between
from studyapp.deck.edit.values import next_line
from studyapp.deck.edit.written import STEP

if TYPE_CHECKING:
    from studyapp.deck.edit.layout import Item, Layout


def tidy(text: str) -> str:
    """A deck's text in house style; a text in house style is given as it is.

    Comments, quotes and the order of keys stay. Cards in brackets are left alone.

    Raises:
        Refused: the text is no deck in sound YAML.
    """
    layout = lay_out(text)
    nl = layout.nl
    if layout.flow or not layout.items:
        return text if text.endswith(("\n", "\r")) else text + nl
    done = next_line(text, layout.cards.colon)
    parts = [text[:done]]
    for number, item in enumerate(layout.items):
        parts += _gap(layout, done, item.begin, first=number == 0)
        parts += _card(layout, item)
        done = item.end
    rest = text[done:]
    parts.append(rest if rest.strip() else "")
    return _ended("".join(parts), nl)


def _gap(layout: Layout, start: int, end: int, *, first: bool) -> list[str]:
    """What stands between two cards: comments of no card, and single blank lines."""
    nl = layout.nl
    by = STEP - layout.dash
    lines: list[str] = [] if first else [nl]
    between = lines_between(layout.text, start, end)
    if between and between[0][1].strip():
        lines = []  # a comment close below a card stays close
    for _, line in between:
        if line.strip():
            lines.append(shifted_line(line, by) if line.startswith(" ") else line)
        elif lines and lines[-1].strip():
            lines.append(nl)
    if lines and lines[-1].strip():
        lines.append(nl)
    return lines


def _card(layout: Layout, item: Item) -> list[str]:
    text, margin = layout.text, " " * STEP
    comments = [margin + line.lstrip() for _, line in lines_between(text, item.begin, item.head)]
    lines = [line for _, line in lines_between(text, item.head, item.end)]
    alone = not text[item.head + layout.dash : item.head + len(lines[0])].strip("- \r\n\t")
    if alone or "#" in text[item.head : item.value.begin] or item.value.begin == item.value.end:
        by = STEP - layout.dash
        moved = [shifted_line(line, by) for line in lines]
    else:
        by = 2 * STEP - item.value.column
        first = text[item.value.begin : item.head + len(lines[0])]
        moved = [f"{margin}- {first}", *(shifted_line(line, by) for line in lines[1:])]
    return [*comments, *moved[:-1], _ended(moved[-1], layout.nl)]


def _ended(text: str, nl: str) -> str:
    return text if text.endswith(("\n", "\r")) else text + nl
