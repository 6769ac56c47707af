from studyapp.curve.spec import BarSpec, CurveSpec, Expression, Trace
from studyapp.curve.words import describe


def test_each_function_is_one_line_of_facts_and_values() -> None:
    gelu, relu = describe(CurveSpec((Trace("gelu"), Trace("relu"))))

    assert gelu == (
        "gelu(x) = x·Φ(x); range [-0.170, ∞); "
        "least value -0.170 at -0.752, falling left of it and rising right of it; "
        "steepest slope 1.129 at √2; smooth everywhere; f(-2) = -0.0455, f(0) = 0, f(2) = 1.95"
    )
    assert relu == (
        "relu(x) = max(0, x); range [0, ∞); slope 0 left of 0 and 1 right of it; "
        "at 0 it counts as 0; kink at 0; f(-2) = 0, f(0) = 0, f(2) = 2"
    )


def test_the_derivative_is_told_where_it_is_drawn() -> None:
    (line,) = describe(CurveSpec((Trace("sigmoid"),), derivative=True))

    assert line.endswith("; f′(x) = σ(x)·σ(−x); f′(-2) = 0.105, f′(0) = 0.25, f′(2) = 0.105")


def test_the_second_derivative_is_told_where_it_is_drawn() -> None:
    (line,) = describe(CurveSpec((Trace("squared_relu"),), second=True))

    assert line.endswith("; f″(x) = 0 (x ≤ 0), 2 (x > 0); f″(-2) = 0, f″(0) = 0, f″(2) = 2")


def test_parameters_are_told_with_their_values() -> None:
    (line,) = describe(CurveSpec((Trace("leaky_relu", (("alpha", 0.2),)),)))

    assert line.startswith("leaky_relu(x) = x (x > 0), αx (x ≤ 0); α = 0.2; ")
    assert line.endswith("; f(-2) = -0.4, f(0) = 0, f(2) = 2")


def test_a_formula_is_told_with_its_values_and_its_gaps() -> None:
    (line,) = describe(CurveSpec((Expression("a*sqrt(x)", (("a", 2.0),)),), derivative=True))

    assert line == (
        "f(x) = a·√x; a = 2; f(-2) = undefined, f(0) = 0, f(2) = 2.83; "
        "f′(-2) = undefined, f′(0) = undefined, f′(2) = 0.707"
    )


def test_bars_are_told_as_probabilities_one_line_a_temperature() -> None:
    formula, half, one = describe(BarSpec((2.0, 1.0, -1.0), (0.5, 1.0)))

    assert formula.startswith("softmax(z)ᵢ = e^(zᵢ/T) / Σⱼ e^(zⱼ/T); range (0, 1) each, together 1")
    assert half == "T = 0.5: 0.879 for z = 2, 0.119 for z = 1, 0.00218 for z = -1; sum 1"
    assert one == "T = 1: 0.705 for z = 2, 0.259 for z = 1, 0.0351 for z = -1; sum 1"
