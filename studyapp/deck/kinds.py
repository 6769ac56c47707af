"""Which kind of card the keys of a mapping make, and which of them do not belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.deck.tables import BASIC, CLOZE, KIND_KEYS, KINDS, MARKS, REVERSED, Kind

if TYPE_CHECKING:
    from studyapp.deck.fields import Form

_ALWAYS = ("question", "answer")
_EXAMPLES = {"correct": "`correct: [one of them]`", "number": "`number: 12 * d^2`"}


def kind_of(form: Form, reversed_by_default: bool) -> tuple[Kind, bool]:
    """The kind of a card, and whether its keys can be understood as a card of that kind.

    Of the keys that only some kinds have, those that mean nothing here are told and cost nothing
    else; two that make different kinds, or one that is missing, cost the card.
    """
    if KIND_KEYS.isdisjoint(form.entries):
        return (REVERSED if reversed_by_default else BASIC), True
    turned = form.flag("reversed")
    marks = [
        key
        for key in form.entries
        if key in MARKS
        and form.value(key) is not None
        and (key != "reversed" or turned)
        and (key != "number" or form.value("variables") is None)
    ]
    if not marks:
        by_default = reversed_by_default and form.value("reversed") is None
        kind = REVERSED if by_default else BASIC
    else:
        kind = MARKS[marks[0]]
    for other in marks[1:]:
        place = form.entries[other][0]
        form.tell("two-kinds", place, given=other, of=f"a {MARKS[other].name} card", first=marks[0])
    _tell_of_strays(form, kind, marks)
    return kind, _has_needs(form, kind) and len(marks) <= 1


def _tell_of_strays(form: Form, kind: Kind, marks: list[str]) -> None:
    own = {"reversed", *kind.needs, *kind.takes, *marks}
    for key in form.entries:
        if key not in KIND_KEYS or key in own or form.value(key) is None:
            continue
        wanted = tuple(one.mark for one in KINDS if key in (*one.needs, *one.takes))[:1]
        if not any(map(form.misspelt, wanted)):
            form.tell("kind-stray", form.entries[key][0], given=key, marks=wanted)
    if kind is CLOZE and form.value("question") is not None:
        form.tell("cloze-question", form.entries["question"][0])


def _has_needs(form: Form, kind: Kind) -> bool:
    missing = [key for key in kind.needs if key not in _ALWAYS and form.value(key) is None]
    for key in missing:
        if not form.mapping.torn and not form.misspelt(key):
            place = form.entries[kind.mark][0]
            form.tell("kind-needs", place, mark=kind.mark, key=key, example=_EXAMPLES[key])
    return not missing
