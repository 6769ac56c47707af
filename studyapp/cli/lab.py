"""The command that compares curves: `lab`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.curves import Orders, curves
from studyapp.cli.failure import Failure
from studyapp.cli.opening import open_desk
from studyapp.cli.study import need_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 4


@click.command(
    epilog="""\b
Examples:
  studyapp lab
  studyapp lab gelu gelu_tanh gelu_sigmoid
  studyapp lab silu --expr "x/(1+exp(-b*x))" --param b=1.7 --x -6 6
  studyapp lab elu celu --derivative --card >> my-deck.yaml
"""
)
@click.argument("functions", metavar="[FUNCTION]...", nargs=-1)
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
    "--param",
    "params",
    metavar="NAME=V",
    multiple=True,
    help="A parameter; may be given several times.",
)
@click.option("--card", is_flag=True, help="Print them as a card's curve instead.")
@click.pass_obj
def lab(
    folders: Sequence[str],
    functions: tuple[str, ...],
    formulas: tuple[str, ...],
    derivative: bool,
    second: bool,
    window: tuple[float, float] | None,
    params: tuple[str, ...],
    card: bool,
) -> None:
    """Compare up to four functions, or formulas of your own.

    Side by side, with all that is known of them, the error between two, and what many layers of
    each do to a signal. What you see can be kept as the `curve:` of a card.
    """
    from studyapp.curve.card import block

    if len(functions) + len(formulas) > _MOST:
        raise Failure(f"the lab compares at most {_MOST} functions; name fewer")
    names = functions if functions or formulas else ("gelu", "relu")
    try:
        spec = curves(names, formulas, window, params, Orders(derivative, second))
    except ValueError as error:
        raise Failure(str(error)) from error
    if card:
        click.echo(block(spec))
        return
    need_terminal("studyapp plot")
    from studyapp.tui.app import run

    with open_desk(folders, recorded=False) as desk:
        status = run(desk, lab=spec)
    raise click.exceptions.Exit(status)
