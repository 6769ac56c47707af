import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.progress.ids import LEAD_MS, make, next_time, prefix_range, time_of, to_text

times = st.integers(0, 2**48 - 2 - LEAD_MS)
randoms = st.binary(min_size=10, max_size=10)


@given(times, randoms)
def test_an_id_is_a_version_7_uuid_of_its_time(time: int, random: bytes) -> None:
    name = make(time, random)

    assert uuid.UUID(bytes=name).version == 7
    assert uuid.UUID(bytes=name).variant == uuid.RFC_4122
    assert time_of(name) == time


def test_all_but_the_fixed_bits_are_random() -> None:
    nothing, everything = make(0, bytes(10)), make(0, b"\xff" * 10)

    differing = int.from_bytes(nothing, "big") ^ int.from_bytes(everything, "big")

    assert differing.bit_count() == 74


@given(times, randoms)
def test_the_text_of_an_id_is_that_of_a_uuid(time: int, random: bytes) -> None:
    name = make(time, random)

    assert to_text(name) == str(uuid.UUID(bytes=name))


@pytest.mark.parametrize(
    ("wall", "own", "newest", "expected"),
    [
        (1000, 0, 0, 1000),
        (1000, 1000, 1000, 1001),
        (1000, 5000, 5000, 5001),
        (1000, 0, 3000, 3001),
        (1000, 0, 1000 + LEAD_MS, 1001 + LEAD_MS),
        (1000, 0, 1001 + LEAD_MS, 1000),
        (1000, 9000 + LEAD_MS, 9000 + LEAD_MS, 9001 + LEAD_MS),
    ],
    ids=[
        "the wall clock leads",
        "two events in a millisecond",
        "a clock set back by seconds",
        "another device is ahead a little",
        "another device is ahead by a day",
        "another device is ahead by more, and is not followed",
        "its own events are followed however far ahead they are",
    ],
)
def test_the_time_of_the_next_event(wall: int, own: int, newest: int, expected: int) -> None:
    assert next_time(wall, own, newest) == expected


@given(times, times, times)
def test_a_devices_own_events_are_always_in_order(wall: int, own: int, newest: int) -> None:
    assert next_time(wall, own, newest) > own


@given(times, randoms, st.integers(1, 32), st.booleans())
def test_an_id_lies_in_the_range_of_each_of_its_beginnings(
    time: int, random: bytes, length: int, dashes: bool
) -> None:
    name = make(time, random)
    text = to_text(name) if dashes else name.hex()

    span = prefix_range(text[:length].upper())

    assert span is not None
    assert span[0] <= name <= span[1]


@pytest.mark.parametrize("text", ["", "-", "xyz", "0" * 33, "019a g"])
def test_what_is_no_beginning_of_an_id_has_no_range(text: str) -> None:
    assert prefix_range(text) is None
