import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.text.cells import cells, clusters
from studyapp.text.page import Line, Span, Style
from studyapp.text.wrap import CLOSING, OPENING, wrap

ZH = "为什么 BERT 使用“GELU”（高斯误差线性单元）？因为它处处光滑，梯度没有跳跃；而 ReLU 有折角……"
ALPHABET = st.sampled_from([*"ab1 (),.-", *"处光滑", "ReLU", "é", "e\u0301", "한", "❤\ufe0f"])
EMOJI = st.sampled_from(["\U0001f469\u200d\U0001f4bb", "\U0001f44d\U0001f3fd", "\U0001f600"])
PUNCTUATED = st.builds(
    lambda opening, inner, closing: opening + inner + closing,
    st.sampled_from(["", "（", "“", "《“"]),
    st.text(alphabet="处光滑abc", min_size=1, max_size=6),
    st.sampled_from(["", "，", "。”", "”", "）", "……", "？！"]),
)
WORDS = st.lists(st.one_of(ALPHABET, EMOJI, PUNCTUATED), max_size=40).map("".join)
STYLES: st.SearchStrategy[Style] = st.sampled_from(["text", "strong", "math", "code"])
SPANS = st.lists(st.builds(Span, WORDS, STYLES), max_size=4)


def text_of(line: Line) -> str:
    return "".join(span.text for span in line)


def size_of(line: Line) -> int:
    return sum(cells(span.text) for span in line)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("the quick brown fox", 10, ["the quick", "brown fox"]),
        ("它处处光滑，梯度没有跳跃。", 10, ["它处处光", "滑，梯度没", "有跳跃。"]),
        ("使用“门控”输入", 9, ["使用“门", "控”输入"]),
        ("中文ReLU中文", 6, ["中文", "ReLU中", "文"]),
        ("（abc）def", 5, ["（ab", "c）", "def"]),
        ("averylongword", 5, ["avery", "longw", "ord"]),
        ("aaaaaaaa。", 8, ["aaaaaaa", "a。"]),
        ("a\nb\n\nc", 9, ["a", "b", "", "c"]),
        ("  indented text", 10, ["  indented", "text"]),
        ("中文", 1, ["中", "文"]),
        ("", 5, [""]),
        ("f(x)中(y)", 4, ["f(x)", "中", "(y)"]),
        ("真的……好", 5, ["真", "的……", "好"]),
    ],
)
def test_lines_break_where_they_may(text: str, width: int, lines: list[str]) -> None:
    assert [text_of(line) for line in wrap([Span(text)], width)] == lines


def test_a_change_of_style_is_no_place_to_break() -> None:
    lines = wrap([Span("see "), Span("bold", "strong"), Span("face, yes")], 9)

    assert lines == [
        (Span("see"),),
        (Span("bold", "strong"), Span("face,")),
        (Span("yes"),),
    ]


def test_a_formula_breaks_after_an_operator() -> None:
    lines = wrap([Span("W₂(W₁x+b₁)+b₂", "math")], 11)

    assert [text_of(line) for line in lines] == ["W₂(W₁x+b₁)+", "b₂"]


def test_a_number_with_its_power_of_ten_stays_whole() -> None:
    assert [text_of(line) for line in wrap([Span("y = 3.5×10⁻⁸", "math")], 8)] == [
        "y =",
        "3.5×10⁻⁸",
    ]


def test_a_sign_stays_with_its_number() -> None:
    assert [text_of(line) for line in wrap([Span("x=−12345", "math")], 5)] == ["x=", "−1234", "5"]


def test_code_in_text_stays_whole_if_it_fits_on_a_line() -> None:
    lines = wrap([Span("call "), Span("max(0, x)", "code"), Span(" now")], 12)

    assert [text_of(line) for line in lines] == ["call", "max(0, x)", "now"]


@given(SPANS, st.integers(1, 40) | st.integers(41, 300))
def test_no_line_is_wider_than_asked(spans: list[Span], width: int) -> None:
    for line in wrap(spans, width):
        assert size_of(line) <= width or (width == 1 and len(list(clusters(text_of(line)))) == 1)


@given(SPANS, st.integers(1, 60))
def test_no_character_is_lost(spans: list[Span], width: int) -> None:
    whole = "".join(span.text for span in spans)
    shown = "".join(text_of(line) for line in wrap(spans, width))

    assert shown.replace(" ", "") == whole.replace(" ", "")


@given(SPANS, st.integers(1, 60))
def test_every_character_keeps_its_style(spans: list[Span], width: int) -> None:
    whole = [(char, style) for text, style in spans for char in text if char != " "]
    shown = [
        (char, style)
        for line in wrap(spans, width)
        for text, style in line
        for char in text
        if char != " "
    ]

    assert shown == whole


@given(st.lists(PUNCTUATED | st.sampled_from([" ", "ReLU", "光"]), max_size=30), st.integers(8, 90))
def test_no_line_begins_or_ends_with_the_wrong_mark(words: list[str], width: int) -> None:
    """At 8 cells `《“光？！` has no place to break: it is 9 wide, so it is left out there."""
    if width == 8:
        words = [word.replace("《“", "“") for word in words]
    lines = [text_of(line) for line in wrap([Span("光" + "".join(words).strip() + "滑")], width)]

    assert all(line[0] not in CLOSING for line in lines)
    assert all(line[-1] not in OPENING for line in lines)


@pytest.mark.parametrize("width", range(8, 90))
def test_chinese_prose_keeps_its_marks_at_any_width(width: int) -> None:
    lines = [text_of(line) for line in wrap([Span(ZH * 3)], width)]

    assert all(line[0] not in CLOSING and line[-1] not in OPENING for line in lines)


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "中" * 333_000, "lorem ipsum " * 83_000, ("a" + "\u0301" * 4) * 99_000],
)
def test_a_megabyte_in_one_line_is_laid_out_in_linear_time(text: str) -> None:
    start = time.perf_counter()
    lines = wrap([Span(text)], 80)

    assert sum(len(text_of(line)) for line in lines) > len(text) * 0.9
    assert time.perf_counter() - start < 4  # about 1 s; quadratic would be minutes
