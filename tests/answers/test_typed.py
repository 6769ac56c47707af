"""Typed answers: what counts as the same, what as nearly so, and how a difference is shown."""

from time import perf_counter
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.answers.typed import MARKS, check, inline, rows
from studyapp.text.cells import cells

LETTERS = "abcdeABß éèñΦφ自然语言ガｶﾞＡ１2 ~-+=한👍🏽\u0301שَ"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=14) | st.text(max_size=14)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("GELU", "gelu"),
        ("ｇｅｌｕ　（ｘ）", "gelu (x)"),
        ("ｶﾞｳｽ", "ガウス"),
        ("Poincare\u0301", "Poincaré"),
        ("  softmax \n layer ", "softmax layer"),
        ("STRASSE", "Straße"),
        ("φ(x)", "Φ(x)"),
        ("don't", "don’t"),
        ("x - 1", "x − 1"),
    ],
)
def test_what_counts_as_the_same(typed: str, answer: str) -> None:
    assert check(typed, [answer]).verdict == "right"


@pytest.mark.parametrize(
    ("typed", "answer", "verdict"),
    [
        ("sotfmax", "softmax", "near"),
        ("sofmax", "softmax", "near"),
        ("backproppagatoin", "backpropagation", "near"),
        ("自然言语处理", "自然语言处理", "near"),
        ("ReLU", "GELU", "wrong"),
        ("PReLU", "ReLU", "wrong"),
        ("L1", "L2", "wrong"),
        ("x²", "x2", "wrong"),
        ("attention 2017", "attention 2018", "wrong"),
        ("1/(1+e^-x)", "1/(1+e^+x)", "wrong"),
        ("", "softmax", "blank"),
        (" \u200b ", "softmax", "blank"),
    ],
)
def test_a_slip_of_the_fingers_is_near_and_another_answer_is_not(
    typed: str, answer: str, verdict: str
) -> None:
    assert check(typed, [answer]).verdict == verdict


def test_the_nearest_of_several_answers_is_told() -> None:
    verdict = check("long short term memory", ["LSTM", "long short-term memory"])

    assert (verdict.accepted, verdict.verdict) == ("long short-term memory", "wrong")
    assert check("lstm", ["LSTM", "long short-term memory"]).verdict == "right"


def test_another_case_is_right_but_told() -> None:
    assert not check("φ(x)", ["Φ(x)"]).same_case
    assert check("Φ(x)", ["φ(x)", "Φ(x)"]).same_case


@given(TEXTS)
def test_a_text_answers_itself(text: str) -> None:
    verdict = check(text, [text])

    assert (verdict.verdict, verdict.distance) == ("right", 0)
    assert check(normalize("NFD", text), [normalize("NFC", text)]).verdict == "right"


@given(TEXTS, TEXTS)
def test_pieces_put_together_are_both_texts(typed: str, answer: str) -> None:
    pieces = check(typed, [answer]).pieces
    back = check(answer, [typed]).pieces

    assert "".join(piece.given for piece in pieces) == "".join(piece.wanted for piece in back)
    assert "".join(piece.wanted for piece in pieces) == "".join(piece.given for piece in back)


@given(TEXTS, TEXTS)
def test_the_distance_is_the_same_both_ways(typed: str, answer: str) -> None:
    assert check(typed, [answer]).distance == check(answer, [typed]).distance


@given(TEXTS, TEXTS, st.integers(2, 40))
def test_the_lines_of_a_diff_are_equally_wide(typed: str, answer: str, width: int) -> None:
    verdict = check(typed, [answer])
    lines = rows(verdict.pieces, width)

    for line in lines:
        assert cells(line.given) == cells(line.wanted) == len(line.marks) <= width
    marks = "".join(line.marks for line in lines)
    for piece in verdict.pieces:
        assert MARKS[piece.role] in marks or not (piece.given + piece.wanted)


def test_a_diff_is_legible_without_colours() -> None:
    pieces = check("交叉商损夫", ["交叉熵损失函数"]).pieces

    (line,) = rows(pieces)

    assert line.given == "交叉商损夫    "
    assert line.wanted == "交叉熵损失函数"
    assert line.marks == "    ww  wwmmmm"
    assert inline(pieces) == "交叉[wrong 商, not 熵]损[wrong 夫, not 失][missing 函数]"
    assert inline(check("colour", ["color"]).pieces) == "colo[extra u]r"


def test_a_missing_space_is_told_in_quotes() -> None:
    assert inline(check("softmaxlayer", ["softmax layer"]).pieces) == "softmax[missing “ ”]layer"


def test_the_longest_answers_are_compared_at_once() -> None:
    begun = perf_counter()

    verdict = check("ab" * 1000, ["ba c" * 500])

    assert verdict.verdict == "wrong"
    assert perf_counter() - begun < 1.0
