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
