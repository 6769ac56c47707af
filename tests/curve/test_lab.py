import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.curve.card import block
from studyapp.curve.catalogue import CATALOGUE, SLICES
from studyapp.curve.lab import (
    MOST,
    USUAL,
    add,
    against,
    begin,
    focus,
    formula,
    named,
    remove,
    solo,
    specification,
)
from studyapp.curve.names import UnknownFunction
from studyapp.curve.spec import CurveSpec, Difference, Drawn, Expression, Trace
from studyapp.curve.subject import subject
from studyapp.curve.terms import BadExpression
from studyapp.curve.view import DEEDS, View, bend, picked, put, toggle, window
from studyapp.deck.load import load

CURVES = [entry.name for entry in (*CATALOGUE, *SLICES) if entry.kind == "curve"]
FORMULAS = ["x*sigmoid(b*x); b = 1.7", "gelu(x) - relu(x)", "a*x^2 + b", "b*x"]


def of(*names: str) -> View:
    return begin(CurveSpec(tuple(map(named, names))))


def test_the_window_shows_what_matters_of_each() -> None:
    assert window(begin(USUAL)) == (-4.0, 4.0)
    assert window(of("gelu", "sigmoid")) == (-8.0, 8.0)
    assert window(begin(USUAL._replace(x=(-1.0, 2.0)))) == (-1.0, 2.0)


def test_a_curve_that_is_added_has_the_focus_and_is_bent() -> None:
    view = add(add(of("gelu"), named("prelu")), named("elu"))

    assert view.focus == 2
    handle = picked(view)
    assert handle is not None
    assert (handle.trace, handle.parameter.name) == (2, "alpha")
    assert window(view) == window(of("gelu"))


def test_four_are_compared_and_one_stays() -> None:
    view = of("gelu", "relu", "elu", "tanh")

    assert len(view.spec.traces) == MOST
    assert add(view, named("mish")) == view
    for left in (3, 2, 1, 1):
        view = remove(view)
        assert len(view.spec.traces) == left
        assert view.focus < left
    assert view.spec.traces == (Trace("tanh"),)


def test_the_curve_in_focus_is_taken_away() -> None:
    view = remove(focus(of("gelu", "relu", "elu"), 1))

    assert [trace[0] for trace in view.spec.traces] == ["gelu", "elu"]
    assert view.focus == 1
    assert focus(view, 2) == view
    assert focus(view, -1) == view


def test_one_alone_keeps_window_cursor_and_what_lies_over_it() -> None:
    view = toggle(put(focus(of("gelu", "prelu", "tanh"), 1), 1.5), "density")
    alone = solo(view, 1)

    assert alone.spec.traces == (Trace("prelu"),)
    assert (alone.cursor, alone.density, alone.focus) == (1.5, True, 0)
    assert window(alone) == window(view)


@given(
    st.lists(st.sampled_from(CURVES), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(sorted(DEEDS)), max_size=12),
)
def test_what_keys_do_to_all_they_do_to_each_alone(names: list[str], deeds: list[str]) -> None:
    view = of(*names)
    for deed in deeds:
        view = DEEDS[deed](view)
        for index in range(len(names)):
            alone = solo(view, index)
            assert window(alone) == window(view)
            if deed not in {"less", "more", "pick", "fit"}:
                assert solo(DEEDS[deed](view), index).spec == DEEDS[deed](alone).spec


def test_the_difference_to_another_one_is_a_curve() -> None:
    view = put(focus(of("gelu", "relu", "tanh"), 1), 0.5)
    apart = against(view, 2)
    one = subject(apart.spec.traces[0])

    assert apart.spec.traces == (Difference(Trace("relu"), Trace("tanh")),)
    assert one.formula == "relu(x) - tanh(x)"
    assert one.value(0.5) == pytest.approx(0.5 - 0.46211715726000975)
    assert one.slope(0.5) == pytest.approx(1.0 - 0.7864477329659274)
    assert one.slope_jumps == (0.0,)
    assert apart.cursor == 0.5
    with pytest.raises(TypeError):
        against(apart, 0)


def test_what_is_bent_is_in_the_difference() -> None:
    view = focus(of("relu", "prelu"), 1)
    before = subject(against(view, 0).spec.traces[0])
    after = subject(against(bend(view, 1), 0).spec.traces[0])

    assert before.value(-1.0) == pytest.approx(-0.25)
    assert after.value(-1.0) == pytest.approx(-0.26)


def test_unknown_names_of_a_formula_are_numbers_to_bend() -> None:
    assert formula("x/(1+exp(-b*x))").params == (("b", 1.0),)
    assert formula("a*x + b; b = 2, a=-0.5") == Expression("a*x + b", (("a", -0.5), ("b", 2.0)))
    assert formula("gelu(x)*pi").params == ()


@pytest.mark.parametrize(
    ("text", "told", "at"),
    [
        ("", "the formula ends too soon", 0),
        ("gleu(x)", "unknown function `gleu`; did you mean `gelu`?", 0),
        ("x +", "the formula ends too soon", 3),
        ("a*x; b = 2", "the formula has no `b`", 4),
        ("a*x; a", "`a` gives no value; write it as in `a = 0.5`", 4),
        ("a*x; a = nan", "`a = nan` gives no value", 4),
        ("a*x; x = 2", "`x = 2` gives no value", 4),
        ("a*x; a = 1e999", "gives no value", 4),
        ("a = 2", "`=` means nothing in a formula", 2),
    ],
)
def test_what_is_no_formula_says_what_is_wrong(text: str, told: str, at: int) -> None:
    with pytest.raises(BadExpression) as bad:
        formula(text)

    assert told in str(bad.value)
    assert bad.value.at == at


@given(st.text(max_size=40))
def test_any_text_is_a_formula_or_our_own_error(text: str) -> None:
    try:
        trace = formula(text)
    except BadExpression:
        return
    subject(trace)


def test_softmax_has_a_curve_through_it_and_other_names_are_unknown() -> None:
    assert named("Softmax") == Trace("softmax_first")
    with pytest.raises(UnknownFunction, match="did you mean `gelu`"):
        named("gleu")


@given(
    st.lists(st.sampled_from(CURVES), max_size=4),
    st.lists(st.sampled_from(FORMULAS), max_size=3),
    st.lists(st.sampled_from(sorted(DEEDS)), max_size=12),
)
def test_a_card_shows_what_the_lab_does(
    names: list[str], formulas: list[str], deeds: list[str]
) -> None:
    traces: list[Drawn] = [*map(named, names), *map(formula, formulas)]
    view = begin(CurveSpec(tuple(traces[:MOST])) if traces else USUAL)
    for deed in deeds:
        view = DEEDS[deed](view)
    asked = specification(view)
    text = "\n".join(f"    {line}" for line in block(asked).splitlines())
    loaded = load(
        f"title: D\nid: d\ncards:\n  - question: q\n    answer: a\n{text}\n".encode(), "deck.yaml"
    )
    assert loaded.faults == (), text
    assert loaded.deck is not None
    read = loaded.deck.cards[0].curve
    assert isinstance(read, CurveSpec)
    assert (read.x, read.derivative, read.second) == (asked.x, asked.derivative, asked.second)
    at = [-1.7, 0.0, 0.3, 2.9]
    drawn = {tuple(subject(trace).value(at).tolist()) for trace in asked.traces}
    assert {tuple(subject(trace).value(at).tolist()) for trace in read.traces} == drawn
