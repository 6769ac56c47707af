"""What is shown is read back, by a parser of the Unicode text, and means what the LaTeX means."""

import math
import re
from collections.abc import Callable, Sequence
from math import cos, e, erf, exp, log, pi, sin, sqrt, tanh
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp.curve.catalogue import CATALOGUE, SLICES
from studyapp.curve.entry import Entry
from studyapp.curve.functions import Array, bend, slope, value
from studyapp.text.math import latex_to_unicode
from tests.text import meaning

Truth = float | Callable[[float], float]
"""The value, for every x or for one."""


def sigma(x: float) -> float:
    return 1.0 / (1.0 + exp(-x))


def normal(x: float) -> float:
    return exp(-x * x / 2.0) / sqrt(2.0 * pi)


def cumulative(x: float) -> float:
    return 0.5 * (1.0 + erf(x / sqrt(2.0)))


NAMES: dict[str, meaning.Value] = {
    "a": 1.3, "b": 0.7, "c": -2.2, "n": 5.0, "k": 2.0, "α": 0.25, "β": 1.5, "γ": 0.9, "ε": 1e-3,
    "θ": 0.4, "λ": 0.1, "μ": 0.35, "σ_b": 0.8, "η": 0.01, "T": 1.7, "d_k": 64.0, "d_ff": 3.0,
    "z": [0.5, -1.0, 2.0], "y": [0.0, 1.0, 0.0], "p": [0.2, 0.5, 0.3], "w": 0.6, "i": 2.0,
    "x̂": 0.45, "ȳ": 0.15, "t": 0.3, "x_0": 0.11, "w_1": 2.5, "w_2": -0.5, "β_1": 0.9, "g_t": 0.2,
    "m_t": 0.05, "v_t": 0.02, "f": lambda x: x * x + 1.0, "N_in": 7.0, "n_in": 7.0, "s_model": 3.0,
    "u": 0.8,
}  # fmt: skip
XS = [-2.3, -0.4, 0.6, 1.9]

# The same in Python.
a, b, c, n, k, al, be, ga, ep = 1.3, 0.7, -2.2, 5, 2, 0.25, 1.5, 0.9, 1e-3
la, mu, T, w, z, p = 0.1, 0.35, 1.7, 0.6, [0.5, -1.0, 2.0], [0.2, 0.5, 0.3]

CASES: list[tuple[str, Truth]] = [
    # fractions
    (r"\frac{x}{2}", lambda x: x / 2),
    (r"\frac{1}{1+e^{-x}}", lambda x: 1 / (1 + exp(-x))),
    (r"\frac{a}{b}c", a / b * c),
    (r"c\frac{a}{b}", c * a / b),
    (r"\frac{a+b}{c-x}", lambda x: (a + b) / (c - x)),
    (r"\frac{1}{2T}", 1 / (2 * T)),
    (r"\frac12 x^2", lambda x: 0.5 * x * x),
    (r"\frac{\frac{a}{b}}{\frac{c}{x}}", lambda x: (a / b) / (c / x)),
    (r"\frac{a}{b}^2", (a / b) ** 2),
    (r"a/bc", a / b * c),
    (r"\frac{-x}{a}-\frac{x}{b}", lambda x: -x / a - x / b),
    (r"\frac{1}{1+\frac{1}{1+x^2}}", lambda x: 1 / (1 + 1 / (1 + x * x))),
    (r"1/\frac{a}{b}", b / a),
    (r"\frac{e^x-e^{-x}}{e^x+e^{-x}}", tanh),
    (r"\dfrac{x-\mu}{\sqrt{\beta^2+\varepsilon}}", lambda x: (x - mu) / sqrt(be**2 + ep)),
    (r"-\frac{x}{a}\cdot\frac{b}{c}", lambda x: -x / a * b / c),
    (r"2\frac{x}{a}\frac{b}{c}", lambda x: 2 * x / a * b / c),
    (r"\frac{ab}{c}x", lambda x: a * b / c * x),
    (r"\frac{2}{3}\pi", 2 / 3 * pi),
    # roots
    (r"\sqrt{2/\pi}", sqrt(2 / pi)),
    (r"\sqrt{x^2}", abs),
    (r"\sqrt{a}^3", sqrt(a) ** 3),
    (r"\sqrt2x", lambda x: sqrt(2) * x),
    (r"\frac{x}{\sqrt{d_k}}", lambda x: x / 8),
    (r"\sqrt[3]{a}", a ** (1 / 3)),
    (r"\sqrt[4]{a+b}", (a + b) ** 0.25),
    (r"2\sqrt[n]{a}", 2 * a ** (1 / n)),
    (r"\sqrt{\frac{a}{b}}", sqrt(a / b)),
    (r"\sqrt{\sqrt{a}}", a**0.25),
    (r"\sqrt{a}\sqrt{b}", sqrt(a * b)),
    (r"\frac{1}{\sqrt{2\pi}}e^{-x^2/2}", normal),
    (r"\sqrt{a}\,b", sqrt(a) * b),
    (r"\sqrt{a}!", math.factorial(round(sqrt(a)))),
    # scripts
    (r"x^2", lambda x: x * x),
    (r"-x^2", lambda x: -x * x),
    (r"(-x)^2", lambda x: x * x),
    (r"a^{b^2}", a ** (b * b)),
    (r"{a^b}^2", (a**b) ** 2),
    (r"e^{-\frac{x^2}{2}}", lambda x: exp(-x * x / 2)),
    (r"e^{\beta x}", lambda x: exp(be * x)),
    (r"2^{n-k}", 8),
    (r"10^{-3}x", lambda x: x / 1000),
    (r"9.5\times10^{-2}", 0.095),
    (r"x_0^2+x^2_0", 2 * 0.11**2),
    (r"w_1x+w_2", lambda x: 2.5 * x - 0.5),
    (r"d_{ff}x", lambda x: 3 * x),
    (r"s_{model}^2", 9),
    (r"\beta_1 m_t+(1-\beta_1)g_t", 0.9 * 0.05 + 0.1 * 0.2),
    (r"\frac{m_t}{\sqrt{v_t}+\epsilon}", 0.05 / (sqrt(0.02) + ep)),
    (r"\frac{2}{n_{in}}", 2 / 7),
    (r"(1-p_i)^\gamma", 0.5**ga),
    (r"z_{i+1}", 2.0),
    (r"a^{-1}b^{-2}", 1 / (a * b * b)),
    (r"\left(1+\frac{x}{n}\right)^n", lambda x: (1 + x / n) ** n),
    # functions
    (r"\tanh^2 x", lambda x: tanh(x) ** 2),
    (r"1-\tanh^2(x)", lambda x: 1 - tanh(x) ** 2),
    (r"x\tanh(\ln(1+e^x))", lambda x: x * tanh(log(1 + exp(x)))),
    (r"\log\frac{a}{b}", log(a / b)),
    (r"\frac{\log a}{2}", log(a) / 2),
    (r"\frac{1}{\log 2a}", 1 / log(2 * a)),
    (r"\exp(-x)", lambda x: exp(-x)),
    (r"\exp{-x}", lambda x: exp(-x)),
    (r"\sin x\cos x", lambda x: sin(x) * cos(x)),
    (r"\sin^2\theta+\cos^2\theta", 1),
    (r"a\ln a-b\ln b", a * log(a) - b * log(b)),
    (r"\max(0,x)", lambda x: max(0, x)),
    (r"\min(\max(0,x+3),6)/6", lambda x: min(max(0, x + 3), 6) / 6),
    (r"\max(0,x)+\alpha\min(0,x)", lambda x: max(0, x) + al * min(0, x)),
    (r"\tfrac x2\left(1+\operatorname{erf}\frac{x}{\sqrt2}\right)", lambda x: x * cumulative(x)),
    (
        r"\tfrac{x}{2}\left(1+\tanh\left(\sqrt{2/\pi}\,(x+0.044715x^3)\right)\right)",
        lambda x: x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3))),
    ),
    (r"\Phi(x)+x\varphi(x)", lambda x: cumulative(x) + x * normal(x)),
    (r"\sigma(x)(1-\sigma(x))", lambda x: sigma(x) * (1 - sigma(x))),
    (r"x\sigma(kx)", lambda x: x * sigma(k * x)),
    (r"\frac{1}{\sigma(x)}", lambda x: 1 / sigma(x)),
    (r"\mathrm{softplus}(x)-\mathrm{relu}(x)", lambda x: log(1 + exp(x)) - max(0, x)),
    (r"\tanh w+x\,\mathrm{sech}^2(w)", lambda x: tanh(w) + x / math.cosh(w) ** 2),
    (r"f(x)/f(a)", lambda x: (x * x + 1) / (a * a + 1)),
    (r"\frac{x}{1+|x|}", lambda x: x / (1 + abs(x))),
    (r"|x-a|^2", lambda x: (x - a) ** 2),
    (r"\lfloor x\rfloor+\lceil a\rceil", lambda x: math.floor(x) + 2),
    # sums, products, integrals
    (r"\sum_{i=1}^{n} i^2", 55),
    (r"\sum_{i=1}^n x^i/i!", lambda x: sum(x**i / math.factorial(i) for i in range(1, 6))),
    (r"1+\sum_{i=1}^{k}\frac{x^i}{i}", lambda x: 1 + x + x * x / 2),
    (r"\frac{1}{n}\sum_{i=1}^{n} i+1", 4),
    (r"-\sum_i y_i\log p_i", log(2)),
    (r"\frac{e^{z_i/T}}{\sum_j e^{z_j/T}}", exp(-1 / T) / sum(exp(v / T) for v in z)),
    (r"\log\sum_j e^{z_j}", log(sum(map(exp, z)))),
    (r"\sum_i p_i(z_i-\mu)^2", sum(q * (v - mu) ** 2 for q, v in zip(p, z, strict=True))),
    (r"\sum_{j\ne i} z_j", 2.5),
    (r"\frac{\sum_i z_i}{\sum_i p_i}+a", 1.5 + a),
    (r"\prod_{i=1}^{n}\left(1-\frac{1}{i+1}\right)", 1 / 6),
    (r"\sum_{i=1}^{k}\sum_{j=1}^{n} ij", 45),
    (r"2\prod_i p_i", 2 * math.prod(p)),
    (r"\int_0^1 t^2\,dt", 1 / 3),
    (r"\int_0^{\pi}\sin t\,dt", 2),
    (r"\|z\|_2+\|z\|_1", sqrt(5.25) + 3.5),
    (r"\binom{n}{k}", 10),
    (r"n!-k!", 118),
    # Greek, accents, products
    (r"\alpha\beta\gamma", al * be * ga),
    (r"\lambda\alpha e^{x}", lambda x: la * al * exp(x)),
    (r"\hat x+\bar{y}", 0.6),
    (r"\gamma\hat{x}+\beta", ga * 0.45 + be),
    (r"2\pi e", 2 * pi * e),
    (r"a\cdot b\times c", a * b * c),
    (r"u'=a", a),
    # what a neighbour might be read into
    (r"\frac{a}{b}(a+b)", a / b * (a + b)),
    (r"(a+b)\frac{a}{b}", a / b * (a + b)),
    (r"\frac{a}{b}/c", a / b / c),
    (r"a-(b-c)-x", lambda x: a - (b - c) - x),
    (r"\sqrt{a}^{\frac12}", a**0.25),
    (r"a^{-\frac{1}{2}}b", b / sqrt(a)),
    (r"a^{b}b^{a}", a**b * b**a),
    (r"(\log a)^2", log(a) ** 2),
    (r"\log(a)^2", log(a) ** 2),
    (r"\log a^2", log(a * a)),
    (r"\frac{x}{a}\log b", lambda x: x / a * log(b)),
    (r"\log b\frac{x}{a}", lambda x: log(b) * x / a),
    (r"a\frac{1}{b}\sqrt{a}", a / b * sqrt(a)),
    (r"\sum_i z_ip_i+a", sum(q * v for q, v in zip(p, z, strict=True)) + a),
    (r"\left(\sum_i z_i\right)^2-\sum_i z_i^2", 1.5**2 - 5.25),
    (r"\sum_i\frac{z_i+1}{2}", 2.25),
    (r"\sum_i(z_i+1)", 4.5),
    (r"x\sum_i z_i", lambda x: 1.5 * x),
    (r"\frac12\sum_i z_i^2", 5.25 / 2),
    (r"\exp\left(-\frac{(x-\mu)^2}{2\beta^2}\right)", lambda x: exp(-((x - mu) ** 2) / 2 / be**2)),
    (r"e^{-(x-\mu)^2/(2\beta^2)}", lambda x: exp(-((x - mu) ** 2) / 2 / be**2)),
    (r"a^{x+b}+2^{-x}", lambda x: a ** (x + b) + 2**-x),
    (r"a+\tanh -x", lambda x: a - tanh(x)),
    (r"e^{-|x|}", lambda x: exp(-abs(x))),
    (r"\mathrm{sign}(x)|x|^{0.5}", lambda x: math.copysign(sqrt(abs(x)), x)),
    (r"|x|\,|a|", lambda x: abs(x) * a),
    (r"\sqrt{|x|}", lambda x: sqrt(abs(x))),
    (r"-\log\sigma(x)-\log(1-\sigma(-x))", lambda x: -2 * log(sigma(x))),
    (r"\sqrt{x^2+1}/a", lambda x: sqrt(x * x + 1) / a),
    (r"\tanh\frac{x}{2}", lambda x: tanh(x / 2)),
    (r"\tanh\sqrt{a}\,x", lambda x: tanh(sqrt(a)) * x),
    (r"\frac{\alpha}{\beta}x^2", lambda x: al / be * x * x),
    (
        r"\lambda\begin{cases}x&x>0\\ \alpha x&x\le0\end{cases}",
        lambda x: la * (x if x > 0 else al * x),
    ),
    (
        r"\max(0,x)+\min(0,\alpha(e^{x/\alpha}-1))",
        lambda x: max(0, x) + min(0, al * (exp(x / al) - 1)),
    ),
    (r"2^{k^{k}}", 16),
    (r"\frac{a}{b}n!", a / b * 120),
    (r"n!^2", 14400),
    (r"(n-k)!", 6),
    (r"\operatorname{clip}(x,-1,1)", lambda x: min(max(x, -1), 1)),
    (r"\ln2\,x", lambda x: log(2) * x),
    (r"\frac{1}{a}\frac{1}{b}", 1 / a / b),
    (r"\frac{1}{a}\cdot\frac{1}{b}", 1 / a / b),
    (r"\frac{1}{ab}", 1 / a / b),
    (r"\frac{a}{|x|}b", lambda x: a / abs(x) * b),
    (r"\frac{1}{\sqrt{a}\,b}", 1 / sqrt(a) / b),
    (r"\frac{1}{\sqrt{a}b}", 1 / sqrt(a) / b),
    (r"\frac{1}{x^2}a", lambda x: a / x**2),
    (r"\frac{\sin x}{x}", lambda x: sin(x) / x),
    (r"\frac{1}{\tanh x}", lambda x: 1 / tanh(x)),
    (r"\frac{\tanh x+1}{2}", lambda x: (tanh(x) + 1) / 2),
    (r"\frac{a}{-b}", -a / b),
    (r"a\cdot(-x)", lambda x: -a * x),
    (r"k^{-a+b}", 2 ** (b - a)),
    (r"\underbrace{a+b}_{}x", lambda x: (a + b) * x),
    (r"{\frac{a}{b}}^2", (a / b) ** 2),
    (r"{\sqrt a}x", lambda x: sqrt(a) * x),
    (r"{-a}^2", a * a),
    (r"\frac{1}{2}a^2\frac{1}{b}", a * a / 2 / b),
    (r"a\sqrt{b}^2x", lambda x: a * b * x),
    (r"2^{3}4", 32),
    (r"2\cdot3^{k}", 18),
    (r"x_0 2", 0.22),
    (r"\log_2 n", math.log2(5)),
    (r"\log_{10}(n)a", math.log10(5) * a),
    (r"x^2\sqrt{a}", lambda x: x * x * sqrt(a)),
    (r"b^k\,\sqrt{a}c", b**k * sqrt(a) * c),
    # cases and indicators
    (r"\begin{cases}x & x>0\\ \alpha x & x\le0\end{cases}", lambda x: x if x > 0 else al * x),
    (
        r"\begin{cases} x & x>0 \\ \alpha(e^x-1) & \text{otherwise}\end{cases}",
        lambda x: x if x > 0 else al * (exp(x) - 1),
    ),
    (
        r"\begin{cases}0 & x\le-1 \\ \frac{x+1}{2} & -1<x<1 \\ 1 & x\ge1\end{cases}",
        lambda x: min(max((x + 1) / 2, 0), 1),
    ),
    (
        r"a+\begin{cases}1 & \text{if } x\ge0\\-1 & \text{if }x<0\end{cases}",
        lambda x: a + math.copysign(1, x),
    ),
    (r"\mathbf{1}[x>0]+\alpha\mathbf 1[x\le0]", lambda x: 1 if x > 0 else al),
]


@pytest.mark.parametrize(("latex", "truth"), CASES, ids=[latex for latex, _ in CASES])
def test_what_is_shown_means_what_was_written(latex: str, truth: Truth) -> None:
    shown = latex_to_unicode(latex)

    for x in XS:
        found = meaning.value(shown, {**NAMES, "x": x})
        assert found == pytest.approx(
            truth(x) if callable(truth) else truth, rel=1e-9, abs=1e-12
        ), shown


class Piece(NamedTuple):
    """Some LaTeX, what it means, and whether it is a sum, which a factor needs brackets round."""

    latex: str
    truth: float
    is_sum: bool = False
    has_bars: bool = False

    @property
    def factor(self) -> str:
        return rf"\left({self.latex}\right)" if self.is_sum else self.latex


def fraction(one: Piece, other: Piece) -> Piece:
    latex = rf"\frac{{{one.latex}}}{{{other.latex}}}"
    return Piece(latex, one.truth / other.truth, False, one.has_bars or other.has_bars)


def product(one: Piece, other: Piece, sign: str) -> Piece:
    latex = f"{one.factor}{sign}{other.factor}"
    return Piece(latex, one.truth * other.truth, False, one.has_bars or other.has_bars)


def total(one: Piece, other: Piece) -> Piece:
    latex = f"{one.latex}+{other.latex}"
    return Piece(latex, one.truth + other.truth, True, one.has_bars or other.has_bars)


def rest(one: Piece, other: Piece) -> Piece:
    latex = f"{one.latex}-{other.factor}"
    return Piece(latex, one.truth - other.truth, True, one.has_bars or other.has_bars)


def minus(one: Piece) -> Piece:
    return Piece(f"-{one.factor}", -one.truth, True, one.has_bars)


def root(one: Piece) -> Piece:
    return Piece(rf"\sqrt{{{one.latex}}}", math.sqrt(one.truth), False, one.has_bars)


def power(one: Piece, exponent: Piece) -> Piece:
    latex = rf"\left({one.latex}\right)^{{{exponent.latex}}}"
    return Piece(latex, one.truth**exponent.truth, False, one.has_bars or exponent.has_bars)


def natural(one: Piece) -> Piece:
    return Piece(f"e^{{{one.latex}}}", exp(one.truth), False, one.has_bars)


def applied(one: Piece, name: str) -> Piece:
    truth = {r"\tanh": tanh, r"\sigma": sigma, r"\exp": exp}[name](one.truth)
    return Piece(rf"{name}({one.latex})", truth, False, one.has_bars)


def distance(one: Piece) -> Piece:
    """Bars in bars are not read by eyes either."""
    if one.has_bars:
        return one
    return Piece(f"|{one.latex}|", abs(one.truth), False, True)


def built(inner: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    positive = inner.filter(lambda piece: piece.truth > 1e-3)
    small = inner.filter(lambda piece: abs(piece.truth) < 20.0)
    names = st.sampled_from([r"\tanh", r"\sigma", r"\exp"])
    signs = st.sampled_from([" ", r"\cdot ", r"\,"])
    return st.one_of(
        st.builds(fraction, inner, inner.filter(lambda piece: abs(piece.truth) > 1e-3)),
        st.builds(product, inner, inner, signs),
        st.builds(total, inner, inner),
        st.builds(rest, inner, inner),
        st.builds(minus, inner),
        st.builds(root, positive),
        st.builds(power, positive.filter(lambda piece: piece.truth < 20.0), small),
        st.builds(natural, small),
        st.builds(applied, small, names),
        st.builds(distance, inner),
    )


PIECES = st.recursive(
    st.sampled_from([Piece("a", a), Piece("b", b), Piece("c", c), Piece("w_1", 2.5)]),
    built,
    max_leaves=7,
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.filter_too_much])
@given(PIECES)
def test_whatever_is_built_is_shown_with_its_meaning(piece: Piece) -> None:
    shown = latex_to_unicode(piece.latex)

    assert meaning.value(shown, NAMES) == pytest.approx(piece.truth, rel=1e-6, abs=1e-9), shown


def test_the_cases_are_many() -> None:
    assert len({latex for latex, _ in CASES}) >= 60


Drawn = Callable[[Entry, float], Array]

CURVES = [entry for entry in (*CATALOGUE, *SLICES) if entry.kind == "curve"]


def symbols(entry: Entry) -> dict[str, meaning.Value]:
    """The parameters by the symbol of formulas, as it is read; λ and α of selu, which has none."""
    settings = entry.settings()
    lowered = str.maketrans("₀₁₂", "012")
    own = {
        name if len(name) == 1 else f"{name[0]}_{name[1:].translate(lowered)}": settings[p.name]
        for p in entry.params
        for name in [p.symbol]
    }
    return {"λ": 1.0507009873554805, "α": 1.6732632423543772, **own}


def told(formulas: Sequence[str]) -> list[tuple[str, Drawn]]:
    """Formulas of f, f' and f'' with what is drawn; all may use a letter that the first defines."""
    formula, *others = formulas
    _, comma, meanings = formula.partition(", v =")
    texts = [formula, *(other + comma + meanings for other in others)]
    return list(zip(texts, (value, slope, bend), strict=True))


def check(entry: Entry, texts: list[tuple[str, Drawn]]) -> None:
    for text, drawn in texts:
        for x in (-2.3, -0.4, 0.6, 1.9, 4.5):
            own = {**symbols(entry), "x": x, "p": float(value(entry, x))}  # p: of softmax_first
            found = meaning.value(text, own)
            assert found == pytest.approx(float(drawn(entry, x)), rel=1e-7, abs=1e-9), text


@pytest.mark.parametrize("entry", CURVES, ids=lambda entry: entry.name)
def test_the_formula_of_a_curve_is_shown_as_what_is_drawn(entry: Entry) -> None:
    written = (entry.latex, entry.slope_latex, entry.bend_latex)

    check(entry, told([latex_to_unicode(latex) for latex in written]))


PIECE = re.compile(r"(?P<value>.+?) \((?P<condition>[^()]*[<>≤≥=](?:[^()]|\([^()]*\))*)\)(?:, |$)")


def typed(text: str) -> str:
    """A formula as the catalogue has it in Unicode, `1 (x > 0), else 0`, as cases in braces."""
    text, _, other = text.partition(", else ")
    pieces = list(PIECE.finditer(text))
    if not pieces or pieces[-1].end() != len(text):
        return text
    cases = ["{} if {}".format(*found.groups()) for found in pieces]
    return "{ " + "; ".join([*cases, f"{other} otherwise"] if other else cases) + " }"


@pytest.mark.parametrize("entry", CURVES, ids=lambda entry: entry.name)
def test_the_unicode_formula_of_a_curve_means_the_same(entry: Entry) -> None:
    check(entry, told([typed(text) for text in (entry.formula, entry.slope, entry.bend)]))
