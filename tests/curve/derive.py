"""Derives what is known of a curve from its definition, and prints a family of them.

`python -m tests.curve.derive smooth` makes `studyapp.curve.numbers.smooth`.

Roots and extremes are found where signs change on a grid, in 60 digits, and moments by quadrature
between the kinks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise

import mpmath
from mpmath import mpf

from studyapp.curve.analysis import Analysis, Point
from studyapp.curve.gates import GATES
from studyapp.curve.names import CATALOGUE, SLICES, Entry
from studyapp.curve.pieces import PIECES
from studyapp.curve.smooth import SMOOTH
from tests.curve.exact import EXACT, derivative

Real = Callable[[mpf], mpf]

DIGITS = 60
WIDE = 12
GRID = [mpf(at) / 7 + mpf(1) / 1000 for at in range(-7 * WIDE, 7 * WIDE + 1)]
"""Symmetric but for a little, so that 0 and the kinks lie between."""

TAIL = mpf(10) ** 6
NOTHING = mpf(10) ** -20
BESIDE = mpf(10) ** -25
NEAR = mpf(10) ** -12
"""Wide enough that a kink between two floats lies within."""


def derive(entry: Entry) -> Analysis:
    """All that `Analysis` holds, as floats."""
    with mpmath.workdps(DIGITS):
        settings = {key: mpf(number) for key, number in entry.settings().items()}
        f, df, ddf = (partial(_order, entry.name, settings, order) for order in range(3))
        jumps = sorted({*entry.jumps(entry.settings()), *entry.slope_jumps(entry.settings())})
        kinks = [mpf(x) for x in jumps if _jumps(f, mpf(x)) or _jumps(df, mpf(x))]
        breaks = [mpf(x) for x in entry.bend_jumps(entry.settings())]
        slopes = [df(x) for x in GRID]
        turns = _signs(df)
        bends = _signs(ddf)
        extrema = [(x, f(x)) for x in turns]
        limits = (_limit(f, -1), _limit(f, 1))
        ends = [*limits, *(y for _, y in extrema)]
        steep = [abs(df(x + side * BESIDE)) for x in [*bends, *kinks, *breaks] for side in (-1, 1)]
        steep += [abs(s) for s in slopes] if ddf(GRID[0]) == ddf(GRID[-1]) == 0 else []
        steep += [abs(_limit(df, side)) for side in (-1, 1)]
        return Analysis(
            monotone=_monotone(slopes, f, kinks),
            smooth=_smooth(f, df, ddf, kinks, breaks),
            kinks=tuple(map(float, kinks)),
            limits=(_number(limits[0]), _number(limits[1])),
            bounds=(_number(min(ends)), _number(max(ends))),
            zeros=_zeros(f, [*kinks, *breaks]),
            extrema=tuple((_number(x), _number(y)) for x, y in extrema),
            inflections=tuple((_number(x), _number(f(x))) for x in bends),
            lipschitz=float("inf") if any(_jumps(f, x) for x in kinks) else _number(max(steep)),
            mean=_number(_expected(f, [*kinks, *breaks])),
            square=_number(_expected(lambda x: f(x) ** 2, [*kinks, *breaks])),
        )


def _order(name: str, settings: dict[str, mpf], order: int, x: mpf) -> mpf:
    return derivative(name, x, settings, order) if order else EXACT[name](x, settings)


def _number(x: mpf) -> float:
    return 0.0 if abs(x) < NOTHING else float(x)


def _jumps(f: Real, x: mpf) -> bool:
    return bool(abs(f(x + NEAR) - f(x - NEAR)) > mpf(10) ** -9)


def _limit(f: Real, side: int) -> mpf:
    """What f nears; the tails of all of ours are done at 1e6, but for those that go like 1/x."""
    near, far = f(side * TAIL), f(side * TAIL**3)
    if abs(far) > TAIL:
        return mpmath.sign(far) * mpmath.inf
    return mpmath.nint(far * 10**12) / 10**12 if abs(near - far) > NOTHING else far


def _signs(f: Real) -> list[mpf]:
    """Where f changes its sign, by bisection; what is as small as a rounding has none."""
    pairs = [(a, b) for a, b in pairwise(GRID) if f(a) * f(b) < -(NOTHING**2)]
    return [_bisect(f, a, b) for a, b in pairs]


def _bisect(f: Real, a: mpf, b: mpf) -> mpf:
    rising = f(b) > 0
    for _ in range(200):
        middle = (a + b) / 2
        if f(middle) == 0:
            return middle
        a, b = (a, middle) if (f(middle) > 0) == rising else (middle, b)
    return (a + b) / 2


def _monotone(slopes: list[mpf], f: Real, kinks: list[mpf]) -> str:
    steps = [*slopes, *(f(x + BESIDE) - f(x - BESIDE) for x in kinks if _jumps(f, x))]
    flat = any(abs(s) == 0 for s in slopes)
    if all(s >= 0 for s in steps):
        return "never falling" if flat else "rising"
    if all(s <= 0 for s in steps):
        return "never rising" if flat else "falling"
    return "neither"


def _smooth(f: Real, df: Real, ddf: Real, kinks: list[mpf], breaks: list[mpf]) -> float:
    for order, part in ((-1, f), (0, df), (1, ddf)):
        if any(_jumps(part, x) for x in [*kinks, *breaks]):
            return order
    return float("inf")


def _zeros(f: Real, edges: list[mpf]) -> tuple[Point, ...]:
    """A stretch of the grid where f is 0, up to the edge that ends it, and changes of sign."""
    found = [(_number(x), _number(x)) for x in _signs(f)]
    if f(GRID[0]) == 0:
        end = max(x for x in edges if f(x - NEAR) == 0)
        found.append((float("-inf"), float(end)))
    return tuple(sorted(found))


def _expected(f: Real, edges: list[mpf]) -> mpf:
    """E f(z) for z from N(0, 1)."""
    ends = sorted({mpf(-WIDE), mpf(0), mpf(WIDE), *(mpf(x) for x in (-6, -3, -1, 1, 3, 6)), *edges})
    return mpmath.quad(lambda x: f(x) * mpmath.npdf(x), ends)


def main() -> None:
    """Print the numbers of a family: pieces, smooth or gates."""
    family = sys.argv[1]
    names = {"pieces": PIECES, "smooth": SMOOTH, "gates": GATES}[family]
    curves = [entry for entry in (*CATALOGUE, *SLICES) if entry.name in names]
    rows = [f'    "{entry.name}": {_written(derive(entry))},' for entry in curves]
    head = f"{family.upper()}: dict[str, Analysis] = {{"
    sys.stdout.write("\n".join([head, *rows, "}"]) + "\n")


def _written(known: Analysis) -> str:
    usual = Analysis._field_defaults
    fields = {name: it for name, it in known._asdict().items() if usual.get(name) != it}
    return f"Analysis({', '.join(f'{name}={it!r}' for name, it in fields.items())})"


if __name__ == "__main__":
    main()
