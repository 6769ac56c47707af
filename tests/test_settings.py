from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studyapp.settings.reading import SettingsError, load, read
from studyapp.settings.switch import switch_deck
from studyapp.settings.values import (
    DECK_SETTINGS,
    SETTINGS,
    DeckChoice,
    Setting,
    Settings,
    shown,
)

ON, OFF = DeckChoice(True), DeckChoice(False)


def written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(str(tmp_path / "settings.yaml")) == Settings(new_per_day=20, rollover=4, decks={})


def test_what_is_written_is_read_and_remembered_as_json(tmp_path: Path) -> None:
    path = written(
        tmp_path / "settings.yaml", "# mine\nnew_per_day: 30\ndecks:\n  a: off\n  b: on\n"
    )

    found = load(path)

    assert found == Settings(30, decks={"a": OFF, "b": ON})
    assert Settings.from_json(found.to_json()) == found


def test_all_settings_are_read_and_remembered_as_json(tmp_path: Path) -> None:
    path = written(
        tmp_path / "settings.yaml",
        "reviews_per_day: 60\nbuttons: six\nintervals: off\norder: deck\n"
        "decks:\n  a: {on: true, new_per_day: 5, reviews_per_day: unlimited}\n  b: off\n",
    )

    found = load(path)

    assert found == Settings(
        reviews_per_day=60,
        buttons="six",
        intervals=False,
        order="deck",
        decks={"a": DeckChoice(True, 5), "b": OFF},
    )
    assert found.switched == {"a": True, "b": False}
    assert found.limits == {"a": (5, None)}
    assert Settings.from_json(found.to_json()) == found
    assert read(path).lines["decks.a.new_per_day"] == 6


def test_every_fault_is_told_and_the_first_one_in_a_line(tmp_path: Path) -> None:
    path = written(tmp_path / "settings.yaml", "rollover: 30\nbuttons: 7\nthem: dark\n")

    with pytest.raises(SettingsError) as told:
        load(path)

    assert [fault.line for fault in told.value.faults] == [1, 2, 3]
    assert str(told.value).endswith("from 0 to 23 (and 2 more: see `studyapp settings`)")


def test_a_setting_with_nothing_after_it_is_the_default(tmp_path: Path) -> None:
    path = written(tmp_path / "settings.yaml", "new_per_day:\nbuttons: ~\ndecks:\n")

    assert load(path) == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("new_per_day: many\n", "`new_per_day` is 'many'; write a whole number from 0 to 9999"),
        ("rollover: 24\n", "`rollover` is '24'; write a whole number from 0 to 23"),
        ("rolover: 3\n", "unknown setting `rolover`; did you mean `rollover`?"),
        ("theme: dark\n", "unknown setting `theme`; delete that line"),
        ("reviews_per_day: lots\n", "write a whole number from 0 to 9999, or unlimited"),
        ("buttons: 5\n", ":1:10: `buttons` is '5'; write two, four or six"),
        ("intervals: [on]\n", "`intervals` is a list; write on or off"),
        ("order: random\n", "`order` is 'random'; write interleaved or deck"),
        ("order: deck\norder: deck\n", ":2:1: "),
        ("decks: [a]\n", "`decks` is no list of decks; write lines such as `my-deck: off`"),
        (
            "decks: {a: maybe}\n",
            ":1:12: `a` is 'maybe'; write on or off, or lines such as `new_per_day: 5`",
        ),
        (
            "decks:\n  a:\n    new_per_dya: 5\n",
            ":3:5: unknown setting of a deck `new_per_dya`; did you mean `new_per_day`?",
        ),
        ("- a\n", "not a list of settings; write lines such as `new_per_day: 20`"),
        ("new_per_day: [\n", ":1:15: "),
    ],
)
def test_what_is_no_setting_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path / "settings.yaml", text)

    with pytest.raises(SettingsError) as told:
        load(path)

    assert str(told.value).startswith(path)
    assert message in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SettingsError, match="the file is in UTF-16; save it as UTF-8"):
        load(str(path))


def test_turning_a_deck_off_leaves_the_rest_of_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    written(path, "# mine\nnew_per_day: 5   # few\n\ndecks:\n  b: off\n# the end\n")

    switch_deck(str(path), "a", False)
    switch_deck(str(path), "b", True)

    assert path.read_text() == (
        "# mine\nnew_per_day: 5   # few\n\ndecks:\n  a: off\n  b: on\n# the end\n"
    )
    assert load(str(path)) == Settings(5, decks={"a": OFF, "b": ON})


def test_a_symlinked_settings_file_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.yaml"
    real.write_text("rollover: 3\n")
    (tmp_path / "settings.yaml").symlink_to(real)

    switch_deck(str(tmp_path / "settings.yaml"), "a", True)

    assert (tmp_path / "settings.yaml").is_symlink()
    assert load(str(real)).decks == {"a": ON}


def test_settings_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(SettingsError, match="set STUDYAPP_HOME to a folder that can be written"):
        switch_deck(str(tmp_path / "file" / "settings.yaml"), "a", True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "decks:\n  a: off\n"),
        ("new_per_day: 5", "new_per_day: 5\ndecks:\n  a: off\n"),
        ("decks:\n", "decks:\n  a: off\n"),
        (
            "decks:\n    b: on # why\n# mine\n    c: off\n",
            "decks:\n    a: off\n    b: on # why\n# mine\n    c: off\n",
        ),
        ("decks:\n  'a': on   # why\nrollover: 3\n", "decks:\n  'a': off   # why\nrollover: 3\n"),
        ("\ufeffdecks:\n  a: true\n", "\ufeffdecks:\n  a: off\n"),
        ("decks: {a: on,\n b: off}\n", "decks: {a: off,\n b: off}\n"),
        ("decks: ~\n", "decks:\n  a: off\n"),
        ("decks: ~ # none\nrollover: 3\n", "decks: # none\n  a: off\nrollover: 3\n"),
        ("decks:\n  ~\nrollover: 3\n", "decks:\n  a: off\n\nrollover: 3\n"),
        ("\ufeff# mine\r\norder: deck", "\ufeff# mine\r\norder: deck\r\ndecks:\r\n  a: off\r\n"),
        ("decks:\r\n  b: on\r\n", "decks:\r\n  a: off\r\n  b: on\r\n"),
        ("decks:\r\n", "decks:\r\n  a: off\r\n"),
        ("rollover: 3\r", "rollover: 3\rdecks:\r  a: off\r"),
        ("decks: {b: off}\n", "decks: {a: off, b: off}\n"),
        ("decks:\n  a:\n", "decks:\n  a: off\n"),
        ("decks:\n  a: {new_per_day: 5}\n", "decks:\n  a: {on: off, new_per_day: 5}\n"),
        (
            "decks:\n  a:\n    # few\n    new_per_day: 5\n",
            "decks:\n  a:\n    # few\n    on: off\n    new_per_day: 5\n",
        ),
        (
            "decks:\n  a: {new_per_day: 5, on: 'on'} # few\n",
            "decks:\n  a: {new_per_day: 5, on: off} # few\n",
        ),
    ],
)
def test_one_line_is_changed_and_no_other(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "settings.yaml"
    path.write_bytes(before.encode())

    switch_deck(str(path), "a", False)

    assert path.read_bytes() == after.encode()


@pytest.mark.parametrize("text", ["{new_per_day: 5}\n", "new_per_day: 5\n...\n"])
def test_a_file_that_cannot_be_changed_without_harm_is_left_alone(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "settings.yaml"
    written(path, text)

    with pytest.raises(SettingsError, match="write `a: on` under `decks:` in it"):
        switch_deck(str(path), "a", True)

    assert path.read_text() == text


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664])
def test_whoever_could_read_the_settings_can_read_them_afterwards(
    tmp_path: Path, mode: int
) -> None:
    path = tmp_path / "settings.yaml"
    written(path, "rollover: 3\n")
    path.chmod(mode)

    switch_deck(str(path), "a", False)

    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_new_settings_are_for_their_owner_alone(tmp_path: Path) -> None:
    switch_deck(str(tmp_path / "settings.yaml"), "a", False)

    assert stat.S_IMODE((tmp_path / "settings.yaml").stat().st_mode) == 0o600


def test_two_processes_may_change_the_settings_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "settings.yaml")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: switch_deck(path, f"deck{number}", False), range(24)))

    assert load(path).decks == {f"deck{number}": OFF for number in range(24)}


PAGE = (Path(__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", [*SETTINGS, *DECK_SETTINGS], ids=lambda setting: setting.name)
def test_every_setting_stands_in_the_page(setting: Setting) -> None:
    assert f"| `{setting.name}` |" in PAGE


def test_the_page_tells_the_defaults() -> None:
    for setting in SETTINGS:
        default = shown(getattr(Settings(), setting.name))
        assert f"| `{setting.name}` | `{default}` |" in PAGE


def test_the_file_in_the_page_is_read(tmp_path: Path) -> None:
    text = PAGE.partition("```yaml\n")[2].partition("```")[0]

    found = load(written(tmp_path / "settings.yaml", text))

    assert found.limits == {"optimisers": (5, 20)}
