from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from studyapp.cli import COMMANDS
from studyapp.deck.edit import disk
from studyapp.library import places
from tests.build import age, write_deck
from tests.cli.run import process, run

ALPHA = """\
id: alpha
title: Alpha
cards:
  # The first.
  - id: a
    question: What is a?   # asked often
    answer: The first letter.

  - question: What is b?
    answer: |
      The second.
    tags: [x]
"""


@pytest.fixture(autouse=True)
def decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "decks"
    write_deck(folder, "beta", cards=2)
    age(write(folder / "alpha.yaml", ALPHA))
    monkeypatch.setenv("STUDYAPP_DECKS", str(folder))
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-23T09:00:00")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return folder


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_field_is_set_and_all_else_stays(decks: Path) -> None:
    told = run("set", "alpha/a", "answer", "$\\frac{1}{2}$: so\nit is")

    assert told.out == f"changed alpha/a ({decks}/alpha.yaml:5)\n"
    assert (decks / "alpha.yaml").read_text() == ALPHA.replace(
        "answer: The first letter.",
        "answer: |\n      $\\frac{1}{2}$: so\n      it is",
    )


def test_a_new_question_of_a_card_without_id_tells_the_new_key() -> None:
    told = run("set", "alpha/q-", "question", "What is B?")

    assert "its key is alpha/q-" in told.out
    assert "now; `studyapp rename alpha/q-" in told.out
    assert run("set", "alpha/a", "question", "What is A?").out.count("\n") == 1


def test_lists_and_curves_are_set_as_in_a_deck(decks: Path) -> None:
    run("set", "alpha/a", "points", "[one, 'two, three']")
    run("set", "alpha/a", "curve", "{function: gelu, x: [-4, 4]}")
    run("set", "alpha/q-", "tags", "- y\n- z")

    text = (decks / "alpha.yaml").read_text()
    assert (
        "letter.\n    points: [one, 'two, three']\n    curve: {function: gelu, x: [-4, 4]}" in text
    )
    assert text.endswith("    tags:\n      - y\n      - z\n")


def test_a_field_that_a_deck_does_not_know_is_refused(decks: Path) -> None:
    told = run("set", "alpha/a", "awnser", "b")

    assert told.status == 1
    assert told.err == (
        "studyapp: nothing was changed: unknown key `awnser`; did you mean `answer`?\n"
    )
    assert run("set", "alpha/a", "answer", "").status == 1
    assert run("set", "alpha/a", "hint", "").err == "studyapp: the card has no `hint`\n"
    assert (decks / "alpha.yaml").read_text() == ALPHA


def test_a_card_is_removed_with_its_comments(decks: Path) -> None:
    assert run("remove", "alpha/a").out == f"removed alpha/a from {decks}/alpha.yaml\n"

    assert (decks / "alpha.yaml").read_text() == ALPHA.replace(
        ALPHA[ALPHA.index("  # The first") : ALPHA.index("  - question")], ""
    )
    assert run("remove", "alpha/a").status == 2


def test_a_card_that_others_follow_up_on_is_not_removed(decks: Path) -> None:
    write(decks / "alpha.yaml", ALPHA + "    follow_ups: [a]\n")

    told = run("remove", "alpha/a")

    assert told.status == 1
    assert told.err.startswith("studyapp: nothing was changed: ")
    assert told.err.count("\n") == 1
    assert "  - id: a\n" in (decks / "alpha.yaml").read_text()


def test_a_card_is_moved_as_it_is_written(decks: Path) -> None:
    told = run("move", "alpha/a", "beta")

    assert told.out == (
        f"moved alpha/a to {decks}/beta.yaml\n"
        "its key is beta/a now; `studyapp rename alpha/a beta/a` takes its progress along\n"
    )
    assert (
        (decks / "beta.yaml")
        .read_text()
        .endswith(
            "    answer: Answer 1 of beta.\n"
            "  # The first.\n"
            "  - id: a\n"
            "    question: What is a?   # asked often\n"
            "    answer: The first letter.\n"
        )
    )
    assert "id: a\n" not in (decks / "alpha.yaml").read_text()
    assert run("move", "beta/a", "beta").err == "studyapp: beta/a is in beta already\n"


def test_a_card_is_added_from_options(decks: Path) -> None:
    told = run(
        "add", "alp", "--question", "What is c?", "--answer", "It's: c", "--id", "c",
        "--point", "one", "--hint", "h", "--tag", "t", "--curve", "relu",
    )  # fmt: skip

    assert told.out == f"added alpha/c ({decks}/alpha.yaml:14)\n"
    assert (decks / "alpha.yaml").read_text() == ALPHA + (
        "\n  - id: c\n    question: What is c?\n    answer: 'It''s: c'\n    points:\n      - one\n"
        "    hint: h\n    curve: relu\n    tags: [t]\n"
    )


def test_many_cards_are_added_from_standard_input_or_none(decks: Path) -> None:
    told = process("add", "beta", typed="One?\tFirst\nTwo?\tSecond: really\n")
    assert [line.split(" (")[1] for line in told.out.splitlines()] == [
        f"{decks}/beta.yaml:10)", f"{decks}/beta.yaml:12)",
    ]  # fmt: skip
    before = (decks / "beta.yaml").read_text()
    assert before.endswith("  - question: Two?\n    answer: 'Second: really'\n")

    told = process("add", "beta", typed="Three?\t3\nOne?\tagain\nTwo?\tagain\n")

    assert told.status == 1
    assert told.err.startswith("studyapp: nothing was changed, as there would be 2 faults:\n")
    assert (decks / "beta.yaml").read_text() == before
    told = process("add", "beta", typed="cards:\n- {question: Y?, answer: y, colour: red}\n")
    assert (told.status, told.err.count("\n")) == (1, 1)
    assert "unknown key `colour`" in told.err
    assert process("add", "beta", typed="# mine\n- question: Y?\n  answer: y\n").status == 0
    assert (decks / "beta.yaml").read_text().endswith("  # mine\n  - question: Y?\n    answer: y\n")


def test_add_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)

    told = run("add", "beta")

    assert (told.status, told.err.count("\n")) == (2, 1)
    assert "--question … --answer …" in told.err
    assert run("add", "beta", "--question", "a").status == 2
    assert run("add", "beta", "--question", "a", "--answer", " ").status == 2
    assert process("add", "beta", typed="").err.startswith("studyapp: standard input is empty")


def test_a_new_deck_is_sound_and_teaches(decks: Path) -> None:
    told = run("new", "My optimizers", "--title", "Optimizers: all")

    path = decks / "My-optimizers.yaml"
    assert told.out == f"made {path}; `studyapp edit {path}` opens it\n"
    assert run("check", str(path)).out == "0 faults, 0 warnings in 1 deck with 1 card\n"
    assert "title: 'Optimizers: all'\n" in path.read_text()
    assert run("fmt", "--check", str(path)).status == 0
    again = run("new", "My optimizers")
    assert (again.status, again.err) == (
        1, f"studyapp: there is a deck My-optimizers already: {path}\n",
    )  # fmt: skip
    write(decks / "taken.yaml", "notes: none\n")
    assert run("new", "taken").err.endswith("is there already; nothing was written\n")
    assert run("new", "a/b").status == 2


def test_ids_are_written_and_told(decks: Path) -> None:
    told = run("ids", "alpha")

    old, name = told.out.split()
    assert old.startswith("alpha/q-")
    assert name == "alpha/what-is-b"
    assert told.err == (
        "studyapp: 1 id written; `studyapp rename OLD NEW` takes the progress of each along\n"
    )
    assert (decks / "alpha.yaml").read_text() == ALPHA.replace(
        "  - question", "  - id: what-is-b\n    question"
    )
    assert run("ids", "alpha").out == "every card of alpha has an id\n"


def test_house_style(decks: Path) -> None:
    write(decks / "notes.yaml", "other: yaml\n")

    told = run("fmt", "--check")
    assert (told.out, told.status) == (f"{decks}/beta.yaml\n1 deck to change\n", 1)
    assert run("fmt").out == f"{decks}/beta.yaml\n1 deck changed\n"
    assert run("fmt").out == "0 decks changed\n"
    assert (decks / "beta.yaml").read_text().count("\n\n  - id") == 1

    write(decks / "broken.yaml", "cards:\n  - question: a: b\n    answer: c\n")
    told = run("fmt", str(decks / "notes.yaml"))
    assert (told.status, told.err) == (
        1,
        f"studyapp: {decks}/notes.yaml: it is no deck; a deck has `cards:`\n",
    )
    assert run("fmt", "nowhere").err == "studyapp: nowhere: there is no such file or folder\n"
    told = run("fmt", str(decks / "broken.yaml"))
    assert told.status == 1
    assert "it is not sound YAML; `studyapp check` tells where" in told.err


def test_a_file_that_cannot_be_replaced_is_told_in_one_line(decks: Path) -> None:
    write(
        decks / "broken.yaml",
        "id: broken\ncards:\n  - question: a: b\n  - question: q\n    answer: c\n",
    )

    told = run("set", "broken/q-", "answer", "d")

    assert (told.status, told.err) == (
        1,
        f"studyapp: {decks}/broken.yaml: it is not sound YAML; `studyapp check` tells where\n",
    )


@pytest.fixture
def shipped(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("STUDYAPP_DECKS")
    return Path(places.own_decks_folder())


def test_a_shipped_deck_is_copied_and_then_changed(shipped: Path) -> None:
    key = "activation-functions-en/role-of-activations"
    original = Path(places.shipped_decks_folder(), "activation-functions-en.yaml")
    before = original.read_bytes()

    for refused in (
        run("set", key, "hint", "h"),
        run("remove", key),
        run("add", "activation-functions-en", "--question", "a", "--answer", "b"),
        run("add", str(original), "--question", "a", "--answer", "b"),
        run("fmt", str(original)),
    ):
        assert refused.status == 1
        assert "`studyapp copy activation-functions-en` makes a copy of your own" in refused.err

    path = shipped / "activation-functions-en.yaml"
    assert run("copy", "activation-functions-en").out == (
        f"copied activation-functions-en to {path}; yours is studied from now on\n"
    )
    assert run("set", key, "hint", "h").status == 0
    assert path.read_text() != before.decode()
    assert original.read_bytes() == before
    assert run("copy", "activation-functions-en").err == (
        f"studyapp: activation-functions-en is your own already: {path}\n"
    )


def editor(tmp_path: Path, body: str) -> str:
    script = write(tmp_path / "an editor.py", f"import sys\npath = sys.argv[-1]\n{body}\n")
    return shlex.join([sys.executable, str(script), "--flag; true"])


def test_an_editor_opens_the_card_and_its_deck_is_checked(
    decks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    note = f"open({str(seen)!r}, 'w').write(repr(sys.argv[1:]))"
    monkeypatch.setenv("EDITOR", editor(tmp_path, note))

    told = run("edit", "alpha/a")

    assert told.out == f"{decks}/alpha.yaml: nothing has changed\n"
    assert seen.read_text() == repr(["--flag; true", f"{decks}/alpha.yaml"])
    monkeypatch.setenv("VISUAL", editor(tmp_path, "open(path, 'a').write('    colour: red\\n')"))
    told = run("edit", "alpha/q-")
    assert told.status == 1
    assert told.out.startswith(f"{decks}/alpha.yaml:13:5: ")
    assert "1 fault in the deck" in told.err


def test_a_shipped_card_is_edited_in_a_copy(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "activation-functions-en/role-of-activations"
    told = run("edit", key)
    assert told.err.startswith("studyapp: set $VISUAL or $EDITOR to an editor; the card is at /")
    assert not list(shipped.glob("*.yaml"))
    monkeypatch.setenv("EDITOR", editor(tmp_path, "open(path, 'a').write('# mine\\n')"))

    told = run("edit", key)

    path = shipped / "activation-functions-en.yaml"
    assert told.out == (
        f"copied the deck, which came with the app, to {path}\n{path}: the deck has no fault\n"
    )
    assert path.read_text().endswith("# mine\n")


def test_an_editor_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor -w")
    assert run("edit", "alpha/a").err == (
        "studyapp: no-such-editor: No such file or directory; set $VISUAL or $EDITOR to an editor\n"
    )
    monkeypatch.setenv("EDITOR", "vi 'a")
    assert "$VISUAL or $EDITOR is no command" in run("edit", "alpha/a").err


def test_a_broken_deck_is_opened_at_its_first_fault(
    decks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(decks / "broken.yaml", "id: broken\ncards:\n  - question: a: b\n    answer: c\n")
    seen = tmp_path / "seen"
    script = write(tmp_path / "vim", f'#!/bin/sh\necho "$@" > {seen}\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))

    told = run("edit", str(path))

    assert seen.read_text() == f"+3 {path}\n"
    assert told.status == 1


def test_the_page_on_editing_names_the_commands_that_there_are() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "editing.md").read_text()
    here = {name for name, module in COMMANDS.items() if module in {"writing", "changing"}}

    assert {line.split()[2] for line in page.splitlines() if line.startswith("| `studyapp")} == here
    assert set(re.findall(r"`studyapp (\w+)", page)) <= {*COMMANDS, "rename"}


def test_a_deck_changed_by_another_program_meanwhile_is_kept(
    decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = decks / "alpha.yaml"
    read = disk.read

    def read_and_be_overtaken(name: str) -> disk.Source:
        source = read(name)
        write(path, ALPHA + "# theirs\n")
        return source

    monkeypatch.setattr(disk, "read", read_and_be_overtaken)

    told = run("set", "alpha/a", "hint", "ours")

    assert (told.status, told.err) == (
        1,
        (
            f"studyapp: {path} was changed by another program meanwhile and is left as it is;"
            f" your version lies in {path}.yours\n"
        ),
    )
    assert path.read_text() == ALPHA + "# theirs\n"
    assert "    hint: ours\n" in Path(f"{path}.yours").read_text()
    assert run("decks").out.count("alpha") == 1


def test_a_card_that_cannot_be_moved_stays(decks: Path) -> None:
    write(decks / "alpha.yaml", ALPHA.replace("  - id: a\n", "  - id: q0\n"))
    before = (decks / "alpha.yaml").read_text(), (decks / "beta.yaml").read_text()

    told = run("move", "alpha/q0", "beta")

    assert told.status == 1
    assert told.err.startswith("studyapp: nothing was changed: the id `q0` is that of the card on")
    assert run("move", "alpha/q-", "bet").status == 0
    write(decks / "beta.yaml", before[1])
    write(decks / "alpha.yaml", before[0] + "    follow_ups: [q0]\n")
    assert "has the id `q0`" in run("move", "alpha/q0", "beta").err
    assert (decks / "beta.yaml").read_text() == before[1]


def test_a_moved_card_tells_that_its_curve_was_that_of_its_deck(decks: Path) -> None:
    write(decks / "alpha.yaml", "curve: relu\n" + ALPHA)

    assert run("move", "alpha/a", "beta").err == (
        "studyapp: it had its curve from its deck, and has that of the other one now\n"
    )
