"""Emphasis beside Chinese: `**重点：**其余` is bold, though CommonMark says it is not.

CommonMark lets a mark open or close beside punctuation only if white space or punctuation lies
on its other side, and Chinese writes neither between a bold phrase and what follows. Here a
CJK character on the other side counts as well (github.com/tats-u/markdown-cjk-friendly).
Replaces the rule "emphasis" of markdown-it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.text.cells import is_cjk

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline


def tokenize(state: StateInline, silent: bool) -> bool:
    """Takes the run of `*` or `_` at the state's place; False if there is none."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    from markdown_it.rules_inline.state_inline import Delimiter

    run = state.scanDelims(state.pos, marker == "*")
    can_open, can_close = run.can_open, run.can_close
    if marker == "*":
        before = state.src[state.pos - 1 : state.pos]
        after = state.src[state.pos + run.length : state.pos + run.length + 1]
        can_open = can_open or (bool(after.strip()) and is_cjk(before))
        can_close = can_close or (bool(before.strip()) and is_cjk(after))
    for _ in range(run.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=run.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos += run.length
    return True
