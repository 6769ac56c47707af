"""Functions made of pieces, in words; their numbers are in `studyapp.curve.pieces`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.curve.entry import Entry, Parameter, at_zero

if TYPE_CHECKING:
    from studyapp.curve.entry import Settings

_RELU_SLOPES = "slope {} left of 0 and 1 right of it; at 0 it counts as {}"


def _both_ends(settings: Settings) -> tuple[float, ...]:
    half = 0.5 / settings["slope"]
    return (-half, half)


LINES: tuple[Entry, ...] = (
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
        origin="no activation at all",
        used="the output layer of a regression",
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
        jumps=at_zero,
        origin="McCulloch & Pitts 1943; the perceptron, Rosenblatt 1958",
        used="binary units, trained by a straight-through estimate",
    ),
)

RECTIFIERS: tuple[Entry, ...] = (
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
        slope_jumps=at_zero,
        origin="Fukushima 1969; Nair & Hinton 2010; Glorot et al. 2011",
        used="convolutional networks, the first Transformer",
    ),
    Entry(
        name="relu6",
        aliases=("capped relu",),
        latex=r"\min(\max(0, x), 6)",
        formula="min(max(0, x), 6)",
        slope_latex=r"\mathbf{1}[0 < x < 6]",
        slope="1 (0 < x < 6), else 0",
        window=(-3.0, 9.0),
        range="[0, 6]",
        facts=("slope 1 between 0 and 6, else 0; at 0 and 6 it counts as 0", "kinks at 0 and 6"),
        slope_jumps=lambda _: (0.0, 6.0),
        origin="Krizhevsky 2010",
        used="MobileNet; the cap suits low-bit fixed point",
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
        slope_jumps=at_zero,
        origin="Maas, Hannun & Ng 2013",
        used="discriminators of DCGANs; α is 0.01 in PyTorch, 0.2 in TensorFlow",
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
        slope_jumps=at_zero,
        origin="He et al. 2015",
        used="image classifiers, super-resolution (FSRCNN); no weight decay on α",
    ),
    Entry(
        name="elu",
        aliases=("exponential linear unit",),
        params=(Parameter("alpha", "α", 1.0, 0.0, 10.0, "minus the value far left"),),
        latex=r"\begin{cases} x & x > 0 \\ \alpha (e^{x} - 1) & x \le 0 \end{cases}",
        formula="x (x > 0), α(eˣ − 1) (x ≤ 0)",
        slope_latex=r"\begin{cases} 1 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}",
        slope="1 (x > 0), αeˣ (x ≤ 0)",
        bend_latex=r"\begin{cases} 0 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}",
        bend="0 (x > 0), αeˣ (x ≤ 0)",
        window=(-6.0, 4.0),
        range="(-α, ∞)",
        facts=("slope 1 right of 0; at 0 it counts as α", "the slope is continuous only for α = 1"),
        slope_jumps=at_zero,
        bend_jumps=at_zero,
        origin="Clevert, Unterthiner & Hochreiter 2016",
        used="where outputs are to have a mean nearer to 0 than those of relu",
    ),
    Entry(
        name="celu",
        aliases=("continuously differentiable elu",),
        params=(Parameter("alpha", "α", 1.0, 0.01, 10.0, "minus the value far left"),),
        latex=r"\begin{cases} x & x > 0 \\ \alpha (e^{x/\alpha} - 1) & x \le 0 \end{cases}",
        formula="x (x > 0), α(e^(x/α) − 1) (x ≤ 0)",
        slope_latex=r"\begin{cases} 1 & x > 0 \\ e^{x/\alpha} & x \le 0 \end{cases}",
        slope="1 (x > 0), e^(x/α) (x ≤ 0)",
        bend_latex=(
            r"\begin{cases} 0 & x > 0 \\ \frac{1}{\alpha} e^{x/\alpha} & x \le 0 \end{cases}"
        ),
        bend="0 (x > 0), e^(x/α)/α (x ≤ 0)",
        window=(-6.0, 4.0),
        range="(-α, ∞)",
        facts=("the slope is continuous for every α, 1 at 0", "for α = 1 it is elu"),
        bend_jumps=at_zero,
        origin="Barron 2017",
        used="in place of elu where α is not 1",
    ),
    Entry(
        name="selu",
        aliases=("scaled elu", "scaled exponential linear unit"),
        latex=r"\begin{cases} \lambda x & x > 0 \\ \lambda\alpha (e^{x} - 1) & x \le 0 \end{cases}",
        formula="λx (x > 0), λα(eˣ − 1) (x ≤ 0)",
        slope_latex=r"\begin{cases} \lambda & x > 0 \\ \lambda\alpha e^{x} & x \le 0 \end{cases}",
        slope="λ (x > 0), λαeˣ (x ≤ 0)",
        bend_latex=r"\begin{cases} 0 & x > 0 \\ \lambda\alpha e^{x} & x \le 0 \end{cases}",
        bend="0 (x > 0), λαeˣ (x ≤ 0)",
        window=(-5.0, 3.0),
        range="(-1.758, ∞)",
        facts=(
            "λ = 1.0507, α = 1.6733, λα = 1.7581",
            "keeps mean 0 and variance 1 of N(0, 1)",
            "slope λ right of 0; at 0 it counts as λα",
        ),
        slope_jumps=at_zero,
        bend_jumps=at_zero,
        origin="Klambauer et al. 2017",
        used="self-normalising networks: LeCun weights, alpha dropout",
    ),
)

SQUARED_RELU = Entry(
    name="squared_relu",
    aliases=("relu squared", "relu2", "sqrelu"),
    latex=r"\max(0, x)^2",
    formula="max(0, x)²",
    slope_latex=r"2 \max(0, x)",
    slope="2·max(0, x)",
    bend_latex=r"2\,\mathbf{1}[x > 0]",
    bend="0 (x ≤ 0), 2 (x > 0)",
    window=(-3.0, 3.0),
    range="[0, ∞)",
    facts=("the slope is continuous, 0 at 0", "grows without a bound on its slope"),
    bend_jumps=at_zero,
    origin="So et al. 2021 (Primer)",
    used="feed-forward layers of Primer and Nemotron",
)

HARD_SIGMOID = Entry(
    name="hard_sigmoid",
    aliases=("hsigmoid",),
    params=(Parameter("slope", "s", 1.0 / 6.0, 0.01, 10.0, "the slope in the middle"),),
    latex=r"\min(\max(s x + \tfrac12, 0), 1)",
    formula="min(max(s·x + 1/2, 0), 1)",
    slope_latex=r"s\,\mathbf{1}[|x| < \tfrac{1}{2s}]",
    slope="s (|x| < 1/(2s)), else 0",
    window=(-5.0, 5.0),
    range="[0, 1]",
    facts=(
        "slope 1/6 in PyTorch, JAX and Keras 3; 0.2 in Keras 1 and 2",
        "kinks at ±1/(2s), where the slope counts as 0",
    ),
    slope_jumps=_both_ends,
    origin="Courbariaux et al. 2015 (BinaryConnect), with s = 1/2",
    used="MobileNetV3; gates of LSTM in the Keras of TensorFlow 1",
)

HARD_TANH = Entry(
    name="hard_tanh",
    aliases=("clipped identity",),
    latex=r"\min(\max(x, -1), 1)",
    formula="min(max(x, −1), 1)",
    slope_latex=r"\mathbf{1}[|x| < 1]",
    slope="1 (|x| < 1), else 0",
    window=(-3.0, 3.0),
    range="[-1, 1]",
    facts=("kinks at ±1, where the slope counts as 0", "odd, so zero-centred"),
    slope_jumps=lambda _: (-1.0, 1.0),
    origin="tanh made of straight lines",
    used="in place of tanh where exp is dear",
)

SOFTSIGN = Entry(
    name="softsign",
    aliases=("elliot",),
    latex=r"\frac{x}{1 + |x|}",
    formula="x / (1 + |x|)",
    slope_latex=r"\frac{1}{(1 + |x|)^2}",
    slope="1 / (1 + |x|)²",
    bend_latex=r"-\frac{2\,\mathrm{sign}(x)}{(1 + |x|)^3}",
    bend="−2·sign(x) / (1 + |x|)³",
    window=(-10.0, 10.0),
    range="(-1, 1)",
    facts=(
        "steepest slope 1 at 0",
        "odd, so zero-centred",
        "nears ±1 like 1/|x|, far slower than tanh",
    ),
    bend_jumps=at_zero,
    origin="Elliott 1993; Bergstra et al. 2009",
    used="in place of tanh; Xavier's initialisation is meant for both",
)

HARD_SWISH = Entry(
    name="hard_swish",
    aliases=("hswish",),
    latex=r"x\,\frac{\min(\max(x + 3, 0), 6)}{6}",
    formula="x·min(max(x + 3, 0), 6) / 6",
    slope_latex=(r"\begin{cases} 0 & x \le -3 \\ (2x + 3)/6 & |x| < 3 \\ 1 & x \ge 3 \end{cases}"),
    slope="0 (x ≤ −3), (2x + 3)/6 (|x| < 3), 1 (x ≥ 3)",
    bend_latex=r"\tfrac13\,\mathbf{1}[|x| < 3]",
    bend="1/3 (|x| < 3), else 0",
    window=(-5.0, 5.0),
    range="[-0.375, ∞)",
    facts=(
        "least value -0.375 at -1.5",
        "the slope jumps from 0 to -0.5 at -3, and from 1.5 to 1 at 3",
    ),
    slope_jumps=lambda _: (-3.0, 3.0),
    bend_jumps=lambda _: (-3.0, 3.0),
    origin="Howard et al. 2019 (MobileNetV3)",
    used="networks for phones: no exponential, quantises well",
)
