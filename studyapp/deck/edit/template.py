"""What a new deck begins with: one card, and comments that teach the rest."""

from __future__ import annotations

from studyapp.deck.edit.written import write_text

_TEMPLATE = """\
# A deck is a text that you write in any editor. `studyapp check` tells every mistake with its line.
title: {title}
# Progress hangs on this id. Leave it as it is; the file may have another name.
id: {id}
language: {language}
# description: What these cards are about
# tags: [interview]
# curve: relu                 # drawn beside every card that names no curve

cards:
  # This card shows how it is done. Write yours below, and take this one out:
  # studyapp remove {id}/first-card
  - id: first-card            # optional: without it, a new wording of the question is a new card
    question: What does a card need?
    answer: |
      A question and an answer. Both are **Markdown**, with `code` and with LaTeX between dollar
      signs, such as $\\frac{{1}}{{1 + e^{{-x}}}}$.

      After the `|` an answer may have as many lines as you like, indented like these. A text in
      one line that holds a colon or a backslash is safe in 'single quotes'.
    # Everything from here on is optional.
    # points:                 # what an interviewer listens for
    #   - a question
    #   - an answer
    # hint: Two things.       # shown when asked for
    # curve: [gelu, relu]     # or `none`; `studyapp functions` lists them
    # difficulty: easy        # or medium, or hard
    # tags: [example]
    # source: 'Somebody 2026, page 1'
"""


def template(deck_id: str, title: str = "", language: str = "en") -> str:
    """The text of a new deck.

    Raises:
        Refused: the title cannot be written.
    """
    line = " ".join(title.split()) or deck_id
    return _TEMPLATE.format(
        title=write_text(line, 2).head, id=write_text(deck_id, 2).head, language=language
    )
