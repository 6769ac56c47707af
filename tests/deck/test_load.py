"""Decks in, cards and faults out. The cases are files, named by their flaw."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.curve.spec import BarSpec, CurveSpec, Expression, Trace
from studyapp.deck.catalogue import CATALOGUE
from studyapp.deck.load import Loaded, load, not_a_deck, too_large, unreadable
from studyapp.deck.model import Card
from studyapp.deck.store import card_from_json, card_to_json
from studyapp.deck.style import Style

MUTATED = int(os.environ.get("STUDYAPP_TEST_MUTATIONS", "2000"))
HERE = Path(__file__).parent
VALID = sorted(HERE.glob("valid/*.yaml"))
INVALID = sorted(HERE.glob("invalid/*.yaml"))
TOLD_ELSEWHERE = {
    # By the functions for callers, and in test_source.py and test_style.py.
    *("long-answer", "near-question", "no-points", "plain-http", "mixed-width"),
    *("unreadable", "empty", "too-big", "too-many-values", "utf-16", "not-utf-8", "binary", "more"),
}


def read(text: str, path: str = "deck.yaml") -> Loaded:
    return load(text.encode(), path)


def deck(*cards: str, head: str = "title: Deck\nid: deck\n") -> Loaded:
    return read(head + "cards:\n" + "".join(f"  - {card}\n" for card in cards))


def told(loaded: Loaded) -> list[str]:
    return [f"{f.line}:{f.column}: {f.code}: {f.message}; {f.advice}" for f in loaded.faults]


def keys_of(loaded: Loaded) -> list[str]:
    assert loaded.deck is not None, told(loaded)
    return [card.key for card in loaded.deck.cards]


def cards_of(path: Path) -> dict[str, Card]:
    loaded = load(path.read_bytes(), path.name)
    assert loaded.deck is not None, told(loaded)
    return {card.key.partition("/")[2]: card for card in loaded.deck.cards}


def test_the_cases_are_found() -> None:
    assert len(VALID) >= 4
    assert len(INVALID) >= 40


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_deck_has_no_fault(path: Path) -> None:
    assert told(load(path.read_bytes(), path.name)) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_flaw_is_told_with_its_place_and_what_to_do(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()

    assert told(load(path.read_bytes(), path.name)) == expected


@pytest.mark.parametrize("path", VALID + INVALID, ids=lambda path: path.stem)
def test_the_parser_in_python_finds_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = load(path.read_bytes(), path.name)

    monkeypatch.delattr(yaml, "CSafeLoader")
    slow = load(path.read_bytes(), path.name)

    assert slow.deck == fast.deck
    places = [(f.line, f.column, f.code) for f in fast.faults]
    assert [(f.line, f.column, f.code) for f in slow.faults] == places


def test_every_code_of_the_catalogue_has_a_case() -> None:
    shown = {
        line.split(": ")[1]
        for path in INVALID
        for line in path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    }

    assert shown | TOLD_ELSEWHERE == CATALOGUE.keys()


SURVIVORS = {
    "unquoted-colon": ["softmax/range"],
    "two-slips": ["two-slips/sound", "two-slips/hinted"],
    "slip-in-the-title": ["softmax/range"],
    "slip-that-hides-an-id": ["softmax/sum"],
    "open-quote": ["quotes/sound"],
    "open-bracket": ["brackets/list", "brackets/mapping"],
    "control-character": ["control/sound"],
    "duplicate-key": ["twice/hint"],
    "aliases-anchors-tags": ["anchors/tag", "anchors/merge"],
    "keys-that-are-no-text": ["keys/one"],
    "too-deep": ["deep/well", "deep/sound"],
    "second-document": ["one/a"],
    "unknown-keys": ["keys/far"],
    "no-mapping-for-a-card": ["cards/a"],
    "wrong-types": ["types/rest", "types/entries"],
    "wrong-indentation": ["indentation/item"],
    "misspelt-id": ["ids/right"],
    "broken-ids": ["ids/激活-α.1"],
    "duplicate-ids-and-questions": ["twice/a", "twice/q-rh6z5rx4wyrno"],
    "kinds": [
        "kinds/stray",
        "kinds/cloze-question#1",
        "kinds/reversed-maybe",
        "kinds/reversed-mapping",
    ],
    "gaps": ["gaps/first#1"],
    "numbers": [],
    "missing": [],
    "blank": [],
}


@pytest.mark.parametrize(("name", "keys"), SURVIVORS.items(), ids=SURVIVORS)
def test_only_the_cards_with_the_flaw_are_taken_out(name: str, keys: list[str]) -> None:
    path = HERE / "invalid" / f"{name}.yaml"

    assert keys_of(load(path.read_bytes(), path.name)) == keys


@pytest.mark.parametrize(
    "name", ["broken-deck-id", "duplicate-deck-id", "misspelt-deck-id", "slip-in-the-deck-id"]
)
def test_a_deck_whose_id_is_broken_is_not_studied_under_another(name: str) -> None:
    path = HERE / "invalid" / f"{name}.yaml"

    loaded = load(path.read_bytes(), path.name)

    assert loaded.deck is None
    assert loaded.is_deck


def test_every_key_of_a_deck_and_a_card_is_read() -> None:
    path = HERE / "valid" / "all-keys.yaml"

    loaded = load(path.read_bytes(), "folder/all-keys.yaml").deck

    assert loaded is not None
    head = (loaded.id, loaded.title, loaded.language, loaded.description, loaded.tags, loaded.path)
    assert head == (
        "activation-functions",
        "Activation functions",
        "zh-Hans",
        "Frequent interview questions",
        ("deep-learning",),
        "folder/all-keys.yaml",
    )
    assert loaded.cards[0] == Card(
        key="activation-functions/gelu-why",
        question="Why do BERT and GPT use GELU?",
        answer=(
            "Markdown, with `code`, fenced code blocks, and $x\\,\\Phi(x)$ in LaTeX.\n\n"
            "  indented: yes"
        ),
        points=("smooth everywhere, so the gradient has no jump", "gates x: by its own magnitude"),
        hint="What happens to a small negative input?",
        curve=CurveSpec(
            (Trace("gelu"), Trace("relu")), True, (-4.0, 4.0), (-0.5, 4.0), show="answer"
        ),
        difficulty="medium",
        tags=("transformer", "no", "1.0", "2026-11-23"),
        follow_ups=("gelu-tanh",),
        source="Hendrycks & Gimpel 2016, arXiv:1606.08415",
        line=10,
        language="zh-Hans",
    )
    assert loaded.cards[2] == Card(
        key="activation-functions/q-ondvznakk2hi3",
        question="42",
        answer="no",
        line=29,
        language="zh-Hans",
    )


CURVES = {
    "default": CurveSpec((Trace("gelu"), Trace("relu"))),
    "name": CurveSpec((Trace("leaky_relu"),)),
    "none": None,
    "list": CurveSpec((Trace("gelu"), Trace("prelu", (("alpha", 0.5),)), Trace("silu"))),
    "shared": CurveSpec(
        (
            Trace("relu"),
            Trace("leaky_relu", (("alpha", 0.1),)),
            Trace("prelu", (("alpha", 0.5),)),
            Trace("elu", (("alpha", 0.1),)),
        )
    ),
    "same-as-default": CurveSpec((Trace("prelu"),)),
    "two-of-one": CurveSpec((Trace("prelu", (("alpha", 0.1),)), Trace("prelu", (("alpha", 0.2),)))),
    "bars": BarSpec(),
    "temperatures": BarSpec((3.0, 1.0), (0.5, 1.0, 2.0), "answer"),
    "empty": CurveSpec((Trace("gelu"), Trace("relu"))),
    "formula": CurveSpec((Expression("x / (1 + exp(-beta*x))", (("beta", 1.5),)),), x=(-6.0, 6.0)),
    "formulas": CurveSpec(
        (
            Trace("silu"),
            Trace("prelu", (("alpha", 0.5),)),
            Expression("k*x^2", (("k", 2.0),)),
            Expression("where(x > 0, alpha*x, 0)", (("alpha", 0.1),)),
        ),
        derivative=True,
    ),
}


@pytest.mark.parametrize(("card", "curve"), CURVES.items(), ids=CURVES)
def test_a_curve_is_what_its_author_wrote(card: str, curve: object) -> None:
    assert cards_of(HERE / "valid" / "curves.yaml")[card].curve == curve


def test_a_broken_curve_is_none_and_never_another_one() -> None:
    for name in ("curves", "formulas"):
        cards = cards_of(HERE / "invalid" / f"{name}.yaml")

        assert {card.curve for card in cards.values()} == {None}


def test_a_fault_in_an_optional_part_costs_only_that_part() -> None:
    cards = cards_of(HERE / "invalid" / "wrong-types.yaml")

    assert cards["rest"] == Card(
        key="types/rest", question="What is the rest?", answer="Optional.", line=13
    )
    assert cards["entries"].points == ("a text",)


def test_a_fault_names_its_card_where_that_is_known() -> None:
    loaded = deck("{id: a, question: q, answer: a, difficulty: mild}", "{id: b, answer: a}")

    assert [fault.card for fault in loaded.faults] == ["deck/a", "deck/b"]


def test_follow_ups_keep_those_that_are_there() -> None:
    loaded = deck(
        "{id: a, question: q, answer: a, follow_ups: [b, c]}", "{id: b, question: r, answer: a}"
    )

    assert loaded.deck is not None
    assert loaded.deck.cards[0].follow_ups == ("b",)


def test_a_follow_up_is_not_missing_while_an_id_cannot_be_read() -> None:
    loaded = deck(
        "{id: a, question: q, answer: a, follow_ups: [b]}", "{id: b, question: r: s, answer: a}"
    )

    assert [fault.code for fault in loaded.faults] == ["colon"]


def test_no_progress_hangs_on_a_file_name_without_a_warning() -> None:
    loaded = load(b"cards: [{question: q, answer: a}]", "/decks/My deck (1).yaml")

    assert keys_of(loaded) == ["My-deck-1/q-ry24ftj36zsbx"]
    (warning,) = loaded.faults
    assert warning.severity == "warning"
    assert "write `id: My-deck-1`" in warning.advice


def test_a_deck_without_a_title_is_called_by_its_id() -> None:
    loaded = deck("{id: a, question: q, answer: a}", head="id: deck\n")

    assert loaded.deck is not None
    assert loaded.deck.title == "deck"
    assert loaded.faults == ()


def test_text_that_could_steer_a_terminal_is_made_safe_but_the_key_is_of_the_text_as_written() -> (
    None
):
    loaded = deck(r'{question: "\e[31mq\u202e", answer: a}')
    plain = deck("{question: q, answer: a}")

    assert loaded.deck is not None
    assert loaded.deck.cards[0].question == "\ufffd[31mq\ufffd"
    assert keys_of(loaded) != keys_of(plain)


@pytest.mark.parametrize("nothing", [r"\ufeff", r" \u200b\n", r"\u3164", r"\uffa0 "])
def test_a_text_of_which_nothing_is_shown_is_blank(nothing: str) -> None:
    loaded = deck(f'{{question: q, answer: "{nothing}"}}')

    assert [fault.code for fault in loaded.faults] == ["blank"]
    assert keys_of(loaded) == []


def _is_shown(character: str) -> bool:
    """Whether a terminal shows it: a letter of a newer Unicode than Python's is no control."""
    return character.isprintable() or unicodedata.category(character) in {"Cn", "Zs"}


def test_what_a_fault_quotes_is_safe_to_show() -> None:
    loaded = deck(r'{"\e]52;c;\a": 1, id: "\u202ea", question: q, answer: a}')

    words = "".join(fault.message for fault in loaded.faults)
    assert words.isprintable()
    assert "\ufffd" in words


SLIPS = {
    "a card without its indentation": "\n-\nid: b",
    "a tab before its dash": "\n\t- id: b",
    "a rule in the first column": "\n  - id: b\n---",
    "a list in place of a card": "\n  - - id: b",
    "a broken first line": "\n  - `id: b",
}


@pytest.mark.parametrize("opening", SLIPS.values(), ids=SLIPS)
def test_cards_before_and_after_a_slip_keep_their_names(opening: str) -> None:
    text = "id: deck\ncards:\n  - id: a\n    question: q\n    answer: a"
    text += (
        f"{opening}\n    question: r\n    answer: a\n  - id: c\n    question: s\n    answer: a\n"
    )

    loaded = read(text)

    assert [key for key in keys_of(loaded) if key != "deck/b"] == ["deck/a", "deck/c"]
    assert loaded.faults


@pytest.mark.parametrize("head", ["\x1bid: x", ": id: x", "  id: x", "&id: x", "id x", "id: x\ny"])
def test_a_deck_whose_id_a_slip_may_have_cost_is_not_studied_under_another(head: str) -> None:
    loaded = read(f"title: Deck\n{head}\ncards:\n  - id: a\n    question: q\n    answer: a\n")

    assert loaded.deck is None
    assert loaded.faults


def test_a_slip_after_an_id_does_not_cost_the_id() -> None:
    loaded = read(
        "id: deck\ntags [a]\ncards:\n  - id: a\n    hint x\n    question: q\n    answer: a\n"
    )

    assert keys_of(loaded) == ["deck/a"]
    assert [(fault.line, fault.code) for fault in loaded.faults] == [
        (2, "no-colon"),
        (5, "no-colon"),
    ]


@pytest.mark.parametrize("line", ["cards", "cards: -", "cards: `", "cards: a: b"])
def test_a_slip_in_the_line_of_the_cards_does_not_cost_them(line: str) -> None:
    loaded = read(f"id: deck\n{line}\n  - id: a\n    question: q\n    answer: a\n")

    assert keys_of(loaded) == ["deck/a"]
    assert [fault.line for fault in loaded.faults] == [2]


def test_a_deck_may_lose_its_first_card_to_a_slip() -> None:
    loaded = read(
        "id: deck\ncards:\n  id: a\n    question: q\n  - id: b\n    question: r\n    answer: a\n"
    )

    assert keys_of(loaded) == ["deck/b"]


NO_DECKS = ["services: {db: postgres}", "- a\n- b", "just text", "a: [1, 2", "{", "&a [*a]"]


@pytest.mark.parametrize("text", NO_DECKS)
def test_yaml_about_something_else_is_no_deck_and_no_fault(text: str) -> None:
    assert read(text) == Loaded(None, (), is_deck=False)


def test_what_callers_say_of_files_names_the_way_out() -> None:
    assert str(not_a_deck("a.yaml")) == (
        "a.yaml:1:1: the file has no `cards:`, so it is no deck;"
        " put the list of cards under `cards:`"
    )
    assert str(unreadable("decks", "Permission denied")) == (
        "decks:1:1: this cannot be read: Permission denied;"
        " check that it exists and that you may read it"
    )
    assert too_large("a.yaml", 5_000_000).message == (
        "the file has 5\u00a0000\u00a0000 bytes, which is more than 4 MB"
    )


def test_the_number_of_values_is_capped() -> None:
    text = b"title: Deck\nid: deck\ncards:\n- {question: q, answer: a}\n"

    loaded = load(text, "deck.yaml", max_nodes=9)

    assert load(text, "deck.yaml", max_nodes=13).deck is not None
    assert loaded.deck is None
    (sentence,) = told(loaded)
    assert sentence == (
        "4:14: too-many-values: the file has more than 9 values, the one here is the next;"
        " split it into several decks"
    )


def test_the_number_of_faults_is_capped_and_the_rest_is_counted() -> None:
    text = b"id: deck\ncards:\n" + b"- {question: q, answer: a, x: 1}\n" * 4

    loaded = load(text, "deck.yaml", max_faults=5)

    assert len(loaded.faults) == 6
    assert str(loaded.faults[-1]) == (
        "deck.yaml:6:14: and 2 more; mend those above first, then check again"
    )


def test_a_file_of_nothing_but_slips_is_given_up_soon() -> None:
    loaded = load(b"cards:\n" + b"- \x1b\n" * 20_000, "deck.yaml")

    assert loaded.deck is None
    assert loaded.faults[-1].code == "more"


ANY_DECK = st.sampled_from([path.read_bytes() for path in VALID + INVALID])
SIGNS = "'[}\"\\#|!~\t\n\r\x1b\u2028\ufeff"
OF_KINDS = (
    *("{{", "}}", "{", "::", "{{c1::", "$", "`", "\\", "%", "9e9", "/ 0", "(", "x", "[]", "{}"),
    *("\n    typed: a", "\n    reversed: true", "\n    number: 1", "\n  - section: s", "text: "),
)
PIECES = st.sampled_from(
    [
        *map(str.encode, SIGNS),
        *map(str.encode, OF_KINDS),
        b"  ",
        b": ",
        b"- ",
        b"\r\n",
        b"&a ",
        b"*a",
        b"id: a",
        b"\xff",
        b"\0",
    ]
)


@st.composite
def mutated_decks(draw: st.DrawFn) -> bytes:
    """A deck with a few pieces cut out, put in or moved."""
    data = draw(ANY_DECK)
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(data)))
        end = start + draw(st.integers(0, 30))
        data = data[:start] + draw(PIECES | st.just(b"") | st.binary(max_size=4)) + data[end:]
    return data


@settings(max_examples=MUTATED, deadline=None)
@given(mutated_decks())
def test_a_mutated_deck_gives_a_deck_or_faults_with_places(data: bytes) -> None:
    loaded = load(data, "deck.yaml", style=Style())

    lines = data.count(b"\n") + data.count(b"\r") + 1
    for fault in loaded.faults:
        assert 1 <= fault.line <= lines, fault
        assert fault.column >= 1, fault
        assert all(map(_is_shown, fault.message)), fault
        assert fault.advice, fault
    assert loaded.deck or loaded.faults or not loaded.is_deck
    places = [(fault.line, fault.column) for fault in loaded.faults]
    assert places == sorted(places)
    cards = loaded.deck.cards if loaded.deck else ()
    assert len({card.key for card in cards}) == len(cards)
    for card in cards:
        assert card.asked, card
        assert card.answer, card
        assert card_from_json(card_to_json(card)) == card


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_give_a_deck_or_faults(data: bytes) -> None:
    loaded = load(data, "deck.yaml")

    assert all(fault.line >= 1 and fault.column >= 1 and fault.advice for fault in loaded.faults)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_slip_in_one_card_never_changes_another(data: st.DataObject) -> None:
    """The cards around a broken one come out as they went in, under the same keys."""
    sound = [f"id: c{n}\n    question: Question {n}?\n    answer: Answer {n}." for n in range(4)]
    broken = data.draw(st.integers(0, 3))
    start = data.draw(st.integers(0, len(sound[broken])))
    slip = data.draw(
        st.sampled_from([": x", ' "', " '", "\t", " [", "`", "\x1b", "\n    x", " *", "{"])
    )
    before = deck(*sound).deck
    cards = list(sound)
    cards[broken] = cards[broken][:start] + slip + cards[broken][start:]

    after = deck(*cards).deck

    assert before is not None
    assert after is not None
    others = [card.question for card in before.cards if card.key != f"deck/c{broken}"]
    kept = [card.question for card in after.cards]
    assert [question for question in kept if question in others] == others
