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

FAMILY_NAMES = ("rectifiers", "smooth gates", "squashers", "gated units")
"""What each of them is called, in their order."""


def members(name: str) -> tuple[str, ...]:
    """The curves of a family in the catalogue's order, or the function of that name alone.

    Raises:
        UnknownFunction: there is neither.
        ValueError: the function is one of a vector.
    """
    called = {_plain(own): family for own, family in zip(FAMILY_NAMES, FAMILIES, strict=True)}
    family = called.get(_plain(name))
    if family is not None:
        return tuple(entry.name for entry in CATALOGUE if entry.name in family)
    entry = resolve(name)
    if entry.kind != "curve":
        raise ValueError(f"`{entry.name}` is a function of a vector; it has no curve")
    return (entry.name,)


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
