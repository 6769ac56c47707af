"""What a deck, or a section of it, says for each of its cards that does not say it itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from studyapp.deck.curve_field import read_curve
from studyapp.deck.tables import DEFAULT_KINDS

if TYPE_CHECKING:
    from studyapp.curve.spec import Curve
    from studyapp.deck.fields import Form

LANGUAGE = "[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
_KINDS = {name: name for name in DEFAULT_KINDS}


class Defaults(NamedTuple):
    """`tags` come on top of a card's own; the others hold where a card says nothing."""

    curve: Curve | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    reversed: bool = False


def of_deck(form: Form) -> Defaults:
    """The defaults of a deck, whose tags are its own."""
    return _read(form, Defaults())


def of_section(form: Form, deck: Defaults) -> Defaults:
    """Those of a section; what it does not say is as the deck says it."""
    title = form.entries["section"]
    if form.written("section") is None and form.value("section") is None:
        form.tell("blank", title[0], of="", key="section")
    return _read(form, deck)._replace(tags=form.lines("tags"))


def _read(form: Form, outer: Defaults) -> Defaults:
    value = form.value("curve")
    curve = outer.curve if value is None else read_curve(value, form.found)
    kind = form.choice("kind", _KINDS)
    is_reversed = outer.reversed if kind is None else kind == "reversed"
    return Defaults(curve, language(form) or outer.language, (), is_reversed)


def language(form: Form) -> str | None:
    """A language tag."""
    written = form.written("language")
    if written is None:
        return None
    if re.fullmatch(LANGUAGE, written.text):
        return written.text
    form.tell("language", written, given=written.text)
    return None
