from __future__ import annotations

import threading
import time

from studyapp.tui.ahead import Ahead, Job


def fail() -> int:
    raise ZeroDivisionError("on purpose")


def test_what_is_wished_for_is_made_in_order() -> None:
    made: list[int] = []
    done = threading.Event()
    ahead: Ahead[int] = Ahead(lambda: done.set() if len(made) == 2 else None, lambda _: None)
    ahead.rest()

    def make(number: int) -> int:
        made.append(number)
        return number

    ahead.wish([Job("a", lambda: make(1)), Job("b", lambda: make(2))])

    assert done.wait(5)
    assert (made, ahead.get("a"), ahead.get("b")) == ([1, 2], 1, 2)
    ahead.close()


def test_nothing_begins_before_the_first_frame() -> None:
    ahead: Ahead[int] = Ahead(lambda: None, lambda _: None)

    ahead.wish([Job("a", lambda: 1)])

    assert ahead.get("a") is None
    assert ahead.get_now(Job("a", lambda: 2)) == 2
    ahead.close()


def test_a_failure_is_told_once_and_the_rest_goes_on() -> None:
    told: list[Exception] = []
    done = threading.Event()
    ahead: Ahead[int] = Ahead(done.set, told.append)
    ahead.rest()

    ahead.wish([Job("bad", fail), Job("good", lambda: 1)])

    assert done.wait(5)
    assert [str(error) for error in told] == ["on purpose"]
    assert ahead.get("good") == 1
    assert ahead.failed("bad")
    assert not ahead.failed("good")
    ahead.close()


def test_it_rests_longer_while_a_key_is_held() -> None:
    begun: list[float] = []
    done = threading.Event()
    ahead: Ahead[None] = Ahead(done.set, lambda _: None)
    pressed = time.monotonic()
    ahead.rest(held=True)

    ahead.wish([Job("a", lambda: begun.append(time.monotonic()))])

    assert done.wait(5)
    assert begun[0] - pressed >= 0.15
    ahead.close()
