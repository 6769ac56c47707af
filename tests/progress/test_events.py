import json
from pathlib import Path

import pytest

from studyapp.progress.events import KINDS, PERSONAL, Event, canonical, field, renamed_to, to_json

ID = bytes.fromhex("019ab2d3e4f57a6b8c9d0e1f2a3b4c5d")
LOG_PAGE = Path(__file__).parents[2] / "docs" / "log.md"


def event(**fields: object) -> Event:
    made = Event(ID, 1, "0123456789abcdef", 1_795_474_076_123, 60, 20_780, "review")
    return made._replace(**fields)  # type: ignore[arg-type]  # fields of any type, by name


def test_a_review_as_a_line_of_json() -> None:
    review = event(card="deck/relu", grade=4, ms=2500, data='{"via":"app"}')

    assert to_json(review) == (
        '{"id": "019ab2d3-e4f5-7a6b-8c9d-0e1f2a3b4c5d", "version": 1,'
        ' "device": "0123456789abcdef", "at": "2026-11-23T22:47:56.123Z", "offset": 60,'
        ' "day": "2026-11-23", "kind": "review", "card": "deck/relu", "grade": 4, "ms": 2500,'
        ' "data": {"via": "app"}}'
    )


def test_an_undo_as_a_line_of_json_names_its_target() -> None:
    line = json.loads(to_json(event(kind="undo", target=ID)))

    assert line["target"] == line["id"]
    assert "card" not in line


def test_a_moment_without_milliseconds_keeps_its_zeros() -> None:
    assert json.loads(to_json(event(at=0)))["at"] == "1970-01-01T00:00:00.000Z"


def test_control_and_bidirectional_characters_are_escaped() -> None:
    line = to_json(event(card="d/\u202ex\x1b", data=canonical({"question": "\x9b\u2066什么?"})))

    assert "\\u202ex\\u001b" in line
    assert "\\u009b\\u2066什么?" in line


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (None, None),
        ({}, None),
        ({"b": 1, "a": "é 什么"}, '{"a":"é 什么","b":1}'),
        ({"to": "d/x"}, '{"to":"d/x"}'),
    ],
)
def test_data_has_one_text(data: dict[str, object] | None, text: str | None) -> None:
    assert canonical(data) == text


@pytest.mark.parametrize("data", [None, "", "[1]", "7", "{", '{"other":1}'])
def test_a_field_that_is_not_there_is_none(data: str | None) -> None:
    assert field(data, "to") is None


def test_a_new_name_is_text() -> None:
    assert renamed_to('{"to":"d/new"}') == "d/new"
    assert renamed_to('{"to":7}') is None


def test_what_a_person_does_can_be_taken_back() -> None:
    for kind in PERSONAL:
        assert "undo" in KINDS[kind].reverse, kind


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_on_the_log_tells_every_kind_with_its_effect(kind: str) -> None:
    page = LOG_PAGE.read_text(encoding="utf-8")

    assert f"| `{kind}` |" in page
    assert KINDS[kind].effect in page
    assert KINDS[kind].reverse in page
