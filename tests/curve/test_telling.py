from studyapp.curve.spec import Expression, Trace
from studyapp.curve.telling import of_error, of_shown


def shown(trace: Trace | Expression, window: tuple[float, float] = (-4.0, 4.0)) -> dict[str, str]:
    return dict(of_shown(trace, window))


def test_a_function_is_told_with_numbers_and_words() -> None:
    told = shown(Trace("gelu"))

    assert told["formula"] == "gelu(x) = x·Φ(x)"
    assert "minimum at -0.751792" in told["in view"]
    assert told["for N(0, 1)"] == "E f = 0.2821, E f² = 0.4252"
    assert told["gain"] == "1.53353 keeps E f² at 1"
    assert told["Lipschitz"] == "1.1289"
    assert "Hendrycks" in told["from"]


def test_what_is_bent_is_told_as_it_is_and_not_as_by_default() -> None:
    told = shown(Trace("leaky_relu", (("alpha", 0.5),)))

    assert "α = 0.5" in told["formula"]
    assert told["for N(0, 1)"] == "E f = 0.1995, E f² = 0.625"
    assert "Lipschitz" not in told
    assert "limits" not in told
    assert shown(Trace("leaky_relu", (("alpha", 0.01),))).keys() > {"Lipschitz", "limits"}


def test_a_formula_has_numbers_but_no_words() -> None:
    told = shown(Expression("x*tanh(a*x)", (("a", 2.0),)))

    assert told["formula"] == "f(x) = x·tanh(a·x); a = 2"
    assert told["saturated"].startswith("|f′| < 0.01 for")
    assert "from" not in told
    assert "gain" not in shown(Expression("log(x)"))


def test_of_many_places_the_first_are_told() -> None:
    told = shown(Expression("sin(9*x)"))

    assert told["in view"].count("…") == 4
    assert len(told["in view"]) < 300


def test_the_error_of_two_is_told_to_its_last_digits() -> None:
    told = dict(of_error(Trace("gelu"), Trace("gelu_tanh"), (-6.0, 6.0)))

    assert told["error"] == "gelu - gelu_tanh"
    assert told["greatest"] == "0.000473235520687"
    assert told["window"] == "-6 to 6"
    assert "root mean square" in told["for N(0, 1)"]


def test_curves_without_a_common_x_have_no_error() -> None:
    told = dict(of_error(Expression("log(x - 1)"), Expression("log(-1 - x)"), (-4.0, 4.0)))

    assert told["greatest"] == "they have no x in common here"
    assert "for N(0, 1)" not in told


def test_no_gain_brings_nothing_to_1() -> None:
    assert shown(Expression("0*x"))["gain"] == "none keeps E f² at 1"


def test_an_error_beyond_all_numbers_is_told_with_its_place() -> None:
    told = dict(of_error(Expression("1/x"), Trace("relu"), (-4.0, 4.0)))

    assert (told["greatest"], told["at x"]) == ("∞", "0")
