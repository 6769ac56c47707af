import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.text.dollars import protect
from studyapp.text.latex_names import COMMANDS
from studyapp.text.math import latex_to_unicode

DECKS = Path(__file__).parents[2] / "decks"


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        # fractions: brackets stand in for the line
        (r"\frac{x}{1+e^{-x}}", "x/(1+e⁻ˣ)"),
        (r"\frac{a}{b}c", "(a/b)c"),
        (r"c\frac{a}{b}", "c·(a/b)"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"\frac{1}{2T}", "1/(2T)"),
        (r"\frac{1}{f(x)}", "1/f(x)"),
        (r"\frac{1}{E[x]}", "1/E[x]"),
        (r"\frac{1}{\sigma(1-\sigma)}", "1/(σ(1−σ))"),
        (r"\frac12x^2", "(1/2)x²"),
        (r"\tfrac x2\bigl(1+\tanh u\bigr)", "(x/2)(1+tanh u)"),
        (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
        (r"\frac{a/b}{c}", "(a/b)/c"),
        (r"\frac{a}{b}^2", "(a/b)²"),
        (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
        (r"\frac{\log x}{2}", "(log x)/2"),
        (r"\frac{1}{\log x}", "1/(log x)"),
        (r"\frac{-a}{b}-\frac{a}{b}", "(−a)/b − a/b"),
        (r"\frac23\cdot4d", "(2/3)·4d"),
        (r"\log\frac{p}{1-p}", "log(p/(1−p))"),
        (r"\frac{\sum_i x_i}{n}", "(∑ᵢ xᵢ)/n"),
        (r"\frac{1}{n}\sum_{i=1}^{n} x_i", "(1/n) ∑ᵢ₌₁ⁿ xᵢ"),
        (r"\frac{|x|}{|y|}", "|x|/|y|"),
        (r"\frac{\partial L}{\partial x}", "∂L/∂x"),
        (r"\frac{\partial f}{\partial x\partial y}", "∂f/(∂x∂y)"),
        (r"\frac{dy}{dx}\frac{dx}{dt}", "(dy/dx)(dx/dt)"),
        (r"p_i=\dfrac{e^{z_i/T}}{\sum_j e^{z_j/T}}", "pᵢ = e^(zᵢ/T)/(∑ⱼ e^(zⱼ/T))"),
        (r"1/\frac{a}{b}", "1/(a/b)"),
        # roots
        (r"\sqrt{2/\pi}", "√(2/π)"),
        (r"\sqrt{x}", "√x"),
        (r"\sqrt{x^2}", "√(x²)"),
        (r"\sqrt{x}^2", "(√x)²"),
        (r"\sqrt2x", "√(2)x"),
        (r"\frac{\sqrt2}{3}", "√(2)/3"),
        (r"1/\sqrt{d_k}", "1/√dₖ"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"2\sqrt[n]{x}", "2·(ⁿ√x)"),
        # scripts
        (r"x^2y_1", "x²y₁"),
        (r"x^2_i", "xᵢ²"),
        (r"x_i'", "xᵢ′"),
        (r"f'^2+f''", "f′² + f″"),
        (r"x^{y^2}", "x^(y²)"),
        (r"e^{x/\alpha}", "e^(x/α)"),
        (r"e^{\beta x}", "eᵝˣ"),
        (r"n_{in}^{(1)}", "nᵢₙ⁽¹⁾"),
        (r"W_\ell^\top", "Wₗᵀ"),
        (r"d_{ff}x", "d_ff x"),
        (r"x_{a,b}", "x_(a,b)"),
        (r"{a+b}^2", "(a+b)²"),
        (r"4^{-10}", "4⁻¹⁰"),
        (r"C^\infty", "C^∞"),
        (r"90^\circ", "90°"),
        (r"\tanh^2 x", "tanh² x"),
        # functions, big operators, relations
        (r"\max(0,x)", "max(0, x)"),
        (r"\max_x f(x)", "maxₓ f(x)"),
        (r"x\tanh(\mathrm{softplus}(x))", "x tanh(softplus(x))"),
        (r"\lim_{x\to0}\frac{\sin x}{x}", "lim_(x→0) ((sin x)/x)"),
        (r"\operatorname*{argmin}_\theta L(\theta)", "argmin_θ L(θ)"),
        (r"\tanh w+x\,\mathrm{sech}^2(w)", "tanh w + x sech²(w)"),
        (r"(\tanh w+x)", "(tanh w + x)"),
        (r"\int_0^1 f(x)\,dx", "∫₀¹ f(x) dx"),
        (r"\sum_{j\ne i} x_j", "∑_(j≠i) xⱼ"),
        (r"L=-\sum y_i\log p_i", "L = −∑ yᵢ log pᵢ"),
        (r"f:\mathbb R\to\mathbb R", "f: ℝ → ℝ"),
        (r"x:=1", "x := 1"),
        (r"m\in\{0,\tfrac1{1-p}\}", "m ∈ {0, 1/(1−p)}"),
        (r"c_t=f_t\odot c_{t-1}", "cₜ = fₜ⊙cₜ₋₁"),
        (r"9.5 \times 10^{-7}", "9.5×10⁻⁷"),
        (r"\nabla X\otimes\sigma(X)", "∇X⊗σ(X)"),
        (r"x\not=y", "x ≠ y"),
        (r"W_2(W_1x+b_1)+b_2", "W₂(W₁x+b₁) + b₂"),
        # brackets and bars
        (r"\left[x\right)", "[x)"),
        (r"\left.f\right|_{x=0}", "f|ₓ₌₀"),
        (r"\|x\|_2\le\left\|y\right\|", "‖x‖₂ ≤ ‖y‖"),
        (r"p\odot(g-\langle g,p\rangle)", "p⊙(g−⟨g, p⟩)"),
        (r"\frac12|x|", "(1/2)|x|"),
        (r"P(A|B)", "P(A|B)"),
        # letters, accents, words
        (r"\hat{x}_i+\tilde y+\bar z", "x̂ᵢ + ỹ + z̄"),
        (r"\overline{AB}", "bar(AB)"),
        (r"\mathbf 1[x>0]", "𝟏[x>0]"),
        (r"\mathcal{N}(0,1)", "𝒩(0, 1)"),
        (r"x\text{ if }x>0", "x if x > 0"),
        (r"x \text{ 当 } x>0", "x 当 x > 0"),
        (r"\mathrm{Var}\,w", "Var w"),
        (r"50\%", "50%"),
        (r"10{,}000", "10,000"),
        (r"\binom{n}{k}", "C(n, k)"),
        (r"a\quad b\!c", "a  bc"),
        (r"\underbrace{a+b}_{\text{n terms}}", "(a+b)_(n terms)"),
        # environments
        (
            r"f(x)=\begin{cases} x & x>0 \\ \alpha x & \text{otherwise} \end{cases}",
            "f(x) = { x if x>0; αx otherwise }",
        ),
        (r"\begin{cases}1, & \text{若 }x>0\\0, & \text{否则}\end{cases}", "{ 1 若 x>0; 0 否则 }"),
        (r"\begin{pmatrix} a & b \\ c & d\end{pmatrix}", "(a, b; c, d)"),
        (r"\begin{array}{ll} a & b \\ \end{array}", "[a, b]"),
        (r"\begin{aligned}a&=b\\&=c\\d&=e\end{aligned}", "a = b = c; d = e"),
        (r"a \\ b", "a; b"),
        # what is not known, or broken
        (r"\foo{a}x+\alpha", r"\foo{a}x + α"),
        (r"\foo x", r"\foo x"),
        (r"\begin{tikz}a^2\end{tikz}", r"\begin{tikz}a^2\end{tikz}"),
        (r"5 % note", "5% note"),
        (r"\frac{", r"\frac{"),
        ("x^", "x^"),
        ("}{", "}{"),
        (r"\sqrt\frac12", r"\sqrt\frac12"),
        ("", ""),
    ],
)
def test_a_formula_in_one_line_says_the_same(latex: str, shown: str) -> None:
    assert latex_to_unicode(latex) == shown


@given(st.text(alphabet=r"ab12\{}[]^_&|()+-/,.' ~%$αfrcsqtlei", max_size=60))
def test_any_text_is_shown_somehow(latex: str) -> None:
    assert isinstance(latex_to_unicode(latex), str)


LETTERS = st.sampled_from(["a", "b", "x", "2"])
FORMULAS = st.recursive(
    LETTERS,
    lambda inner: st.one_of(
        st.builds(r"\frac{{{}}}{{{}}}".format, inner, inner),
        st.builds(r"\sqrt{{{}}}".format, inner),
        st.builds("{} {}".format, inner, inner),
        st.builds("{}+{}".format, inner, inner),
        st.builds("({})^{{2}}".format, inner),
    ),
    max_leaves=8,
)


@given(FORMULAS)
def test_brackets_always_pair(latex: str) -> None:
    depth = 0
    for char in latex_to_unicode(latex):
        depth += (char == "(") - (char == ")")
        assert depth >= 0
    assert depth == 0


@given(FORMULAS)
def test_read_as_arithmetic_the_line_has_the_value_of_the_formula(latex: str) -> None:
    """Products and quotients are read from left to right, and a root takes the next factor."""
    assert _value(_from_unicode(latex_to_unicode(latex))) == pytest.approx(
        _value(_arithmetic(latex))
    )


def _value(expression: str) -> float:
    names = {"a": 1.3, "b": 0.7, "x": 2.1, "sqrt": lambda value: value**0.5}
    return float(eval(expression, {"__builtins__": {}}, names))  # noqa: S307 - our own text


def _arithmetic(latex: str) -> str:
    """The meaning of what `FORMULAS` makes, as Python."""
    while r"\frac" in latex or r"\sqrt" in latex:
        at = max(latex.rfind(r"\frac"), latex.rfind(r"\sqrt"))
        is_root = latex.startswith(r"\sqrt", at)
        first = _group_end(latex, at + 5)
        over = latex[at + 6 : first]
        if is_root:
            latex = f"{latex[:at]} §<{over}> {latex[first + 1 :]}"
        else:
            second = _group_end(latex, first + 1)
            under = latex[first + 2 : second]
            latex = f"{latex[:at]} <<{over}>/<{under}>> {latex[second + 1 :]}"
    return _multiplied(latex.replace("^{2}", "²").replace("<", "(").replace(">", ")"))


def _group_end(latex: str, at: int) -> int:
    depth = 0
    for end in range(at, len(latex)):
        depth += (latex[end] == "{") - (latex[end] == "}")
        if depth == 0:
            return end
    raise AssertionError(latex)


def _from_unicode(shown: str) -> str:
    return _multiplied(shown.replace("√", "§").replace("·", "*"))


def _multiplied(text: str) -> str:
    """Puts `*` between factors side by side; a root takes the next bracket, letter or number."""
    text = text.replace(" ", "")
    text = re.sub(r"§([0-9]+|[a-z])", r"§(\1)", text)
    text = re.sub(r"(?<=[a-z0-9)²])(?=[a-z(§])|(?<=[a-z)²])(?=[0-9])", "*", text)
    return text.replace("§", "sqrt").replace("²", "**2")


@pytest.mark.parametrize("path", sorted(DECKS.glob("*.yaml")), ids=lambda path: path.name)
def test_every_formula_of_the_shipped_decks_is_known(path: Path) -> None:
    formulas = protect(path.read_text(encoding="utf-8"))[1]

    assert formulas
    assert [found.source for found in formulas if "\\" in latex_to_unicode(found.source)] == []


@pytest.mark.parametrize("source", ["{" * 2_000 + "}" * 2_000, r"\sqrt{" * 600 + "}" * 600])
def test_a_formula_nested_without_end_is_shown_as_written(source: str) -> None:
    assert latex_to_unicode(source) == source


@pytest.mark.parametrize("name", ["frac", "alpha", "nabla", "tanh", "text", "mathbb", "left"])
def test_a_command_that_is_shown_is_known_by_name(name: str) -> None:
    assert name in COMMANDS


@pytest.mark.parametrize("name", ["foo", "n", "t", "", ","])
def test_other_names_are_no_commands(name: str) -> None:
    assert name not in COMMANDS


@pytest.mark.parametrize("name", sorted(COMMANDS - {"begin", "end", "backslash"}))
def test_no_known_command_is_shown_with_its_backslash(name: str) -> None:
    assert "\\" not in latex_to_unicode(rf"\{name}{{a}}{{b}}")


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\frac{}{2}", "()/2"),
        (r"\log\text{}", "log"),
        (r"\exp{-x}", "exp −x"),
        (r"1 + \tanh -x", "1 + tanh −x"),
        (r"\max - 1", "max − 1"),
        (r"\frac{x}{y}!", "(x/y)!"),
        (r"\sqrt{x}!", "(√x)!"),
        ("n!", "n!"),
        ("x_{y^2}", "x_(y²)"),
        ("x_y^2", "x_y²"),
    ],
)
def test_nothing_reads_as_something_else(latex: str, text: str) -> None:
    assert latex_to_unicode(latex) == text


@given(
    st.lists(
        st.one_of(
            st.sampled_from([f"\\{name} " for name in sorted(COMMANDS)]),
            st.sampled_from(
                ["{", "}", "{}", "^", "_", "'", "!", "|", "(", ")", "x", "2", "-", "&", " "]
            ),
        ),
        max_size=8,
    )
)
def test_whatever_is_written_is_shown_somehow(tokens: list[str]) -> None:
    assert "\n" not in latex_to_unicode("".join(tokens))
