"""Signal through depth: what random layers do to activations on the way in, to gradients back."""

from __future__ import annotations

from functools import lru_cache
from math import inf, isfinite, log10, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from studyapp.curve.ticks import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from studyapp.curve.subject import Subject

WIDTH = 256
"""Units of a layer: at so many, chance moves a mean by a few hundredths."""

BATCH = 32
"""Inputs that are sent through together."""

ASLEEP = 0.01
"""A unit whose slope is below this for every input lets no gradient through: dead or saturated."""

DECADES = (1, 2, 3, 4, 6, 8, 12, 16)
"""Powers of ten that the longest bar may stand for, below 1 as above."""

HALF, LEAST_HALF = 12, 3
"""Cells of a bar at most and at least, to each side of 1."""

NUMBER = 8
"""Cells of the number beside a bar."""

ASLEEP_HEAD = "asleep"
HALF_A_CELL = 4
_EIGHTHS = " ▏▎▍▌▋▊▉"


class Layer(NamedTuple):
    """What one layer carries, as means over its units and the batch.

    Attributes:
        activation: of |f(z)|.
        gradient: of the loss's |gradient| with respect to f(z); 1 behind the last layer.
        asleep: the share of units with a slope below `ASLEEP` for every input, 0 to 1.
    """

    activation: float
    gradient: float
    asleep: float


def propagate(one: Subject, layers: int, gain: float, seed: int = 0) -> tuple[Layer, ...]:
    """Sends normal noise through random layers, and a gradient of normal noise back.

    Each layer is h' = f(h W) with W ~ N(0, gain² / width) and without bias: the initialisation of
    X. Glorot & Y. Bengio 2010 and K. He et al. 2015 for layers of equal widths. What passes the
    numbers of float64 is inf.

    Args:
        one: the activation function.
        layers: at least 1.
        gain: over 0.
        seed: at least 0; the same weights and inputs for every function and gain.

    Returns:
        A value for each layer, the first one first.
    """
    inputs, ends, weights = _noise(layers, seed)
    scale = gain / sqrt(WIDTH)
    signal, slopes, heights = inputs, [], []
    with np.errstate(all="ignore"):
        for weight in weights:
            before = scale * _times(signal, weight)
            signal = one.value(before)
            slopes.append(one.slope(before))
            heights.append(_mean(signal))
        gradient, gradients = ends, []
        for weight, slope in zip(weights[::-1], slopes[::-1], strict=True):
            gradients.append(_mean(gradient))
            gradient = scale * _times(gradient * slope, weight.T)
    asleep = [float((np.abs(slope) < ASLEEP).all(axis=0).mean()) for slope in slopes]
    return tuple(map(Layer, heights, gradients[::-1], asleep))


@lru_cache(maxsize=2)
def _noise(
    layers: int, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float32]]:
    """Inputs, gradients behind the last layer, and weights, kept while a gain is being bent.

    Weights are float32: drawn and multiplied in half the time.
    """
    rng = np.random.default_rng(seed)
    inputs, ends = rng.standard_normal((2, BATCH, WIDTH))
    ends /= np.abs(ends).mean()
    return inputs, ends, rng.standard_normal((layers, WIDTH, WIDTH), dtype=np.float32)


def _times(signal: NDArray[np.float64], weight: NDArray[np.float32]) -> NDArray[np.float64]:
    """The product in float32, with the signal's size set aside: it may be 1e200."""
    size = float(np.abs(signal).max()) or 1.0
    return np.asarray((signal / size).astype(np.float32) @ weight, dtype=np.float64) * size


def _mean(values: NDArray[np.float64]) -> float:
    mean = float(np.abs(values).mean())
    return mean if isfinite(mean) else inf


def verdict(layers: Sequence[Layer]) -> str:
    """What became of the signal, in words: ``the gradient vanishes: × 0.158 a layer``."""
    count = len(layers) - 1
    if not count:
        return "one layer tells nothing of depth"
    if layers[0].activation == inf:
        return "the first layer has no finite value for some inputs"
    told = []
    for name, begin, end in (
        ("signal", layers[0].activation, layers[-1].activation),
        ("gradient", layers[-1].gradient, layers[0].gradient),
    ):
        rate = (end / begin) ** (1.0 / count) if 0.0 < begin < inf else end
        fate = "vanishes" if rate < LOST else "explodes" if rate > GROWN else "keeps"
        told.append(f"the {name} {fate}: × {rounded(rate) if rate < inf else '∞'} a layer")
    return "; ".join(told)


LOST, GROWN = 0.9, 1.1
"""Rates a layer, below and above which 30 layers change a signal more than 15-fold."""


def decades(layers: Iterable[Layer]) -> int:
    """How many powers of ten a bar needs for these layers: one of `DECADES`."""
    sizes = (size for layer in layers for size in (layer.activation, layer.gradient))
    reach = max((abs(log10(size)) for size in sizes if 0.0 < size < inf), default=0.0)
    return next((count for count in DECADES if reach <= count), DECADES[-1])


def lines(layers: Sequence[Layer], width: int, reach: int) -> list[str]:
    """A row for each layer, below a heading: the activation, the gradient, the share asleep.

    Each is a bar of powers of ten and a number. A bar begins in the middle, where 1 is, and runs to
    the left below it and to the right above.

    Args:
        layers: as `propagate` gives them.
        width: in cells; what does not fit is left out from the right.
        reach: powers of ten in the longest bar.
    """
    first = len(str(len(layers)))
    room = (width - first - len(ASLEEP_HEAD) - 2 * (NUMBER + 2) - 3) // 4
    half = max(LEAST_HALF, min(room, HALF))
    column = 2 * half + NUMBER + 2
    rows = [f"{'':{first}} {'mean |f|':{column}} {'mean |gradient|':{column}} {ASLEEP_HEAD}"]
    for place, layer in enumerate(layers, 1):
        signal, gradient = (
            f"{_bar(size, half, reach)} {_told(size):{NUMBER}}"
            for size in (layer.activation, layer.gradient)
        )
        share = f"{layer.asleep:>{len(ASLEEP_HEAD)}.0%}" if layer.asleep else ""
        rows.append(f"{place:>{first}} {signal} {gradient} {share}")
    whole = first + 2 * (column + 1)
    if width < whole + 1 + len(ASLEEP_HEAD):
        width = min(width, whole)  # half a percentage would be another one
    return [row[:width].rstrip() for row in rows]


def _told(value: float) -> str:
    return rounded(value) if value < inf else "∞"


def _bar(value: float, half: int, reach: int) -> str:
    """Both halves of a bar and the mark of 1 between them."""
    power = log10(value) if 0.0 < value < inf else (-inf if value == 0.0 else inf)
    eighths = round(min(abs(power) / reach, 1.0) * half * 8)
    full, rest = divmod(eighths, 8)
    if power < 0.0:
        return ("▐" * (rest >= HALF_A_CELL) + "█" * full).rjust(half) + "│" + " " * half
    return " " * half + "│" + ("█" * full + _EIGHTHS[rest].strip()).ljust(half)
