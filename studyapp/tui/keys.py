"""What can be done on each screen, stated once: feeds bindings, key strip, palette and help."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.buttons import BUTTONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.buttons import Button


class Command(NamedTuple):
    """One thing a learner can do on a screen.

    Attributes:
        action: the screen's (or the app's) action, as Textual writes it.
        keys: as Textual names them.
        shown: the keys as people write them.
        name: a word or two, for the palette.
        help: one sentence.
        strip: what the line of keys says; empty keeps the command out of that line.
    """

    action: str
    keys: tuple[str, ...]
    shown: str
    name: str
    help: str
    strip: str = ""


_HELP = Command(
    "app.help", ("question_mark",), "?", "Keys", "Lists the keys of this screen.", "help"
)
_QUIT = Command(
    "app.leave", ("q",), "q", "Quit", "Leaves studyapp; every grade is already kept.", "quit"
)
_PALETTE = Command(
    "app.command_palette", ("ctrl+p",), "Ctrl+P", "Commands", "Finds any command by its name."
)
_INTERRUPT = Command("app.interrupt", ("ctrl+c",), "Ctrl+C", "Interrupt", "Leaves at once.")
_BACK = Command("back", ("escape",), "Esc", "Back", "Goes back to the screen before.", "back")
_SCROLL = (
    Command("scroll(-1)", ("up", "k"), "↑ k", "Up", "Scrolls up a line."),
    Command("scroll(1)", ("down", "j"), "↓ j", "Down", "Scrolls down a line."),
    Command("page(-1)", ("pageup",), "PgUp", "Page up", "Scrolls up a page."),
    Command("page(1)", ("pagedown",), "PgDn", "Page down", "Scrolls down a page."),
)
_SIDEWAYS = (
    Command(
        "sideways(-8)", ("less_than_sign",), "<", "Code left", "Scrolls long lines of code back."
    ),
    Command(
        "sideways(8)", ("greater_than_sign",), ">", "Code right", "Scrolls long lines of code."
    ),
)
_MORE = Command("more", ("plus",), "+", "Ten more", "Takes ten more new cards today.", "ten more")
_UNDO = Command(
    "undo", ("u",), "u", "Undo", "Takes back what you did last today, and says what.", "undo"
)
_SLOPE = Command(
    "look('derivative')", ("d",), "d", "Derivative", "Shows or hides f′, the derivative.", "f′"
)
_MOVES = (
    Command(
        "look('left')",
        ("left",),
        "←",
        "Cursor left",
        "Moves the cursor on the curve; under it stand x, f, f′ and what they mean.",
    ),
    Command("look('right')", ("right",), "→", "Cursor right", "Moves the cursor on.", "cursor"),
)
_MOVES_BESIDE_STEPS = (
    Command(
        "look('left')",
        ("shift+left",),
        "Shift+←",
        "Cursor left",
        "Moves the cursor on the curve (← steps to another card here).",
    ),
    Command("look('right')", ("shift+right",), "Shift+→", "Cursor right", "Moves the cursor on."),
)
_LOOK = (
    Command(
        "look('far_left')", ("ctrl+left",), "Ctrl+←", "Cursor far left", "Moves it ten steps back."
    ),
    Command(
        "look('far_right')", ("ctrl+right",), "Ctrl+→", "Cursor far right", "Moves it ten steps on."
    ),
    Command("look('zero')", ("home",), "Home", "Cursor to zero", "Puts the cursor at x = 0."),
    Command(
        "look('next')",
        ("full_stop",),
        ".",
        "Next feature",
        "Puts the cursor on the next kink, zero, extremum or inflection.",
    ),
    Command("look('last')", ("comma",), ",", "Last feature", "Puts it on the one before."),
    Command(
        "look('tangent')", ("t",), "t", "Tangent", "Draws the tangent at the cursor.", "tangent"
    ),
    Command(
        "look('less')",
        ("left_square_bracket",),
        "[",
        "Bend down",
        "Makes the function's parameter less; the curve follows.",
    ),
    Command(
        "look('more')",
        ("right_square_bracket",),
        "]",
        "Bend up",
        "Makes the parameter more.",
        "bend",
    ),
    Command("look('pick')", ("v",), "v", "Other parameter", "Picks the parameter that [ ] bend."),
    Command("look('closer')", ("plus",), "+", "Zoom in", "Zooms in about the cursor.", "zoom"),
    Command("look('wider')", ("minus",), "-", "Zoom out", "Zooms out about the cursor."),
    Command("look('fit')", ("equals_sign",), "=", "Fit", "Shows the window of the beginning."),
    _SLOPE,
    Command("look('second')", ("D",), "D", "Second derivative", "Shows or hides f″."),
    Command("relatives", ("o",), "o", "Overlay", "Lays another function over this one.", "overlay"),
    Command(
        "look('saturation')",
        ("z",),
        "z",
        "Saturation",
        "Marks under the axis where |f′| < 0.01, where next to no gradient passes.",
    ),
    Command(
        "look('density')",
        ("w",),
        "w",
        "Inputs",
        "Draws the density of N(0,1), and says how many inputs saturate.",
    ),
    Command("copy", ("y",), "y", "Copy", "Copies x, f and f′ at the cursor as text."),
)
"""Of a curve, beside its card and on the whole screen."""

_BURY = Command("bury", ("b",), "b", "Bury", "Asks this card no more today.", "bury")
_FLAG = Command("flag", ("f",), "f", "Flag", "Gives the card flag 1, 2, 3, 4, then none.", "flag")
_REMARK = Command(
    "remark", ("n",), "n", "Remark", "Opens a field for your own words on the card.", "remark"
)
_EDIT = Command(
    "edit",
    ("e",),
    "e",
    "Edit",
    "Opens the card in your editor ($VISUAL or $EDITOR); what you save is shown at once.",
    "edit",
)
_INFO = Command(
    "info", ("i",), "i", "Information", "Shows the card's state, history and file.", "info"
)
_EVERYWHERE = (_HELP, _PALETTE, _QUIT, _INTERRUPT)

HOME = (
    Command(
        "study", ("space", "enter"), "Space", "Study", "Studies everything that is due.", "study"
    ),
    Command("move(-1)", ("up", "k"), "↑ k", "Up", "Highlights the deck above."),
    Command("move(1)", ("down", "j"), "↓ j", "Down", "Highlights the deck below."),
    Command("page(-1)", ("pageup",), "PgUp", "Page up", "Highlights a deck a page above."),
    Command("page(1)", ("pagedown",), "PgDn", "Page down", "Highlights a deck a page below."),
    Command(
        "study_deck", ("s",), "s", "Study deck", "Studies only the highlighted deck.", "this deck"
    ),
    Command(
        "browse",
        ("l",),
        "l",
        "Look through",
        "Shows the highlighted deck card by card.",
        "look through",
    ),
    Command("switch", ("o",), "o", "On or off", "Turns the highlighted deck on or off.", "on/off"),
    _MORE,
    _UNDO,
    Command("leeches", ("L",), "L", "Leeches", "Lists the cards that you forget again and again."),
    Command("faults", ("exclamation_mark",), "!", "Faults", "Lists the faults of the decks."),
    Command("lab", ("c",), "c", "Curve lab", "Compares functions and formulas.", "curve lab"),
    *_EVERYWHERE,
)

_CONFIRM = Command(
    "confirm",
    ("space", "enter"),
    "Space",
    "Answer",
    "Shows the answer; then grades it Good (a held key never does).",
)
_ON_A_CARD = (
    Command(
        "answer",
        ("a",),
        "a",
        "Answer",
        "Opens a field for your answer and checks it, where a card can be answered so.",
    ),
    Command("hint", ("h",), "h", "Hint", "Shows the card's hint, if it has one."),
    _UNDO,
    Command("curve", ("c",), "c", "Curve", "Shows the curve on the whole screen.", "curve"),
    Command(
        "suspend",
        ("s",),
        "s",
        "Suspend",
        "Asks this card no more, until it is resumed.",
        "suspend",
    ),
    _BURY,
    _FLAG,
    _REMARK,
    Command(
        "home", ("escape",), "Esc", "Home", "Goes to the first screen; nothing is lost.", "home"
    ),
    _INFO,
    _EDIT,
    *(command._replace(strip="") for command in (*_MOVES, *_LOOK)),
    *_SCROLL,
    *_SIDEWAYS,
    *_EVERYWHERE,
)


def review(buttons: Iterable[Button]) -> tuple[Command, ...]:
    """The commands of the review screen with these buttons."""
    grades = (
        Command(
            f"grade('{button.key}')",
            (button.key,),
            button.key,
            button.label,
            f"Grades {button.label}: {button.meaning}.",
        )
        for button in buttons
    )
    return (_CONFIRM, *grades, *_ON_A_CARD)


REVIEW = review(BUTTONS["six"])
"""With every key that grades under any setting."""

CURVE = (
    Command("back", ("c", "escape"), "c Esc", "Back", "Goes back to the card.", "card"),
    *_MOVES,
    *_LOOK,
    *_EVERYWHERE,
)

LAB = (
    Command("back", ("escape",), "Esc", "Leave", "Leaves the lab.", "leave"),
    Command(
        "add", ("o",), "o", "Add", "Adds a function, or a formula of your own, up to four.", "add"
    ),
    Command("remove", ("x",), "x", "Remove", "Takes the function in focus away."),
    Command(
        "next",
        ("tab",),
        "Tab",
        "Next function",
        "Gives the next function the focus: it is the one that is read and told of.",
        "next",
    ),
    *(
        Command(
            f"read({number - 1})",
            (str(number),),
            str(number),
            f"Function {number}",
            f"Gives function {number} the focus.",
        )
        for number in range(1, 5)
    ),
    Command(
        "apart",
        ("s",),
        "s",
        "Side by side",
        "Shows the functions side by side, or all in one picture.",
        "side by side",
    ),
    Command(
        "error",
        ("e",),
        "e",
        "Error",
        "Draws the function in focus less another one, and finds where they differ most.",
        "error",
    ),
    Command(
        "widest",
        ("m",),
        "m",
        "Greatest error",
        "Puts the cursor where the two differ most.",
    ),
    Command(
        "depth",
        ("p",),
        "p",
        "Through depth",
        "Sends a signal through many random layers, and a gradient back.",
        "depth",
    ),
    Command(
        "card",
        ("Y",),
        "Y",
        "Card",
        "Copies what is shown as a card's `curve:` block; it is printed when you quit, too.",
        "card",
    ),
    Command("facts", ("i",), "i", "Facts", "Shows or hides what is known.", "facts"),
    *(command._replace(strip="") for command in (*_MOVES, *_LOOK) if command.action != "relatives"),
    *_SCROLL,
    *_EVERYWHERE,
)

ADD = (
    Command("choose", ("enter",), "Enter", "Add", "Adds what is highlighted.", "adds it"),
    Command("move(-1)", ("up",), "↑", "Up", "Highlights the function above."),
    Command("move(1)", ("down",), "↓", "Down", "Highlights the function below."),
    Command("back", ("escape",), "Esc", "Leave", "Adds nothing.", "leaves"),
    _INTERRUPT,
)
"""No letters: these belong to the name or the formula."""

DEPTH = (
    Command("back", ("p", "escape"), "p Esc", "Back", "Goes back to the curves.", "back"),
    Command(
        "gain(-1)",
        ("left_square_bracket",),
        "[",
        "Less gain",
        "Draws the weights from a narrower distribution.",
    ),
    Command(
        "gain(1)",
        ("right_square_bracket",),
        "]",
        "More gain",
        "Draws the weights from a wider distribution.",
        "gain",
    ),
    Command(
        "usual",
        ("v",),
        "v",
        "Usual gain",
        "Takes the next usual gain: 1, √2, or for each function the one that keeps E f² at 1.",
        "usual gains",
    ),
    Command("layers(1)", ("plus",), "+", "More layers", "Stacks more layers.", "layers"),
    Command("layers(-1)", ("minus",), "-", "Fewer layers", "Stacks fewer layers."),
    Command("seed", ("s",), "s", "Other weights", "Draws other random weights.", "other weights"),
    *_SCROLL,
    *_EVERYWHERE,
)

RELATIVES = (
    Command(
        "choose",
        ("enter",),
        "Enter",
        "Overlay",
        "Lays it over the curve, or takes it away.",
        "lays it over, or takes it away",
    ),
    Command("move(-1)", ("up",), "↑", "Up", "Highlights the function above."),
    Command("move(1)", ("down",), "↓", "Down", "Highlights the function below."),
    Command("back", ("escape",), "Esc", "Leave", "Leaves the curve as it is.", "leaves"),
    _INTERRUPT,
)
"""No letters: these belong to the search."""

SUMMARY = (
    Command("home", ("enter", "escape"), "Enter", "Home", "Goes to the first screen.", "home"),
    Command(
        "missed",
        ("m",),
        "m",
        "Missed cards",
        "Goes through the missed cards once more, for practice.",
        "missed cards",
    ),
    _MORE,
    Command(
        "browse", ("l",), "l", "Look through", "Shows the deck of the last card.", "look through"
    ),
    _UNDO,
    *_SCROLL,
    *_EVERYWHERE,
)

BROWSE = (
    Command(
        "step(1)", ("right", "space"), "→", "Next", "Shows the next card; so does Space.", "next"
    ),
    Command(
        "step(-1)",
        ("left", "backspace"),
        "←",
        "Previous",
        "Shows the card before; so does Backspace.",
        "prev",
    ),
    Command(
        "suspend",
        ("s",),
        "s",
        "Suspend or resume",
        "Asks this card no more; a suspended one again.",
        "suspend",
    ),
    _FLAG,
    _REMARK,
    _BACK,
    _INFO,
    _EDIT,
    Command("curve", ("c",), "c", "Curve", "Shows the curve on the whole screen.", "curve"),
    _BURY,
    _UNDO,
    *_MOVES_BESIDE_STEPS,
    *(command._replace(strip="") for command in _LOOK),
    *_SCROLL,
    *_SIDEWAYS,
    *_EVERYWHERE,
)

RECORD = (
    Command("back", ("i", "escape"), "i Esc", "Back", "Goes back to the card.", "back to the card"),
    *_SCROLL,
    *_EVERYWHERE,
)

REMARK = (
    Command("keep", ("enter",), "Enter", "Keep", "Keeps the remark; an empty one goes.", "keeps"),
    Command("back", ("escape",), "Esc", "Leave", "Leaves the remark as it was.", "leaves"),
    _INTERRUPT,
)
"""No letters: these belong to the text."""

ANSWER = (
    Command("keep", ("enter",), "Enter", "Check", "Checks the answer.", "checks"),
    Command("back", ("escape",), "Esc", "Leave", "Leaves the card unanswered.", "leaves"),
    _INTERRUPT,
)
"""No letters: these belong to the answer."""

LEECHES = (
    Command("open", ("space", "enter"), "Space", "Open", "Shows the highlighted card.", "open"),
    Command("move(-1)", ("up", "k"), "↑ k", "Up", "Highlights the card above."),
    Command("move(1)", ("down", "j"), "↓ j", "Down", "Highlights the card below."),
    _BACK,
    *_EVERYWHERE,
)

FAULTS = (*_SCROLL, _BACK, *_EVERYWHERE)

HELP = (
    Command(
        "back", ("escape", "enter", "question_mark"), "Esc", "Back", "Closes this list.", "back"
    ),
    *_SCROLL,
    _PALETTE,
    _QUIT,
    _INTERRUPT,
)
