from __future__ import annotations

import pytest

from studyapp.deck.edit.editor import chosen_editor, editor_command
from studyapp.deck.edit.refused import Refused


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vi", ["vi", "+7", "d e.yaml"]),
        ("/usr/bin/nvim -p", ["/usr/bin/nvim", "-p", "+7", "d e.yaml"]),
        ("emacsclient -t -a ''", ["emacsclient", "-t", "-a", "", "+7", "d e.yaml"]),
        ("code --wait", ["code", "--wait", "-g", "d e.yaml:7"]),
        ("'/My Apps/codium' -w", ["/My Apps/codium", "-w", "-g", "d e.yaml:7"]),
        ("subl -w", ["subl", "-w", "d e.yaml:7"]),
        ("zed --wait", ["zed", "--wait", "d e.yaml:7"]),
        ("gedit; true", ["gedit;", "true", "d e.yaml"]),
    ],
)
def test_an_editor_is_told_the_line_as_it_takes_it(editor: str, words: list[str]) -> None:
    assert editor_command(editor, "d e.yaml", 7) == words


def test_visual_goes_before_editor() -> None:
    assert chosen_editor({"VISUAL": "a", "EDITOR": "b"}) == "a"
    assert chosen_editor({"VISUAL": " ", "EDITOR": "b"}) == "b"
    assert not chosen_editor({})
    with pytest.raises(Refused, match="no command"):
        editor_command("'", "d.yaml", 1)
