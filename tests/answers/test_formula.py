"""A typed formula against the true one."""

from math import inf
from time import perf_counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studyapp.answers.formula import Fault, check, farthest
from studyapp.curve.draw import draw
from studyapp.curve.expression import parse
from studyapp.curve.spec import Expression
from studyapp.curve.terms import BadExpression

EQUAL = [
    ("x*sigmoid(x)", "x/(1+exp(-x))"),
    ("x*sigmoid(x)", "x*(1+tanh(x/2))/2"),
    ("x/(1+exp(-x))", "x*exp(x)/(1+exp(x))"),
    ("silu(x)", "x·σ(x)"),
    ("sigmoid(x)", "1 - sigmoid(-x)"),
    ("sigmoid(x)", "(1 + tanh(x/2))/2"),
    ("sigmoid(x)", "exp(x)/(exp(x)+1)"),
    ("tanh(x)", "(exp(x)-exp(-x))/(exp(x)+exp(-x))"),
    ("tanh(x)", "2*sigmoid(2*x)-1"),
    ("tanh(x)", "sinh(x)/cosh(x)"),
    ("tanh(x)", "1 - 2/(exp(2*x)+1)"),
    ("softplus(x)", "log(1+exp(x))"),
    ("softplus(x)", "ln(1+eˣ)"),
    ("softplus(x)", "x + log1p(exp(-x))"),
    ("softplus(x)", "max(0,x) + log1p(exp(-abs(x)))"),
    ("log_sigmoid(x)", "-softplus(-x)"),
    ("log_sigmoid(x)", "-log(1+exp(-x))"),
    ("gelu(x)", "x*erfc(-x/sqrt(2))/2"),
    ("gelu(x)", "x/2*(1+erf(x/√2))"),
    ("gelu_tanh(x)", "x/2*(1+tanh(√(2/π)*(x+0.044715*x³)))"),
    ("gelu_tanh(x)", "x*sigmoid(2*sqrt(2/pi)*(x+0.044715*x^3))"),
    ("gelu_sigmoid(x)", "x*sigmoid(1.702*x)"),
    ("mish(x)", "x*tanh(softplus(x))"),
    ("mish(x)", "x*tanh(log(1+exp(x)))"),
    ("mish(x)", "x*((1+exp(x))^2-1)/((1+exp(x))^2+1)"),
    ("relu(x)", "max(0,x)"),
    ("relu(x)", "(x+abs(x))/2"),
    ("relu(x)", "where(x>0,x,0)"),
    ("relu(x)", "where(x>=0,x,0)"),
    ("relu(x)", "x*(x>0)"),
    ("relu6(x)", "min(max(0,x),6)"),
    ("relu6(x)", "clip(x,0,6)"),
    ("relu6(x)", "relu(x)-relu(x-6)"),
    ("leaky_relu(x)", "max(x, 0.01*x)"),
    ("leaky_relu(x)", "relu(x) - 0.01*relu(-x)"),
    ("elu(x)", "where(x>0, x, exp(x)-1)"),
    ("elu(x)", "max(0,x) + min(0, expm1(x))"),
    ("hard_sigmoid(x)", "clip(x/6+1/2,0,1)"),
    ("hard_swish(x)", "x*relu6(x+3)/6"),
    ("hard_tanh(x)", "(abs(x+1)-abs(x-1))/2"),
    ("softsign(x)", "x/(1+abs(x))"),
    ("softsign(x)", "x/(1+sqrt(x^2))"),
    ("squared_relu(x)", "x*relu(x)"),
    ("abs(x)", "max(x,-x)"),
    ("abs(x)", "x*sign(x)"),
    ("x^2 - 1", "(x-1)*(x+1)"),
    ("(x+1)^3", "x³ + 3*x² + 3*x + 1"),
    ("(x-1)^6", "x^6-6*x^5+15*x^4-20*x^3+15*x^2-6*x+1"),
    ("sin(x)^2", "1 - cos(x)^2"),
    ("sin(2*x)", "2*sin(x)*cos(x)"),
    ("cos(x)", "1 - 2*sin(x/2)^2"),
    ("exp(-x^2/2)/sqrt(2*pi)", "1/√(2π)·exp(-x²/2)"),
    ("exp(x)", "1/exp(-x)"),
    ("exp(x)", "e^x"),
    ("exp(2*x)", "exp(x)^2"),
    ("expm1(x)", "exp(x)-1"),
    ("expm1(x)", "2*exp(x/2)*sinh(x/2)"),
    ("1/x - 1/(x+1)", "1/(x*(x+1))"),
    ("log(x)", "2*log(sqrt(x))"),
    ("sqrt(x)", "x^0.5"),
    ("sigmoid(x)*(1-sigmoid(x))", "exp(-x)/(1+exp(-x))^2"),
    ("sigmoid(x)*(1-sigmoid(x))", "1/(4*cosh(x/2)^2)"),
    ("1-tanh(x)^2", "1/cosh(x)^2"),
    ("1-tanh(x)^2", "4/(exp(x)+exp(-x))^2"),
    ("floor(x)", "-(-floor(x))"),
    ("sqrt(1+x^2)-1", "x^2/(sqrt(1+x^2)+1)"),
    ("1/(1+x^2)", "(1+x^2)^-1"),
    ("0.1*x + 0.2*x", "0.3*x"),
    ("x/3", "x*(1/3)"),
    ("(exp(x)-1)/x", "expm1(x)/x"),
    ("(1-cos(x))/x^2", "2*sin(x/2)^2/x^2"),
    ("abs(sin(x))", "sqrt(1-cos(x)^2)"),
    ("sqrt(x^2)", "abs(x)"),
    ("log(exp(x))", "x"),
    ("log(x+sqrt(x^2+1))", "-log(sqrt(x^2+1)-x)"),
    ("1/(1+x^-2)", "1 - 1/(1+x^2) + 0/x"),
    ("exp(-abs(x))", "min(exp(x), exp(-x))"),
    ("sigmoid(x)/sigmoid(-x)", "exp(x)"),
    ("1/(exp(x)-1)", "exp(-x)/(1-exp(-x))"),
    ("abs(x)^3", "x^2*abs(x)"),
    ("where(x<0, -1, where(x>0, 1, 0))", "sign(x)"),
    ("sin(x)/cos(x)", "sin(2*x)/(2*cos(x)^2)"),
    ("gelu(x)", "x·Φ(x)"),
    ("gelu(x - 1)", "(x - 1)*Φ((x) - 1)"),
    ("1/(1 - 0.5*erfc(x/sqrt(2)))", "1/Φ(x)"),
]

DIFFERENT = [
    ("x*sigmoid(x)", "x*sigmoid(1.000001*x)"),
    ("x*sigmoid(x)", "x*sigmoid(x) + 0.000001"),
    ("x*sigmoid(x)", "1.000001*x*sigmoid(x)"),
    ("x*sigmoid(x)", "x*sigmoid(1.702*x)"),
    ("gelu(x)", "gelu_tanh(x)"),
    ("gelu(x)", "x*erfc(-x)/2"),
    ("gelu_tanh(x)", "x/2*(1+tanh(√(2/π)*(x+0.0447*x³)))"),
    ("gelu_tanh(x)", "x/2*(1+tanh(√(2/π)*(x+0.044716*x³)))"),
    ("gelu_tanh(x)", "x/2*(1+tanh(0.79788*(x+0.044715*x³)))"),
    ("relu(x)", "relu6(x)"),
    ("relu(x)", "max(0.000001*x, x)"),
    ("relu(x)", "where(x>0.001,x,0)"),
    ("relu(x)", "softplus(20*x)/20"),
    ("relu(x)", "min(x, 5000)*(x>0)"),
    ("leaky_relu(x)", "max(x, 0.010001*x)"),
    ("leaky_relu(x)", "max(x, 0.1*x)"),
    ("elu(x)", "where(x>0, x, exp(x))"),
    ("elu(x)", "where(x>=-1, x, exp(x)-1)"),
    ("selu(x)", "1.05*elu(x)"),
    ("tanh(x)", "2*sigmoid(x)-1"),
    ("tanh(x)", "x/(1+abs(x))"),
    ("tanh(x)", "erf(x)"),
    ("tanh(x)", "clip(x,-1,1)"),
    ("tanh(x)", "x - x^3/3 + 2*x^5/15"),
    ("softplus(x)", "log(1+exp(x)) - 0.000001"),
    ("softplus(x)", "log(1+exp(-x))"),
    ("log_sigmoid(x)", "log(1+exp(-x))"),
    ("mish(x)", "x*tanh(exp(x))"),
    ("hard_sigmoid(x)", "clip(x/5+1/2,0,1)"),
    ("hard_swish(x)", "x*relu6(x+3)"),
    ("softsign(x)", "x/(1+x^2)"),
    ("squared_relu(x)", "x^2"),
    ("abs(x)", "sqrt(x^2 + 0.000001)"),
    ("(x+1)^3", "x^3+3*x^2+3*x"),
    ("(x-1)^6", "x^6-6*x^5+15*x^4-20*x^3+15*x^2-6*x+1.000001"),
    ("sin(x)", "x - x^3/6 + x^5/120"),
    ("sin(x)", "sin(1.000001*x)"),
    ("cos(x)", "1 - x^2/2"),
    ("exp(-x^2/2)/sqrt(2*pi)", "exp(-x^2/2)/2.5066"),
    ("exp(-x^2/2)/sqrt(2*pi)", "exp(-x^2)/sqrt(2*pi)"),
    ("exp(x)", "1.000001^x*exp(x)"),
    ("x", "x + 0.000001*sin(1000*x)"),
    ("x", "floor(1000000*x)/1000000"),
    ("step(x)", "where(x>=0,1,0)"),
    ("sigmoid(x)*(1-sigmoid(x))", "sigmoid(x)"),
    ("1-tanh(x)^2", "1-tanh(x)"),
    ("x^2", "x^2.000001*(x>0) + x^2*(x<=0)"),
    ("1/(1+x^2)", "1/(1+abs(x)^2.00001)"),
]


@pytest.mark.parametrize(("true", "typed"), EQUAL)
def test_forms_that_are_equal_in_algebra_are_equal(true: str, typed: str) -> None:
    assert check(typed, true).verdict == "equal"
    assert check(true, check(typed, true).spec.traces[1].text).verdict == "equal"  # type: ignore[union-attr]


@pytest.mark.parametrize(("true", "typed"), DIFFERENT)
def test_near_misses_differ(true: str, typed: str) -> None:
    verdict = check(typed, true)

    assert verdict.verdict == "differs"
    assert verdict.x is not None
    assert verdict.apart is not None
    assert verdict.apart.size > 0.0


@pytest.mark.parametrize(
    ("true", "typed", "x", "owner"),
    [
        ("x", "x^2/x", 0.0, "true"),
        ("sqrt(x)", "sqrt(abs(x))", -0.5, "given"),
        ("x", "exp(log(x))", 0.0, "true"),
        ("sin(x)/cos(x)", "(1-cos(2*x))/sin(2*x)", 0.0, "true"),
        ("log(x)", "log(abs(x))", -0.5, "given"),
        ("sqrt(x)^2", "x", -0.5, "given"),
        ("sin(x)/x", "where(x==0, 1, sin(x)/where(x==0, 1, x))", 0.0, "given"),
    ],
)
def test_another_domain_is_told_apart_from_another_value(
    true: str, typed: str, x: float, owner: str
) -> None:
    verdict = check(typed, true)

    assert (verdict.verdict, verdict.has_value) == ("domain", owner)
    assert verdict.x == x


@pytest.mark.parametrize(
    ("true", "typed"),
    [
        ("x/sqrt(2*pi)", "0.39894228*x"),
        ("sin(pi*x)", "sin(3.14159265*x)"),
        ("selu(x)", "1.05070099*where(x>0, x, 1.67326324*(exp(x)-1))"),
    ],
)
def test_constants_with_eight_digits_are_a_matter_of_rounding(true: str, typed: str) -> None:
    assert check(typed, true).verdict == "rounded"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("x/(1+exp(-x)", Fault("the formula ends too soon", "here belongs an operator or `)`", 12)),
        ("x³ + 2x", Fault("`x` cannot stand here", "", 6)),
        ("", Fault("the formula ends too soon", "", 0)),
        ("f(x) = y", Fault("unknown name `y`", "", 7)),
        ("x·Φ(x", Fault("the formula ends too soon", "", 5)),
        ("Φ(x) + z", Fault("unknown name `z`", "", 7)),
    ],
)
def test_no_formula_is_told_with_its_character(typed: str, fault: Fault) -> None:
    told = check(typed, "x").fault

    assert told is not None
    assert (told.problem, told.at) == (fault.problem, fault.at)
    assert told.advice.startswith(fault.advice)


def test_a_broken_truth_is_a_fault_of_the_card() -> None:
    with pytest.raises(BadExpression):
        check("x", "x +")


@pytest.mark.parametrize("typed", ["x*sigmoid(beta*x)", "x/(1+exp(-β·x))", "y = x·σ(β*x)"])
def test_parameters_are_read_by_name_and_by_letter(typed: str) -> None:
    assert check(typed, "x*sigmoid(beta*x)", (("beta", 1.5),)).verdict == "equal"


def test_a_formula_that_is_right_for_usual_values_only_differs() -> None:
    verdict = check("x*sigmoid(x)", "x*sigmoid(beta*x)", (("beta", 1.0),))

    assert verdict.verdict == "differs"
    assert verdict.params != (("beta", 1.0),)


def test_both_curves_are_there_to_be_drawn() -> None:
    verdict = check("x²", "x^3", window=(-2.0, 2.0))

    assert verdict.spec is not None
    assert verdict.spec.traces == (Expression("x^3"), Expression("x^(2)"))
    assert verdict.spec.x == (-2.0, 2.0)
    assert draw(verdict.spec, 40, 10)


def test_a_difference_beyond_the_window_widens_it() -> None:
    verdict = check("relu6(x)", "relu(x)")

    assert verdict.spec is not None
    assert verdict.spec.x is not None
    assert verdict.spec.x[1] > 6.0


def test_the_greatest_distance_is_told_to_the_last_digits() -> None:
    verdict = check("gelu_tanh(x)", "gelu(x)")

    found = farthest(verdict)

    assert found is not None
    assert verdict.apart is not None
    assert found.size == pytest.approx(4.7323552068728e-4, rel=1e-12)
    assert verdict.apart.size == pytest.approx(found.size, rel=1e-4)
    assert farthest(check("1/x", "x")) == (0.0, inf)
    assert farthest(check("(", "x")) is None


FORMULAS = st.recursive(
    st.sampled_from(["x", "2", "0.5", "pi", "-1"]),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"({''.join(parts)})")
        | st.tuples(
            st.sampled_from(["exp", "tanh", "sigmoid", "abs", "sqrt", "sin", "relu"]), inner
        ).map(lambda parts: f"{parts[0]}({parts[1]})")
    ),
    max_leaves=6,
)


def is_formula(text: str) -> bool:
    try:
        parse(text)
    except BadExpression:  # 1/(2 - 2) and its like
        return False
    return True


@given(FORMULAS, FORMULAS)
def test_shuffled_sums_are_equal(one: str, other: str) -> None:
    assume(is_formula(f"{one} + {other}") and is_formula(f"2*({one} - {other})"))

    for true, typed in (
        (f"{one} + {other}", f"{other} + {one}"),
        (f"({one}) - ({other})", f"-({other}) + ({one})"),
        (f"2*({one} - {other})", f"2*{one} - {other}*2"),
    ):
        assert check(typed, true).verdict in {"equal", "rounded"}


@given(FORMULAS, st.sampled_from([1e-6, 1e-3, 2.0]))
def test_no_formula_equals_more_of_itself(one: str, more: float) -> None:
    assume(is_formula(one) and check("0", one).verdict == "differs")

    assert check(f"({one})*{1.0 + more!r}", one).verdict == "differs"


def test_what_rounding_leaves_nothing_of_is_not_called_equal() -> None:
    assert check("x + 10^12 - 10^12", "x").verdict == "rounded"
    assert check("exp(exp(x + 100))", "exp(2*exp(x + 100))").verdict != "equal"


def test_a_check_is_cheap() -> None:
    check("x", "x^2")
    pairs = [*EQUAL[:20], *DIFFERENT[:20]]
    begun = perf_counter()

    for true, typed in pairs:
        check(f"{typed} + 0", true)

    assert (perf_counter() - begun) / len(pairs) < 0.05


@pytest.mark.parametrize(
    ("true", "typed", "params"),
    [
        ("x*sigmoid(beta*x)", "x*(1+tanh(beta*x/2))/2", {"beta": 1.0}),
        ("log(1+exp(beta*x))/beta", "x + log(1+exp(-β·x))/β", {"beta": 2.0}),
        ("where(x>0,x,alpha*(exp(x/alpha)-1))", "max(0,x)+min(0,α*expm1(x/α))", {"alpha": 1.3}),
        ("where(x>0,x,alpha*x)", "x*(alpha + (1-alpha)*(x>0))", {"alpha": 0.01}),
        ("exp(-(x-mu)^2/(2*s^2))", "e^(-½*((x-μ)/s)²)", {"mu": 0.0, "s": 1.0}),
        ("a*x^2+b*x+c", "a*(x+b/(2*a))^2 + c - b^2/(4*a)", {"a": 1.0, "b": -2.0, "c": 0.5}),
        ("x^n", "x^(n-1)*x + 0*x^n", {"n": 3.0}),
        ("k*tanh(x/k)", "k - 2*k/(exp(2*x/k)+1)", {"k": 30.0}),
    ],
)
def test_forms_with_parameters_are_equal_too(
    true: str, typed: str, params: dict[str, float]
) -> None:
    assert check(typed, true, tuple(params.items())).verdict == "equal"


@pytest.mark.parametrize(
    ("true", "typed", "params"),
    [
        ("x^n", "x^2", {"n": 2.0}),
        ("exp(-(x-mu)^2/(2*s^2))", "exp(-(x-mu)^2/2)", {"mu": 0.0, "s": 1.0}),
        ("exp(-(x-mu)^2/(2*s^2))", "exp(-x^2/(2*s^2))", {"mu": 0.0, "s": 1.0}),
        ("where(x>0,x,alpha*x)", "max(0.01*x,x)", {"alpha": 0.01}),
        ("a*x + b", "b*x + a", {"a": 1.0, "b": 1.0}),
    ],
)
def test_a_parameter_that_is_left_out_or_mixed_up_is_seen(
    true: str, typed: str, params: dict[str, float]
) -> None:
    verdict = check(typed, true, tuple(params.items()))

    assert verdict.verdict == "differs"
    assert dict(verdict.params) != params
