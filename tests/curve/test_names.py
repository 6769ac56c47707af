import subprocess
import sys
from pathlib import Path

import pytest

import studyapp
from studyapp.curve.names import (
    CATALOGUE,
    SLICES,
    BadParameter,
    Entry,
    UnknownFunction,
    resolve,
    suggest,
)


@pytest.mark.parametrize("entry", [*CATALOGUE, *SLICES], ids=lambda entry: entry.name)
def test_each_name_and_alias_finds_its_function(entry: Entry) -> None:
    for name in (entry.name, *entry.aliases):
        assert resolve(name) is entry, name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ReLU", "relu"),
        ("LeakyReLU", "leaky_relu"),
        ("leaky relu", "leaky_relu"),
        ("Leaky-ReLU", "leaky_relu"),
        ("gelu-tanh", "gelu_tanh"),
        ("quick_gelu", "gelu_sigmoid"),
        ("SiLU", "silu"),
        ("Swish", "swish"),
        ("hardswish", "hard_swish"),
        ("Hard-Swish", "hard_swish"),
        ("softmax slice", "softmax_first"),
        ("logistic", "sigmoid"),
        ("SwiGLU", "swiglu"),
        ("Heaviside", "step"),
    ],
)
def test_case_spaces_and_hyphens_do_not_matter(written: str, name: str) -> None:
    assert resolve(written).name == name


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("gleu", "gelu"),
        ("sigmod", "sigmoid"),
        ("leakyrelo", "leaky_relu"),
        ("swsh", "swish"),
        ("soft plus", "softplus"),
        ("tahn", "tanh"),
    ],
)
def test_a_misspelt_name_gets_the_one_that_was_meant(misspelt: str, meant: str) -> None:
    assert suggest(misspelt) == meant


def test_an_unknown_function_says_what_was_probably_meant() -> None:
    with pytest.raises(UnknownFunction) as caught:
        resolve("gleu")

    assert str(caught.value) == "unknown function `gleu`; did you mean `gelu`?"
    assert caught.value.near == "gelu"


def test_a_name_like_no_other_is_answered_with_all_that_are_known() -> None:
    with pytest.raises(UnknownFunction, match=r"unknown function `qqqq`; known are identity, step"):
        resolve("qqqq")


def test_an_endless_name_is_cut_in_the_message() -> None:
    with pytest.raises(UnknownFunction) as caught:
        resolve("x" * 100_000)

    assert len(str(caught.value)) < 400


def test_settings_fill_in_the_defaults() -> None:
    assert resolve("elu").settings() == {"alpha": 1.0}
    assert resolve("elu").settings({"alpha": 0.5}) == {"alpha": 0.5}
    assert resolve("leaky_relu").settings((("alpha", 1),)) == {"alpha": 1.0}
    assert resolve("relu").settings() == {}


def test_a_parameter_answers_to_its_symbol_too() -> None:
    assert resolve("elu").settings({"α": 2.0}) == {"alpha": 2.0}


@pytest.mark.parametrize(
    ("function", "given", "message"),
    [
        ("relu", {"alpha": 1.0}, "`relu` has no parameter `alpha`; it has none"),
        ("elu", {"alhpa": 1.0}, "`elu` has no parameter `alhpa`; it has `alpha`"),
        ("elu", {"alpha": -1.0}, "`alpha` of `elu` is -1; it must be from 0 to 10"),
        ("softplus", {"beta": 0.0}, "`beta` of `softplus` is 0; it must be from 0.01 to 100"),
        ("prelu", {"alpha": float("nan")}, "`alpha` of `prelu` is nan; it must be from -10 to 10"),
        ("prelu", {"alpha": float("inf")}, "`alpha` of `prelu` is inf; it must be from -10 to 10"),
    ],
)
def test_a_parameter_that_cannot_be_is_refused(
    function: str, given: dict[str, float], message: str
) -> None:
    with pytest.raises(BadParameter) as caught:
        resolve(function).settings(given)

    assert str(caught.value) == message


def test_asking_for_a_name_imports_no_heavy_library() -> None:
    asked = (
        "import sys, studyapp.curve.names;"
        "print({'numpy', 'plotext', 'difflib', 'dataclasses'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=Path(studyapp.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "set()"
