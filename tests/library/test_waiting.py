from hypothesis import given
from hypothesis import strategies as st

from studyapp.library.queue import BETWEEN, Entry
from studyapp.library.waiting import Waiting


def entries(*keys: str) -> list[Entry]:
    return [Entry(number, key) for number, key in enumerate(keys)]


def drawn(waiting: Waiting, most: int = 20) -> list[str]:
    """The keys of what comes, each answered and recalled."""
    found: list[str] = []
    while len(found) < most and (entry := waiting.next()) is not None:
        found.append(entry.key)
        waiting.answered(owed=None)
    return found


def test_the_queue_comes_in_its_order() -> None:
    assert drawn(Waiting(entries("a", "b", "c"))) == ["a", "b", "c"]


def test_an_owed_card_comes_after_so_many_other_answers() -> None:
    waiting = Waiting(entries("a", *"123456789"))
    waiting.answered(owed=waiting.next())

    assert drawn(waiting).index("a") == BETWEEN


def test_an_owed_card_comes_at_once_if_nothing_else_is_left() -> None:
    waiting = Waiting(entries("a", "b"))
    waiting.answered(owed=waiting.next())

    assert drawn(waiting) == ["b", "a"]


def test_answers_of_an_earlier_sitting_count_for_an_owed_card() -> None:
    (owed,) = entries("o")

    assert drawn(Waiting(entries(*"12345"), [(owed, BETWEEN - 2)])) == [
        "1",
        "2",
        "o",
        "3",
        "4",
        "5",
    ]


def test_an_answer_taken_back_was_not_waited_for() -> None:
    waiting = Waiting(entries("a", *"123456789"))
    waiting.answered(owed=waiting.next())
    waiting.answered(owed=None)
    waiting.taken_back()

    assert drawn(waiting).index("a") == BETWEEN


def test_what_comes_after_a_recall_is_known_before_it() -> None:
    waiting = Waiting(entries("a", *"123456789"))
    waiting.answered(owed=waiting.next())
    told, came = [], []
    while (entry := waiting.next()) is not None:
        came.append(entry)
        told.append(waiting.after_recall())
        waiting.answered(owed=None)

    assert told == [*came[1:], None]


def test_a_card_that_was_put_back_comes_first() -> None:
    waiting = Waiting(entries("a", "b"))
    taken = waiting.next()
    assert taken is not None
    waiting.put_back(taken, owed=False)

    assert [entry.key for entry in waiting] == ["a", "b"]


def test_a_card_left_out_does_not_come() -> None:
    waiting = Waiting(entries("a", "b"), [(entries("o")[0], 0)])
    waiting.discard("a")
    waiting.discard("o")
    waiting.discard("never there")

    assert (len(waiting), drawn(waiting)) == (1, ["b"])


_STEPS = st.lists(st.sampled_from(["next", "again", "recall", "back", "discard", "peek"]))


@given(st.integers(1, 8), _STEPS)
def test_a_queue_known_by_its_beginning_is_as_one_that_is_laid_out(
    count: int, steps: list[str]
) -> None:
    queue = entries(*"abcdefgh"[:count])
    pair = (Waiting(queue), Waiting(queue[:1], whole=lambda: queue, total=count))

    assert _done(pair[1], steps, queue) == _done(pair[0], steps, queue)


def _done(waiting: Waiting, steps: list[str], queue: list[Entry]) -> list[object]:
    """What each step tells, and how many wait after it."""
    told: list[object] = []
    table: Entry | None = None
    for step in steps:
        match step:
            case "next":
                table = waiting.next()
                told.append(table)
            case "again" | "recall" if table is not None:
                waiting.answered(owed=table if step == "again" else None)
                table = None
            case "back" if table is not None:
                waiting.put_back(table, owed=False)
                table = None
            case "discard":
                waiting.discard(queue[-1].key)
            case "peek":
                told.append(waiting.after_recall())
        told.append(len(waiting))
    return told


def test_the_first_card_of_a_queue_is_had_without_laying_it_out() -> None:
    waiting = Waiting(entries("a"), whole=lambda: 1 / 0, total=3)  # type: ignore[arg-type,return-value]

    assert waiting.next() == Entry(0, "a")
    assert len(waiting) == 2
