import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.progress.events import Event, canonical, to_json
from studyapp.progress.intake import MOST_DATA, Unfit, checked, from_json
from studyapp.safetext import is_harmless

ID = bytes.fromhex("019ab2d3e4f57a6b8c9d0e1f2a3b4c5d")
EVENT = Event(
    ID, 1, "0123456789abcdef", 1_795_474_076_123, 60, 20_780, "review", "deck/relu", 4, 2500, None,
    '{"via":"app"}',
)  # fmt: skip

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
objects = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), values, max_size=4)
events = st.builds(
    Event,
    id=st.binary(min_size=16, max_size=16),
    version=st.integers(1, 9),
    device=st.text("0123456789abcdef", min_size=16, max_size=16),
    at=st.integers(-(10**13), 10**14),
    offset=st.integers(-1439, 1439),
    day=st.integers(-100_000, 2_000_000),
    kind=st.sampled_from(["levitate", "flag", "remark", "drill", "宙"]),
    card=st.none() | st.sampled_from(["d/a", "深/学#1"]),
    grade=st.none() | st.integers(0, 99),
    ms=st.none() | st.integers(0, 2**53 - 1),
    target=st.none() | st.binary(min_size=16, max_size=16),
    data=st.builds(canonical, objects),
)


@given(events)
def test_an_event_comes_back_from_its_line_as_it_was(event: Event) -> None:
    line = to_json(event)

    assert is_harmless(line)
    assert from_json(line.encode()) == event
    assert checked(tuple(event)) == event


def test_a_line_that_was_rewritten_by_another_tool_says_the_same() -> None:
    value = json.loads(to_json(EVENT._replace(data='{"a":1.5,"b":"é"}')))
    line = json.dumps(dict(reversed(value.items())), indent=None, separators=(" ,", " : "))

    assert from_json(line.encode() + b"\r\n") == EVENT._replace(data='{"a":1.5,"b":"é"}')


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"id": b"short"}, "has no `id` that is the 16 bytes of a UUID"),
        ({"id": "x" * 16}, "has no `id`"),
        ({"version": 0}, "has no `version`"),
        ({"version": True}, "has no `version`"),
        ({"device": "0123"}, "has no `device` that is 16 hexadecimal digits"),
        ({"device": "0123456789ABCDEF"}, "has no `device`"),
        ({"at": 10**15}, "has no `at` that is an instant"),
        ({"at": 1.5}, "has no `at`"),
        ({"at": None}, "has no `at`"),
        ({"offset": 1440}, "has no `offset` that is minutes of less than a day"),
        ({"day": 3_000_000}, "has no `day` that is a day before the year 9900"),
        ({"kind": ""}, "has no `kind`"),
        ({"kind": "re\x1bview"}, "has no `kind`"),
        ({"kind": "k" * 65}, "has no `kind` that is a word of at most 64 characters"),
        ({"card": "d/\u202ex"}, "has no `card` that is a key"),
        ({"card": "d/a\nb"}, "has no `card`"),
        ({"card": "d/" + "x" * 600}, "has no `card` that is a key of at most 512 characters"),
        ({"card": ""}, "has no `card`"),
        ({"card": b"d/a"}, "has no `card`"),
        ({"card": None}, "is a review without a card and a grade from 0 to 5"),
        ({"grade": 6}, "is a review without a card and a grade from 0 to 5"),
        ({"grade": -1}, "has no `grade`"),
        ({"grade": "4"}, "has no `grade`"),
        ({"ms": -1}, "has no `ms` that is a number of milliseconds"),
        ({"target": b"?"}, "has no `target`"),
        ({"data": "7"}, "has no `data` that is an object in canonical JSON"),
        ({"data": "{"}, "has no `data`"),
        ({"data": "{}"}, "has no `data`"),
        ({"data": '{"a": 1}'}, "has no `data`"),
        ({"data": '{"b":1,"a":1}'}, "has no `data`"),
        ({"data": '{"a":1,"a":2}'}, "has no `data`"),
        ({"data": '{"a":NaN}'}, "has no `data`"),
        ({"data": '{"a":1e999}'}, "has no `data`"),
        ({"data": '{"a":' + "9" * 5000 + "}"}, "has no `data`"),
        ({"data": '{"a":"\\ud800"}'}, "has no `data`"),
        ({"data": '{"a":' + "[" * 60 + "]" * 60 + "}"}, "has no `data`"),
        ({"data": '{"a":' + "[" * 100_000 + "]" * 100_000 + "}"}, "has no `data`"),
        ({"data": '{"a":"' + "x" * MOST_DATA + '"}'}, "has no `data`"),
        ({"data": 7}, "has no `data`"),
        ({"kind": "undo"}, "takes back nothing"),
        ({"kind": "rename"}, "renames without two names"),
        ({"kind": "rename", "data": '{"to":7}'}, "renames without two names"),
        ({"kind": "rename", "data": '{"to":"d/\x1b"}'.replace("\x1b", "\\u001b")},
         "gives a card a name that is no key"),
    ],
)  # fmt: skip
def test_what_no_event_holds_is_refused(fields: dict[str, Any], why: str) -> None:
    with pytest.raises(Unfit) as refused:
        checked(tuple(EVENT._replace(**fields)))

    assert str(refused.value).startswith(why)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "levitate", "grade": 99, "version": 7},
        {"kind": "undo", "version": 2, "data": '{"targets":[]}'},
        {"kind": "rename", "version": 2, "data": '{"to":["d/a","d/b"]}'},
        {"data": '{"a":"' + "[{" * 100 + '","b":-0.0,"c":1e+16,"d":123456789012345678901}'},
        {"at": -(10**12), "day": -11_574, "offset": -1439},
    ],
)
def test_what_a_newer_release_or_an_odd_clock_wrote_passes(fields: dict[str, Any]) -> None:
    event = EVENT._replace(**fields)

    assert checked(tuple(event)) == event
    assert from_json(to_json(event).encode()) == event


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"", "is not JSON"),
        (b"\xff{}", "is not text in UTF-8"),
        (b"[]", "is no object"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"id": 1, "id": 2}', "says one thing twice"),
        (b'{"data": {"a": 1, "a": 2}}', "says one thing twice"),
        (b'{"ms": NaN}', "has NaN, which is no number"),
        (b'{"colour": "red"}', "has a field `colour` that this studyapp does not know"),
        (b"{}", "has no `id`"),
    ],
)
def test_a_line_that_is_no_event_is_refused(line: bytes, why: str) -> None:
    with pytest.raises(Unfit) as refused:
        from_json(line)

    assert str(refused.value).startswith(why)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "019AB2D3-e4f5-7a6b-8c9d-0e1f2a3b4c5d"),
        ("id", "019ab2d3e4f57a6b8c9d0e1f2a3b4c5d"),
        ("id", 7),
        ("at", "2026-11-23"),
        ("at", "2026-11-23T22:47:56Z"),
        ("at", "2026-11-23T22:47:56.123+00:00"),
        ("at", 7),
        ("day", "20261123"),
        ("day", "2026-13-01"),
        ("day", None),
        ("day", 20_780),
        ("grade", 4.0),
        ("grade", True),
        ("data", '{"via":"app"}'),
        ("data", {"a": 1e999}),
        ("data", {"a": "\ud800"}),
        ("target", ""),
    ],
)
def test_a_field_has_one_way_to_be_written(field: str, value: object) -> None:
    fields = json.loads(to_json(EVENT)) | {field: value}

    with pytest.raises(Unfit):
        from_json(json.dumps(fields).encode())
