from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.curve.spec import BarSpec, Curve, CurveSpec, Expression, Show, Trace
from studyapp.deck.model import Card
from studyapp.deck.store import card_from_json, card_to_json

numbers = st.floats(allow_nan=False)
windows = st.none() | st.tuples(numbers, numbers)
shows = st.sampled_from(list[Show](("question", "answer")))
texts = st.lists(st.text(), max_size=3).map(tuple)
params = st.lists(st.tuples(st.text(), numbers), max_size=3).map(tuple)
traces = st.builds(Trace, st.text(), params) | st.builds(Expression, st.text(), params)
curves: st.SearchStrategy[Curve] = st.builds(
    CurveSpec,
    st.lists(traces, min_size=1, max_size=5).map(tuple),
    st.booleans(),
    windows,
    windows,
    shows,
    st.booleans(),
) | st.builds(
    BarSpec,
    st.lists(numbers, min_size=1).map(tuple),
    st.lists(numbers, min_size=1).map(tuple),
    shows,
)
cards = st.builds(
    Card,
    key=st.text(),
    question=st.text(),
    answer=st.text(),
    points=texts,
    hint=st.none() | st.text(),
    curve=st.none() | curves,
    difficulty=st.none() | st.sampled_from(["easy", "medium", "hard"]),
    tags=texts,
    follow_ups=texts,
    source=st.none() | st.text(),
    line=st.integers(1),
)


@given(cards)
def test_a_card_comes_back_exactly(card: Card) -> None:
    assert card_from_json(card_to_json(card)) == card


@given(cards)
def test_a_stored_card_is_one_line_of_ascii(card: Card) -> None:
    stored = card_to_json(card)

    assert stored.isascii()
    assert stored.isprintable()


def test_the_stored_form_is_pinned() -> None:
    card = Card(
        "d/c", "Q?", "A.", ("p",), curve=CurveSpec((Trace("prelu", (("alpha", 0.1),)),)), line=3
    )

    assert card_to_json(card) == (
        '["d/c","Q?","A.",["p"],null,[[["prelu",[["alpha",0.1]]]],false,null,null,"question",false],'
        "null,[],[],null,3,null,null]"
    )


def test_the_stored_form_of_a_formula_is_pinned() -> None:
    card = Card("d/c", "Q?", "A.", curve=CurveSpec((Expression("a*x", (("a", 2.0),)),)), line=3)
    back = card_from_json(card_to_json(card)).curve

    assert isinstance(back, CurveSpec)
    assert isinstance(back.traces[0], Expression), "which equals a Trace of the same fields"
    assert '[[["expr","a*x",[["a",2.0]]]],false,null,null,"question",false]' in card_to_json(card)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '["a"]'])
def test_what_no_card_was_stored_as_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a stored card|Expecting value"):
        card_from_json(text)
