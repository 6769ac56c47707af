"""What a question and its explanation say of a curve: its equation, values, nearest relative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studyapp.curve.compare import greatest
from studyapp.curve.likeness import heights
from studyapp.curve.names import resolve
from studyapp.curve.subject import Subject, subject
from studyapp.curve.ticks import rounded

if TYPE_CHECKING:
    from studyapp.curve.spec import Trace

HAIR = 1e-12


def equation(one: Subject) -> str:
    """The function by its name, with its parameters: ``elu(x) = …; α = 1``."""
    return f"{one.name}(x) = {one.formula}{_settings(one, one.formula)}"


def derivative(trace: Trace) -> str:
    """The formula of f' of a function of the catalogue, with its parameters."""
    formula = resolve(trace.function).slope
    return formula + _settings(subject(trace), formula)


def values(one: Subject, order: int) -> str:
    """The values of f, or f', at three places that tell its shape."""
    x = np.array([one.window[0] / 2.0, 0.0, one.window[1] / 2.0])
    name = "f" + "′" * order
    pairs = zip(x.tolist(), heights(one, order, x).tolist(), strict=True)
    return ", ".join(f"{name}({place:g}) = {rounded(height)}" for place, height in pairs)


def farthest(one: Subject, other: Subject) -> str:
    """What tells a curve from its nearest relative."""
    apart = greatest(one, other, one.window)
    if apart is None:
        return ""
    here, there = float(one.value(apart.x)), float(other.value(apart.x))
    x = apart.x if abs(apart.x) > HAIR else 0.0  # beside a jump at 0
    return (
        f"The most alike is `{other.name}`, which differs most at x = {rounded(x)}: "
        f"{rounded(there)} against {rounded(here)}"
    )


def _settings(one: Subject, formula: str) -> str:
    """The numbers behind the symbols of a formula."""
    used = [p for p in one.params if p.symbol in formula]
    return "".join(f"; {p.symbol} = {one.settings[p.name]:g}" for p in used)
