"""A curve in words, for screen readers and pipes."""

from __future__ import annotations

from math import isfinite

from studyapp.curve.bars import panels, probability
from studyapp.curve.heading import equation
from studyapp.curve.names import resolve
from studyapp.curve.spec import BarSpec, Curve, CurveSpec, Drawn, Trace
from studyapp.curve.subject import subject
from studyapp.curve.ticks import rounded

SAMPLES = (-2.0, 0.0, 2.0)
"""Where f and f' are told as numbers."""


def describe(spec: Curve) -> list[str]:
    """One line for each function, or for each temperature of a softmax.

    ``gelu(x) = x·Φ(x); range [-0.170, ∞); least value …; f(-2) = -0.0455, f(0) = 0, …``

    Raises:
        UnknownFunction, BadParameter: the specification names what the catalogue does not have.
        BadExpression: a text is no formula.
        ValueError: a curve of a function that has none (softmax has bars).
    """
    if isinstance(spec, BarSpec):
        return _bars(spec)
    return [_curve(trace, spec) for trace in spec.traces]


def _curve(trace: Drawn, spec: CurveSpec) -> str:
    shown = subject(trace)
    entry = resolve(trace.function) if isinstance(trace, Trace) else None
    parts = [equation(trace)]
    if entry is not None:
        parts += [f"range {entry.range}", *entry.facts]
    parts.append(_values("f", shown.value(SAMPLES).tolist()))
    if spec.derivative:
        if entry is not None:
            parts.append(f"f′(x) = {entry.slope}")
        parts.append(_values("f′", shown.slope(SAMPLES).tolist()))
    if spec.second:
        if entry is not None:
            parts.append(f"f″(x) = {entry.bend}")
        parts.append(_values("f″", shown.bend(SAMPLES).tolist()))
    return "; ".join(parts)


def _values(name: str, values: list[float]) -> str:
    return ", ".join(
        f"{name}({x:g}) = {rounded(y) if isfinite(y) else 'undefined'}"
        for x, y in zip(SAMPLES, values, strict=True)
    )


def _bars(spec: BarSpec) -> list[str]:
    entry = resolve("softmax")
    lines = [f"{entry.name}(z)ᵢ = {entry.formula}; range {entry.range}; {'; '.join(entry.facts)}"]
    for panel in panels(spec):
        shares = ", ".join(
            f"{probability(p)} for z = {z:g}"
            for z, p in zip(spec.logits, panel.probabilities, strict=True)
        )
        lines.append(f"T = {panel.temperature:g}: {shares}; sum 1")
    return lines
