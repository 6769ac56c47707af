"""What the bytes of a file may be, one sentence for each that is no text."""

from __future__ import annotations

import pytest

from studyapp.deck.load import Loaded, load
from studyapp.deck.source import Spot, lines, place

DECK = """\
title: Größe 量
id: deck
cards:
  - id: a
    question: |
      One
      two
    answer: 好
"""
SLIP = """\
id: deck
cards:
  - id: a
    question: q
    answer: a: b
  - {id: b, question: r, answer: a}
"""


def read(data: bytes) -> Loaded:
    return load(data, "deck.yaml")


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + DECK.encode(),
        DECK.replace("\n", "\r\n").encode(),
        DECK.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + DECK.replace("\n", "\r\n").encode(),
    ],
    ids=["a byte-order mark", "CR LF", "CR", "both"],
)
def test_marks_and_line_ends_of_other_systems_change_nothing(data: bytes) -> None:
    assert read(data) == read(DECK.encode())
    assert read(data).faults == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_slip_has_its_place_whatever_ends_a_line(end: str) -> None:
    loaded = read(("\ufeff" + SLIP.replace("\n", end)).encode())

    assert [(fault.line, fault.column) for fault in loaded.faults] == [(5, 14)]
    assert loaded.deck is not None
    assert [card.key for card in loaded.deck.cards] == ["deck/b"]


def test_columns_count_characters_not_bytes() -> None:
    loaded = read("id: deck\ncards: [{question: 𝄞量é, answer: a, x: 1}]".encode())

    assert [(fault.line, fault.column) for fault in loaded.faults] == [(2, 36)]


def test_line_separators_of_unicode_do_not_shift_lines() -> None:
    loaded = read("id: deck\ndescription: a\u2028b\x85c\u2029d\ncards: []\nx: 1\n".encode())

    assert [(fault.line, fault.code) for fault in loaded.faults] == [
        (3, "no-cards"),
        (4, "unknown-key"),
    ]


NO_TEXT = {
    "empty": (b"", "1:1: the file is empty; write a `title:` and a list of `cards:` into it"),
    "blank": (
        b" \n\t\n",
        "1:1: the file is empty; write a `title:` and a list of `cards:` into it",
    ),
    "a mark alone": (
        b"\xef\xbb\xbf",
        "1:1: the file is empty; write a `title:` and a list of `cards:` into it",
    ),
    "comments alone": (
        b"# nothing\n---\n",
        "1:1: the file is empty; write a `title:` and a list of `cards:` into it",
    ),
    "UTF-16": (DECK.encode("utf-16"), "1:1: the file is in UTF-16; save it as UTF-8"),
    "UTF-16 without a mark": (
        "title: Deck\n".encode("utf-16-le"),
        "1:1: the file is in UTF-16; save it as UTF-8",
    ),
    "UTF-16, the other order": (
        "title: Deck\n".encode("utf-16-be"),
        "1:1: the file is in UTF-16; save it as UTF-8",
    ),
    "UTF-32": (DECK.encode("utf-32"), "1:1: the file is in UTF-32; save it as UTF-8"),
    "Latin-1": (
        "id: deck\ntitle: Größe\n".encode("latin-1"),
        "2:10: byte 0xF6 here is not UTF-8; save the file as UTF-8",
    ),
    "GBK": (
        "title: 激活\n".encode("gbk"),
        "1:8: byte 0xBC here is not UTF-8; save the file as UTF-8",
    ),
    "binary": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "1:1: the file is binary, not text; give a deck written in YAML",
    ),
    "NUL": (
        b"title: a\x00b\ncards: []\n",
        "1:1: the file is binary, not text; give a deck written in YAML",
    ),
}


@pytest.mark.parametrize(("data", "sentence"), NO_TEXT.values(), ids=NO_TEXT)
def test_a_file_that_is_no_text_is_told_in_one_sentence(data: bytes, sentence: str) -> None:
    loaded = read(data)

    assert loaded.deck is None
    assert [str(fault) for fault in loaded.faults] == [f"deck.yaml:{sentence}"]


def test_a_file_over_the_limit_is_not_read() -> None:
    loaded = load(DECK.encode() + b"#" * 2_000_000, "deck.yaml", max_bytes=1024 * 1024)

    (fault,) = loaded.faults
    assert str(fault) == (
        "deck.yaml:1:1: the file has 2\u00a0000\u00a0097 bytes, which is more than 1 MB;"
        " split it into several decks"
    )


def test_lines_end_where_an_editor_ends_them() -> None:
    assert lines("a\nb\r\nc\rd\x0be\u2028f\n\ng") == [
        "a\n",
        "b\r\n",
        "c\r",
        "d\x0be\u2028f\n",
        "\n",
        "g",
    ]


def test_a_place_counts_on_from_a_known_one() -> None:
    assert place("ab\ncd", 4) == Spot(2, 2)
    assert place("ab\ncd", 4, Spot(7, 5)) == Spot(8, 2)
    assert place("ab\ncd", 1, Spot(7, 5)) == Spot(7, 6)
