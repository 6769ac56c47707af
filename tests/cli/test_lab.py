import pytest

from tests.cli.run import process, run


def test_a_cards_curve_is_printed() -> None:
    told = run(
        "lab", "elu", "SiLU", "--expr", "x*sigmoid(b*x)", "--param", "b=1.7", "--param",
        "alpha=0.5", "--x", "-6", "6", "--second", "--card",
    )  # fmt: skip

    assert told.out == (
        "curve:\n"
        "  function: [{elu: {alpha: 0.5}}, silu]\n"
        '  expr: "x*sigmoid(b*x)"\n'
        "  params: {b: 1.7}\n"
        "  second: true\n"
        "  x: [-6, 6]\n"
    )
    assert (told.err, told.status) == ("", 0)


def test_without_names_it_begins_with_two() -> None:
    assert run("lab", "--card").out == "curve:\n  function: [gelu, relu]\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["gleu"], "unknown function `gleu`; did you mean `gelu`?"),
        (["gelu"] * 5, "the lab compares at most 4 functions; name fewer"),
        (["--expr", "x +"], "--expr, character 4: the formula ends too soon"),
        (["gelu", "--x", "2", "1"], "--x 2 1 is no interval"),
        (["gelu", "--param", "k=2"], "`gelu` has no parameter `k`"),
    ],
)
def test_what_cannot_be_compared_is_told_in_a_line(arguments: list[str], told: str) -> None:
    said = run("lab", *arguments, "--card")

    assert said.err.startswith(f"studyapp: {told}")
    assert said.err.count("\n") == 1
    assert (said.out, said.status) == ("", 2)


def test_without_a_terminal_it_says_what_works() -> None:
    said = process("lab", "gelu")

    assert "use `studyapp plot` here" in said.err
    assert said.status == 2
