"""Unicode's raised, lowered, bold, script and double-struck characters."""

from __future__ import annotations

from unicodedata import normalize

_RAISED = str.maketrans(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδθφϕχℓ⊤∘",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᶿᵠᵠᵡˡᵀ°",
)
_LOWERED = str.maketrans(
    "0123456789+−=()aehijklmnoprstuvxβγρφϕχℓ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵩᵪₗ",
)
_RAISED_ALREADY = "′″‴°†‡"

_ALPHABETS = {
    "bold": (0x1D400, 0x1D41A, 0x1D7CE),
    "script": (0x1D49C, 0x1D4B6, 0),
    "fraktur": (0x1D504, 0x1D51E, 0),
    "double": (0x1D538, 0x1D552, 0x1D7D8),
}
"""Where the capitals, the small letters and the digits begin; 0 if there are none."""

_EXCEPTIONS = {
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "double": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
}
"""Letters that Unicode had before it had their alphabets."""

_BOLD_GREEK = {chr(0x391 + at): chr(0x1D6A8 + at) for at in range(25)} | {
    chr(0x3B1 + at): chr(0x1D6C2 + at) for at in range(25)
}


def superscript(text: str) -> str:
    """The text raised: `⁻ˣ`, or `^(x²)` where a character has no raised form."""
    if all(char in _RAISED_ALREADY for char in text):
        return text
    if all(ord(char) in _RAISED for char in text):
        return text.translate(_RAISED)
    if len(text) == 1 and not text.isalnum():
        return f"^{text}"
    return f"^({text})"


def subscript(text: str) -> str:
    """The text lowered: `ᵢ₌₁`, a word as `_model`, all else as `_(t−b)`."""
    if all(ord(char) in _LOWERED for char in text):
        return text.translate(_LOWERED)
    if _is_word(text) or (len(text) == 1 and not text.isspace()):
        return f"_{text}"
    return f"_({text})"


def _is_word(text: str) -> bool:
    """Whether it is letters and digits on the line: `x_{y²}` must not read as (x_y)²."""
    return text.isalnum() and normalize("NFKC", text) == text


def ends_in_superscript(text: str) -> bool:
    """Whether a raised character ends the text, which a root behind it would take as its index."""
    return ord(text[-1]) in _RAISED.values()


def ends_in_subscript(text: str) -> bool:
    """Whether a word as `_model` ends the text, which a letter behind it would seem part of."""
    _, found, word = text.rpartition("_")
    return bool(found) and word.isalnum()


def in_alphabet(text: str, alphabet: str) -> str:
    """The letters and digits of the text in a mathematical alphabet, as far as it has them."""
    capitals, small, digits = _ALPHABETS[alphabet]
    exceptions = _EXCEPTIONS.get(alphabet, {})
    shown: list[str] = []
    for char in text:
        if char in exceptions:
            shown.append(exceptions[char])
        elif "A" <= char <= "Z":
            shown.append(chr(capitals + ord(char) - ord("A")))
        elif "a" <= char <= "z":
            shown.append(chr(small + ord(char) - ord("a")))
        elif digits and "0" <= char <= "9":
            shown.append(chr(digits + ord(char) - ord("0")))
        else:
            shown.append(_BOLD_GREEK.get(char, char) if alphabet == "bold" else char)
    return "".join(shown)
