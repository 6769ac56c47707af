"""Gated units as slices through their layer, in words; their numbers are in `curve.gates`."""

from __future__ import annotations

from studyapp.curve.entry import Entry, Parameter, at_zero

_BRANCH = (
    Parameter("value", "a", 1.0, -10.0, 10.0, "the other branch, held fixed"),
    Parameter("both", "t", 0.0, 0.0, 1.0, "0: value branch a; 1: it is x too"),
)

_SLICE = "a slice of a layer with two branches: x is the gate, the value a is held fixed"

GATES: tuple[Entry, ...] = (
    Entry(
        name="glu",
        aliases=("gated linear unit",),
        params=_BRANCH,
        latex=r"v\,\sigma(x),\ v = a(1 - t) + t x",
        formula="v·σ(x), v = a(1 − t) + t·x",
        slope_latex=r"v\,\sigma'(x) + t\,\sigma(x)",
        slope="v·σ′(x) + t·σ(x)",
        bend_latex=r"v\,\sigma''(x) + 2t\,\sigma'(x)",
        bend="v·σ″(x) + 2t·σ′(x)",
        window=(-6.0, 6.0),
        range="(0, a) for a > 0",
        facts=(_SLICE, "for t = 1 it is silu"),
        origin="Dauphin et al. 2017",
        used="gated convolutions for text",
    ),
    Entry(
        name="swiglu",
        aliases=("swiglu gate", "swish glu"),
        params=_BRANCH,
        latex=r"v\,\mathrm{silu}(x),\ v = a(1 - t) + t x",
        formula="v·silu(x), v = a(1 − t) + t·x",
        slope_latex=r"v\,\mathrm{silu}'(x) + t\,\mathrm{silu}(x)",
        slope="v·silu′(x) + t·silu(x)",
        bend_latex=r"v\,\mathrm{silu}''(x) + 2t\,\mathrm{silu}'(x)",
        bend="v·silu″(x) + 2t·silu′(x)",
        window=(-6.0, 6.0),
        range="[-0.278a, ∞) for a > 0",
        facts=(_SLICE, "for t = 1 it grows like x²"),
        origin="Shazeer 2020",
        used="feed-forward layers of LLaMA, PaLM, Mistral, Qwen2",
    ),
    Entry(
        name="geglu",
        aliases=("gelu glu",),
        params=_BRANCH,
        latex=r"v\,\mathrm{gelu}(x),\ v = a(1 - t) + t x",
        formula="v·gelu(x), v = a(1 − t) + t·x",
        slope_latex=r"v\,\mathrm{gelu}'(x) + t\,\mathrm{gelu}(x)",
        slope="v·gelu′(x) + t·gelu(x)",
        bend_latex=r"v\,\mathrm{gelu}''(x) + 2t\,\mathrm{gelu}'(x)",
        bend="v·gelu″(x) + 2t·gelu′(x)",
        window=(-4.0, 4.0),
        range="[-0.170a, ∞) for a > 0",
        facts=(_SLICE, "for t = 1 it grows like x²"),
        origin="Shazeer 2020",
        used="feed-forward layers of T5 1.1 and Gemma, in the tanh form",
    ),
    Entry(
        name="reglu",
        aliases=("relu glu",),
        params=_BRANCH,
        latex=r"v\,\mathrm{relu}(x),\ v = a(1 - t) + t x",
        formula="v·relu(x), v = a(1 − t) + t·x",
        slope_latex=r"v\,\mathrm{relu}'(x) + t\,\mathrm{relu}(x)",
        slope="v·relu′(x) + t·relu(x)",
        bend_latex=r"v\,\mathrm{relu}''(x) + 2t\,\mathrm{relu}'(x)",
        bend="v·relu″(x) + 2t·relu′(x)",
        window=(-3.0, 3.0),
        range="[0, ∞) for a > 0",
        facts=(_SLICE, "for t = 1 it is squared_relu"),
        origin="Shazeer 2020",
        used="Shazeer's comparison: ahead of GLU there, behind SwiGLU",
        slope_jumps=at_zero,
        bend_jumps=at_zero,
    ),
)
