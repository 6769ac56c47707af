"""The command about the catalogue: `functions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    from studyapp.curve.telling import of_entry

    for label, text in of_entry(entry):
        lines = wrap(text, _WIDTH - _LABEL - 2, break_long_words=False)
        for number, line in enumerate(lines):
            yield f"{'' if number else label:<{_LABEL}}  {line}"


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
