from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studyapp.deck.edit.changes import (
    Draft,
    add_cards,
    draft_card,
    raw_card,
    remove_card,
    set_field,
)
from studyapp.deck.edit.layout import Layout, Splice, lay_out
from studyapp.deck.edit.proof import prove
from studyapp.deck.edit.refused import Refused
from studyapp.deck.edit.written import normal, write_text
from studyapp.deck.load import Loaded, load
from studyapp.deck.model import Card
from tests.deck.edit.decks import TEXT, calm, decks


def read(text: str) -> Loaded:
    return load(text.encode(), "d.yaml")


def cards(text: str) -> tuple[Card, ...]:
    loaded = read(text)
    assert loaded.deck is not None
    assert not [str(fault) for fault in loaded.faults if fault.severity == "fault"]
    return tuple(card._replace(line=0) for card in loaded.deck.cards)


def applied(text: str, splice: Splice) -> str:
    """The text with a change, outside of which nothing has moved."""
    new = splice.of(text)
    assert new.startswith(text[: splice.begin])
    assert new.endswith(text[splice.end :])
    return new


def comments(text: str, but: range = range(0)) -> list[str]:
    """The comments on lines of their own; what begins within `but` only looks like one."""
    found = re.finditer(r"^\s*(#.*?)\r?$", text, re.MULTILINE)
    return [match[1] for match in found if match.start(1) not in but]


@calm
@given(decks())
def test_every_card_lies_in_a_span_of_its_own(text: str) -> None:
    layout = lay_out(text)
    loaded = read(text)

    assert loaded.deck is not None
    assert [item.line for item in layout.items] == [card.line for card in loaded.deck.cards]
    ends = [0, *(place for item in layout.items for place in (item.begin, item.end))]
    assert ends == sorted(ends)
    for item, card in zip(layout.items, loaded.deck.cards, strict=True):
        alone = "cards:\n" + text[item.begin : item.end]
        assert [c.question for c in cards(alone)] == [card.question]


@calm
@given(decks(), st.data())
def test_removing_a_card_leaves_the_others_and_their_comments(
    text: str, data: st.DataObject
) -> None:
    layout = lay_out(text)
    number = data.draw(st.integers(0, len(layout.items) - 1))
    item = layout.items[number]

    new = applied(text, remove_card(layout, number))

    before = cards(text)
    if len(before) > 1:
        assert cards(new) == before[:number] + before[number + 1 :]
    gone = comments(text[item.begin : item.end])
    assert sorted(comments(new) + gone) == sorted(comments(text))


@calm
@given(decks(), st.data(), st.sampled_from(["question", "answer", "hint", "source"]), TEXT)
def test_a_field_that_is_set_reads_back_and_no_other_changes(
    text: str, data: st.DataObject, name: str, value: str
) -> None:
    layout = lay_out(text)
    number = data.draw(st.integers(0, len(layout.items) - 1))
    if layout.items[number].value.style == "flow" and "\n" in value:
        value = "one line"
    new = applied(text, set_field(layout, number, name, value))
    assume(not [fault for fault in read(new).faults if fault.code == "duplicate-question"])
    before, after = cards(text), cards(new)

    assert getattr(after[number], name) == value
    assert without(after[number], name, "key") == without(before[number], name, "key")
    assert after[:number] + after[number + 1 :] == before[:number] + before[number + 1 :]
    assert comments_anywhere(new) >= comments_anywhere(text) - number_in_value(layout, number, name)


def without(card: Card, *names: str) -> Card:
    changed: dict[str, Any] = dict.fromkeys(names)
    return card._replace(**changed)


def comments_anywhere(text: str) -> int:
    return text.count("# why: 'so") + text.count("'note") + text.count("# one")


def number_in_value(layout: Layout, number: int, name: str) -> int:
    field = layout.items[number].value.field(name)
    return (
        0 if field is None else comments_anywhere(layout.text[field.value.begin : field.value.end])
    )


@calm
@given(decks(), st.data())
def test_a_field_that_is_taken_away_is_gone_and_nothing_else(
    text: str, data: st.DataObject
) -> None:
    layout = lay_out(text)
    number = data.draw(st.integers(0, len(layout.items) - 1))
    names = {f.name for f in layout.items[number].value.fields or ()} - {"question", "answer"}
    if not names:
        return
    name = data.draw(st.sampled_from(sorted(names)))

    new = applied(text, set_field(layout, number, name, " "))

    before, after = cards(text), cards(new)
    if name == "id":
        assert without(after[number], "key") == without(before[number], "key")
    else:
        assert not getattr(after[number], name)
        assert without(after[number], name) == without(before[number], name)
    assert after[:number] + after[number + 1 :] == before[:number] + before[number + 1 :]
    field = layout.items[number].value.field(name)
    assert field is not None
    gone = range(field.value.begin, field.value.end)  # a quoted text may have a line with a `#`
    assert comments(new) == comments(layout.text, gone)


@calm
@given(decks(), decks(), st.data())
def test_cards_are_added_behind_the_last_as_they_were_written(
    text: str, other: str, data: st.DataObject
) -> None:
    other = other.replace("id: c", "id: other")
    source = lay_out(other)
    number = data.draw(st.integers(0, len(source.items) - 1))
    raw = raw_card(source, number)

    new = applied(text, add_cards(lay_out(text), [raw]))

    moved = cards(other)[number]
    loaded = read(new)
    assume(not [fault for fault in loaded.faults if fault.code.startswith("duplicate")])
    assert cards(new)[:-1] == cards(text)
    assert cards(new)[-1] == moved
    assert sorted(comments(new)) == sorted(comments(text) + comments(raw))


@calm
@given(decks(), TEXT, TEXT, st.lists(TEXT, max_size=2))
def test_a_drafted_card_reads_back(
    text: str, question: str, answer: str, points: list[str]
) -> None:
    draft = Draft(
        question + " new", answer, "new-one", tuple(points), answer, "relu", ("a, b", "c")
    )

    new = applied(text, add_cards(lay_out(text), [draft_card(draft)]))

    card = cards(new)[-1]
    assert (card.key, card.question, card.answer) == ("d/new-one", question + " new", answer)
    assert (card.points, card.hint, card.tags) == (tuple(points), answer, ("a, b", "c"))


@settings(calm, max_examples=300)
@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"])
        | st.sampled_from("\n #:'\"\\|>-,[]{}\t")
    ),
    st.booleans(),
)
def test_any_text_is_written_so_that_it_reads_back(text: str, flow: bool) -> None:
    wanted = normal(text)
    assume(wanted and not any(mark in wanted for mark in "\ufeff\x85"))
    try:
        head, body = write_text(text, 6, flow=flow)
    except Refused:
        assert flow or "\t" in text
        assert "\n" in wanted or "\t" in wanted
        return

    if flow:
        deck = f"cards:\n  - {{answer: {head}, question: q}}\n"
    else:
        deck = "cards:\n  - question: q\n    answer: " + "\n".join([head, *body]) + "\n"
    written = lay_out(deck).items[0].value.says("answer")
    assert written is not None
    assert written.rstrip("\n") == wanted
    assert not (head.startswith('"') and "\\\\" in head)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words", "plain words"),
        ("a: b", "'a: b'"),
        ("it's: so", "'it''s: so'"),
        ("$\\frac{1}{2}$", "$\\frac{1}{2}$"),
        ("[a]", "'[a]'"),
        ("~", "'~'"),
        ("no", "no"),
        ("C# and F #", "'C# and F #'"),
        ("- a", "'- a'"),
    ],
)
def test_a_line_is_plain_where_that_is_safe(text: str, written: str) -> None:
    assert write_text(text, 4).head == written


DECK = """\
id: d
cards:
  # About a.
  - id: a
    question: One?   # asked often
    answer: |
      First.

  # A section

  - id: b
    question: Two?
    answer: Second.
    # hint: none yet
"""


def test_a_set_answer_of_several_lines_keeps_the_comment_behind_the_old_one() -> None:
    layout = lay_out(DECK)

    new = set_field(layout, 0, "question", "One\nor two?").of(DECK)

    assert "    question: |   # asked often\n      One\n      or two?\n    answer: |\n" in new


def test_a_new_field_stands_where_the_format_has_it() -> None:
    layout = lay_out(DECK)

    assert "    answer: Second.\n    points: [x, y]\n    # hint" in set_field(
        layout, 1, "points", "[x, y]"
    ).of(DECK)
    assert "Second.\n    points:\n      - x\n      - y\n    # hint" in set_field(
        layout, 1, "points", "- x\n- y"
    ).of(DECK)


def test_a_removed_card_takes_its_comments_and_the_blank_line_along() -> None:
    layout = lay_out(DECK)

    assert remove_card(layout, 0).of(DECK) == DECK.replace(
        DECK[DECK.index("  # About") : DECK.index("  # A section")], ""
    )
    assert remove_card(layout, 1).of(DECK) == DECK[: DECK.index("\n  - id: b")]


def test_a_change_that_would_change_another_card_is_refused() -> None:
    before = read(DECK)

    with pytest.raises(Refused, match="other cards would change"):
        prove(before, DECK.replace("Second", "Third").encode(), "d.yaml", touched=["d/a"], gained=1)
    with pytest.raises(Refused, match="nothing was changed: "):
        prove(before, DECK.replace("    answer: Second.\n", "").encode(), "d.yaml")


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("cards:\n", "cards:\n  - question: q\n    answer: a\n"),
        ("cards:", "cards:\n  - question: q\n    answer: a\n"),
        ("cards: []  # none\nid: d", "cards:  # none\n  - question: q\n    answer: a\nid: d"),
        ("cards: ~\r\n# end", "cards:\r\n  - question: q\r\n    answer: a\r\n# end"),
        (
            "cards:\n- question: b\n  answer: c",
            "cards:\n- question: b\n  answer: c\n\n- question: q\n  answer: a\n",
        ),
        (
            "cards:\n- {question: b, answer: c}\n- {question: d, answer: e}\n\n# end\n",
            (
                "cards:\n- {question: b, answer: c}\n- {question: d, answer: e}\n"
                "- question: q\n  answer: a\n\n# end\n"
            ),
        ),
    ],
)
def test_a_card_is_added_to_decks_of_any_shape(text: str, new: str) -> None:
    assert add_cards(lay_out(text), [draft_card(Draft("q", "a"))]).of(text) == new


@pytest.mark.parametrize(
    ("number", "new"),
    [
        (0, "cards: [{question: c, answer: d},\n  {question: e, answer: f}]"),
        (1, "cards: [{question: a, answer: b}, {question: e, answer: f}]"),
        (2, "cards: [{question: a, answer: b}, {question: c, answer: d}]"),
    ],
)
def test_cards_in_brackets_are_removed_with_their_comma(number: int, new: str) -> None:
    text = (
        "cards: [{question: a, answer: b}, {question: c, answer: d},\n  {question: e, answer: f}]"
    )

    assert remove_card(lay_out(text), number).of(text) == new
    with pytest.raises(Refused, match="stand in"):
        add_cards(lay_out(text), [draft_card(Draft("q", "a"))])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("cards:\n\t- question: a\n", "it is not sound YAML"),
        ("cards:\n  - question: a\n   answer: b\n", "it is not sound YAML"),
        ("? cards\n: - question: a\n    answer: b\n", "only an editor can change"),
        ("title: a\n", "it has no `cards:`"),
        ("", "it has no `cards:`"),
        ("cards: words\n", "its `cards:` is no list"),
        ("cards: " + "[" * 5000, "it is not sound YAML"),
    ],
)
def test_what_cannot_be_changed_safely_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        lay_out(text)
