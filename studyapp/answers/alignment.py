"""How one row of signs becomes another with the fewest steps (Levenshtein 1966), and a swap as one.

The distance is that of optimal string alignment: two neighbours that changed places are one step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Step = tuple[int | None, int | None]
"""A place of the first row, and the one of the second that stands against it."""

MOST = 250_000
"""Pairs that are looked at; longer rows are told apart in one piece: 2 000 letters are enough."""


def aligned(first: Sequence[str], second: Sequence[str]) -> tuple[list[Step], int]:
    """What stands against what, and how many steps lead from one row to the other."""
    head = 0
    while head < min(len(first), len(second)) and first[head] == second[head]:
        head += 1
    tail = 0
    while tail < min(len(first), len(second)) - head and first[-1 - tail] == second[-1 - tail]:
        tail += 1
    ends = len(first) - tail, len(second) - tail
    inner, distance = _inside(first[head : ends[0]], second[head : ends[1]])
    steps: list[Step] = [(at, at) for at in range(head)]
    steps += [(None if i is None else i + head, None if j is None else j + head) for i, j in inner]
    steps += [(ends[0] + at, ends[1] + at) for at in range(tail)]
    return steps, distance


def _inside(first: Sequence[str], second: Sequence[str]) -> tuple[list[Step], int]:
    if len(first) * len(second) > MOST:
        both = min(len(first), len(second))
        steps: list[Step] = [(at, at) for at in range(both)]
        steps += [(at, None) for at in range(both, len(first))]
        steps += [(None, at) for at in range(both, len(second))]
        return steps, max(len(first), len(second))
    costs = _costs(first, second)
    return _traced(first, second, costs), costs[-1][-1]


def _costs(first: Sequence[str], second: Sequence[str]) -> list[list[int]]:
    """``costs[i][j]``: from the first i signs to the first j."""
    costs = [list(range(len(second) + 1))]
    for i, own in enumerate(first, 1):
        row = [i]
        for j, other in enumerate(second, 1):
            least = min(costs[-1][j] + 1, row[-1] + 1, costs[-1][j - 1] + (own != other))
            if _swapped(first, second, i, j):
                least = min(least, costs[i - 2][j - 2] + 1)
            row.append(least)
        costs.append(row)
    return costs


def _swapped(first: Sequence[str], second: Sequence[str], i: int, j: int) -> bool:
    if i < 2 or j < 2:
        return False
    return first[i - 1] == second[j - 2] != second[j - 1] == first[i - 2]


def _traced(first: Sequence[str], second: Sequence[str], costs: list[list[int]]) -> list[Step]:
    """From the end backwards; of equals, what is left out or put in comes last."""
    steps: list[Step] = []
    i, j = len(first), len(second)
    while i or j:
        here = costs[i][j]
        if i and j and first[i - 1] == second[j - 1] and here == costs[i - 1][j - 1]:
            i, j = i - 1, j - 1
            steps.append((i, j))
        elif _swapped(first, second, i, j) and here == costs[i - 2][j - 2] + 1:
            steps += [(i - 1, j - 1), (i - 2, j - 2)]
            i, j = i - 2, j - 2
        elif i and here == costs[i - 1][j] + 1:
            i -= 1
            steps.append((i, None))
        elif j and here == costs[i][j - 1] + 1:
            j -= 1
            steps.append((None, j))
        else:
            i, j = i - 1, j - 1
            steps.append((i, j))
    return steps[::-1]
