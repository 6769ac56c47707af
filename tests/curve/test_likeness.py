from itertools import combinations

import pytest

from studyapp.curve.catalogue import CATALOGUE
from studyapp.curve.likeness import APART, distance, frame, relatives
from studyapp.curve.spec import Trace
from studyapp.curve.subject import subject

CURVES = [entry.name for entry in CATALOGUE if entry.kind == "curve"]


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.parametrize("order", [0, 1])
def test_relatives_come_nearest_first_and_can_be_told_apart(name: str, order: int) -> None:
    own = subject(Trace(name))
    within = frame([own], order, own.window)
    near = relatives(Trace(name), order, within)
    off = [distance(own, subject(trace), order, within) for trace in near]

    assert len(near) >= 4
    assert off == sorted(off)
    assert off[0] >= APART
    for one, other in combinations(near, 2):
        assert distance(subject(one), subject(other), order, within) >= APART
