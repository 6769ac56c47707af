"""Decks of a size, written for a benchmark."""

from __future__ import annotations

from pathlib import Path

_CURVES = ("relu", "gelu", "[sigmoid, tanh]", "{function: gelu, derivative: true}")


def write(folder: Path, decks: int, cards: int) -> None:
    """Write `cards` cards spread over `decks` files, with answers of an ordinary length."""
    folder.mkdir(parents=True)
    for deck in range(decks):
        lines = [f"title: Deck {deck}", f"id: deck-{deck:03}", "language: en", "cards:"]
        for card in range(cards // decks):
            lines += _card(deck, card)
        (folder / f"deck-{deck:03}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def question(deck: int, card: int) -> str:
    """What a card asks: a line of words, as nearly all questions of the shipped decks are."""
    return f"Question {card} of deck {deck}: what does power {card % 7 + 2} do to small inputs?"


def answer(card: int) -> str:
    """What a card answers: a paragraph, a list, a longer paragraph."""
    reasons = (
        f"- reason {n}: the slope is $\\frac{{{n}}}{{{card + 1}}}$ **there**" for n in (1, 2, 3)
    )
    return "\n".join(
        (
            f"It does what {card} says, for $x > 0$, and nothing else:",
            "",
            *reasons,
            "",
            "A paragraph that is long enough to be wrapped: " + "every word of it counts, " * 12,
        )
    )


def _card(deck: int, card: int) -> list[str]:
    return [
        f"  - id: card-{card}",
        f"    question: '{question(deck, card)}'",
        "    answer: |",
        *(f"      {line}".rstrip() for line in answer(card).splitlines()),
        "    points: [the first point, the second point, the third point]",
        f"    curve: {_CURVES[card % len(_CURVES)]}",
    ]
