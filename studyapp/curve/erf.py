"""The complementary error function over arrays, to full double precision, without SciPy.

W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation
23 (1969) 631-637, with the coefficients of his SPECFUN routine CALERF. erf near 0 and erfc further
out each have an approximation of their own, so neither tail loses digits by subtraction.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SMALL = 0.46875
"""Up to here erf is approximated; beyond it, erfc."""

MIDDLE = 4.0
"""From here on the approximation is in 1 / x^2."""

SQRT_PI_RECIPROCAL = 0.56418958354775628695

# Each pair is (numerator, denominator), highest power first, as polynomials in x^2, x and 1 / x^2.
_ERF_SMALL = (
    (1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2,
     3.20937758913846947e3),
    (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3,
     2.84423683343917062e3),
)  # fmt: skip
_ERFC_MIDDLE = (
    (2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1,
     2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
     1.23033935479799725e3),
    (1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2,
     1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3,
     1.23033935480374942e3),
)  # fmt: skip
_ERFC_FAR = (
    (1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1,
     1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4),
    (1.0, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1,
     6.05183413124413191e-2, 2.33520497626869185e-3),
)  # fmt: skip


def erf(x: Array) -> Array:
    """The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x."""
    size = np.abs(x)
    near = np.minimum(size, SMALL)
    far = np.copysign(1.0 - _erfc_beyond_small(np.maximum(size, SMALL)), x)
    return np.where(size <= SMALL, np.copysign(_erf_small(near), x), far)


def erfc(x: Array) -> Array:
    """The rest of `erf` to 1, with its digits where that is small: down to 1e-308 at 26.5."""
    size = np.abs(x)
    near = np.copysign(_erf_small(np.minimum(size, SMALL)), x)
    far = _erfc_beyond_small(np.maximum(size, SMALL))
    return np.where(size <= SMALL, 1.0 - near, np.where(x < 0.0, 2.0 - far, far))


def _erf_small(size: Array) -> Array:
    return size * _ratio(_ERF_SMALL, size * size)


def _erfc_beyond_small(size: Array) -> Array:
    middle = _ratio(_ERFC_MIDDLE, np.minimum(size, MIDDLE))
    outer = np.maximum(size, MIDDLE)
    inverse = 1.0 / (outer * outer)
    far = (SQRT_PI_RECIPROCAL - inverse * _ratio(_ERFC_FAR, inverse)) / outer
    return exp_minus_square(size) * np.where(size <= MIDDLE, middle, far)


def exp_minus_square(x: Array) -> Array:
    """exp(-x^2) without the rounding of x^2, which the exponential would magnify.

    Cody's way: x^2 = h^2 + (x - h)(x + h) where h is x cut to sixteenths, so that h^2 is exact.
    """
    size = np.minimum(np.abs(x), 40.0)  # exp(-40^2) is 0 already
    head = np.floor(size * 16.0) / 16.0
    return np.exp(-head * head) * np.exp(-(size - head) * (size + head))


def _ratio(polynomials: tuple[tuple[float, ...], tuple[float, ...]], x: Array) -> Array:
    top, bottom = polynomials
    return _horner(top, x) / _horner(bottom, x)


def _horner(coefficients: tuple[float, ...], x: Array) -> Array:
    total = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        total = total * x + coefficient
    return total
