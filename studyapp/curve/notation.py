"""A formula as one reads it, in Unicode, from the parts that are evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.curve.terms import COMPARISONS, Binary, Call, Name, Negation, Node, Number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
}  # fmt: skip
_RAISED = str.maketrans("0123456789x−", "⁰¹²³⁴⁵⁶⁷⁸⁹ˣ⁻")
_SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
_TRANSLATED = {"log": "ln"}

_COMPARISON, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(1, 7)
"""How strongly a written part holds together; a weaker one gets brackets."""

Written = tuple[str, int]


def symbols(names: Iterable[str]) -> dict[str, str]:
    """What stands for each parameter: its Greek letter, where that is not another's name."""
    own = list(names)
    return {name: name if _GREEK.get(name) in own else _GREEK.get(name, name) for name in own}


def notation(node: Node, symbols: Mapping[str, str]) -> str:
    """The formula with symbols for its parameters: ``x / (1 + exp(−β·x))``."""
    return _written(node, symbols)[0]


def _written(node: Node, symbols: Mapping[str, str]) -> Written:
    if isinstance(node, Number):
        return node.sign or repr(node.value).removesuffix(".0"), _ATOM
    if isinstance(node, Name):
        return symbols.get(node.name, node.name), _ATOM
    if isinstance(node, Negation):
        return "−" + _bracketed(_written(node.operand, symbols), _POWER), _SIGN
    if isinstance(node, Binary):
        return _operation(node, symbols)
    return _call(node, symbols)


def _bracketed(written: Written, least: int) -> str:
    text, strength = written
    return text if strength >= least else f"({text})"


def _operation(node: Binary, symbols: Mapping[str, str]) -> Written:
    left, right = _written(node.left, symbols), _written(node.right, symbols)
    if node.operator == "^":
        return _power(_bracketed(left, _ATOM), node.right, right)
    if node.operator == "*":
        # a / b·c could be read in two ways.
        divided = isinstance(node.left, Binary) and node.left.operator == "/"
        factor = _bracketed(left, _ATOM if divided else _PRODUCT)
        return f"{factor}·{_bracketed(right, _POWER)}", _PRODUCT
    if node.operator == "/":
        return f"{_bracketed(left, _PRODUCT)} / {_bracketed(right, _POWER)}", _PRODUCT
    if node.operator in COMPARISONS:
        sign = _SIGNS.get(node.operator, node.operator)
        return f"{_bracketed(left, _SUM)} {sign} {_bracketed(right, _SUM)}", _COMPARISON
    sign = "−" if node.operator == "-" else "+"
    least = _PRODUCT if right[1] != _SIGN else _POWER  # no two signs side by side
    return f"{_bracketed(left, _SUM)} {sign} {_bracketed(right, least)}", _SUM


def _power(base: str, node: Node, exponent: Written) -> Written:
    if _is_raised(node, exponent[0]):
        return base + exponent[0].translate(_RAISED), _POWER
    return f"{base}^{_bracketed(exponent, _ATOM)}", _POWER


def _is_raised(node: Node, text: str) -> bool:
    """Whether it can stand above the line: a whole number or `x`, with or without a minus."""
    size = node.operand if isinstance(node, Negation) else node
    text = text.removeprefix("−")
    return isinstance(size, Number | Name) and (text == "x" or (text.isdigit() and len(text) < 4))


def _call(node: Call, symbols: Mapping[str, str]) -> Written:
    written = [_written(argument, symbols) for argument in node.arguments]
    inside = ", ".join(text for text, _ in written)
    if node.name == "exp" and _is_raised(node.arguments[0], inside):
        return _power("e", node.arguments[0], written[0])
    if node.name == "abs" and "|" not in inside:
        return f"|{inside}|", _ATOM
    if node.name == "floor":
        return f"⌊{inside}⌋", _ATOM
    if node.name == "sqrt":
        single = isinstance(node.arguments[0], Number | Name)
        return (f"√{inside}" if single else f"√({inside})"), _ATOM
    return f"{_TRANSLATED.get(node.name, node.name)}({inside})", _ATOM
