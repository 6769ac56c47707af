import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.text.dollars import protect, regions, restore


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("the gate $x_1*y_1$ and $z_1*2$", ["x_1*y_1", "z_1*2"]),
        ("costs $5 and $6", []),
        ("$ x$ and $x $", []),
        ("$x$5", []),
        (r"a \$5 b $x$", ["x"]),
        ("`$a$` and $b$", ["b"]),
        ("``a ` $x$`` $b$", ["b"]),
        ("an open ` tick and $x$", ["x"]),
        ("```\n$a$\n```\n$b$", ["b"]),
        ("~~~~\n$a$\n~~~\n$b$\n~~~~\n$c$", ["c"]),
        ("- item\n  ```py\n  $a$\n  ```\n- $b$", ["b"]),
        ("$$\na\n= b\n$$", ["a = b"]),
        ("> $$\n> a\n> = b\n> $$", ["a = b"]),
        ("$a\n> 0$", ["a > 0"]),
        ("$a\n\nb$", []),
        ("$$$$", []),
        ("函数$x^2$的值", ["x^2"]),
        (r"$a\$b$", [r"a\$b"]),
        ("```\nnever closed $a$", []),
    ],
)
def test_formulas_are_told_from_money_and_code(text: str, formulas: list[str]) -> None:
    assert [found.source for found in protect(text)[1]] == formulas


@given(st.text(alphabet="$`~\\ \nab1>-", max_size=60))
def test_what_was_put_aside_comes_back_as_it_was(text: str) -> None:
    assert restore(*protect(text)) == text


def test_a_placeholder_without_its_formula_is_left_alone() -> None:
    assert restore("\ue00099\ue001 x", protect("$a$")[1]) == "99 x"


REGIONS = {
    "a $x$ b": ["text", "math", "text"],
    "$$x$$": ["math"],
    "a `b $x$` $y$": ["text", "code", "text", "math"],
    "```\n$x$\n```\nb $y$": ["code", "text", "math"],
    "$5 and $6": ["text"],
    "a ` b": ["text"],
    r"\$x$ `": ["text"],
}


@pytest.mark.parametrize(("text", "kinds"), REGIONS.items(), ids=REGIONS)
def test_a_text_is_told_apart_into_formulas_code_and_the_rest(text: str, kinds: list[str]) -> None:
    pieces = list(regions(text))

    assert "".join(piece for _, piece in pieces) == text
    assert [kind for kind, piece in pieces if piece] == kinds
