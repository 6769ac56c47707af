"""What one might lay over a function: its family first, then all the others. No NumPy."""

from __future__ import annotations

from studyapp.curve.names import CATALOGUE, UnknownFunction, resolve

FAMILIES: tuple[frozenset[str], ...] = (
    frozenset(
        [
            "identity",
            "relu",
            "relu6",
            "leaky_relu",
            "prelu",
            "elu",
            "celu",
            "selu",
            "softplus",
            "squared_relu",
        ]
    ),
    frozenset(["gelu", "gelu_tanh", "gelu_sigmoid", "silu", "swish", "hard_swish", "mish"]),
    frozenset(["sigmoid", "hard_sigmoid", "tanh", "hard_tanh", "softsign", "log_sigmoid", "step"]),
    frozenset(["glu", "swiglu", "geglu", "reglu"]),
)
"""Rectifiers, smooth gates, squashers, gated units: who is compared with whom."""


def relatives(function: str, query: str = "") -> tuple[str, ...]:
    """The catalogue's curves that match a query, those of the function's family first.

    Args:
        function: a name; one that the catalogue does not have has no family.
        query: part of a name or an alias; case, spaces, ``-`` and ``_`` do not matter.
    """
    try:
        name = resolve(function).name
    except UnknownFunction:
        name = ""
    family = next((family for family in FAMILIES if name in family), frozenset[str]())
    wanted = _plain(query)
    found = [
        entry.name
        for entry in CATALOGUE
        if entry.kind == "curve"
        and entry.name != name
        and any(wanted in _plain(known) for known in (entry.name, *entry.aliases))
    ]
    return tuple(sorted(found, key=lambda one: one not in family))


def _plain(name: str) -> str:
    return name.casefold().translate(_LEFT_OUT)


_LEFT_OUT = str.maketrans("", "", " -_")
