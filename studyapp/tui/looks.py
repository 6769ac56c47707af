"""What each role of text looks like, in words and in the colours of the theme.

Plain words instead of component classes in a style sheet: those cost a node for each role and
pane, 120 ms of the start.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import BLACK, WHITE, Color

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
    "left": "foreground-muted",
    "thumb": "foreground-muted",
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
    "tangent": "text-error",
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

FEW = {
    "foreground": ("#ffffff", "#000000"),
    "foreground-muted": ("#aaaaaa", "#555555"),
    "text-primary": ("#55ffff", "#0000aa"),
    "text-secondary": ("#5555ff", "#0000aa"),
    "text-success": ("#55ff55", "#00aa00"),
    "text-warning": ("#ffff55", "#aa00aa"),
    "text-error": ("#ff5555", "#aa0000"),
    "text-accent": ("#ffff55", "#aa00aa"),
    "block-cursor-foreground": ("#ffffff", "#ffffff"),
    "block-cursor-background": ("#0000aa", "#0000aa"),
}
"""On dark and on light, where a terminal has but sixteen colours: each is one of them.

The soft colours of the themes are all nearest to white, or to grey. Yellow and cyan are left out on
light, where most terminals make them too pale to be read.
"""

READABLE = 4.5
"""Contrast of text, by WCAG 2.2 (1.4.3); a terminal with 256 colours keeps 3 of it."""

_ATTRIBUTES = ("bold", "italic", "underline")


def styles(
    variables: Mapping[str, str], foreground: Color, background: Color, few: bool = False
) -> dict[str, Style]:
    """The look of each role where text stands on `background`; `variables` are the theme's.

    With `few` there are but sixteen colours to choose from.
    """
    if few:
        on_light = background.brightness > 0.5
        background = WHITE if on_light else BLACK
        variables = {**variables, **{name: pair[on_light] for name, pair in FEW.items()}}
    found = {role: _style(look, variables, foreground, background) for role, look in LOOKS.items()}
    return found if few else {role: _clear(look) for role, look in found.items()}


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


def _clear(look: Style) -> Style:
    """The look with its text as much darker or lighter as it takes to be read."""
    if (
        look.color is None
        or look.bgcolor is None
        or None in (look.color.triplet, look.bgcolor.triplet)
    ):
        return look
    front, back = (Color.from_rich_color(color) for color in (look.color, look.bgcolor))
    return look + Style(color=_stronger(front, back).rich_color)


@lru_cache(maxsize=64)
def _stronger(front: Color, back: Color) -> Color:
    farthest = WHITE if _luminance(front) > _luminance(back) else BLACK
    steps = (front.blend(farthest, step / 16.0) for step in range(17))
    return next((color for color in steps if contrast(color, back) >= READABLE), farthest)


def contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2.2, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
