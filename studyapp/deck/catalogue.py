"""The closed catalogue of what can be wrong with a deck, and how it is said.

A message says what is wrong, an advice what to do; both are put together as ``message; advice``.
A fault with `given` and `options` gets the nearest option as its advice where one is near.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from studyapp.deck.fault import Fault, Severity
from studyapp.safetext import clean_line

_LONGEST_WORD = 100
_LONGEST_GUESSED = 40


class Wording(NamedTuple):
    """How one code is said; ``{names}`` are filled in with what was found."""

    message: str
    advice: str
    severity: Severity = "fault"


CATALOGUE: dict[str, Wording] = {
    # The file.
    "unreadable": Wording(
        "this cannot be read: {reason}", "check that it exists and that you may read it"
    ),
    "empty": Wording("the file is empty", "write a `title:` and a list of `cards:` into it"),
    "too-big": Wording(
        "the file has {size} bytes, which is more than {limit}", "split it into several decks"
    ),
    "too-many-values": Wording(
        "the file has more than {limit} values, the one here is the next",
        "split it into several decks",
    ),
    "utf-16": Wording("the file is in {encoding}", "save it as UTF-8"),
    "not-utf-8": Wording("byte {byte} here is not UTF-8", "save the file as UTF-8"),
    "binary": Wording("the file is binary, not text", "give a deck written in YAML"),
    "not-a-deck": Wording(
        "the file has no `cards:`, so it is no deck", "put the list of cards under `cards:`"
    ),
    "not-a-mapping": Wording(
        "a deck has keys, but this file is {kind}",
        "begin with `title:` and put the list of cards under `cards:`",
    ),
    "more": Wording("and {count} more", "mend those above first, then check again"),
    # What YAML itself refuses.
    "colon": Wording(
        "a `: ` inside plain text looks like a second key",
        "put the text in single quotes, or on lines of its own under `|`",
    ),
    "indentation": Wording(
        "this does not fit the indentation of the lines above",
        "indent it like its neighbours, or deeper if it continues the text above",
    ),
    "tab": Wording("a tab stands where YAML takes only spaces", "indent with spaces"),
    "no-colon": Wording(
        "this line is no `key: value`",
        "write a `:` and a space after the key, or indent the line if it continues the text above",
    ),
    "reserved": Wording(
        "plain text cannot begin with '{char}'",
        "put the text in single quotes, or on lines of its own under `|`",
    ),
    "list-on-line": Wording(
        "a list cannot begin on the line of its key",
        "put each `- ` on a line of its own, or the text in quotes",
    ),
    "open-quote": Wording("the quote that opens here is never closed", "close it with `{quote}`"),
    "after-quote": Wording(
        "there is more text after the closing quote",
        "put the whole text on lines of its own under `|`, or write a quote inside `'…'` as `''`",
    ),
    "after-bracket": Wording(
        "there is more text after the closing `{char}`, so it is no list or mapping",
        "put the whole text in single quotes, or on lines of its own under `|`",
    ),
    "open-bracket": Wording(
        "the list or mapping that opens here with `{char}` lacks a comma or its end",
        "close it, or put the text in quotes if no list is meant",
    ),
    "escape": Wording(
        "`{escape}` means nothing in double quotes", "use single quotes or `|`, or write `\\\\`"
    ),
    "latex-escape": Wording(
        "`{command}` cannot stand in double quotes", "use single quotes or `|` for LaTeX"
    ),
    "block-header": Wording(
        "text stands on the line of `|` or `>`", "begin the text on the next line, indented"
    ),
    "control": Wording("the character {char} cannot stand in YAML", "delete it"),
    "syntax": Wording("YAML cannot go on here: {problem}", "mend this line, or quote its text"),
    # What YAML would take, and a deck does not.
    "duplicate-key": Wording(
        "the key `{key}` is here a second time, after line {first}", "keep one of the two"
    ),
    "key-not-text": Wording("a key must be a text", "write a word, then `:`"),
    "alias": Wording(
        "`*{name}` refers to another value, which a deck cannot do",
        "write the value itself, or put the text in quotes if a `*` is meant",
    ),
    "anchor": Wording(
        "`&{name}` names a value, which a deck cannot do",
        "delete it, or put the text in quotes if a `&` is meant",
    ),
    "tag": Wording(
        "`{tag}` is a YAML tag, which a deck cannot have",
        "delete it, or put the text in quotes if a `!` is meant",
    ),
    "too-deep": Wording("this is more than {limit} levels deep", "write it flatter"),
    "second-document": Wording(
        "`---` begins a second document, and a deck is only one",
        "indent it if it belongs to a text, or put what follows in a file of its own",
    ),
    # Keys and types.
    "unknown-key": Wording("unknown key `{given}`", "the keys of {of} are {options}"),
    "wrong-type": Wording("{of}`{key}` must be {wanted}, not {kind}", "write {example}"),
    "blank": Wording("{of}`{key}` is blank", "write a text, or delete it"),
    "choice": Wording("`{key}` cannot be `{given}`", "write one of {options}"),
    "language": Wording("`{given}` is no language tag", "write one such as `en`, `zh` or `pt-BR`"),
    # Decks.
    "deck-id": Wording(
        "`{given}` cannot be an id, so the deck's cards have no names",
        "use letters, digits, `_`, `.` and `-`, at most 63, beginning with a letter or a digit",
    ),
    "no-deck-id": Wording(
        "the deck has no `id:`, so the file's name is its id",
        "write `id: {id}`, so that no progress is lost when the file is renamed",
        "warning",
    ),
    "no-cards": Wording(
        "the deck has no cards", "write `- question:` and `answer:` under `cards:`", "warning"
    ),
    # Cards.
    "not-a-card": Wording("a card has keys, but this is {kind}", "write `question:` and `answer:`"),
    "missing": Wording("the card has no `{key}`", "write `{key}:` and a text"),
    "card-id": Wording(
        "`{given}` cannot be an id",
        "use letters, digits, `_`, `.` and `-`, at most 63, beginning with a letter or a digit",
    ),
    "derived-id": Wording(
        "`{given}` looks like an id made from a question",
        "choose another id, such as a word or two",
    ),
    "duplicate-id": Wording(
        "the id `{given}` is that of the card on line {first}", "give this card another id"
    ),
    "duplicate-question": Wording(
        "the question is that of the card on line {first}", "ask it differently, or delete one card"
    ),
    "follow-up": Wording(
        "no card of this deck has the id `{given}`", "write ids of cards of this deck"
    ),
    "follow-up-self": Wording("the card names itself as a follow-up", "name another card"),
    # Kinds of cards.
    "two-kinds": Wording(
        "`{given}` makes this {of}, and `{first}` another kind of card",
        "keep one of the two, and make a second card of the other",
    ),
    "kind-needs": Wording("a card with `{mark}` needs `{key}` as well", "write {example}"),
    "kind-stray": Wording(
        "`{given}` means nothing for a card without {marks}", "delete it, or write {marks} as well"
    ),
    "cloze-question": Wording(
        "a card with `text` is asked by its gaps, so it has no `question`",
        "delete one of the two",
    ),
    "no-gap": Wording(
        "the text has no gap", "put what is to be asked for into double braces, as in `{{{{0}}}}`"
    ),
    "gap-open": Wording(
        "the gap that opens here is never closed",
        "write `}}}}` after it; each `{{` in it needs its own `}}`",
    ),
    "gap-empty": Wording("the gap here is empty", "write what is to be asked for into it"),
    "gap-number": Wording(
        "a gap cannot have this number", "write `c1::` to `c999::`, or no number"
    ),
    "gap-nested": Wording(
        "a gap cannot stand inside of another",
        "close the first one before it, or write `{{ {{` where LaTeX is meant",
    ),
    "too-many-gaps": Wording(
        "the text has {found} gaps in {size} characters, which is too much for one card",
        "write at most {most} gaps and {longest} characters, and more cards",
    ),
    "twice": Wording("`{given}` is here twice", "delete one"),
    "correct": Wording("`{given}` is none of the `choices`", "write one as it stands there"),
    "tolerance": Wording("`{given}` is no tolerance", "write one such as `1%` or `0.001`"),
    "variable": Wording(
        "`{given}` cannot name a variable",
        "choose a name of letters, digits and `_` that is no function's",
    ),
    "range-needs": Wording(
        "the range of `{given}` has no `{key}`", "write `{{from: 12, to: 96, step: 12}}`"
    ),
    "range": Wording(
        "the range of `{given}` must rise from `from` to `to` in at most {most} steps",
        "write one such as `{{from: 12, to: 96, step: 12}}`",
    ),
    "placeholder": Wording("`{given}` is no variable of this card", "write one of {options}"),
    "unasked": Wording(
        "the question never shows the variable `{given}`",
        "write `{{{given}}}` where its number belongs, or delete the variable",
    ),
    "latex-in-quotes": Wording(
        "in double quotes YAML takes the first letters of `{command}` for an escape",
        "use single quotes or `|` for LaTeX",
        "warning",
    ),
    # What only `check` tells.
    "long-answer": Wording(
        "the answer has {size} characters, more than {most}",
        "make several cards of it, each with one thing to recall",
        "warning",
    ),
    "near-question": Wording(
        "the question is that of the card on line {first}, but for case, width or punctuation",
        "ask it differently, or delete one card",
        "warning",
    ),
    "no-points": Wording(
        "the card has no `points`, as most of this deck have",
        "write what an interviewer listens for, or `points: []`",
        "warning",
    ),
    "plain-http": Wording("`{given}` is a link in plain http", "write `https://`", "warning"),
    "mixed-width": Wording(
        "a half-width `{given}` stands in a text with full-width punctuation",
        "write `{wide}`",
        "warning",
    ),
    # Curves.
    "number": Wording("`{given}` is no number", "write a number such as `0.25`, without quotes"),
    "number-range": Wording("`{key}` must be {range}, not {given}", "write a number in that range"),
    "flag": Wording("`{key}` must be `true` or `false`, not `{given}`", "write {example}"),
    "window": Wording(
        "`{key}` must be two numbers within ±1e6, the lower one first and 1e-6 or more apart",
        "write `{key}: [-4, 4]`",
    ),
    "count": Wording("`{key}` has {found} entries", "write {least} to {most}"),
    "function": Wording("unknown function `{given}`", "write one of {known}"),
    "function-twice": Wording("`{given}` is here twice with the same parameters", "delete one"),
    "no-function": Wording(
        "the curve names no function",
        "write `function:` and a name, or `expr:` and a formula",
    ),
    "one-key": Wording(
        "a function with parameters is one name with a mapping", "write `- prelu: {{alpha: 0.25}}`"
    ),
    "parameter": Wording("`{given}` is no parameter of {of}", "write one of {options}"),
    "no-parameters": Wording("{of} has no parameters, and so no `{given}`", "delete it"),
    "bars-alone": Wording(
        "softmax is drawn as bars, so it cannot share a picture with curves",
        "name it alone, or leave it out",
    ),
    "bars-key": Wording("`{given}` means nothing for softmax, which is drawn as bars", "delete it"),
    "formula": Wording("{problem}", "{advice}"),
    "formula-parameter": Wording(
        "`{given}` cannot name a parameter of a formula",
        "choose a name of letters, digits and `_` that is no function's",
    ),
    "formula-unused": Wording(
        "no formula has a parameter `{given}`", "delete it, or write it into a formula"
    ),
}


def make(
    code: str, path: str, line: int = 1, column: int = 1, card: str | None = None, **words: Any
) -> Fault:
    """The fault `code` of the catalogue at a place, its wording filled in with `words`.

    What `words` quote from a file is made safe to show and cut to a length one can read.
    """
    wording = CATALOGUE[code]
    guess = words.get("guess")
    if "options" in words:
        guess = nearest(words["given"], words["options"])
    safe = {name: _shown(word) for name, word in words.items()}
    advice = f"did you mean `{guess}`?" if guess else wording.advice.format_map(safe)
    message = wording.message.format_map(safe)
    return Fault(path, line, column, wording.severity, code, message, advice, card)


def _shown(word: object) -> str:
    if isinstance(word, int):
        return f"{word:,}".replace(",", "\N{NO-BREAK SPACE}")
    if isinstance(word, tuple):
        return ", ".join(f"`{option}`" for option in word)
    return clean_line(str(word), _LONGEST_WORD)


@lru_cache(maxsize=256)
def nearest(word: str, options: tuple[str, ...]) -> str | None:
    """The option that `word` was probably meant to be, if one is near enough."""
    if not options or len(word) > _LONGEST_GUESSED:
        return None
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), options, n=1, cutoff=0.6)
    return near[0] if near else None
