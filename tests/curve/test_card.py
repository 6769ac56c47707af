import subprocess
import sys
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.curve.card import block
from studyapp.curve.catalogue import CATALOGUE
from studyapp.curve.entry import Entry
from studyapp.curve.quiz import KINDS, question
from studyapp.curve.spec import BarSpec, Curve, CurveSpec, Expression, Trace, is_window
from studyapp.deck.load import load

CURVES = [entry for entry in CATALOGUE if entry.kind == "curve"]
SHOWS = st.sampled_from(["question", "answer"])


def read_back(text: str) -> Curve | None:
    card = "\n".join(f"    {line}" for line in text.splitlines())
    deck = f"title: D\nid: d\ncards:\n  - question: q\n    answer: a\n{card}\n"
    loaded = load(deck.encode(), "deck.yaml")
    assert loaded.faults == (), text
    assert loaded.deck is not None
    return loaded.deck.cards[0].curve


def curves(
    traces: tuple[Trace, ...],
    derivative: bool,
    second: bool,
    x: tuple[float, float] | None,
    y: tuple[float, float] | None,
    show: Literal["question", "answer"],
) -> CurveSpec:
    """What a deck's author can write of a curve."""
    return CurveSpec(traces, derivative, x, y, show, second)


def traces_of(entry: Entry) -> st.SearchStrategy[Trace]:
    """A trace with any of its parameters, as the loader gives it: without defaults."""
    values = st.tuples(*(st.floats(p.least, p.greatest) for p in entry.params))
    return values.map(
        lambda given: Trace(
            entry.name,
            tuple(
                (p.name, value)
                for p, value in zip(entry.params, given, strict=True)
                if value != p.default
            ),
        )
    )


WINDOWS = st.none() | st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)).filter(
    lambda window: is_window(*window)
)
SPECS = st.builds(
    curves,
    st.lists(st.sampled_from(CURVES).flatmap(traces_of), min_size=1, max_size=5, unique=True).map(
        tuple
    ),
    st.booleans(),
    st.booleans(),
    WINDOWS,
    WINDOWS,
    SHOWS,
)
BARS = st.builds(
    BarSpec,
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=12).map(tuple),
    st.lists(st.floats(0.01, 100.0), min_size=1, max_size=4).map(tuple),
    SHOWS,
)


@settings(deadline=None, max_examples=200)
@given(SPECS | BARS)
def test_what_is_written_is_read_back_as_the_same(spec: Curve) -> None:
    assert read_back(block(spec)) == spec


def test_formulas_are_read_back_with_their_parameters() -> None:
    formulas = (Expression("a*x^2 + b", (("a", 0.5), ("b", -1.0))), Expression("max(0, x)"))
    spec = CurveSpec((Trace("gelu"), *formulas), x=(-6.0, 6.0))

    read = read_back(block(spec))

    assert read == spec
    assert isinstance(read, CurveSpec)
    assert [type(trace) for trace in read.traces] == [Trace, Expression, Expression]


def test_what_a_quiz_draws_can_be_put_on_a_card() -> None:
    for seed in range(10):
        for kind in KINDS:
            curve = question(seed, kind).curve
            assert read_back(block(curve)) == curve


def test_a_block_looks_as_one_would_write_it() -> None:
    two = (Trace("gelu"), Trace("leaky_relu", (("alpha", 0.2),)))

    assert block(CurveSpec((Trace("gelu"),))) == "curve:\n  function: gelu"
    assert block(CurveSpec(two, True, (-4.0, 4.0), (-0.5, 1e-9), "answer")).splitlines() == [
        "curve:",
        "  function: [gelu, {leaky_relu: {alpha: 0.2}}]",
        "  derivative: true",
        "  x: [-4, 4]",
        "  y: [-0.5, 1e-9]",
        "  show: answer",
    ]
    assert block(BarSpec((2.0, -1.0), (0.5, 1.0))).splitlines() == [
        "curve:",
        "  function: softmax",
        "  params: {logits: [2, -1], temperature: [0.5, 1]}",
    ]


def test_writing_a_block_needs_no_numpy() -> None:
    code = "import sys, studyapp.curve.card as c; assert 'numpy' not in sys.modules, 'heavy'"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
