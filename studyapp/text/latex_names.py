"""The LaTeX commands we know by name, with their characters.

Without pylatexenc, so that checking a deck for LaTeX that YAML has eaten costs nothing.
"""

from __future__ import annotations


def _table(pairs: str) -> dict[str, str]:
    words = pairs.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


LETTERS = _table("""
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ
    upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π
    Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ hbar ℏ imath ı jmath ȷ Re ℜ Im ℑ wp ℘ aleph ℵ
    infty ∞ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬
    ldots … dots … cdots ⋯ dotsc … dotsb ⋯ vdots ⋮ ddots ⋱ prime ′ degree ° dagger † ddagger ‡
    checkmark ✓ square □ blacksquare ■ triangle △ angle ∠ star ⋆ bullet • colon : S § P ¶
    copyright ©
    % % $ $ # # _ _ & &
""")
"""Operands, and what stands like one."""

SUMS = _table(
    "pm ± mp ∓ cup ∪ cap ∩ setminus ∖ vee ∨ lor ∨ wedge ∧ land ∧ oplus ⊕ ominus ⊖ uplus ⊎"
)
"""Operators that bind as + does."""

PRODUCTS = _table("""
    times × cdot · div ÷ ast ∗ odot ⊙ otimes ⊗ oslash ⊘ circ ∘ bullet • backslash \\
""")
"""Operators that bind as a product does."""

RELATIONS = _table("""
    le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ equiv ≡ sim ∼
    simeq ≃ approx ≈ cong ≅ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇
    prec ≺ preceq ⪯ succ ≻ succeq ⪰ mid | parallel ∥ nmid ∤ perp ⟂ coloneqq ≔ triangleq ≜ doteq ≐
    models ⊨ vdash ⊢ asymp ≍ lesssim ≲ gtrsim ≳
    to → rightarrow → longrightarrow ⟶ gets ← leftarrow ← longleftarrow ⟵ leftrightarrow ↔
    Rightarrow ⇒ Longrightarrow ⟹ implies ⟹ Leftarrow ⇐ impliedby ⟸ Leftrightarrow ⇔ iff ⟺
    mapsto ↦ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗
    searrow ↘ hookrightarrow ↪ rightharpoonup ⇀ rightleftharpoons ⇌ therefore ∴ because ∵
""")

BIG = _table("""
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂
    bigodot ⨀ bigvee ⋁ bigwedge ⋀
""")

PREFIXES = _table("partial ∂ nabla ∇")
"""What binds to the very next letter."""

OPENING = _table("""
    { { lbrace { lbrack [ langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ lparen (
""")

CLOSING = _table("""
    } } rbrace } rbrack ] rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rparen )
""")

BARS = _table("| ‖ vert | Vert ‖")

FUNCTIONS = _names("""
    arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det diag dim erf erfc exp gcd
    hom inf ker lg lim liminf limsup ln log max min Pr rank relu sec sech sgn sign sigmoid sin sinh
    softmax softplus sup tan tanh tr
    """)
"""Names set upright before their argument. Some are no LaTeX, but what people write."""

TAKING_ONE = _names("""
    arccos arcsin arctan cos cosh cot coth csc erf erfc exp lg ln log relu sec sech sgn sigmoid sign
    sin sinh softplus tan tanh
    """)
"""Functions of a number: a minus behind one is the sign of its argument, as in `exp −x`."""

SPACES = {
    ",": "thin", ":": "thin", ";": "thin", ">": "thin", "thinspace": "thin", "enspace": "wide",
    " ": "wide", "\n": "wide", "~": "wide", "space": "wide", "nobreakspace": "wide",
    "quad": "quad", "qquad": "quad",
}  # fmt: skip

IGNORED = _names("""
    ! left right middle big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr biggm Biggl
    Biggr Biggm limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle negthinspace
    nonumber notag hfill hline allowbreak nobreak rm bf it / strut mathstrut relax
    """)
"""They change how a formula is set, not what it says."""

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
    "bar": "\u0304", "overline": "\u0305", "underline": "\u0332", "vec": "\u20d7",
    "overrightarrow": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "breve": "\u0306",
    "check": "\u030c", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
}  # fmt: skip
"""Combining marks, set on the letter before them."""

WORDS_OF_ACCENTS = {"widehat": "hat", "widetilde": "tilde", "overline": "bar"}
"""What an accent over several letters is called."""

ALPHABETS = {
    "mathbb": "double", "mathbf": "bold", "boldsymbol": "bold", "bm": "bold",
    "mathcal": "script", "mathscr": "script", "mathfrak": "fraktur",
}  # fmt: skip

UPRIGHT = _names("mathrm operatorname mathsf mathtt mathit mathop mathnormal textrm")
"""Their argument is a name if it has several letters."""

TEXTS = _names("text textbf textit textnormal textsf texttt emph mbox hbox")
"""Their argument is words, with their spaces."""

STRUCTURES = _names("""
    frac dfrac tfrac cfrac sqrt binom dbinom tbinom overset underset stackrel underbrace overbrace
    boxed phantom hphantom vphantom substack not bmod pmod mod xrightarrow xleftarrow begin end
    """)
"""What has arguments of its own; see `studyapp.text.math`."""

COMMANDS = frozenset(
    {
        name
        for names in (
            LETTERS, SUMS, PRODUCTS, RELATIONS, BIG, PREFIXES, OPENING, CLOSING, BARS, FUNCTIONS,
            SPACES, IGNORED, ACCENTS, ALPHABETS, UPRIGHT, TEXTS, STRUCTURES,
        )
        for name in names
        if name.isalpha()
    }
)  # fmt: skip
"""Every command of letters that is shown as something else than itself."""
