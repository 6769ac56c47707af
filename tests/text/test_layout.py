import re
import time
import unicodedata
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.text import layout
from studyapp.text.cells import cells
from studyapp.text.layout import lay_out
from studyapp.text.page import Page, Style, to_text

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HOSTILE = [
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[31mred",
    "\x9b31m\x9d52;c;x\x9c",
    "a\u202egnp.exe \u2066b\u2069 \u200f",
    "&#x202e;evil &#27;[31m &#155; &#x2066; &#xe000;0&#xe001;",
    "bell \x07 nul \x00 del \x7f",
    "[red]bold[/red] [@click=app.quit]x[/] [/x] w[i]",
    "$\x1b[31m x \u202e$ and `\x1b[0m \u2067` and $\\text{\x9b}$",
    "```py\n\x1b[31m = '\u202e'\n```",
    "| \x1b[1m | \u202e |\n|--|--|\n| [x] | \x07 |",
    "[t\u202e](http://a/%E2%80%AE\x07) ![\x1b[m](x\u2066y)",
    "a\u0301" + "\u0301" * 10_000,
    "<script>alert(1)</script> <!-- x -->",
    "x" * 1_000_000,
]


def shown(markdown: str, width: int = 40) -> list[str]:
    return to_text(lay_out(markdown, width))


def styled(page: Page, style: Style) -> list[str]:
    return [span.text for line in page.lines for span in line if span.style == style]


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("one\ntwo", ["one two"]),
        ("它光滑，\n没有跳跃", ["它光滑，没有跳跃"]),
        ("one  \ntwo", ["one", "two"]),
        ("# Title\n\ntext", ["Title", "", "text"]),
        ("- a\n- b\n  - c\n    - d", ["• a", "• b", "  ◦ c", "    ▪ d"]),
        ("- a\n\n- b", ["• a", "", "• b"]),
        ("9. a\n10. b", [" 9. a", "10. b"]),
        ("> a\n>\n> b", ["│ a", "│", "│ b"]),
        ("[t](http://a.b) <http://a.b>", ["t (http://a.b) http://a.b"]),
        ("[http://a.b](http://a.b) [x](<>)", ["http://a.b x"]),
        ("![a plot](p.png) ![](q.png)", ["a plot (p.png) q.png"]),
        ("[x](javascript:alert)", ["[x](javascript:alert)"]),
        ("<b>x</b> &amp; <br>", ["<b>x</b> & <br>"]),
        ("<div>\nx\n</div>", ["<div> x </div>"]),
        (r"$x_1*y_1$ and $z_1*2$", ["x₁*y₁ and z₁*2"]),
        ("costs $5 and $6", ["costs $5 and $6"]),
        ("`$x$`", ["$x$"]),
        ("    $x$", ["$x$"]),
        ("a\n$$x^2$$\nb", ["a", "  x²", "b"]),
        ("$$\nx\n$$", ["  x"]),
        ("[red]w[i][/red] [/x]", ["[red]w[i][/red] [/x]"]),
        ("```\n  a\n\n    b\n```", ["  a", "", "    b"]),
        ("", []),
        ("- \n- a", ["•", "• a"]),
        (
            "> " * 30 + "deep",
            ["> > > > > > > > > > > > > > > > > > > >", "> > > > > > > > > > deep"],
        ),
    ],
)
def test_markdown_reads_as_it_is_meant(markdown: str, lines: list[str]) -> None:
    assert shown(markdown) == lines


def test_a_list_hangs_on_its_bullets() -> None:
    assert shown("1. one two three\n   - four five six seven", 14) == [
        "1. one two",
        "   three",
        "   ◦ four five",
        "     six seven",
    ]


def test_a_rule_is_as_wide_as_the_text() -> None:
    assert shown("---", 7) == ["───────"]


def test_a_table_has_columns_by_cell_width() -> None:
    table = "| 函数 | $|x|$ | n |\n|:--|:-:|--:|\n| ReLU | `a|b` | 1 |\n| 双曲正切 | | 22 |"

    assert shown(table.replace("a|b", r"a\|b"), 10) == [
        "┌──────────┬─────┬────┐",
        "│ 函数     │ |x| │  n │",
        "├──────────┼─────┼────┤",
        "│ ReLU     │ a|b │  1 │",
        "│ 双曲正切 │     │ 22 │",
        "└──────────┴─────┴────┘",
    ]


def test_code_is_never_wrapped_and_the_page_tells_its_width() -> None:
    page = lay_out("text\n\n```\n" + "x" * 90 + "\n```", 20)

    assert page.width == 90


@pytest.mark.parametrize(
    ("markdown", "style", "texts"),
    [
        ("a **b** c", "strong", ["b"]),
        ("a *b* c", "emphasis", ["b"]),
        ("**注意：**它不单调", "strong", ["注意："]),
        ("它是**“门控”**函数", "strong", ["“门控”"]),
        ("2 * 3 * 4", "emphasis", []),
        ("snake_case_name", "emphasis", []),
        ("a `b` c", "code", ["b"]),
        ("$x^2$", "math", ["x²"]),
        ("# h $x$", "heading", ["h "]),
        ("```python\ndef f(): pass # c\n```", "code-keyword", ["def", "pass"]),
        ("```python\ndef f(): pass # c\n```", "code-function", ["f"]),
        ("```python\ndef f(): pass # c\n```", "code-comment", ["# c"]),
        ("```python\nx = 'a' + 1.5\n```", "code-string", ["'a'"]),
        ("```python\nx = 'a' + 1.5\n```", "code-number", ["1.5"]),
        ("```nosuchlanguage\ndef\n```", "code", ["def"]),
        ("```\ndef\n```", "code", ["def"]),
    ],
)
def test_styles_follow_the_marks(markdown: str, style: Style, texts: list[str]) -> None:
    assert styled(lay_out(markdown, 40), style) == texts


@pytest.mark.parametrize("markdown", HOSTILE, ids=[repr(text[:12]) for text in HOSTILE])
@pytest.mark.parametrize("width", [1, 2, 40])
def test_nothing_hostile_reaches_a_span(markdown: str, width: int) -> None:
    text = "".join(to_text(lay_out(markdown, width)))

    assert {unicodedata.category(char) for char in set(text)}.isdisjoint({"Cc", "Cs", "Co", "Zl"})
    assert not BIDI & set(text)
    assert "\u0301" * 5 not in text


@pytest.mark.parametrize("markup", ["[red]b[/red]", "[@click=app.quit]c[/]", "[/x]", "w[i]"])
@pytest.mark.parametrize("around", ["{}", "- {}", "> {}", "# {}", "**{}**", "`{}`", "```\n{}\n```"])
def test_square_brackets_are_shown_as_written(markup: str, around: str) -> None:
    assert markup in "".join(shown(around.format(markup)))


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# ",
            "- ",
            "1. ",
            "> ",
            "\n",
            "\n\n",
            "  ",
            "**",
            "*",
            "`",
            "$",
            "$$",
            "|",
            "|--|\n",
            "[a](",
            ")",
            "词语，",
            "word ",
            "“引”",
            r"\frac12",
            "---\n",
            "\\",
            "&#27;",
            "<b>",
            "❤️",
            "x́",
        ]
    ),
    max_size=40,
).map("".join)


@given(MARKDOWN, st.integers(1, 60))
def test_text_is_never_wider_than_asked(markdown: str, width: int) -> None:
    page = lay_out(markdown, width)

    for line in page.lines:
        size = sum(cells(span.text) for span in line)
        assert size <= page.width
        is_wrapped = not {span.style for span in line} & {"table", "code"}
        assert size <= max(width, 2) or not is_wrapped
        assert {span.style for span in line} <= set(get_args(Style))
        assert not any("\n" in span.text or not span.text for span in line)


@pytest.mark.parametrize(
    "unit",
    ["[", "![", "*a ", "**中", "`a", "$a ", "$x$", "> ", "- a\n", "|a", "\\", "<", "&", "](", "$$"],
)
def test_marks_without_end_take_little_time(unit: str) -> None:
    start = time.perf_counter()
    lay_out(unit * (50_000 // len(unit)), 80)

    assert time.perf_counter() - start < 5  # about 1 s at most; quadratic would be minutes


@given(st.text(alphabet="ab é漢1 .,:;?!'()/%=+-", min_size=1, max_size=30))
def test_a_line_of_words_reads_as_markdown_reads_it(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "_WORDS", re.compile("(?!)"))
        whole = lay_out(text, 12)

    assert to_text(lay_out(text, 12)) == to_text(whole)
