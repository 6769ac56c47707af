"""The changes one can make to a deck's text, each of them one splice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from studyapp.deck.cards import CARD_KEYS
from studyapp.deck.edit.layout import Layout, Splice, lines_between
from studyapp.deck.edit.refused import Refused
from studyapp.deck.edit.values import Field, Value, end_of_line, next_line, start_of_line
from studyapp.deck.edit.written import (
    STEP,
    Written,
    write_list,
    write_short_list,
    write_text,
    write_value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = frozenset({"question", "answer", "text", "hint", "source"})
"""Fields whose value is a text as typed; that of another one is given as YAML."""

_BLANK_THEN_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
_HEADER = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")
_BY_HAND = "the card is written in a way of its own; `studyapp edit` opens it"


class Draft(NamedTuple):
    """A card to be written; what is empty is left out."""

    question: str
    answer: str
    id: str = ""
    points: tuple[str, ...] = ()
    hint: str = ""
    curve: str = ""
    tags: tuple[str, ...] = ()


def set_field(layout: Layout, number: int, name: str, value: str) -> Splice:
    """Give a field of a card a value; an empty one takes the field away.

    Raises:
        Refused: the card is no mapping, or the value cannot be written there.
    """
    mapping = layout.items[number].value
    if not mapping.fields:
        raise Refused(_BY_HAND)
    field = mapping.field(name)
    if not value.strip():
        if field is None:
            raise Refused(f"the card has no `{name}`")
        return _without(layout, mapping, field)
    flow = mapping.style == "flow"
    write = write_text if name in TEXTS else write_value
    column = mapping.column + STEP
    written = write(value, column, flow=flow)
    if field is None:
        return _with_new(layout, mapping, name, written)
    return _replaced(layout, field, written, flow=flow)


def remove_card(layout: Layout, number: int) -> Splice:
    """Take a card out, with its comments and the blank lines that set it off."""
    item = layout.items[number]
    text, count = layout.text, len(layout.items)
    if layout.flow:
        if number + 1 < count:
            return Splice(item.begin, layout.items[number + 1].begin, "")
        begin = layout.items[number - 1].end if number else item.begin
        return Splice(begin, item.end, "")
    begin, end = item.begin, item.end
    if number + 1 < count:
        end = _past_blank_lines(text, end, layout.items[number + 1].begin)
    elif number:
        begin = _before_blank_lines(text, layout.items[number - 1].end, begin)
    return Splice(begin, end, "")


def add_cards(layout: Layout, cards: Sequence[str]) -> Splice:
    """Put cards, as `raw_card` or `draft_card` gives them, behind the last one.

    Raises:
        Refused: the cards stand in brackets.
    """
    text, nl = layout.text, layout.nl
    if layout.flow and layout.items:
        raise Refused(
            "the cards of this deck stand in `[ ]`; `studyapp edit` opens it, to write them there"
        )
    blocks = [shifted(card, layout.dash, nl) for card in cards]
    gap = nl if _is_spaced(layout) else ""
    joined = gap.join(blocks)
    if not layout.items:
        value, colon = layout.cards.value, layout.cards.colon
        comment = text[value.end : end_of_line(text, value.end)].rstrip()
        return Splice(colon, next_line(text, value.end), f"{comment}{nl}{joined}")
    last = layout.items[-1].end
    missing = "" if text[:last].endswith(("\n", "\r")) else nl
    return Splice(last, last, missing + gap + joined)


def draft_card(draft: Draft) -> str:
    """A new card as text, its dash in the first column.

    Raises:
        Refused: one of its texts cannot be written.
    """
    inner = STEP * 2
    fields: list[tuple[str, Written]] = []
    if draft.id:
        fields.append(("id", write_text(draft.id, inner)))
    fields.append(("question", write_text(draft.question, inner)))
    fields.append(("answer", write_text(draft.answer, inner)))
    if draft.points:
        fields.append(("points", write_list(draft.points, inner)))
    if draft.hint:
        fields.append(("hint", write_text(draft.hint, inner)))
    if draft.curve:
        fields.append(("curve", write_value(draft.curve, inner)))
    if draft.tags:
        fields.append(("tags", write_short_list(draft.tags)))
    lines: list[str] = []
    for name, (head, body) in fields:
        lines += [f"  {name}: {head}".rstrip(), *body]
    return "-" + "\n".join(lines)[1:] + "\n"


def raw_card(layout: Layout, number: int) -> str:
    """A card as it is written, with its comments, its dash in the first column."""
    item = layout.items[number]
    text = layout.text[item.begin : item.end]
    if layout.flow:
        return f"- {text}\n"
    lines = [line for _, line in lines_between(text, 0, len(text))]
    return "".join(shifted_line(line, -layout.dash) for line in lines)


def shifted(card: str, by: int, nl: str) -> str:
    """Lines moved to the right or left; each ends with `nl`."""
    return "".join(shifted_line(line, by) + nl for line in re.split(r"\r\n?|\n", card.rstrip()))


def shifted_line(line: str, by: int) -> str:
    """A line moved to the right, or to the left as far as there are spaces before it."""
    if by >= 0:
        return " " * by + line if line.strip("\r\n") else line
    return line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _is_spaced(layout: Layout) -> bool:
    """Whether the cards of a deck are set off by blank lines; where there is one card, they are."""
    pairs = zip(layout.items, layout.items[1:], strict=False)
    close = [one.end == two.begin for one, two in pairs]
    return sum(close) * 2 <= len(close)


def _past_blank_lines(text: str, start: int, limit: int) -> int:
    for begin, line in lines_between(text, start, limit):
        if line.strip():
            return begin
    return limit


def _before_blank_lines(text: str, floor: int, end: int) -> int:
    for begin, line in reversed(lines_between(text, floor, end)):
        if line.strip():
            break
        end = begin
    return end


def _replaced(layout: Layout, field: Field, written: Written, *, flow: bool) -> Splice:
    """Another value for a key; a comment behind the old one stays there."""
    text, value = layout.text, field.value
    if flow:
        space = "" if value.begin > field.colon else " "
        return Splice(value.begin, value.end, space + written.head)
    begin, end = value.begin, value.end
    gap = text[field.colon : begin]
    comment = ""
    if value.style == "literal":
        header = _HEADER.match(text, begin)
        comment = header[1] or "" if header else ""
    elif tail := _BLANK_THEN_COMMENT.match(text, end):
        comment, end = tail[0], tail.end()
    if value.style == "block" or (written.body and not written.head):
        begin, gap = field.colon, _comments_of(gap)
        head = (f" {written.head}" if written.head else "") + gap
    else:
        head = written.head if gap or not written.head else f" {written.head}"
    body = "".join(layout.nl + line for line in written.body)
    return Splice(begin, end, head + comment + body)


def _comments_of(gap: str) -> str:
    """What stands between a key and its value on another line, without the last white space."""
    return gap.rstrip() if "#" in gap else ""


def _with_new(layout: Layout, mapping: Value, name: str, written: Written) -> Splice:
    """A field that was not there: in the order of the format, as far as the others keep it."""
    text, nl = layout.text, layout.nl
    fields = mapping.fields or ()
    entry = f"{name}: {written.head}".rstrip()
    if mapping.style == "flow":
        return Splice(fields[-1].value.end, fields[-1].value.end, f", {entry}")
    body = "".join(nl + line for line in written.body)
    earlier = [field for field in fields if _rank(field.name) < _rank(name)]
    margin = " " * mapping.column
    if not earlier:
        begin = fields[0].key.begin
        return Splice(begin, begin, f"{entry}{body}{nl}{margin}")
    at = next_line(text, earlier[-1].value.end)
    missing = "" if text[:at].endswith(("\n", "\r")) else nl
    return Splice(at, at, f"{missing}{margin}{entry}{body}{nl}")


def _rank(name: str) -> int:
    return CARD_KEYS.index(name) if name in CARD_KEYS else len(CARD_KEYS)


def _without(layout: Layout, mapping: Value, field: Field) -> Splice:
    text = layout.text
    fields = mapping.fields or ()
    place = fields.index(field)
    if len(fields) == 1:
        raise Refused("that is all the card has; `studyapp remove` takes the card out")
    if mapping.style == "flow":
        if place + 1 < len(fields):
            return Splice(field.key.begin, fields[place + 1].key.begin, "")
        return Splice(fields[place - 1].value.end, field.value.end, "")
    if place:
        return Splice(start_of_line(text, field.key.begin), next_line(text, field.value.end), "")
    following = fields[1].key.begin
    if text[next_line(text, field.value.end) : following].strip():
        # Comments stand before the next key, so the dash is left alone on its line.
        return Splice(field.key.begin, end_of_line(text, field.value.end), "")
    return Splice(field.key.begin, following, "")
