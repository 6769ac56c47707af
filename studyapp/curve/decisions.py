"""What decides in a formula: the parts that change abruptly where a quantity passes a mark.

A comparison, a sign, a floor, a choice of the greatest, an end of a domain, a zero below a fraction
line. Each is a `Decision` over many places at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from studyapp.curve.jets import evaluate
from studyapp.curve.names import resolve
from studyapp.curve.terms import COMPARISONS, SCALARS, Binary, Call, parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from studyapp.curve.jets import Array, Jet
    from studyapp.curve.terms import Node

Key = tuple[int, int]
"""The number of a part, and which of its decisions."""

DEFINED = -1
"""Which decision says whether a part has a value at all."""

_UNDECIDED = 9e15
"""Stands for a decision on what is no number."""


class Decision(NamedTuple):
    """How a part decides at each place.

    Attributes:
        state: a whole number.
        size: what decides where it passes 0; None where there is no such number.
        whole: it decides at every whole number, not at 0 alone.
        rivals: of a choice, in rows, what it is between; the state says which row won.
    """

    state: Array
    size: Array | None = None
    whole: bool = False
    rivals: Array | None = None


class Deciding:
    """The deciding parts of a formula; those that are written alike count once."""

    def __init__(self, node: Node, settings: Mapping[str, float]) -> None:
        self._node = node
        self._settings = settings
        self._number: dict[int, int] = {}
        self._enrol(node, {})

    def _enrol(self, node: Node, known: dict[object, int]) -> int:
        """Gives a part and all within it their numbers."""
        inner = tuple(self._enrol(part, known) for part in parts(node))
        own = tuple(field for field in node[1:] if not isinstance(field, tuple))
        number = known.setdefault((type(node), own, inner), len(known))
        self._number[id(node)] = number
        return number

    def decisions(
        self, x: Array, order: int = 0, wanted: Collection[Key] | None = None
    ) -> dict[Key, Decision]:
        """What is decided at each place.

        Args:
            x: one axis.
            order: 1 for where a quantity is flat: its derivative decides instead of it.
            wanted: decisions that are asked for, as a reason to evaluate no more; None: all.
        """
        found: dict[Key, Decision] = {}

        def watch(part: Binary | Call, jets: list[Jet]) -> None:
            number = self._number[id(part)]
            varies = any(jet[0].ndim for jet in jets)
            if varies and (number, 0) not in found:
                for which, decision in enumerate(_decided(part, jets, order)):
                    found[number, which] = _over(decision, x)

        numbers = None if wanted is None else {number for number, _ in wanted}
        for node in self._outermost(self._node, numbers):
            values = evaluate(node, x, self._settings, order, watch)
            state = np.isfinite(values).astype(np.float64)
            found[self._number[id(node)], DEFINED] = Decision(state)
        return found

    def _outermost(self, node: Node, numbers: Collection[int] | None) -> Iterator[Node]:
        """The parts of these numbers, but none that lies within another of them."""
        if numbers is None or self._number[id(node)] in numbers:
            yield node
        else:
            for part in parts(node):
                yield from self._outermost(part, numbers)


def _over(decision: Decision, x: Array) -> Decision:
    """In the shape of the places, with a state also where there is no number."""
    state = np.where(np.isnan(decision.state), _UNDECIDED, decision.state)
    size = None if decision.size is None else np.broadcast_to(decision.size, x.shape)
    return decision._replace(state=np.broadcast_to(state, x.shape), size=size)


def _decided(part: Binary | Call, jets: list[Jet], order: int) -> Iterator[Decision]:
    for size in _sizes(part, jets, order):
        yield Decision(np.sign(size), size)
    if isinstance(part, Binary) or order:
        return
    first = jets[0][0]
    if part.name == "where":
        yield Decision((first != 0.0) + 0.0 * first)
    elif part.name == "floor":
        yield Decision(np.floor(first), first, whole=True)
    elif part.name in {"min", "max"}:
        winner = np.argmin if part.name == "min" else np.argmax
        rivals = np.stack(np.broadcast_arrays(*(jet[0] for jet in jets)))
        yield Decision(winner(rivals, axis=0).astype(np.float64), rivals=rivals)


def _sizes(part: Binary | Call, jets: list[Jet], order: int) -> Iterator[Array]:
    """The numbers that decide where they pass 0, or their derivatives."""
    first, *others = [jet[order] if order < len(jet) else np.zeros(()) for jet in jets]
    if isinstance(part, Binary):
        if part.operator in COMPARISONS:
            yield first - others[0]
        elif part.operator in "/^":
            yield others[0] if part.operator == "/" else first
    elif part.name in {"sign", "abs", "sqrt", "log"}:
        yield first
    elif part.name == "log1p":
        yield first if order else first + 1.0
    elif part.name == "clip":
        yield from (first - other for other in others)
    elif part.name not in SCALARS:
        entry = resolve(part.name)
        own = entry.settings()
        for place in sorted({*entry.jumps(own), *entry.slope_jumps(own), *entry.bend_jumps(own)}):
            yield first if order else first - place
