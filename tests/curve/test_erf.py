from collections.abc import Callable

import mpmath
import numpy as np
import pytest

from studyapp.curve.erf import Array, erf, erfc

GRID = np.concatenate(
    [
        np.linspace(-6.0, 6.0, 601),
        np.linspace(6.0, 26.5, 206),
        np.random.default_rng(3).uniform(-4.0, 4.0, 2000),
        np.random.default_rng(9).uniform(0.2, 3.2, 8000),
        [0.25, 0.84375, -0.84375, 1.25, -1.25, 1 / 0.35, -1 / 0.35, 6.0, 1e-300, -1e-9],
        np.nextafter([0.25, 0.84375, 1.25, 1 / 0.35], 0),
    ]
)


def ulps(got: float, exact: mpmath.mpf) -> mpmath.mpf:
    return abs(mpmath.mpf(got) - exact) / mpmath.mpf(float(np.spacing(abs(float(exact)))))


@pytest.mark.parametrize(
    ("ours", "exact"), [(erf, mpmath.erf), (erfc, mpmath.erfc)], ids=["erf", "erfc"]
)
def test_the_error_is_at_most_two_units_in_the_last_place(
    ours: Callable[[Array], Array], exact: Callable[[mpmath.mpf], mpmath.mpf]
) -> None:
    with mpmath.workdps(50):
        worst = max(
            (ulps(got, exact(mpmath.mpf(x))), x)
            for x, got in zip(GRID.tolist(), ours(GRID).tolist(), strict=True)
        )

    assert worst[0] <= 2, f"{float(worst[0]):.1f} ulp at {worst[1]}"


def test_far_out_the_limits_are_reached_in_silence() -> None:
    x = np.array([-np.inf, -1000.0, 0.0, 27.5, 1000.0, np.inf])

    assert erf(x).tolist() == [-1.0, -1.0, 0.0, 1.0, 1.0, 1.0]
    assert erfc(x).tolist() == [2.0, 2.0, 1.0, 0.0, 0.0, 0.0]
