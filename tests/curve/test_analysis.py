import re

import numpy as np
import pytest

from studyapp.curve.analysis import Analysis
from studyapp.curve.functions import FORMULAS, bend, slope, value
from studyapp.curve.names import CATALOGUE, SLICES, Entry, resolve
from studyapp.curve.numbers import ANALYSES
from tests.curve.derive import derive

CURVES = [entry for entry in (*CATALOGUE, *SLICES) if entry.kind == "curve"]

EACH = pytest.mark.parametrize("entry", CURVES, ids=lambda entry: entry.name)

X = np.linspace(-60.0, 60.0, 40_007)


def known(entry: Entry) -> Analysis:
    assert entry.analysis is not None
    return entry.analysis


def test_every_curve_is_analysed() -> None:
    assert ANALYSES.keys() == FORMULAS.keys()
    assert resolve("softmax").analysis is None


@EACH
def test_each_number_is_the_one_that_follows_from_the_definition(entry: Entry) -> None:
    ours, derived = known(entry)._asdict(), derive(entry)._asdict()

    for name, number in derived.items():
        if name == "monotone":
            assert ours[name] == number
        else:
            # A window of one rounding: 60 digits here and 30 there may round differently.
            np.testing.assert_allclose(ours[name], number, rtol=2.3e-16, atol=0, err_msg=name)


@EACH
def test_our_own_numbers_keep_to_what_is_known_of_them(entry: Entry) -> None:
    f, df = value(entry, X), slope(entry, X)
    least, greatest = known(entry).bounds

    assert least - 1e-15 <= f.min()
    assert f.max() <= greatest + 1e-15
    assert np.abs(df).max() <= known(entry).lipschitz + 4e-15
    assert value(entry, [-np.inf, np.inf]).tolist() == list(known(entry).limits)
    if known(entry).monotone != "neither":
        assert np.diff(f).min() >= -1e-15


@EACH
def test_zeros_and_turns_are_found_where_they_are_said_to_be(entry: Entry) -> None:
    for left, right in known(entry).zeros:
        inside = [max(left, -1e9), left / 2 + right / 2 if np.isfinite(left) else right - 1.0]
        assert np.abs(value(entry, inside)).max() < 1e-15
    for x, y in known(entry).extrema:
        assert abs(slope(entry, x)) < 1e-15
        assert abs(value(entry, x) - y) < 1e-15
    for x, y in known(entry).inflections:
        assert abs(bend(entry, x)) < 1e-15
        assert abs(value(entry, x) - y) < 4e-15


@EACH
def test_the_facts_in_words_are_those_in_numbers(entry: Entry) -> None:
    told = "; ".join(entry.facts)

    for depth, place in re.findall(r"least value (-[\d.]+) at (-[\d.]+)", told):
        ((x, y),) = known(entry).extrema
        assert (f"{y:.{len(depth) - 3}f}", f"{x:.{len(place) - 3}f}") == (depth, place)
    for steepest in re.findall(r"steepest slope ([\d.]+)", told):
        if not told.count("/(4T)"):
            assert float(steepest) == round(known(entry).lipschitz, 3)
    for least in re.findall(r"\[(-[\d.]+)[,a/]", entry.range):
        settings = entry.settings()
        scale = settings.get("k", 1.0) if "/k" in entry.range else 1.0
        assert f"{known(entry).bounds[0] * scale:.3f}" == f"{float(least):.3f}"


def test_gain_brings_the_second_moment_back_to_one() -> None:
    z = np.random.default_rng(1).normal(size=1_000_000)

    for entry in CURVES:
        scaled = known(entry).gain * value(entry, z)
        assert abs(np.mean(scaled**2) - 1.0) < 0.01, entry.name


@pytest.mark.parametrize(
    ("name", "mean", "square", "gain"),
    [
        ("relu", 0.398942280401, 0.5, 1.41421356237),
        ("elu", 0.160520572267, 0.644945417493, 1.2451983007),
        ("selu", 0.0, 1.0, 1.0),
        ("gelu", 0.282094791774, 0.42522148257, 1.5335304412),
        ("silu", 0.206620964142, 0.355775519817, 1.67653247033),
        ("mish", 0.240403888375, 0.452342192376, 1.48684758127),
        ("softsign", 0.0, 0.183014021267, 2.33753336311),
        ("hard_swish", 0.166216700656, 0.331567375138, 1.73665721277),
        ("squared_relu", 0.5, 1.5, 0.816496580928),
    ],
)
def test_the_published_moments_are_met(name: str, mean: float, square: float, gain: float) -> None:
    found = known(resolve(name))

    np.testing.assert_allclose(
        [found.mean, found.square, found.gain], [mean, square, gain], rtol=5e-12
    )
