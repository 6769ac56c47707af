"""The command about curves: `plot`."""

from __future__ import annotations

import shutil
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

import click

from studyapp.cli.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from studyapp.curve.names import Entry
    from studyapp.curve.spec import BarSpec, Curve, CurveSpec, Expression, Trace

_TALLEST = 24


class Orders(NamedTuple):
    """Which derivatives are asked for."""

    derivative: bool
    second: bool


@click.command(
    epilog="""\b
Examples:
  studyapp plot gelu relu
  studyapp plot sigmoid --derivative --x -8 8
  studyapp plot leaky_relu --param alpha=0.2 --table --points 5
  studyapp plot gelu --second --svg gelu.svg
  studyapp plot --expr "x*tanh(log1p(exp(x)))" --expr "a*x" --param a=0.5
"""
)
@click.argument("functions", metavar="FUNCTION...", nargs=-1)
@click.option(
    "--expr",
    "formulas",
    metavar="FORMULA",
    multiple=True,
    help="A formula in x and parameters; may be given several times.",
)
@click.option("--derivative", is_flag=True, help="Draw the derivatives too.")
@click.option("--second", is_flag=True, help="Draw the second derivatives too.")
@click.option("--x", "window", type=float, nargs=2, metavar="A B", help="From A to B.")
@click.option(
    "--points",
    type=click.IntRange(2, 1_000_000),
    default=201,
    metavar="N",
    help="With --table: N points.",
)
@click.option(
    "--param",
    "params",
    metavar="NAME=V",
    multiple=True,
    help="A parameter; may be given several times.",
)
@click.option("--table", is_flag=True, help="Print x,f,df as CSV instead, of one function.")
@click.option("--svg", "image", metavar="FILE", help="Write an image there instead.")
def plot(
    functions: tuple[str, ...],
    formulas: tuple[str, ...],
    derivative: bool,
    second: bool,
    window: tuple[float, float] | None,
    points: int,
    params: tuple[str, ...],
    table: bool,
    image: str | None,
) -> None:
    """Draw functions of the catalogue, or formulas of your own.

    `studyapp functions` lists the functions.
    """
    if not functions and not formulas:
        raise click.UsageError("name a function, or write a formula with --expr")
    if table and (image is not None or second):
        raise Failure("--table prints x, f and f′ alone; leave out --second and --svg")
    orders = Orders(derivative, second)
    try:
        if table:
            _print_table(functions, formulas, window, points, params)
        elif image is not None:
            _write_image(image, curves(functions, formulas, window, params, orders))
        else:
            _print_drawing(functions, formulas, window, params, orders)
    except ValueError as error:
        raise Failure(str(error)) from error


def _print_drawing(
    functions: Sequence[str],
    formulas: Sequence[str],
    window: tuple[float, float] | None,
    params: Sequence[str],
    orders: Orders,
) -> None:
    from studyapp.curve.draw import draw
    from studyapp.curve.drawing import to_text
    from studyapp.curve.names import resolve

    spec: Curve
    if (
        window is None
        and not formulas
        and not any(orders)
        and [resolve(name).kind for name in functions] == ["bars"]
    ):
        spec = _bars(_given(params))
    else:
        spec = curves(functions, formulas, window, params, orders)
    size = shutil.get_terminal_size()
    click.echo(
        "\n".join(to_text(draw(spec, min(size.columns, 120), min(size.lines - 1, _TALLEST))))
    )


def _write_image(path: str, spec: CurveSpec) -> None:
    from studyapp.curve.svg import svg

    text = svg(spec)
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise Failure(f"--svg {path} cannot be written: {error.strerror}") from error


def curves(
    functions: Sequence[str],
    formulas: Sequence[str],
    window: tuple[float, float] | None,
    params: Sequence[str],
    orders: Orders,
) -> CurveSpec:
    """What is asked for, to be drawn.

    Raises:
        Failure: a formula, a parameter or the window is none.
        ValueError: a function or a parameter is unknown, or out of range.

    """
    from studyapp.curve.spec import CurveSpec

    traces = _traces(_with_curves(functions), formulas, _given(params))
    return CurveSpec(traces, orders.derivative, _window(window), second=orders.second)


def _with_curves(functions: Sequence[str]) -> list[Entry]:
    """The functions; where one is of a vector, the curve through it."""
    from studyapp.curve.names import SLICES, resolve

    entries = [resolve(name) for name in functions]
    return [SLICES[0] if entry.kind == "bars" else entry for entry in entries]


def _print_table(
    functions: Sequence[str],
    formulas: Sequence[str],
    window: tuple[float, float] | None,
    points: int,
    params: Sequence[str],
) -> None:
    from studyapp.curve.subject import subject
    from studyapp.curve.table import rows, spaced

    entries = _with_curves(functions)
    if len(entries) + len(formulas) != 1:
        raise Failure("--table prints one function of x; name one")
    (trace,) = _traces(entries, formulas, _given(params))
    shown = subject(trace)
    places = spaced(*(_interval(window) or shown.window), points)
    click.echo("x,f,df")
    for row in rows(places, shown.value(places), shown.slope(places)):
        click.echo(",".join(f"{value:.17g}" for value in row))


def _bars(given: dict[str, tuple[float, ...]]) -> BarSpec:
    from studyapp.curve.spec import BarSpec

    if "T" in given:
        _once("temperature", given)
        given = given | {"temperature": given["T"]}
    for name in given.keys() - {"logits", "temperature", "T"}:
        raise Failure(f"softmax has no parameter `{name}`; it has logits, temperature")
    usual = BarSpec()
    logits = given.get("logits", usual.logits)
    temperatures = given.get("temperature", usual.temperatures)
    if len(logits) > 12 or len(temperatures) > 4 or any(t <= 0 for t in temperatures):
        raise Failure("softmax takes up to 12 logits and up to 4 temperatures over 0")
    return BarSpec(logits, temperatures)


def _traces(
    entries: Sequence[Entry], formulas: Sequence[str], given: dict[str, tuple[float, ...]]
) -> tuple[Trace | Expression, ...]:
    """The functions, then the formulas, each with those of the given parameters that it has.

    Raises:
        BadParameter: a value is out of range, or a parameter belongs to none of them.

    """
    from studyapp.curve.spec import Trace

    traces: list[Trace | Expression] = []
    used: set[str] = set()
    for entry in entries:
        own: dict[str, float] = {}
        for name, numbers in given.items():
            if parameter := next((p for p in entry.params if name in (p.name, p.symbol)), None):
                _once(parameter.name, own)
                own[parameter.name] = _one(name, numbers)
                used.add(name)
        entry.settings(own)
        traces.append(Trace(entry.name, tuple(own.items())))
    for text in formulas:
        traces.append(_expression(text, given))
        used |= dict(traces[-1].params).keys()
    for name in given.keys() - used:
        if not entries:
            raise Failure(f"no formula has a parameter `{name}`")
        entries[0].parameter(name)
    return tuple(traces)


def _expression(text: str, given: dict[str, tuple[float, ...]]) -> Expression:
    from studyapp.curve.expression import parse
    from studyapp.curve.spec import Expression
    from studyapp.curve.terms import BadExpression, names
    from studyapp.curve.tokens import may_name_a_parameter

    try:
        possible = tuple(filter(may_name_a_parameter, given))
        used = names(parse(text, possible))
    except BadExpression as bad:
        raise Failure(f"--expr, character {bad.at + 1}: {bad}") from bad
    return Expression(text, tuple((n, _one(n, given[n])) for n in possible if n in used))


def _one(name: str, values: tuple[float, ...]) -> float:
    if len(values) > 1:
        raise Failure(f"`{name}` takes one number, not {len(values)}")
    return values[0]


def _interval(window: tuple[float, float] | None) -> tuple[float, float] | None:
    if window is None:
        return None
    a, b = window
    if not (a < b and isfinite(a) and isfinite(b)):
        raise Failure(f"--x {a:g} {b:g} is no interval; write two numbers, the smaller one first")
    if not isfinite(b - a):
        raise Failure(f"--x {a:g} {b:g} is too wide; stay within ±8e307")
    return a, b


def _window(window: tuple[float, float] | None) -> tuple[float, float] | None:
    """The interval, if a picture can be drawn over it; a table takes any."""
    from studyapp.curve.spec import is_window

    interval = _interval(window)
    if interval is not None and not is_window(*interval):
        a, b = interval
        raise Failure(
            f"--x {a:g} {b:g} cannot be drawn; stay within ±1e6, with 1e-6 or more between"
        )
    return interval


def _given(params: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """The numbers of each parameter, by the name as it is written."""
    given: dict[str, tuple[float, ...]] = {}
    for text in params:
        name, numbers = _param(text)
        _once(name, given)
        given[name] = numbers
    return given


def _once(name: str, given: Container[str]) -> None:
    if name in given:
        raise Failure(f"`{name}` is given twice; write --param {name}=V once")


def _param(text: str) -> tuple[str, tuple[float, ...]]:
    """`alpha=0.2`, or several numbers as in `logits=2,1,0`."""
    name, equals, value = text.partition("=")
    try:
        numbers = tuple(float(part) for part in value.split(","))
    except ValueError:
        numbers = ()
    if not equals or not name.strip() or not numbers or not all(map(isfinite, numbers)):
        raise Failure(f"--param {text} is no parameter; write NAME=V, such as alpha=0.2")
    return name.strip(), numbers
