import unicodedata
from collections import Counter

import pytest

from studyapp.curve.catalogue import CATALOGUE, SLICES
from studyapp.curve.entry import Entry
from studyapp.curve.functions import FORMULAS
from studyapp.curve.names import resolve

ALL = (*CATALOGUE, *SLICES)

ISSUED = [
    "identity",
    "step",
    "relu",
    "relu6",
    "leaky_relu",
    "prelu",
    "elu",
    "celu",
    "selu",
    "gelu",
    "gelu_tanh",
    "gelu_sigmoid",
    "sigmoid",
    "hard_sigmoid",
    "tanh",
    "hard_tanh",
    "softplus",
    "softsign",
    "silu",
    "swish",
    "hard_swish",
    "mish",
    "squared_relu",
    "log_sigmoid",
    "softmax",
    "glu",
    "swiglu",
    "geglu",
    "reglu",
]

BY_NAME = pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.name)


def test_the_catalogue_has_the_twenty_nine() -> None:
    assert [entry.name for entry in CATALOGUE] == ISSUED


def test_every_curve_has_numbers_and_every_number_a_name() -> None:
    curves = [entry.name for entry in ALL if entry.kind == "curve"]

    assert sorted(curves) == sorted(FORMULAS)


def test_no_two_functions_share_a_name() -> None:
    folded = Counter(
        name.casefold().replace(" ", "").replace("_", "").replace("-", "")
        for entry in ALL
        for name in (entry.name, *entry.aliases)
    )

    assert [name for name, count in folded.items() if count > 1] == []


@BY_NAME
def test_a_default_lies_in_its_range(entry: Entry) -> None:
    for parameter in entry.params:
        assert parameter.least <= parameter.default <= parameter.greatest, parameter.name


@BY_NAME
def test_a_window_is_an_interval_around_zero(entry: Entry) -> None:
    left, right = entry.window

    assert left < 0.0 < right


@BY_NAME
def test_formulas_are_one_cell_a_character(entry: Entry) -> None:
    for text in (entry.formula, entry.slope, entry.bend, entry.range, *entry.facts):
        wide = [c for c in text if unicodedata.east_asian_width(c) in "WF"]
        bare = [c for c in text if unicodedata.combining(c) or unicodedata.category(c) == "Cc"]
        assert wide + bare == [], text


@BY_NAME
def test_each_parameter_stands_in_the_formula(entry: Entry) -> None:
    written = entry.formula.replace("ᵝ", "β") + entry.slope

    for parameter in entry.params:
        assert parameter.symbol in written, parameter.name


def test_an_entry_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        resolve("relu").name = "other"  # type: ignore[misc]  # what must fail
