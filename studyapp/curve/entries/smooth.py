"""Smooth functions, in words; their numbers are in `studyapp.curve.smooth`."""

from __future__ import annotations

from studyapp.curve.entry import Entry, Parameter

GELUS: tuple[Entry, ...] = (
    Entry(
        name="gelu",
        aliases=("gelu exact", "gelu erf", "gaussian error linear unit"),
        latex=r"x\,\Phi(x)",
        formula="x·Φ(x)",
        slope_latex=r"\Phi(x) + x\,\varphi(x)",
        slope="Φ(x) + x·φ(x)",
        bend_latex=r"\varphi(x)\,(2 - x^2)",
        bend="φ(x)·(2 − x²)",
        window=(-4.0, 4.0),
        range="[-0.170, ∞)",
        facts=(
            "least value -0.170 at -0.752, falling left of it and rising right of it",
            "steepest slope 1.129 at √2",
            "smooth everywhere",
        ),
        origin="Hendrycks & Gimpel 2016",
        used="BERT's code in 2018, RoBERTa, vision Transformers; torch.nn.GELU",
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
        bend_latex=r"2g' + x g'',\ g = \sigma\left(2\sqrt{2/\pi}\,(x + 0.044715 x^3)\right)",
        bend="2g′ + x·g″, g = σ(2√(2/π)·(x + 0.044715x³))",
        window=(-4.0, 4.0),
        range="[-0.170, ∞)",
        facts=(
            "least value -0.170 at -0.752",
            "differs from gelu by at most 0.00047, at |x| = 2.70",
            "steepest slope 1.129 at 1.419",
        ),
        origin="Hendrycks & Gimpel 2016",
        used="GPT-1 and 2, BERT's code since 2019, T5 1.1, Gemma; jax.nn.gelu",
    ),
    Entry(
        name="gelu_sigmoid",
        aliases=("quick gelu", "gelu quick", "sigmoid gelu"),
        params=(Parameter("k", "k", 1.702, 0.01, 100.0, "how sharp the gate is"),),
        latex=r"x\,\sigma(k x)",
        formula="x·σ(kx)",
        slope_latex=r"\sigma(k x)\,(1 + k x\,\sigma(-k x))",
        slope="σ(kx)·(1 + kx·σ(−kx))",
        bend_latex=r"k\,\sigma(k x)\,\sigma(-k x)\,(2 + k x\,(\sigma(-k x) - \sigma(k x)))",
        bend="k·σ(kx)·σ(−kx)·(2 + kx·(σ(−kx) − σ(kx)))",
        window=(-4.0, 4.0),
        range="[-0.278/k, ∞)",
        facts=(
            "for k = 1.702 the least value is -0.164 at -0.751",
            "for k = 1.702 it differs from gelu by at most 0.0203, at |x| = 2.27",
            "steepest slope 1.100",
        ),
        origin="Hendrycks & Gimpel 2016",
        used="CLIP (QuickGELU)",
    ),
)

SIGMOID = Entry(
    name="sigmoid",
    aliases=("logistic", "expit", "σ"),
    latex=r"\frac{1}{1 + e^{-x}}",
    formula="1 / (1 + e⁻ˣ)",
    slope_latex=r"\sigma(x)\,\sigma(-x)",
    slope="σ(x)·σ(−x)",
    bend_latex=r"\sigma(x)\,\sigma(-x)\,(\sigma(-x) - \sigma(x))",
    bend="σ(x)·σ(−x)·(σ(−x) − σ(x))",
    window=(-8.0, 8.0),
    range="(0, 1)",
    facts=(
        "steepest slope 0.25 at 0",
        "symmetric about (0, 0.5), so not zero-centred",
        "slope under 0.0025 beyond |x| = 6",
    ),
    origin="Verhulst 1838; in networks Rumelhart, Hinton & Williams",
    used="probabilities of two classes, gates of LSTM and GRU",
)

TANH = Entry(
    name="tanh",
    aliases=("hyperbolic tangent",),
    latex=r"\frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}",
    formula="(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
    slope_latex=r"1 - \tanh^2 x",
    slope="1 − tanh²x",
    bend_latex=r"-2 \tanh(x)\,(1 - \tanh^2 x)",
    bend="−2·tanh(x)·(1 − tanh²x)",
    window=(-4.0, 4.0),
    range="(-1, 1)",
    facts=("steepest slope 1 at 0", "odd, so zero-centred", "equals 2σ(2x) − 1"),
    origin="favoured by LeCun et al. 1998",
    used="recurrent networks, outputs from -1 to 1",
)

SOFTPLUS = Entry(
    name="softplus",
    aliases=("smooth relu",),
    params=(Parameter("beta", "β", 1.0, 0.01, 100.0, "how sharp the bend is"),),
    latex=r"\frac{1}{\beta} \ln(1 + e^{\beta x})",
    formula="ln(1 + eᵝˣ) / β",
    slope_latex=r"\sigma(\beta x)",
    slope="σ(βx)",
    bend_latex=r"\beta\,\sigma(\beta x)\,\sigma(-\beta x)",
    bend="β·σ(βx)·σ(−βx)",
    window=(-5.0, 5.0),
    range="(0, ∞)",
    facts=("0.693/β at 0", "slope from 0 to 1, 0.5 at 0", "a smooth relu, always above it"),
    origin="Dugas et al. 2001",
    used="positive outputs, such as a variance",
)

SWISHES: tuple[Entry, ...] = (
    Entry(
        name="silu",
        aliases=("sigmoid linear unit",),
        latex=r"\frac{x}{1 + e^{-x}}",
        formula="x / (1 + e⁻ˣ)",
        slope_latex=r"\sigma(x)\,(1 + x\,\sigma(-x))",
        slope="σ(x)·(1 + x·σ(−x))",
        bend_latex=r"\sigma(x)\,\sigma(-x)\,(2 + x\,(\sigma(-x) - \sigma(x)))",
        bend="σ(x)·σ(−x)·(2 + x·(σ(−x) − σ(x)))",
        window=(-6.0, 6.0),
        range="[-0.278, ∞)",
        facts=(
            "least value -0.278 at -1.278, falling left of it and rising right of it",
            "steepest slope 1.100 at 2.399",
            "smooth everywhere",
        ),
        origin="Hendrycks & Gimpel 2016; Elfwing et al. 2018",
        used="YOLOv5; as SwiGLU in LLaMA",
    ),
    Entry(
        name="swish",
        aliases=("self gated",),
        params=(Parameter("beta", "β", 1.0, 0.01, 100.0, "how sharp the gate is"),),
        latex=r"x\,\sigma(\beta x)",
        formula="x·σ(βx)",
        slope_latex=r"\sigma(\beta x)\,(1 + \beta x\,\sigma(-\beta x))",
        slope="σ(βx)·(1 + βx·σ(−βx))",
        bend_latex=(
            r"\beta\,\sigma(\beta x)\,\sigma(-\beta x)"
            r"\,(2 + \beta x\,(\sigma(-\beta x) - \sigma(\beta x)))"
        ),
        bend="β·σ(βx)·σ(−βx)·(2 + βx·(σ(−βx) − σ(βx)))",
        window=(-6.0, 6.0),
        range="[-0.278/β, ∞)",
        facts=(
            "for β = 1 it is silu",
            "nears x/2 for a small β, relu for a great one",
            "steepest slope 1.100, whatever β",
        ),
        origin="Ramachandran, Zoph & Le 2017",
        used="nearly always with β = 1, which is silu",
    ),
)

MISH = Entry(
    name="mish",
    aliases=("self regularized",),
    latex=r"x \tanh(\ln(1 + e^{x}))",
    formula="x·tanh(ln(1 + eˣ))",
    slope_latex=r"\tanh w + x\,\sigma(x)\,(1 - \tanh^2 w),\ w = \ln(1 + e^{x})",
    slope="tanh(w) + x·σ(x)·(1 − tanh²w), w = ln(1 + eˣ)",
    bend_latex=r"2g' + x g'',\ g = \tanh(\ln(1 + e^{x}))",
    bend="2g′ + x·g″, g = tanh(ln(1 + eˣ))",
    window=(-6.0, 6.0),
    range="[-0.309, ∞)",
    facts=(
        "least value -0.309 at -1.192, falling left of it and rising right of it",
        "slope 0.6 at 0, exactly",
        "steepest slope 1.088 at 1.491",
    ),
    origin="Misra 2019",
    used="YOLOv4",
)

LOG_SIGMOID = Entry(
    name="log_sigmoid",
    aliases=("log logistic",),
    latex=r"-\ln(1 + e^{-x})",
    formula="−ln(1 + e⁻ˣ)",
    slope_latex=r"\sigma(-x)",
    slope="σ(−x)",
    bend_latex=r"-\sigma(x)\,\sigma(-x)",
    bend="−σ(x)·σ(−x)",
    window=(-6.0, 6.0),
    range="(-∞, 0)",
    facts=("equals −softplus(−x)", "-0.693 at 0", "slope from 1 to 0, 0.5 at 0"),
    origin="the logarithm of a logistic likelihood",
    used="binary cross-entropy from logits",
)

SOFTMAX = Entry(
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
    bend_latex="",
    bend="",
    origin="Boltzmann 1868; in networks Bridle 1990",
    used="class probabilities, attention weights",
)

SOFTMAX_FIRST = Entry(
    name="softmax_first",
    aliases=("softmax slice", "softmax curve"),
    params=(
        Parameter("others", "n", 1.0, 1.0, 1e6, "how many zeros stand beside x"),
        Parameter("temperature", "T", 1.0, 0.01, 100.0, "divides the logits"),
    ),
    latex=r"\frac{e^{x/T}}{e^{x/T} + n}",
    formula="e^(x/T) / (e^(x/T) + n)",
    slope_latex=r"\frac{1}{T} p (1 - p)",
    slope="p(1 − p) / T",
    bend_latex=r"\frac{1}{T^2} p (1 - p)(1 - 2p)",
    bend="p(1 − p)(1 − 2p) / T²",
    window=(-8.0, 8.0),
    range="(0, 1)",
    facts=(
        "the first probability of softmax over [x, 0, …]",
        "for n = 1 and T = 1 it is sigmoid",
        "steepest slope 1/(4T) at x = T·ln n",
    ),
    origin="a slice of softmax",
    used="seeing how one logit moves its probability",
)
