"""The functions one can look at, in words; their numbers are in `functions`.

At a kink the derivative is a convention: the one of PyTorch's operation of that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.curve.entry import Entry, Parameter

if TYPE_CHECKING:
    from studyapp.curve.entry import Settings


def _at_zero(_settings: Settings) -> tuple[float, ...]:
    return (0.0,)


_RELU_SLOPES = "slope {} left of 0 and 1 right of it; at 0 it counts as {}"

CATALOGUE: tuple[Entry, ...] = (
    Entry(
        name="identity",
        aliases=("linear", "id"),
        latex="x",
        formula="x",
        slope_latex="1",
        slope="1",
        window=(-3.0, 3.0),
        range="(-∞, ∞)",
        facts=("slope 1 everywhere", "odd"),
    ),
    Entry(
        name="step",
        aliases=("heaviside", "unit step", "binary step"),
        params=(Parameter("at_zero", "h₀", 0.5, 0.0, 1.0, "the value at 0, a convention"),),
        latex=r"\begin{cases} 0 & x < 0 \\ h_0 & x = 0 \\ 1 & x > 0 \end{cases}",
        formula="0 (x < 0), h₀ (x = 0), 1 (x > 0)",
        slope_latex=r"0",
        slope="0",
        window=(-3.0, 3.0),
        range="{0, 1}, and h₀ at 0",
        facts=("jumps at 0", "slope 0 everywhere, at 0 too by convention: no gradient to learn by"),
        jumps=_at_zero,
    ),
    Entry(
        name="relu",
        aliases=("rectifier", "rectified linear unit"),
        latex=r"\max(0, x)",
        formula="max(0, x)",
        slope_latex=r"\mathbf{1}[x > 0]",
        slope="0 (x ≤ 0), 1 (x > 0)",
        window=(-4.0, 4.0),
        range="[0, ∞)",
        facts=(_RELU_SLOPES.format(0, 0), "kink at 0"),
        slope_jumps=_at_zero,
    ),
    Entry(
        name="leaky_relu",
        aliases=("lrelu", "leaky rectifier"),
        params=(Parameter("alpha", "α", 0.01, -10.0, 10.0, "the slope left of 0, fixed"),),
        latex=r"\begin{cases} x & x > 0 \\ \alpha x & x \le 0 \end{cases}",
        formula="x (x > 0), αx (x ≤ 0)",
        slope_latex=r"\begin{cases} 1 & x > 0 \\ \alpha & x \le 0 \end{cases}",
        slope="1 (x > 0), α (x ≤ 0)",
        window=(-6.0, 4.0),
        range="(-∞, ∞) for α > 0",
        facts=(_RELU_SLOPES.format("α", "α"), "kink at 0"),
        slope_jumps=_at_zero,
    ),
    Entry(
        name="prelu",
        aliases=("parametric relu",),
        params=(Parameter("alpha", "α", 0.25, -10.0, 10.0, "the slope left of 0, learned"),),
        latex=r"\begin{cases} x & x > 0 \\ \alpha x & x \le 0 \end{cases}",
        formula="x (x > 0), αx (x ≤ 0)",
        slope_latex=r"\begin{cases} 1 & x > 0 \\ \alpha & x \le 0 \end{cases}",
        slope="1 (x > 0), α (x ≤ 0)",
        window=(-6.0, 4.0),
        range="(-∞, ∞) for α > 0",
        facts=(_RELU_SLOPES.format("α", "α"), "α is learned; ∂f/∂α = min(0, x)", "kink at 0"),
        slope_jumps=_at_zero,
    ),
    Entry(
        name="elu",
        aliases=("exponential linear unit",),
        params=(Parameter("alpha", "α", 1.0, 0.0, 10.0, "minus the value far left"),),
        latex=r"\begin{cases} x & x > 0 \\ \alpha (e^{x} - 1) & x \le 0 \end{cases}",
        formula="x (x > 0), α(eˣ − 1) (x ≤ 0)",
        slope_latex=r"\begin{cases} 1 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}",
        slope="1 (x > 0), αeˣ (x ≤ 0)",
        window=(-6.0, 4.0),
        range="(-α, ∞)",
        facts=("slope 1 right of 0; at 0 it counts as α", "the slope is continuous only for α = 1"),
        slope_jumps=_at_zero,
    ),
    Entry(
        name="gelu",
        aliases=("gelu exact", "gelu erf", "gaussian error linear unit"),
        latex=r"x\,\Phi(x)",
        formula="x·Φ(x)",
        slope_latex=r"\Phi(x) + x\,\varphi(x)",
        slope="Φ(x) + x·φ(x)",
        window=(-4.0, 4.0),
        range="[-0.170, ∞)",
        facts=(
            "least value -0.170 at -0.752, falling left of it and rising right of it",
            "steepest slope 1.129 at √2",
            "smooth everywhere",
        ),
    ),
    Entry(
        name="gelu_tanh",
        aliases=("tanh gelu", "gelu new", "gelu pytorch tanh", "gelu approximate"),
        latex=r"\tfrac{x}{2}\left(1 + \tanh\left(\sqrt{2/\pi}\,(x + 0.044715 x^3)\right)\right)",
        formula="x/2·(1 + tanh(√(2/π)·(x + 0.044715x³)))",
        slope_latex=(
            r"\sigma(2u) + 2 x u' \sigma(2u) \sigma(-2u),"
            r"\ u = \sqrt{2/\pi}\,(x + 0.044715 x^3)"
        ),
        slope="σ(2u) + 2x·u′·σ(2u)·σ(−2u), u = √(2/π)·(x + 0.044715x³)",
        window=(-4.0, 4.0),
        range="[-0.170, ∞)",
        facts=(
            "least value -0.170 at -0.752",
            "differs from gelu by at most 0.00047, at |x| = 2.70",
            "steepest slope 1.129 at 1.419",
        ),
    ),
    Entry(
        name="gelu_sigmoid",
        aliases=("quick gelu", "gelu quick", "sigmoid gelu"),
        params=(Parameter("k", "k", 1.702, 0.01, 100.0, "how sharp the gate is"),),
        latex=r"x\,\sigma(k x)",
        formula="x·σ(kx)",
        slope_latex=r"\sigma(k x)\,(1 + k x\,\sigma(-k x))",
        slope="σ(kx)·(1 + kx·σ(−kx))",
        window=(-4.0, 4.0),
        range="[-0.278/k, ∞)",
        facts=(
            "for k = 1.702 the least value is -0.164 at -0.751",
            "for k = 1.702 it differs from gelu by at most 0.0203, at |x| = 2.27",
            "steepest slope 1.100",
        ),
    ),
    Entry(
        name="sigmoid",
        aliases=("logistic", "expit", "σ"),
        latex=r"\frac{1}{1 + e^{-x}}",
        formula="1 / (1 + e⁻ˣ)",
        slope_latex=r"\sigma(x)\,\sigma(-x)",
        slope="σ(x)·σ(−x)",
        window=(-8.0, 8.0),
        range="(0, 1)",
        facts=(
            "steepest slope 0.25 at 0",
            "symmetric about (0, 0.5), so not zero-centred",
            "slope under 0.0025 beyond |x| = 6",
        ),
    ),
    Entry(
        name="tanh",
        aliases=("hyperbolic tangent",),
        latex=r"\frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}",
        formula="(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
        slope_latex=r"1 - \tanh^2 x",
        slope="1 − tanh²x",
        window=(-4.0, 4.0),
        range="(-1, 1)",
        facts=("steepest slope 1 at 0", "odd, so zero-centred", "equals 2σ(2x) − 1"),
    ),
    Entry(
        name="silu",
        aliases=("swish", "sigmoid linear unit"),
        latex=r"\frac{x}{1 + e^{-x}}",
        formula="x / (1 + e⁻ˣ)",
        slope_latex=r"\sigma(x)\,(1 + x\,\sigma(-x))",
        slope="σ(x)·(1 + x·σ(−x))",
        window=(-6.0, 6.0),
        range="[-0.278, ∞)",
        facts=(
            "least value -0.278 at -1.278, falling left of it and rising right of it",
            "steepest slope 1.100 at 2.399",
            "smooth everywhere",
        ),
    ),
    Entry(
        name="softplus",
        aliases=("smooth relu",),
        params=(Parameter("beta", "β", 1.0, 0.01, 100.0, "how sharp the bend is"),),
        latex=r"\frac{1}{\beta} \ln(1 + e^{\beta x})",
        formula="ln(1 + eᵝˣ) / β",
        slope_latex=r"\sigma(\beta x)",
        slope="σ(βx)",
        window=(-5.0, 5.0),
        range="(0, ∞)",
        facts=("0.693/β at 0", "slope from 0 to 1, 0.5 at 0", "a smooth relu, always above it"),
    ),
    Entry(
        name="swiglu",
        aliases=("swiglu gate", "swish glu"),
        params=(Parameter("value", "a", 1.0, -10.0, 10.0, "the other branch, held fixed"),),
        latex=r"a\,\frac{x}{1 + e^{-x}}",
        formula="a·x / (1 + e⁻ˣ)",
        slope_latex=r"a\,\sigma(x)\,(1 + x\,\sigma(-x))",
        slope="a·σ(x)·(1 + x·σ(−x))",
        window=(-6.0, 6.0),
        range="[-0.278a, ∞) for a > 0",
        facts=("a slice of a layer with two branches: x is the gate, the value a is held fixed",),
    ),
    Entry(
        name="softmax",
        aliases=("softargmax",),
        kind="bars",
        params=(Parameter("temperature", "T", 1.0, 0.01, 100.0, "divides the logits"),),
        latex=r"p_i = \frac{e^{z_i/T}}{\sum_j e^{z_j/T}}",
        formula="e^(zᵢ/T) / Σⱼ e^(zⱼ/T)",
        slope_latex=r"\frac{\partial p_i}{\partial z_j} = \frac{1}{T} p_i (\delta_{ij} - p_j)",
        slope="∂pᵢ/∂zⱼ = pᵢ(δᵢⱼ − pⱼ) / T",
        window=(-4.0, 4.0),
        range="(0, 1) each, together 1",
        facts=("the same for z and z + c", "a lower T sharpens, a higher T flattens"),
    ),
)
