from collections.abc import Sequence

import pytest

from studyapp.curve.drawing import Run
from studyapp.curve.heading import Entry, equation, heading, label, sample_line, sample_of
from studyapp.curve.spec import CurveSpec, Expression, Trace
from studyapp.curve.strokes import DENSITY_STYLE, TANGENT_STYLE

PRELU = Trace("prelu", (("alpha", 0.1),))


def lines(spec: CurveSpec, width: int, most: int = 3, more: Sequence[Entry] = ()) -> list[str]:
    found = []
    for line in heading(spec, width, most, more):
        text = ""
        for column, run in line:
            text = text.ljust(column) + run.text
        assert len(text) <= width, text
        found.append(text)
    return found


def curves(*names: str, derivative: bool = False) -> CurveSpec:
    return CurveSpec(tuple(Trace(name) for name in names), derivative)


@pytest.mark.parametrize(
    ("trace", "order", "expected"),
    [
        (Trace("gelu"), 0, "gelu"),
        (Trace("gelu"), 1, "gelu′"),
        (Trace("prelu"), 0, "prelu"),
        (PRELU, 0, "prelu(α=0.1)"),
        (PRELU, 1, "prelu′(α=0.1)"),
        (Trace("ReLU"), 0, "relu"),
    ],
)
def test_a_label_names_what_differs_from_the_default(
    trace: Trace, order: int, expected: str
) -> None:
    assert label(CurveSpec((trace,)), 0, order) == expected


def test_a_default_is_named_where_it_tells_two_traces_apart() -> None:
    spec = CurveSpec((PRELU, Trace("prelu")))

    assert [label(spec, 0), label(spec, 1)] == ["prelu(α=0.1)", "prelu(α=0.25)"]


def test_an_equation_ends_with_its_numbers() -> None:
    assert equation(Trace("gelu")) == "gelu(x) = x·Φ(x)"
    assert equation(PRELU) == "prelu(x) = x (x > 0), αx (x ≤ 0); α = 0.1"


def test_one_function_has_its_equation_as_title_and_no_legend() -> None:
    assert lines(curves("gelu"), 40) == ["gelu(x) = x·Φ(x)"]


def test_a_title_that_does_not_fit_gives_way_to_the_name_and_then_to_nothing() -> None:
    spec = CurveSpec((PRELU,))

    assert lines(spec, 42) == ["prelu(x) = x (x > 0), αx (x ≤ 0); α = 0.1"]
    assert lines(spec, 40) == ["prelu(α=0.1)"]
    assert lines(spec, 11) == []


def test_the_legend_stands_right_of_the_title_or_below_it() -> None:
    spec = curves("gelu", "relu")

    assert lines(spec, 50) == ["gelu(x) = x·Φ(x)              ⠒⠒⠒⠒ gelu  ⠒⠒⠒  relu"]
    assert lines(spec, 30) == ["gelu(x) = x·Φ(x)", "⠒⠒⠒⠒ gelu  ⠒⠒⠒  relu"]


def test_the_legend_comes_before_the_title_where_only_one_has_room() -> None:
    assert lines(curves("gelu", "relu"), 30, most=1) == ["⠒⠒⠒⠒ gelu  ⠒⠒⠒  relu"]


def test_a_legend_that_is_cut_says_so() -> None:
    spec = curves("gelu", "gelu_tanh", "gelu_sigmoid", derivative=True)

    assert lines(spec, 40, most=2)[-1] == "⠒⠒ ⠂ gelu_sigmoid  ⠂⠐ ⠂ gelu′ …"


def test_the_title_of_several_slopes_of_one_function_names_none_of_them() -> None:
    assert lines(CurveSpec((PRELU, Trace("prelu"))), 60)[0] == "prelu(x) = x (x > 0), αx (x ≤ 0)"


SWISH = Expression("x/(1 + exp(-beta*x))", (("beta", 1.5),))


def test_a_formula_has_an_equation_with_its_numbers() -> None:
    assert equation(SWISH) == "f(x) = x / (1 + exp(−β·x)); β = 1.5"
    assert lines(CurveSpec((SWISH,)), 40) == ["f(x) = x / (1 + exp(−β·x)); β = 1.5"]


def test_formulas_are_told_apart_by_what_they_say() -> None:
    spec = CurveSpec((SWISH, Expression("max(0, x)"), Expression(f"x{'+x' * 20}")), True)

    assert [label(spec, index, order) for order in (0, 1) for index in range(3)] == [
        "x / (1 + exp(−β·x))",
        "max(0, x)",
        "x + x + x + x + x + x +…",
        "(x / (1 + exp(−β·x)))′",
        "(max(0, x))′",
        "(x + x + x + x + x + x +…)′",
    ]


def test_the_same_formula_twice_is_told_apart_by_its_parameters() -> None:
    spec = CurveSpec((Expression("a*x", (("a", 1.0),)), Expression("a*x", (("a", 2.0),))))

    assert [label(spec, 0), label(spec, 1)] == ["a·x(a=1)", "a·x(a=2)"]
    assert lines(spec, 60)[0].startswith("f(x) = a·x  ")


def test_samples_show_the_styles_of_the_lines() -> None:
    assert [sample_line(trace, 0) for trace in range(5)] == ["⠒⠒⠒⠒", "⠒⠒⠒ ", "⠒⠒ ⠂", "⠒ ⠒ ", "⠒  ⠒"]
    assert [sample_line(trace, 1) for trace in range(5)] == ["⠂⠐ ⠂", "⠂ ⠐ ", "⠂⠂ ⠐", "⠂  ⠐", "⠂⠂⠂ "]


def test_without_colours_no_two_lines_look_alike() -> None:
    curves = [sample_line(trace, order) for order in range(3) for trace in range(5)]
    samples = [*curves, sample_of(TANGENT_STYLE), sample_of(DENSITY_STYLE)]

    assert len(set(samples)) == len(samples)


BELL = (Run("⠒  ⠐", "density"), Run("N(0,1)", "legend"))


@pytest.mark.parametrize(
    ("spec", "width", "most", "expected"),
    [
        (curves("relu"), 44, 2, ["relu(x) = max(0, x)              ⠒  ⠐ N(0,1)"]),
        (curves("relu"), 24, 2, ["relu(x) = max(0, x)", "⠒  ⠐ N(0,1)"]),
        (curves("relu"), 24, 1, ["relu(x) = max(0, x)"]),
        (curves("relu", "elu"), 40, 1, ["⠒⠒⠒⠒ relu  ⠒⠒⠒  elu  ⠒  ⠐ N(0,1)"]),
        (curves("relu", "elu"), 24, 1, ["⠒⠒⠒⠒ relu  ⠒⠒⠒  elu …"]),
    ],
)
def test_what_lies_over_curves_is_named_where_there_is_room(
    spec: CurveSpec, width: int, most: int, expected: list[str]
) -> None:
    assert lines(spec, width, most, [BELL]) == expected
