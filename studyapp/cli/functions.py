"""The command about the catalogue: `functions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.curve.analysis import Analysis, Point
    from studyapp.curve.names import Entry

_WIDTH = 80
_LABEL = 12


@click.command(
    epilog="""\b
Examples:
  studyapp functions
  studyapp functions gelu
  studyapp functions --json
"""
)
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="All that is known, for programs.")
def functions(name: str | None, as_json: bool) -> None:
    """List the functions, or tell all of one."""
    from studyapp.curve.names import CATALOGUE, UnknownFunction, resolve
    from studyapp.safetext import to_json

    try:
        chosen = CATALOGUE if name is None else (resolve(name),)
    except UnknownFunction as unknown:
        raise Failure(str(unknown)) from unknown
    if as_json:
        click.echo(to_json([_as_json(entry) for entry in chosen]))
    else:
        click.echo("\n".join(_facts(chosen[0]) if name is not None else map(_row, chosen)))


def _row(entry: Entry) -> str:
    params = " ".join(f"{own.name}={own.default:.4g}" for own in entry.params)
    return f"{entry.name:<12}  {entry.formula:<41}  {params}".rstrip()


def _facts(entry: Entry) -> Iterator[str]:
    """All of one function, as lines of a label and a text."""
    from textwrap import wrap

    for label, text in _told(entry):
        lines = wrap(text, _WIDTH - _LABEL - 2, break_long_words=False)
        for number, line in enumerate(lines):
            yield f"{'' if number else label:<{_LABEL}}  {line}"


def _told(entry: Entry) -> Iterator[tuple[str, str]]:
    bars = entry.kind == "bars"
    yield entry.name, f"{'p(z)ᵢ' if bars else 'f(x)'} = {entry.formula}"
    yield "also called", ", ".join(entry.aliases)
    yield "slope", entry.slope if bars else f"f′(x) = {entry.slope}"
    if entry.bend:
        yield "bend", f"f″(x) = {entry.bend}"
    for own in entry.params:
        limits = f"{own.least:g} to {own.greatest:g}, {own.default:.4g} by default"
        yield own.name, f"{own.symbol}, {own.meaning}; {limits}"
    yield "values", entry.range
    if entry.analysis is not None:
        yield from _numbers(entry.analysis)
    yield "facts", "; ".join(entry.facts)
    yield "from", entry.origin
    yield "used in", entry.used


def _numbers(known: Analysis) -> Iterator[tuple[str, str]]:
    """What is known with the default parameters."""
    smooth = {-1: "jumps", float("inf"): "C^∞"}.get(known.smooth, f"C^{known.smooth:g}")
    runs = "falling and rising" if known.monotone == "neither" else known.monotone
    left, right = map(_number, known.domain)
    yield "domain", f"({left}, {right})"
    yield "runs", f"{runs}, {smooth}"
    if known.kinks:
        yield "kinks", f"at {', '.join(map(_number, known.kinks))}"
    yield "limits", f"{_number(known.limits[0])} at -∞, {_number(known.limits[1])} at ∞"
    yield "zeros", ", ".join(map(_interval, known.zeros)) or "none"
    yield "extrema", ", ".join(map(_place, known.extrema)) or "none"
    yield "inflections", ", ".join(map(_place, known.inflections)) or "none"
    yield "Lipschitz", _number(known.lipschitz)
    moments = f"E f = {_number(known.mean)}, E f² = {_number(known.square)}"
    yield "for N(0, 1)", f"{moments}, gain {_number(known.gain)}"


def _number(value: float) -> str:
    return f"{value:.6g}".replace("inf", "∞")


def _place(point: Point) -> str:
    return f"{_number(point[1])} at {_number(point[0])}"


def _interval(ends: Point) -> str:
    left, right = map(_number, ends)
    return left if left == right else f"{left} to {right}"


def _as_json(entry: Entry) -> dict[str, object]:
    """All fields by name; infinities, which JSON lacks, as the texts "inf" and "-inf"."""
    words = {
        name: field
        for name, field in entry._asdict().items()
        if not callable(field) and name != "params"
    }
    params = [own._asdict() for own in entry.params]
    known = entry.analysis
    numbers = {} if known is None else known._asdict() | {"gain": known.gain}
    return {name: _plain(field) for name, field in (words | {"params": params} | numbers).items()}


def _plain(field: object) -> object:
    if isinstance(field, float) and field in {float("inf"), float("-inf")}:
        return str(field)
    if isinstance(field, tuple):
        return [_plain(part) for part in field]
    return field
