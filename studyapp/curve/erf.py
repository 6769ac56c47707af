"""The error function and its complement over arrays, to full double precision, without SciPy.

The rational approximations of fdlibm's `s_erf.c` (Sun Microsystems, 1993), with their intervals and
their way to keep the digits of a tail: what is approximated there is the small rest of
log(x erfc(x)) + x^2 + 0.5625, so that its error hardly counts. Tested to 2 units in the last place.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

Array = NDArray[np.float64]

NEAR = 0.84375
"""Below, (erf(x) - x) / x is approximated."""

ROUND_ONE = 1.25
"""Below, erf(x) minus `ERF_OF_ONE` is, around 1; beyond, erfc."""

FAR = 1.0 / 0.35
"""From here on the coefficients are those of the far tail."""

GONE = 28.0
"""erfc is 0 in float64 from here on."""

_NEAR_ZERO = (0.0, NEAR)
_AROUND_ONE = (NEAR, ROUND_ONE)

ERF_OF_ONE = 8.45062911510467529297e-01

ERFC_OF_ONE = 0.15729920705028513
ERFC_OF_ONE_REST = -3.469446951953614e-18
"""Two numbers whose sum has the digits that one would round away."""

Ratio = tuple[tuple[float, ...], tuple[float, ...]]
"""Numerator and denominator, the lowest power first."""

# Polynomials in x^2.
_NEAR: Ratio = (
    (1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02,
     -5.77027029648944159157e-03, -2.37630166566501626084e-05),
    (1.0, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03,
     1.32494738004321644526e-04, -3.96022827877536812320e-06),
)  # fmt: skip
# In |x| - 1.
_ROUND_ONE: Ratio = (
    (-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01,
     3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02,
     -2.16637559486879084300e-03),
    (1.0, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02,
     1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02),
)  # fmt: skip
# In 1 / x^2.
_MIDDLE: Ratio = (
    (-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01,
     -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02,
     -8.12874355063065934246e+01, -9.81432934416914548592e+00),
    (1.0, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02,
     6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02,
     6.57024977031928170135e+00, -6.04244152148580987438e-02),
)  # fmt: skip
_FAR: Ratio = (
    (-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01,
     -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03,
     -4.83519191608651397019e+02),
    (1.0, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03,
     3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02,
     -2.24409524465858183362e+01),
)  # fmt: skip

_TAILS = ((_MIDDLE, (ROUND_ONE, FAR)), (_FAR, (FAR, inf)))


def erf(x: Array) -> Array:
    """The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x."""
    flat = x.ravel()
    size = np.abs(flat)
    found = np.full_like(size, np.nan)
    for part, at in _parts(size, _NEAR_ZERO):
        found[part] = at + at * _ratio(_NEAR, at * at)
    for part, at in _parts(size, _AROUND_ONE):
        found[part] = ERF_OF_ONE + _ratio(_ROUND_ONE, at - 1.0)
    for ratio, interval in _TAILS:
        for part, at in _parts(size, interval):
            found[part] = 1.0 - _tail(at, ratio)
    return np.copysign(found, flat).reshape(x.shape)


def erfc(x: Array) -> Array:
    """The rest of `erf` to 1, with its digits where that is small: down to 1e-308 at 26.5."""
    flat = x.ravel()
    size = np.abs(flat)
    found = np.full_like(size, np.nan)
    for part, at in _parts(size, _NEAR_ZERO):
        signed = np.copysign(at, flat[part])
        more = signed * _ratio(_NEAR, at * at)
        most = 1.0 - (signed + more)
        middle = 0.5 - (signed - 0.5 + more)
        # From 0.5 on 1 - x is exact, so that only one rounding is left.
        found[part] = np.where(
            signed < 0.25, most, np.where(signed < 0.5, middle, (1.0 - signed) - more)
        )
    for part, at in _parts(size, _AROUND_ONE):
        risen = _risen(at - 1.0)
        right = ERFC_OF_ONE - (risen - ERFC_OF_ONE_REST)
        found[part] = np.where(flat[part] > 0.0, right, 2.0 - right)
    for ratio, interval in _TAILS:
        for part, at in _parts(size, interval):
            tail = _tail(at, ratio)
            found[part] = np.where(flat[part] > 0.0, tail, 2.0 - tail)
    return found.reshape(x.shape)


def _risen(s: Array) -> Array:
    """What erf(1 + s) is more than erf(1).

    P/Q - P(0) is s (A - B P/Q) where P = P(0) + s A and Q = 1 + s B: one rounding instead of three.
    """
    above, below = _ROUND_ONE
    a, b = _horner(above[1:], s), _horner(below[1:], s)
    return s * (a - b * ((above[0] + s * a) / (1.0 + s * b)))


def _parts(size: Array, interval: tuple[float, float]) -> Iterator[tuple[NDArray[np.intp], Array]]:
    """Where the sizes are in the interval, and those sizes; nothing where there are none.

    Both ends belong to it: the approximations agree where they meet.
    """
    least, end = interval
    part = np.flatnonzero((size >= least) & (size <= end))
    if len(part):
        yield part, size[part]


def _tail(size: Array, ratio: Ratio) -> Array:
    """The values of erfc from `ROUND_ONE` on."""
    size = np.minimum(size, GONE)
    head = _cut(size)
    low = size - head
    rest = _ratio(ratio, 1.0 / (size * size)) - low * (head + size)
    most = np.exp(-head * head - 0.5625)
    share = most / size
    # What the division rounded away, exactly: a third of the error there would be otherwise.
    above = _cut(share)
    below = share - above
    lost = ((most - above * head) - above * low) - below * size
    return share + (share * np.expm1(rest) + lost / size)


def _cut(x: Array) -> Array:
    """The numbers with the lower half of their bits cleared."""
    bits = x.view(np.int64) & np.int64(-(1 << 32))
    return bits.view(np.float64)


def _ratio(polynomials: Ratio, x: Array) -> Array:
    above, below = polynomials
    return _horner(above, x) / _horner(below, x)


def _horner(coefficients: tuple[float, ...], x: Array) -> Array:
    total = np.full_like(x, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        total *= x
        total += coefficient
    return total
