"""Which decks are studied when none is named.

Light on purpose: the quickest command imports it.
"""

import os
from collections.abc import Callable, Iterable, Mapping

DEFAULT_LANGUAGE = "en"


def chooser(
    shipped_languages: Iterable[str | None], choices: Mapping[str, bool]
) -> Callable[[str, bool, str | None], bool]:
    """A function of (deck id, shipped, language) that says whether that deck is on.

    What the learner chose stands. Else a deck of one's own is on, and of the shipped ones those
    in the language of the locale, or the English ones where none is.
    """
    language = locale_language()
    if language not in {_base(shipped) for shipped in shipped_languages}:
        language = DEFAULT_LANGUAGE

    def is_on(deck_id: str, shipped: bool, deck_language: str | None) -> bool:
        chosen = choices.get(deck_id)
        if chosen is not None:
            return chosen
        return not shipped or _base(deck_language) in (language, "")

    return is_on


def locale_language() -> str:
    """The language of the environment's locale, such as `en` or `zh`; empty if it has none."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return _base(value)
    return ""


def _base(language: str | None) -> str:
    return (language or "").replace("-", "_").partition("_")[0].partition(".")[0].lower()
