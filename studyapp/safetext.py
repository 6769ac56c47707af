"""Text from outside made safe for a terminal.

Escape sequences, control characters and bidirectional overrides in a deck, a file name or an
error message would reach the terminal as they are, so all such text passes through here once.
Light on purpose: the quickest command imports it, so `re` and the rest wait for text that
needs them.
"""

SIGN = "\ufffd"
"""Stands for each character that must not reach a terminal."""

MARKS_KEPT = 4
"""Combining marks kept on one base; Vietnamese needs 2, Tibetan and Hebrew up to 4."""

JOINS_KEPT = 4
"""Joiners kept in one cluster; the longest recommended emoji sequence has 3."""

LINE_LIMIT = 200
TAB = "    "

_CONTROLS = "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SURROGATES = "\ud800-\udfff"
_PRIVATE = "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
_ARABIC_SIGNS = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
_SIGNED = _CONTROLS + _BIDI + _SURROGATES + _PRIVATE + _ARABIC_SIGNS
_DROPPED = (
    "\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""What shows nothing: it only shapes the text around it, or is there to deceive."""

_JOINERS = "\u200c\u200d"
_SCRIPTS_WITH_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0590-\u109f\u1160-\u11ff\u135d-\u1cff\u1dc0-\u1dff\u20d0-\u20ff"
    "\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\ua69f\ua6f0\ua6f1"
    "\ua802-\ua8ff\ua926-\ua9ff\uaa29-\uabff\ud7b0-\ud7ff\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000101fd-\U0001e95f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
)
"""Where combining marks may be. A superset: it only decides which text is looked at closely."""

_SUSPECT = (
    f"[{_CONTROLS}{_BIDI}{_JOINERS}{_SCRIPTS_WITH_MARKS}\u00ad\u200b\u2060-\u206f\u3164"
    "\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]"
)
"""All of the above in few ranges: the time of a search grows with those beyond U+FFFF."""

_JOINING = (
    (0x0600, 0x109F),
    (0x1780, 0x18AF),
    (0x2190, 0x2BFF),
    (0xA800, 0xABFF),
    (0xFE0F, 0xFE0F),
    (0x11000, 0x11FFF),
    (0x1F000, 0x1FAFF),
)
"""Beside which a joiner does something: Arabic to Burmese, Khmer, Mongolian, and emoji."""


_MARKS = ("Mn", "Mc", "Me", "Cn")


def clean(text: str) -> str:
    """The text with nothing in it that could steer a terminal; lines end in a newline.

    Tabs become spaces. Controls, bidirectional controls, surrogates and private characters become
    `SIGN`; other invisible format characters go. Piles of combining marks are cut to `MARKS_KEPT`.
    Applying it twice changes nothing more.
    """
    if text.isascii() and (text.isprintable() or text.replace("\n", "").isprintable()):
        return text
    import re

    if not re.search(_SUSPECT, text):
        return text
    text = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text).replace("\t", TAB)
    text = re.sub(f"[{_DROPPED}]", "", re.sub(f"[{_SIGNED}]", SIGN, text))
    return _without_piles(text) if re.search(f"[{_JOINERS}{_SCRIPTS_WITH_MARKS}]", text) else text


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """The same for one line: line ends become spaces, and past `limit` characters comes "…"."""
    text = clean(text).replace("\n", " ")
    if len(text) <= limit:
        return text
    return text[: max(limit - 1, 0)].rstrip(_JOINERS) + "…"


def is_harmless(text: str) -> bool:
    """Whether a line of text has nothing that could steer a terminal, line ends included.

    For names from outside: unlike `clean`, it leaves letters of later Unicodes alone.
    """
    if text.isascii():
        return text.isprintable()
    import re

    return re.search(f"[\n{_CONTROLS}{_BIDI}{_SURROGATES}]", text) is None


def to_json(value: object) -> str:
    """One line of JSON in which control, format and bidirectional characters are escaped."""
    import json

    text = json.dumps(value, ensure_ascii=False)
    if text.isascii() and text.isprintable():
        return text
    import re

    return re.sub(f"[{_SIGNED}{_DROPPED}]", lambda found: json.dumps(found[0])[1:-1], text)


def _without_piles(text: str) -> str:
    """Keeps few marks on a base, and joiners only where they join.

    Whether a character is kept depends on what was kept before it and on the next base only, so
    a second pass keeps all of it.
    """
    kept: list[str] = []
    marks = joins = 0
    joiner = ""
    for char in text:
        if char in _JOINERS:
            joiner = joiner or char
        elif _is_mark(char):
            joiner = ""
            marks += 1
            if marks <= MARKS_KEPT:
                kept.append(char)
        else:
            if joiner and joins < JOINS_KEPT and kept and _joins(kept[-1]) and _joins(char):
                joins += 1
                kept.append(joiner)
            else:
                joins = 0
            joiner = ""
            marks = 0
            kept.append(char)
    return "".join(kept)


def _is_mark(char: str) -> bool:
    """Whether it joins the cell before it: marks, skin tones, vowels and finals of Hangul.

    An unassigned character counts too, as a later Unicode may have made it a mark.
    """
    if char < "\u0300":
        return False
    import unicodedata

    if "\u1160" <= char <= "\u11ff" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    return unicodedata.category(char) in _MARKS or "\ud7b0" <= char <= "\ud7fb"


def _joins(char: str) -> bool:
    code = ord(char)
    return any(first <= code <= last for first, last in _JOINING)
