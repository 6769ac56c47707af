"""A typed text against the answers that are accepted, and what of it is missing, wrong or extra."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from studyapp.answers.alignment import aligned
from studyapp.answers.folding import folded, narrowed, presentable
from studyapp.text.cells import cells, clusters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studyapp.answers.outcome import Outcome

Role = Literal["same", "missing", "wrong", "extra"]

Verdict = Literal["right", "near", "wrong", "blank"]

MARKS: dict[Role, str] = {"same": " ", "missing": "m", "wrong": "w", "extra": "e"}
"""Below each cell of a diff: so it can be read without colours."""

SHORTEST = 5
"""Letters of an answer that can be missed nearly: `relu` for `gelu` and `L1` for `L2` are wrong."""

PER_SLIP = 6
"""So many letters allow one slip, at least one from `SHORTEST` on."""

_TELLING = "+-*/=<>^~≈≤≥≠∞∂∇∑∏∫√|!¬"
"""A slip in one of these, or in a digit, is another answer."""


class Piece(NamedTuple):
    """Neighbouring letters with one role: as given, and as wanted in their place."""

    role: Role
    given: str
    wanted: str


class TypedVerdict(NamedTuple):
    """How a typed answer compares.

    Attributes:
        verdict: near is wrong by a slip or two of the fingers.
        accepted: the accepted answer that comes nearest, as the card writes it.
        distance: letters to change, leave out, put in or swap with their neighbour.
        pieces: from the given to the accepted text, in order and in the usual widths.
        same_case: whether it is right letter for letter too: `φ(x)` is right for `Φ(x)`, but it
            may be worth a word.
    """

    verdict: Verdict
    accepted: str
    distance: int
    pieces: tuple[Piece, ...]
    same_case: bool

    @property
    def outcome(self) -> Outcome:
        """For a proposal of a grade."""
        return self.verdict


class Rows(NamedTuple):
    """A diff as three lines of equal width: given, wanted, and the `MARKS` below them."""

    given: str
    wanted: str
    marks: str


def check(given: str, accepted: Iterable[str]) -> TypedVerdict:
    """The verdict against the nearest of the accepted answers, of which there is at least one.

    Compared are the texts after NFC, case and width folding, with white space collapsed, and with
    typographic quotes, dashes and minus signs as a keyboard has them.
    """
    return min((_against(given, answer) for answer in accepted), key=_rank)


def _rank(verdict: TypedVerdict) -> tuple[bool, bool, bool, float]:
    """Right before near before wrong; then the least distance for its length."""
    share = verdict.distance / max(1, len(verdict.accepted))
    is_right = verdict.verdict == "right"
    return not is_right, not verdict.same_case, verdict.verdict != "near", share


def _against(given: str, answer: str) -> TypedVerdict:
    own, wanted = narrowed(presentable(given)), narrowed(presentable(answer))
    typed, written = list(clusters(own)), list(clusters(wanted))
    first, second = list(map(_key, typed)), list(map(_key, written))
    if folded(own) == folded(wanted):
        return TypedVerdict("right", answer, 0, _all_same(own, wanted), own == wanted)
    steps, distance = aligned(first, second)
    units = [
        Piece(
            _role(i is not None and j is not None and first[i] == second[j], i, j),
            "" if i is None else typed[i],
            "" if j is None else written[j],
        )
        for i, j in steps
    ]
    verdict: Verdict = "wrong"
    if not own:
        verdict = "blank"
    elif _is_slip(first, second, distance):
        verdict = "near"
    return TypedVerdict(verdict, answer, distance, _joined(units), False)


def _key(cluster: str) -> str:
    """What a cluster counts as; a space alone would fold to nothing."""
    return folded(cluster) or " "


def _role(same: bool, i: int | None, j: int | None) -> Role:
    if same:
        return "same"
    if i is None:
        return "missing"
    return "extra" if j is None else "wrong"


def _all_same(own: str, wanted: str) -> tuple[Piece, ...]:
    return (Piece("same", own, wanted),) if own or wanted else ()


def _is_slip(first: Sequence[str], second: Sequence[str], distance: int) -> bool:
    """Few letters amiss, and not the first one, which makes another word: `prelu` for `relu`."""
    allowed = 0 if len(second) < SHORTEST else max(1, len(second) // PER_SLIP)
    return distance <= allowed and first[0] == second[0] and _telling(first) == _telling(second)


def _telling(keys: Sequence[str]) -> list[str]:
    return [key for key in keys if key in _TELLING or any(char.isnumeric() for char in key)]


def _joined(units: Iterable[Piece]) -> tuple[Piece, ...]:
    pieces = []
    for role, run in groupby(units, key=lambda unit: unit.role):
        same = list(run)
        given, wanted = ("".join(unit[at] for unit in same) for at in (1, 2))
        pieces.append(Piece(role, given, wanted))
    return tuple(pieces)


def rows(pieces: Iterable[Piece], width: int = 80) -> list[Rows]:
    """A diff in lines of at most so many cells, what belongs together one above the other.

    Args:
        pieces: of a verdict.
        width: at least 2, the widest character.
    """
    lines: list[Rows] = []
    given = wanted = marks = ""
    for role, own, other in _columns(pieces):
        room = max(cells(own), cells(other))
        if marks and len(marks) + room > width:
            lines.append(Rows(given, wanted, marks))
            given = wanted = marks = ""
        given += own + " " * (room - cells(own))
        wanted += other + " " * (room - cells(other))
        marks += MARKS[role] * room
    return [*lines, Rows(given, wanted, marks)] if marks else lines


def _columns(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Cluster by cluster; the longer side of a piece goes on alone."""
    for role, given, wanted in pieces:
        own, other = list(clusters(given)), list(clusters(wanted))
        for at in range(max(len(own), len(other))):
            yield Piece(role, _seen(own[at : at + 1]), _seen(other[at : at + 1]))


def _seen(cluster: Sequence[str]) -> str:
    """A cluster, or none; marks that have nothing to stand on get what Unicode shows them on."""
    text = "".join(cluster)
    return f"◌{text}" if text and not cells(text) else text


def inline(pieces: Iterable[Piece]) -> str:
    """A diff in one line, for plain text and for screen readers: ``colo[extra u]r``."""
    told = []
    for role, given, wanted in pieces:
        if role == "same":
            told.append(wanted)
        elif role == "wrong":
            told.append(f"[wrong {_quoted(given)}, not {_quoted(wanted)}]")
        else:
            told.append(f"[{role} {_quoted(given or wanted)}]")
    return "".join(told)


def _quoted(text: str) -> str:
    return text if text == text.strip() else f"“{text}”"
