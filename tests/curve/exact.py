"""The functions of the catalogue in mpmath, as they are defined: what ours are checked against."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import mpmath
from mpmath import mpf

Exact = Callable[[mpf, Mapping[str, mpf]], mpf]

LAMBDA = "1.0507009873554804934193349852946"
LAMBDA_ALPHA = "1.7580993408473768599402175208123"


def logistic(x: mpf) -> mpf:
    return 1 / (1 + mpmath.exp(-x))


def silu(x: mpf) -> mpf:
    return x * logistic(x)


def gelu(x: mpf) -> mpf:
    return x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def relu(x: mpf) -> mpf:
    return max(x, mpf(0))


def clip(x: mpf, least: int, greatest: int) -> mpf:
    return min(max(x, mpf(least)), mpf(greatest))


def gelu_gate(x: mpf) -> mpf:
    return 2 * mpmath.sqrt(2 / mpmath.pi) * (x + mpf("0.044715") * x**3)


def slice_of(gate: Callable[[mpf], mpf]) -> Exact:
    return lambda x, p: (p["value"] * (1 - p["both"]) + p["both"] * x) * gate(x)


EXACT: dict[str, Exact] = {
    "identity": lambda x, _: x,
    "step": lambda x, p: (mpmath.sign(x) + 1) / 2 if x else p["at_zero"],
    "relu": lambda x, _: relu(x),
    "relu6": lambda x, _: clip(x, 0, 6),
    "leaky_relu": lambda x, p: x if x > 0 else p["alpha"] * x,
    "prelu": lambda x, p: x if x > 0 else p["alpha"] * x,
    "elu": lambda x, p: x if x > 0 else p["alpha"] * mpmath.expm1(x),
    "celu": lambda x, p: x if x > 0 else p["alpha"] * mpmath.expm1(x / p["alpha"]),
    "selu": lambda x, _: mpf(LAMBDA) * x if x > 0 else mpf(LAMBDA_ALPHA) * mpmath.expm1(x),
    "gelu": lambda x, _: gelu(x),
    "gelu_tanh": lambda x, _: x * logistic(gelu_gate(x)),
    "gelu_sigmoid": lambda x, p: x * logistic(p["k"] * x),
    "sigmoid": lambda x, _: logistic(x),
    "hard_sigmoid": lambda x, p: clip(p["slope"] * x + mpf(1) / 2, 0, 1),
    "tanh": lambda x, _: mpmath.tanh(x),
    "hard_tanh": lambda x, _: clip(x, -1, 1),
    "softplus": lambda x, p: mpmath.log1p(mpmath.exp(p["beta"] * x)) / p["beta"],
    "softsign": lambda x, _: x / (1 + abs(x)),
    "silu": lambda x, _: silu(x),
    "swish": lambda x, p: x * logistic(p["beta"] * x),
    "hard_swish": lambda x, _: x * clip(x + 3, 0, 6) / 6,
    "mish": lambda x, _: x * mpmath.tanh(mpmath.log1p(mpmath.exp(x))),
    "squared_relu": lambda x, _: relu(x) ** 2,
    "log_sigmoid": lambda x, _: -mpmath.log1p(mpmath.exp(-x)),
    "glu": slice_of(logistic),
    "swiglu": slice_of(silu),
    "geglu": slice_of(gelu),
    "reglu": slice_of(relu),
    "softmax_first": lambda x, p: logistic(x / p["temperature"] - mpmath.log(p["others"])),
}

# Function, parameters, x, f' and f'' there: facts.md 1.6, "the catalogue uses".
KINKS: list[tuple[str, dict[str, float], float, float, float]] = [
    ("relu", {}, 0.0, 0.0, 0.0),
    ("relu6", {}, 0.0, 0.0, 0.0),
    ("relu6", {}, 6.0, 0.0, 0.0),
    ("leaky_relu", {"alpha": 0.2}, 0.0, 0.2, 0.0),
    ("prelu", {}, 0.0, 0.25, 0.0),
    ("elu", {"alpha": 0.5}, 0.0, 0.5, 0.5),
    ("elu", {}, 0.0, 1.0, 1.0),
    ("celu", {"alpha": 0.5}, 0.0, 1.0, 2.0),
    ("selu", {}, 0.0, 1.7580993408473768, 1.7580993408473768),
    ("hard_tanh", {}, -1.0, 0.0, 0.0),
    ("hard_tanh", {}, 1.0, 0.0, 0.0),
    ("hard_sigmoid", {}, -3.0, 0.0, 0.0),
    ("hard_sigmoid", {}, 3.0, 0.0, 0.0),
    ("hard_sigmoid", {"slope": 0.2}, 2.5, 0.0, 0.0),
    ("hard_sigmoid", {"slope": 0.2}, -2.5, 0.0, 0.0),
    ("hard_swish", {}, -3.0, 0.0, 0.0),
    ("hard_swish", {}, 3.0, 1.0, 0.0),
    ("softsign", {}, 0.0, 1.0, 0.0),
    ("squared_relu", {}, 0.0, 0.0, 0.0),
    ("reglu", {}, 0.0, 0.0, 0.0),
    ("step", {}, 0.0, 0.0, 0.0),
]


def derivative(name: str, x: mpf, settings: Mapping[str, mpf], order: int) -> mpf:
    """The derivative of that order, where there is one; beside 0 from the same side."""
    if name == "step":
        return mpf(0)
    direction = int(mpmath.sign(x)) if abs(x) < 1e-30 else 0
    return mpmath.diff(lambda t: EXACT[name](t, settings), x, order, direction=direction)
