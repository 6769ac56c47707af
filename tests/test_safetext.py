import json
import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.safetext import SIGN, clean, clean_line, to_json

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\r\n\t\x1b\x9b\x85\u2028\u200b\u200c\u200d\ufe0f\u0301\u094d\u0915\U0001f469" + BIDI
        ),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain text,\nin two lines", "plain text,\nin two lines"),
        ("它处处光滑。", "它处处光滑。"),
        ("a\tb", "a    b"),
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("\x1b]52;c;aGk=\x07", f"{SIGN}]52;c;aGk={SIGN}"),
        ("\x1b[31mred", f"{SIGN}[31mred"),
        ("\x9b31m", f"{SIGN}31m"),
        ("a\x00b\x7fc\x0cd\x0be", f"a{SIGN}b{SIGN}c{SIGN}d{SIGN}e"),
        ("user\u202etxt.exe", f"user{SIGN}txt.exe"),
        ("\u2066x\u2069", f"{SIGN}x{SIGN}"),
        ("zero\u200bwidth\ufeff so\u00adft", "zerowidth soft"),
        ("\ud800 \ue000 \U0010fffd", f"{SIGN} {SIGN} {SIGN}"),
        ("e\u0301", "e\u0301"),
        ("e" + "\u0301" * 10_000 + "x", "e" + "\u0301" * 4 + "x"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
        ("a\u200db", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("[red]x[/red] [@click=app.quit]", "[red]x[/red] [@click=app.quit]"),
    ],
)
def test_text_becomes_safe(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(NASTY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(NASTY)
def test_no_control_and_no_bidirectional_character_is_left(text: str) -> None:
    left = {char for char in clean(text) if unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl")}

    assert left <= {"\n"}
    assert not set(BIDI) & set(clean(text))


@pytest.mark.parametrize("category", ["Cc", "Cf", "Cs", "Co", "Zl", "Zp"])
def test_no_character_of_a_dangerous_category_is_kept(category: str) -> None:
    kept = {
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char) == category and char in clean(f"x{char}x")
    }

    assert kept <= {"\n"}


def test_no_character_without_a_width_makes_a_pile() -> None:
    from rich.cells import get_character_cell_size

    piles = [
        hex(code)
        for code in range(0x300, 0x20000)
        if not get_character_cell_size(chr(code))
        and clean("x" + chr(code) * 9).count(chr(code)) > 4
    ]

    assert piles == []


@pytest.mark.parametrize(
    ("raw", "limit", "shown"),
    [
        ("a\r\nb", 10, "a b"),
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("\x1b[0m\nx", 10, f"{SIGN}[0m x"),
        ("abc", 0, "…"),
    ],
)
def test_one_line_is_cut_at_the_limit(raw: str, limit: int, shown: str) -> None:
    assert clean_line(raw, limit) == shown


@given(NASTY, st.integers(1, 20))
def test_a_line_cleaned_twice_is_the_same_line(text: str, limit: int) -> None:
    line = clean_line(text, limit)

    assert len(line) <= limit
    assert "\n" not in line
    assert clean_line(line, limit) == line


@given(st.dictionaries(NASTY, NASTY | st.integers() | st.lists(NASTY)))
def test_json_says_the_same_and_steers_no_terminal(value: object) -> None:
    text = to_json(value)

    assert json.loads(text) == value
    assert {unicodedata.category(char) for char in text}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert not set(BIDI) & set(text)


def test_json_keeps_chinese_readable() -> None:
    assert to_json({"title": "激活\u202e\x9b"}) == '{"title": "激活\\u202e\\u009b"}'


@pytest.mark.parametrize("line", ["Why do BERT and GPT use GELU?\n", "为什么 GPT 使用 GELU？\n"])
def test_ten_thousand_cards_are_cleaned_in_a_blink(line: str) -> None:
    card = (line * 20)[:300]
    start = time.perf_counter()
    for _ in range(10_000):
        clean(card)

    assert time.perf_counter() - start < 0.5


def test_the_module_itself_imports_nothing() -> None:
    code = "import sys; n = set(sys.modules); import studyapp.safetext; print(set(sys.modules) - n)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() in (
        "{'studyapp', 'studyapp.safetext'}",
        "{'studyapp.safetext', 'studyapp'}",
    )
