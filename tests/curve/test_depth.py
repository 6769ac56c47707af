from math import inf, sqrt
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.curve.catalogue import CATALOGUE
from studyapp.curve.depth import HALF, WIDTH, Layer, _noise, decades, lines, propagate, verdict
from studyapp.curve.functions import Array
from studyapp.curve.spec import Expression, Trace
from studyapp.curve.subject import Subject, subject

CURVES = [entry.name for entry in CATALOGUE if entry.kind == "curve"]
SEEDS = [0, 1, 2]


def of(name: str, **params: float) -> Subject:
    return subject(Trace(name, tuple(params.items())))


@pytest.mark.parametrize("seed", SEEDS)
def test_sigmoid_with_gain_1_keeps_its_signal_and_loses_its_gradient(seed: int) -> None:
    layers = propagate(of("sigmoid"), 30, 1.0, seed)

    assert all(0.45 < layer.activation < 0.55 for layer in layers)
    assert layers[0].gradient < 0.25**29 * 10, "at most a quarter is let through, layer by layer"
    assert layers[-1].gradient == pytest.approx(1.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_relu_with_gain_root_2_keeps_both(seed: int) -> None:
    layers = propagate(of("relu"), 30, sqrt(2.0), seed)

    assert 0.3 < layers[-1].activation / layers[0].activation < 3.0
    assert 0.3 < layers[0].gradient < 3.0


@pytest.mark.parametrize("seed", SEEDS)
def test_relu_with_gain_1_loses_a_factor_root_2_a_layer(seed: int) -> None:
    layers = propagate(of("relu"), 30, 1.0, seed)

    assert layers[-1].activation / layers[0].activation == pytest.approx(0.5**14.5, rel=0.8)
    assert layers[0].gradient == pytest.approx(0.5**14.5, rel=0.8)


@pytest.mark.parametrize("name", ["identity", "relu", "silu", "gelu", "leaky_relu"])
def test_gain_3_explodes(name: str) -> None:
    layers = propagate(of(name), 30, 3.0)

    assert layers[-1].activation > 1e6
    assert layers[0].gradient > 1e6


def test_tanh_bounds_the_signal_but_gain_3_makes_its_gradient_explode() -> None:
    layers = propagate(of("tanh"), 30, 3.0)

    assert layers[-1].activation < 1.0
    assert layers[0].gradient > 1e3


@pytest.mark.parametrize("name", ["gelu", "tanh", "silu", "leaky_relu"])
def test_signal_and_gradient_are_those_of_the_network_itself(name: str) -> None:
    """In float64, the gradient by differences of the loss: all rows of a batch at once."""
    inputs, ends, drawn = _noise(3, 7)
    weights = [1.3 / sqrt(WIDTH) * weight.astype(np.float64) for weight in drawn]

    def onwards(signal: Array, first: int) -> Array:
        for weight in weights[first:]:
            signal = of(name).value(signal @ weight)
        return signal

    after_one = of(name).value(inputs @ weights[0])
    sizes = []
    for unit in range(WIDTH):
        step = np.zeros(WIDTH)
        step[unit] = 1e-6
        rise = onwards(after_one + step, 1) - onwards(after_one - step, 1)
        sizes.append(np.abs((ends * rise).sum(axis=1)).mean() / 2e-6)
    layers = propagate(of(name), 3, 1.3, 7)

    assert layers[0].gradient == pytest.approx(np.mean(sizes), rel=1e-4)
    assert layers[2].activation == pytest.approx(np.abs(onwards(inputs, 0)).mean(), rel=1e-4)


def test_a_step_lets_no_gradient_through() -> None:
    layers = propagate(of("step"), 5, 1.0)

    assert [layer.gradient for layer in layers] == [0.0, 0.0, 0.0, 0.0, pytest.approx(1.0)]
    assert all(layer.asleep == 1.0 for layer in layers)


def test_units_of_deep_relu_layers_are_asleep_for_all_inputs() -> None:
    relu, leaky = propagate(of("relu"), 30, sqrt(2.0)), propagate(of("leaky_relu"), 30, sqrt(2.0))

    assert relu[0].asleep == 0.0
    assert 0.1 < relu[-1].asleep < 0.5, "inputs grow alike, so a unit is off for all or for none"
    assert not any(layer.asleep for layer in leaky)


def test_units_of_a_wide_tanh_are_saturated() -> None:
    assert propagate(of("tanh"), 3, 1e4)[0].asleep > 0.9


@pytest.mark.parametrize("name", CURVES)
def test_a_seed_gives_the_same_again_and_nothing_is_nan(name: str) -> None:
    for gain in (0.01, 1.0, 100.0):
        first, second = (propagate(of(name), 10, gain, 5) for _ in range(2))
        assert first == second
        assert all(value >= 0.0 for layer in first for value in layer)
    assert propagate(of(name), 3, 1.0, 5) != propagate(of(name), 3, 1.0, 6)


def test_what_passes_all_numbers_is_infinite() -> None:
    assert propagate(of("identity"), 150, 300.0)[-1].activation == inf
    assert propagate(of("sigmoid"), 150, 0.01)[0].gradient == 0.0


def test_thirty_layers_take_no_longer_than_a_blink() -> None:
    took = []
    for seed in range(5):
        begin = perf_counter()
        propagate(of("relu"), 30, 1.4, 100 + seed)
        took.append(perf_counter() - begin)

    assert min(took) < 0.5, "25 ms on a machine at rest, where the goal is 50 ms"


def test_a_verdict_tells_what_becomes_of_the_signal() -> None:
    told = [
        verdict(propagate(one, 30, gain))
        for one, gain in ((of("identity"), 3.0), (of("sigmoid"), 1.0), (of("relu"), 1.0))
    ]

    assert told[0].startswith("the signal explodes: × 3 a layer; the gradient explodes: × 3")
    assert told[1].endswith("; the gradient vanishes: × 0.236 a layer")
    assert told[2].startswith("the signal vanishes: × 0.7")
    assert verdict(propagate(of("relu"), 1, 1.0)) == "one layer tells nothing of depth"
    assert "gradient vanishes: × 0 a layer" in verdict(propagate(of("step"), 9, 1.0))


@pytest.mark.parametrize("text", ["log(x)", "sqrt(x)"])
def test_a_gap_is_told_as_such_and_not_as_an_explosion(text: str) -> None:
    told = verdict(propagate(subject(Expression(text)), 9, 1.0))

    assert told == "the first layer has no finite value for some inputs"


def test_lines_show_two_bars_a_layer_from_1_outwards() -> None:
    shown = lines(
        [Layer(1.0, 1e-4, 0.25), Layer(1e4, inf, 0.0), Layer(10 ** (8 / 24), 0.0, 1.0)], 80, 8
    )
    none, half = " " * HALF, "█" * (HALF // 2)

    assert shown == [
        f"  {'mean |f|':34} {'mean |gradient|':34} asleep",
        f"1 {none}│{none} 1        {half:>12}│{none} 0.0001      25%",
        f"2 {none}│{half:12} 10000    {none}│{'█' * HALF} ∞",
        f"3 {none}│{'▌':12} 2.15     {'█' * HALF}│{none} 0          100%",
    ]


@pytest.mark.parametrize("width", range(30, 120))
def test_the_share_asleep_stands_there_whole_or_not_at_all(width: int) -> None:
    heading, row = lines([Layer(1.0, 1.0, 1.0)], width, 8)

    assert heading.endswith(" asleep") == row.endswith(" 100%")
    assert heading.endswith((" asleep", "mean |gradient|")) or width < 35


def test_bars_to_the_left_have_half_cells() -> None:
    assert lines([Layer(0.1, 0.5, 0.0)], 80, 8)[1].startswith(f"1 {'▐█':>12}│")


@given(st.lists(st.floats(0.0, 1e30), min_size=1), st.integers(1, 200))
def test_lines_stay_within_the_width(sizes: list[float], width: int) -> None:
    layers = [Layer(size, size, 0.5) for size in sizes]
    shown = lines(layers, width, decades(layers))

    assert len(shown) == len(sizes) + 1
    assert max(map(len, shown)) <= width


def test_the_bars_of_all_reach_as_far_as_the_longest_needs() -> None:
    assert decades([]) == 1
    assert decades([Layer(1e-3, 9.0, 0.0)]) == 3
    assert decades([Layer(1e200, 0.0, 0.0), Layer(inf, 1.0, 0.0)]) == 16
