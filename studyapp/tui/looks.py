"""What each role of text looks like, in words and in the colours of the theme.

Plain words instead of component classes in a style sheet: those cost a node for each role and
pane, 120 ms of the start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

if TYPE_CHECKING:
    from collections.abc import Mapping

CHROME = {
    "plain": "",
    "title": "bold text-primary",
    "strong": "bold",
    "muted": "foreground-muted",
    "key": "bold text-accent",
    "name": "foreground-muted",
    "good": "bold text-success",
    "warn": "bold text-warning",
    "bad": "bold text-error",
    "picked": "bold block-cursor-foreground on block-cursor-background",
    "picked-muted": "block-cursor-foreground on block-cursor-background",
    "done": "text-success",
    "left": "foreground-disabled",
    "thumb": "foreground-disabled",
}
"""The app's own words."""

TEXT = {
    "text": "",
    "emphasis": "italic",
    "code": "text-accent",
    "code-builtin": "text-secondary",
    "code-comment": "italic foreground-muted",
    "code-function": "text-primary",
    "code-keyword": "bold text-primary",
    "code-number": "text-warning",
    "code-operator": "",
    "code-string": "text-success",
    "math": "text-primary",
    "link": "underline",
    "heading": "bold text-primary",
    "quote": "foreground-muted",
    "bullet": "text-primary",
    "rule": "foreground-muted",
    "table": "",
}
"""The styles of `studyapp.text.page`; ``strong`` is above."""

CURVE = {
    "axis": "foreground-muted",
    "tick": "foreground-muted",
    "legend": "",
    "blank": "",
    "trace0": "text-primary",
    "trace1": "text-success",
    "trace2": "text-error",
    "trace3": "foreground",
    "trace4": "text-secondary",
    "slope0": "text-warning",
    "slope1": "foreground-muted",
    "slope2": "text-secondary",
    "slope3": "text-error",
    "slope4": "foreground",
    "bend0": "text-error",
    "bend1": "text-secondary",
    "bend2": "text-warning",
    "bend3": "text-success",
    "bend4": "foreground-muted",
    "cursor": "text-accent",
    "point": "bold text-accent",
    "tangent": "text-accent",
    "mark": "bold text-warning",
    "density": "foreground-muted",
    "reading": "",
    "bar0": "text-primary",
    "bar1": "text-success",
    "bar2": "text-warning",
    "bar3": "text-secondary",
}
"""The roles of `studyapp.curve.drawing`, ``title`` is above; and what is read under a curve."""

LOOKS = {**CHROME, **TEXT, **CURVE}
_ATTRIBUTES = ("bold", "italic", "underline")


def styles(variables: Mapping[str, str], foreground: Color, background: Color) -> dict[str, Style]:
    """The look of each role where text stands on `background`; `variables` are the theme's."""
    return {role: _style(look, variables, foreground, background) for role, look in LOOKS.items()}


def _style(look: str, variables: Mapping[str, str], front: Color, back: Color) -> Style:
    words = look.split()
    names = [word for word in words if word not in _ATTRIBUTES]
    if "on" in names:
        back = _color(variables[names[-1]], back)
    if names and names[0] != "on":
        front = _color(variables[names[0]], back)
    bold, italic, underline = (word in words or None for word in _ATTRIBUTES)
    return Style(
        color=front.rich_color,
        bgcolor=back.rich_color,
        bold=bold,
        italic=italic,
        underline=underline,
    )


def _color(value: str, back: Color) -> Color:
    """What a theme's variable, ``#57a5e2`` or ``auto 87%``, means over `back`."""
    name, _, share = value.partition(" ")
    alpha = float(share.rstrip("%")) / 100 if share else 1.0
    if name == "auto":
        return back + back.get_contrast_text(alpha)
    color = Color.parse(name)
    return color if color.ansi is not None else back + color.multiply_alpha(alpha)
