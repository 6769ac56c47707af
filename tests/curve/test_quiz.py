from functools import cache
from itertools import combinations

import numpy as np
import pytest

from studyapp.curve.catalogue import CATALOGUE
from studyapp.curve.draw import draw
from studyapp.curve.names import resolve
from studyapp.curve.quiz import KINDS, Kind, Option, Question, question
from studyapp.curve.sample import Array
from studyapp.curve.spec import CurveSpec, Trace
from studyapp.curve.subject import Subject, subject

SEEDS = range(60)
CURVES = [entry.name for entry in CATALOGUE if entry.kind == "curve"]


@cache
def ask(seed: int, kind: Kind) -> Question:
    return question(seed, kind)


def of(option: Option) -> Subject:
    assert option.trace is not None
    return subject(option.trace)


def on(asked: Question, points: int = 20_011) -> Array:
    assert asked.curve.x is not None
    return np.linspace(*asked.curve.x, points)


def shape(option: Option, x: Array) -> Array:
    return of(option).slope(x) if option.order else of(option).value(x)


def height(asked: Question) -> float:
    """Of the window in which the right curve is drawn, read from its drawing."""
    right = asked.options[asked.right]
    if right.order:
        values = shape(right, on(asked))
        return max(float(values.max() - values.min()), 1.0)
    plot = draw(CurveSpec(asked.curve.traces, x=asked.curve.x), 60, 18).plot
    assert plot is not None
    return plot.y[1] - plot.y[0]


@pytest.mark.parametrize("kind", KINDS)
def test_two_options_never_differ_by_less_than_a_hundredth_of_the_window(kind: Kind) -> None:
    for seed in SEEDS:
        asked = ask(seed, kind)
        x = on(asked, 2003)
        for one, other in combinations(asked.options, 2):
            if kind == "minimum":
                assert one.number is not None
                assert other.number is not None
                assert abs(one.number - other.number) >= 0.01 * (x[-1] - x[0])
            elif kind == "value":
                assert one.number is not None
                assert other.number is not None
                assert abs(one.number - other.number) >= 0.01 * height(asked)
            else:
                apart = np.abs(shape(one, x) - shape(other, x)).max()
                assert apart >= 0.01 * height(asked), (seed, one, other)


@pytest.mark.parametrize("kind", KINDS)
def test_options_read_differently_and_are_as_many_as_can_be(kind: Kind) -> None:
    for seed in SEEDS:
        asked = ask(seed, kind)
        assert len({option.text for option in asked.options}) == len(asked.options)
        assert len(asked.options) == (2 if kind == "saturation" else 4), asked
        assert 0 <= asked.right < len(asked.options)


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_gives_the_same_question_again(kind: Kind) -> None:
    assert [question(seed, kind) for seed in SEEDS] == [ask(seed, kind) for seed in SEEDS]
    assert len({ask(seed, kind) for seed in SEEDS}) > 20


def test_a_seed_alone_chooses_the_kind_too() -> None:
    asked = [question(seed) for seed in SEEDS]

    assert {one.kind for one in asked} == set(KINDS)
    assert asked == [question(seed, one.kind) for seed, one in zip(SEEDS, asked, strict=True)]


def test_the_right_answer_stands_in_every_place() -> None:
    assert {ask(seed, "picture").right for seed in SEEDS} == {0, 1, 2, 3}


def test_the_picture_is_that_of_the_right_function_and_of_no_other() -> None:
    for seed in SEEDS:
        asked = ask(seed, "picture")
        pictures = [draw(CurveSpec((o.trace,), x=asked.curve.x), 60, 16).rows[1:]
                    for o in asked.options if o.trace]  # fmt: skip

        assert asked.curve.show == "question"
        assert draw(asked.curve, 60, 16).rows[1:] == pictures[asked.right]
        assert pictures.count(pictures[asked.right]) == 1


def test_the_right_derivative_is_the_slope_of_what_is_drawn() -> None:
    for seed in SEEDS:
        asked = ask(seed, "derivative")
        x = on(asked, 1001) + 1e-3
        (drawn,) = asked.curve.traces
        rise = (subject(drawn).value(x + 1e-6) - subject(drawn).value(x - 1e-6)) / 2e-6
        off = [float(np.median(np.abs(shape(option, x) - rise))) for option in asked.options]
        worst = [float(np.abs(shape(option, x) - rise).max()) for option in asked.options]

        assert off[asked.right] < 1e-7
        assert int(np.argmin(worst)) == asked.right
        assert asked.options[asked.right].text.startswith(resolve(subject(drawn).name).slope)


def test_the_right_value_is_the_value() -> None:
    for seed in SEEDS:
        asked = ask(seed, "value")
        name, _, rest = asked.prompt.split("`")[1].partition("(")
        right = asked.options[asked.right]
        truth = float(subject(Trace(name)).value(float(rest[:-1])))

        assert right.number == truth
        assert float(right.text) == pytest.approx(truth, rel=5e-3)
        assert asked.curve.show == "answer", "the picture would tell it"


def test_the_right_place_is_that_of_the_least_value() -> None:
    for seed in SEEDS:
        asked = ask(seed, "minimum")
        right = asked.options[asked.right].number
        drawn, x = subject(asked.curve.traces[0]), on(asked)

        assert right is not None
        assert x[drawn.value(x).argmin()] == pytest.approx(right, abs=2 * (x[1] - x[0]))
        assert float(drawn.value(right)) <= float(drawn.value(x).min()) + 1e-15


def test_what_saturates_first_does() -> None:
    for seed in SEEDS:
        asked = ask(seed, "saturation")
        side = -1 if " left " in asked.prompt else 1
        x = np.linspace(0.0, 30.0, 30_001)
        last = [
            max(x[np.abs(of(option).slope(side * x)) >= 0.01], default=0.0)
            for option in asked.options
        ]

        assert int(np.argmin(last)) == asked.right
        assert max(last) < 30.0


def test_an_explanation_names_the_truth() -> None:
    for seed in SEEDS:
        for kind in KINDS:
            asked = ask(seed, kind)
            right = asked.options[asked.right]
            if kind in ("derivative", "saturation"):
                assert right.text in asked.explanation
            assert "nan" not in asked.explanation
            assert asked.explanation.strip() == asked.explanation
