"""Decks as people write them: indents, quotes, comments, line ends of all sorts."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Other machines are slower."""

WORDS = st.sampled_from(
    [
        "What is", "ReLU", "是什么", "C: a drive", "a # no comment", "it's", '"quoted"', "😀",
        "$\\frac{1}{2}$", "-", "x, y", "[a]", "{b}", "~", "yes", "1.0", "back\\slash", "问？",
        "? q", "*star*", "&and", "`code`", "%", "é", "- item", "end:", "e\u0301",
    ]
)  # fmt: skip
LINE = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
TEXT = st.one_of(
    LINE,
    st.lists(st.one_of(LINE, st.just(""), LINE.map("  {}".format)), min_size=2, max_size=4).map(
        "\n".join
    ),
).map(lambda text: text.strip("\n").rstrip() or "x")


@st.composite
def decks(draw: st.DrawFn, *, most: int = 4, least: int = 1) -> str:
    """The text of a deck without a fault; each question ends in its number."""
    dash = draw(st.sampled_from([0, 2, 2, 3, 6]))
    inner = dash + draw(st.sampled_from([2, 2, 4]))
    lines = [*draw(_comments(0)), "title: 'A ''deck'''  # its title", "id: d", ""]
    lines.append("cards:" + draw(st.sampled_from(["", "   # all of them"])))
    for number in range(draw(st.integers(least, most))):
        lines += [""] * draw(st.integers(0, 2))
        lines += draw(st.one_of(st.just([]), st.just([" " * dash + "# a section", ""])))
        lines += draw(_comments(dash))
        lines += draw(_card(number, dash, inner))
        lines += draw(_comments(inner))
    lines += draw(st.sampled_from([[], [""], ["", "# the end"], ["tags: [a]"], ["...", ""]]))
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))
    return draw(st.sampled_from(["", "", "\ufeff"])) + text


def _comments(column: int) -> st.SearchStrategy[list[str]]:
    line = WORDS.map(lambda word: f"{' ' * column}# {word}: 'note")
    return st.one_of(st.just([]), st.lists(line, max_size=2))


@st.composite
def _card(draw: st.DrawFn, number: int, dash: int, inner: int) -> list[str]:
    question = f"{draw(LINE)} {number}"
    if draw(st.integers(0, 5)) == 0:
        flow = f'{{question: {_single(question)}, answer: "a \\\\ b"}}'
        return [" " * dash + "-" + " " * (inner - dash - 1) + flow]
    fields: list[list[str]] = []
    if draw(st.booleans()):
        fields.append([f"id: c{number}"])
    fields.append(draw(_field("question", question, inner)))
    fields.append(draw(_field("answer", draw(TEXT), inner)))
    if draw(st.booleans()):
        at = " " * (inner + draw(st.sampled_from([0, 2])))
        points = [f"{at}- {_single(draw(LINE))}  # one" for _ in range(draw(st.integers(1, 2)))]
        fields.append(["points:  # said", *points])
    if draw(st.booleans()):
        fields.append([draw(st.sampled_from(["hint:", "hint: ~  # none", "tags: [a, 'b,c']"]))])
    if draw(st.booleans()):
        fields.append(draw(_field("source", draw(TEXT), inner)))
    lines: list[str] = []
    for field in fields:
        if lines:
            lines += draw(_comments(inner))
        lines += [" " * inner + field[0], *field[1:]]
    first = lines[0]
    lines[0] = first[:dash] + "-" + first[dash + 1 :]
    return lines


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@st.composite
def _field(draw: st.DrawFn, key: str, text: str, inner: int) -> list[str]:
    margin = " " * (inner + draw(st.sampled_from([1, 2, 4])))
    comment = draw(st.sampled_from(["", "", "  # why: 'so"]))
    if "\n" in text:
        if text.startswith(" "):
            text = text.strip()
        header = draw(st.sampled_from(["|", "|-", "|+", ">"]))
        return [f"{key}: {header}{comment}", *(margin + t if t else "" for t in text.split("\n"))]
    way = draw(st.integers(0, 4))
    if way == 0 and text[0].isalpha() and not any(s in text for s in (": ", " #", "end:")):
        return [f"{key}: {text}{comment}"]
    if way == 1 and " " in text:
        first, _, last = _single(text).partition(" ")
        return [f"{key}:   {first}", f"{margin}{last}{comment}"]
    if way == 2:
        return [f"{key}:{comment}", f"{margin}{_single(text)}"]
    if way == 3:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return [f'{key}: "{escaped}"{comment}']
    return [f"{key}: {_single(text)}{comment}"]
