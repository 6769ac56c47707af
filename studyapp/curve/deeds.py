"""What a key does to a view, by the deed's name, and what to tell the learner of it."""

from __future__ import annotations

from studyapp.curve.features import features
from studyapp.curve.subject import subject
from studyapp.curve.view import DEEDS, View, focused, picked, to_place, window

NO_FEATURE = "no kink, zero, extremum or inflection further on"
NO_PARAMETER = "this function has no parameter to bend"
UNCHANGED = {
    "next": NO_FEATURE,
    "last": NO_FEATURE,
    "less": "that is as low as it goes",
    "more": "that is as high as it goes",
    "closer": "no closer",
    "wider": "no wider",
}


def act(view: View, deed: str) -> tuple[View, str]:
    """The view after a deed: one of `DEEDS`, or `next` and `last`, which go to a feature.

    Returns:
        The view, and a sentence for the learner; empty where the picture says all.
    """
    if deed in {"next", "last"}:
        found = features(focused(view), window(view))
        after = to_place(view, found, forward=deed == "next")
    else:
        after = DEEDS[deed](view)
    if deed in {"less", "more", "pick"}:
        handle = picked(after)
        if handle is None:
            return after, NO_PARAMETER
        if deed == "pick":
            name = subject(after.spec.traces[handle.trace]).name
            bent = f"{handle.parameter.symbol} of {name}: {handle.parameter.meaning}"
            return after, f"[ ] bend {bent}"
    return after, UNCHANGED.get(deed, "") if after == view else ""
