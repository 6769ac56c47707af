from __future__ import annotations

import json
from pathlib import Path

import pytest

from studyapp.cli import COMMANDS
from studyapp.curve.names import CATALOGUE, Entry, resolve
from tests.build import write_deck
from tests.cli.run import Told, process, run


@pytest.fixture(autouse=True)
def _a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-23T09:00:00")


@pytest.fixture
def decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "decks"
    write_deck(folder, "alpha", cards=3)
    write_deck(folder, "beta", cards=2)
    monkeypatch.setenv("STUDYAPP_DECKS", str(folder))
    return folder


def test_sm2_tells_what_a_series_of_grades_does() -> None:
    assert run("sm2", "5", "5", "5", "5", "5", "1").out == (
        "grade  repetitions  interval  ease\n"
        "    5            1         1   260\n"
        "    5            2         6   270\n"
        "    5            3        17   280\n"
        "    5            4        50   290\n"
        "    5            5       150   300\n"
        "    1            0         1   300\n"
    )
    assert json.loads(run("sm2", "4", "3", "--json").out) == [
        {"grade": 4, "repetitions": 1, "interval": 1, "ease": 250},
        {"grade": 3, "repetitions": 2, "interval": 6, "ease": 236},
    ]


@pytest.mark.usefixtures("decks")
def test_due_and_decks_tell_the_same_counts_as_json() -> None:
    told = json.loads(run("due", "--json").out)

    assert told == json.loads(run("decks", "--json").out)
    assert told["day"] == "2026-11-23"
    assert [deck["id"] for deck in told["decks"]] == ["alpha", "beta"]
    assert told["total"] == {
        "total": 5, "new": 5, "new_today": 5, "learning": 0, "again": 0, "due": 0,
        "due_today": 0, "suspended": 0,
    }  # fmt: skip
    assert set(told["decks"][0]) == {"id", "title", "language", "on", "path", *told["total"]}


@pytest.mark.usefixtures("decks")
def test_due_at_a_glance_says_what_the_whole_command_says(decks: Path) -> None:
    process("review", "--plain", "--limit", "2", typed="\n1\n\n3\n\n4\n\n4\n")
    whole = json.loads(run("due", "--json").out)
    glance = [json.loads(process("due", "--json").out) for _ in range(2)]

    assert glance == [whole, whole]
    assert process("due").out == run("due").out == "3 new\n"
    later = {"STUDYAPP_NOW": "2026-11-24T09:00:00"}
    assert process("due", env=later).out == "2 due, 3 new\n"
    write_deck(decks, "gamma", cards=4)
    assert process("due").out == "7 new\n"


@pytest.mark.usefixtures("decks")
def test_due_at_a_glance_holds_the_limits_as_the_whole_command_does(home: Path) -> None:
    process("review", "--plain", "--limit", "3", typed="\n3\n" * 3)
    limits = "new_per_day: 9\nreviews_per_day: 2\n"
    later = {"STUDYAPP_NOW": "2026-11-24T09:00:00"}
    for text, told in (
        (limits, "2 due, 2 new"),
        (limits + "decks: {beta: {new_per_day: 1}, alpha: off}\n", "1 new"),
        (
            limits + "decks:\n  beta: {new_per_day: 1}\n  alpha: {reviews_per_day: 1}\n",
            "1 due, 1 new",
        ),
    ):
        (home / "settings.yaml").write_text(text)
        for _ in range(3):
            assert process("due", env=later).out == f"{told}\n"
    process("review", "--plain", typed="\n3\n" * 2, env=later)
    assert [process("due", env=later).out for _ in range(3)] == ["nothing due\n"] * 3
    counts = json.loads(process("due", "--json", env=later).out)["total"]
    assert (counts["due"], counts["due_today"]) == (2, 0)


def test_settings_tell_where_each_comes_from(home: Path) -> None:
    home.mkdir()
    path = home / "settings.yaml"
    path.write_text("# mine\nnew_per_day: 5\ndecks:\n  a: off\n  b: {new_per_day: 1}\n")

    lines = run("settings").out.splitlines()
    told = {row["name"]: row for row in json.loads(run("settings", "--json").out)}

    assert lines[0] == f"file: {path}"
    assert lines[1].split()[:4] == ["new_per_day", "5", "line", "2"]
    assert lines[2].split()[:3] == ["reviews_per_day", "unlimited", "default"]
    assert told["new_per_day"] == {
        "name": "new_per_day", "value": 5, "source": str(path), "line": 2,
    }  # fmt: skip
    assert told["buttons"]["source"] == "default"
    assert (told["decks.a.on"]["value"], told["decks.a.on"]["line"]) == (False, 4)
    assert told["decks.b.new_per_day"]["line"] == 5


def test_settings_tell_every_fault_of_the_file(home: Path) -> None:
    home.mkdir()
    (home / "settings.yaml").write_text("rollover: 30\nbutons: two\n")

    told = run("settings")

    assert told.status == 1
    assert [line.partition("settings.yaml")[2] for line in told.err.splitlines()] == [
        ":1:11: `rollover` is '30'; write a whole number from 0 to 23",
        ":2:1: unknown setting `butons`; did you mean `buttons`?",
    ]


@pytest.mark.usefixtures("decks")
def test_cards_beyond_the_day_are_studied_when_asked_for(decks: Path) -> None:
    write_deck(decks, "gamma", cards=2, tags="[rnn]")
    process("review", "--plain", "--limit", "2", typed="\n1\n\n3\n\n3\n")

    def first(*options: str) -> str:
        told = process("review", "--plain", *options).out
        return next(line for line in told.splitlines() if line)

    assert first("--cram") == "1/7 · Alpha · new"
    assert first("--cram", "--tag", "RNN") == "1/2 · Gamma · new"
    assert first("--cram", "--new", "0").startswith("1/2 ")
    assert first("--ahead", "1", "alpha", "--new", "0").startswith("nothing due")
    assert first("--missed") == "1/1 · Alpha · learning"
    assert first("--missed", "beta") == (
        "nothing to go through: no card was missed in the last 7 days"
    )


@pytest.mark.usefixtures("decks")
def test_a_deck_is_turned_off_and_on_by_a_part_of_its_name() -> None:
    assert run("deck", "off", "al").out == "alpha is off\n"
    assert run("due").out == "2 new\n"
    assert run("deck", "on", "alpha").out == "alpha is on\n"
    assert run("due").out == "5 new\n"


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["review", "alhpa", "--plain"], "there is no deck `alhpa`; did you mean `alpha`?"),
        (["deck", "off", "xyz"], "there is no deck `xyz`; `studyapp decks` lists them"),
        (["reveiw"], "there is no command `reveiw`; did you mean `review`?"),
        (["plot", "gleu"], "unknown function `gleu`; did you mean `gelu`?"),
        (["plot", "relu", "--x", "3", "1"], "--x 3 1 is no interval"),
        (["plot", "relu", "--x", "nan", "1"], "--x nan 1 is no interval"),
        (["plot", "relu", "--param", "alpha=1"], "`relu` has no parameter `alpha`; it has none"),
        (["plot", "elu", "--param", "alpha"], "--param alpha is no parameter"),
        (["review", "ALHPA", "--plain"], "there is no deck `ALHPA`; did you mean `alpha`?"),
        (["plot", "softmax", "--param", "temperature=0"], "up to 4 temperatures over 0"),
        (["plot", "elu", "--param", "alpha=1,2"], "`alpha` takes one number, not 2"),
        (["plot", "relu", "--x", "-1e308", "1e308"], "is too wide; stay within ±8e307"),
        (["plot", "elu", "--param", "=1"], "--param =1 is no parameter"),
        (["plot", "elu", "--param", "alpha=1", "--param", "alpha=2"], "`alpha` is given twice"),
        (["plot", "elu", "--param", "alpha=1", "--param", "α=2"], "`alpha` is given twice"),
        (["plot", "softmax", "--param", "T=1", "--param", "temperature=1"], "is given twice"),
        (["plot", "--expr", "x", "--param", "x=1"], "no formula has a parameter `x`"),
        (["functions", ""], "unknown function ``; known are identity"),
        (["plot", "gelu", "--second", "--table"], "--table prints x, f and f′ alone"),
        (["plot", "gelu", "--svg", "/no/such/folder/x.svg"], "x.svg cannot be written: No such"),
        (["plot", "softmax", "--param", "foo=1"], "softmax has no parameter `foo`; it has logits"),
        (["functions", "gleu"], "unknown function `gleu`; did you mean `gelu`?"),
        (["plot", "relu", "--x", "-1e306", "1e306"], "cannot be drawn; stay within ±1e6"),
        (["plot", "relu", "--x", "0", "5e-324"], "with 1e-6 or more between"),
        (["plot"], "name a function, or write a formula with --expr"),
        (["plot", "--expr", "x +"], "--expr, character 4: the formula ends too soon; here belongs"),
        (["plot", "--expr", "a*x"], "--expr, character 1: unknown name `a`; here belongs one of"),
        (["plot", "--expr", "x", "--param", "a=1"], "no formula has a parameter `a`"),
        (["plot", "--expr", "a*x", "--param", "a=1,2"], "`a` takes one number, not 2"),
        (["plot", "relu", "--expr", "x", "--table"], "--table prints one function of x; name one"),
        (["--decks", "/nowhere", "check"], "--decks /nowhere: there is no such folder"),
        (["check", "/dev/null"], "/dev/null: neither a file nor a folder"),
        (["review", "", "--plain"], "a deck's name is empty"),
        (["log", "x\udcff"], "the log knows no card `x?`"),
        (["sm2", *["5"] * 1001], "1001 grades are too many"),
        (["review", "--tag", "x", "--plain"], "no card has the tag `x`; tags: there are none"),
        (["review", "--cram", "--missed", "--plain"], "each say what to take; give one of them"),
        (["log", "nothing"], "the log knows no card `nothing`"),
        (["sm2", "9"], "9 is not in the range 0<=x<=5"),
        (
            ["check", "nowhere.yaml"],
            "nowhere.yaml: No such file or directory; name a deck",
        ),
        (["--decks", "/nowhere", "due"], "--decks /nowhere: there is no such folder"),
        (["log", "--jsn"], "No such option"),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_to_do(arguments: list[str], message: str) -> None:
    told = run(*arguments)

    assert message in told.err
    assert told.err.count("\n") == 1
    assert told.status == 2


def test_a_bad_clock_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_NOW", "tomorrow")

    told = run("due")

    assert told.status == 2
    assert told.err.startswith("studyapp: STUDYAPP_NOW is 'tomorrow'; write an instant")


@pytest.mark.usefixtures("decks")
def test_bad_settings_are_told(home: Path) -> None:
    home.mkdir()
    (home / "settings.yaml").write_text("new_per_dya: 3\n")

    told = run("due")

    assert told.status == 1
    assert "unknown setting `new_per_dya`; did you mean `new_per_day`?" in told.err


def test_the_app_needs_a_terminal() -> None:
    for arguments in ([], ["review"]):
        told = process(*arguments)
        assert told == Told(
            "",
            "studyapp: this needs a terminal that can draw; use `studyapp review --plain` here\n",
            2,
        )


def test_check_tells_every_fault_with_its_place(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: bad\ntitle: Bad\ncards:\n  - id: a\n    qestion: Why?\n    answer: So.\n")

    told = run("check", str(bad))

    assert told.status == 1
    assert f"{bad}:5:5: unknown key `qestion`" in told.out
    assert "did you mean `question`?" in told.out
    faults = json.loads(run("check", str(bad), "--json").out)
    assert set(faults[0]) == {
        "path", "line", "column", "severity", "code", "message", "advice", "card",
    }  # fmt: skip


def test_check_finds_nothing_wrong_with_the_shipped_decks() -> None:
    told = run("check")

    assert told.out == "0 faults, 0 warnings in 2 decks with 42 cards\n"
    assert told.status == 0


def test_a_file_that_is_no_deck_is_a_fault_only_when_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("services: {web: {}}\n")

    assert run("check", str(tmp_path)).status == 0
    assert run("check", str(tmp_path / "other.yaml")).status == 1


@pytest.mark.usefixtures("decks")
def test_log_undo_and_doctor_tell_of_a_review() -> None:
    process("review", "--plain", "--limit", "1", typed="\n3\n")

    kinds = [json.loads(line)["kind"] for line in run("log", "--json").out.splitlines()]
    assert kinds == ["meet", "review"]
    assert "review  alpha/q0  grade 4" in run("log").out
    assert "all is well" in run("doctor").out
    assert run("undo").out.startswith("took back: ")
    nothing = run("undo")
    assert (nothing.status, nothing.err) == (
        1, "studyapp: there is nothing to undo today; `studyapp log` tells older events\n",
    )  # fmt: skip
    assert run("due").out == "5 new\n"


@pytest.mark.usefixtures("decks")
def test_the_log_of_a_card_is_found_by_a_part_of_its_key() -> None:
    process("review", "--plain", "--limit", "2", typed="\n3\n\n3\n")

    assert run("log", "a/q0").out.count("alpha/q0") == 2
    told = run("log", "alpha")
    assert told.err == (
        "studyapp: `alpha` fits 2 cards; write more of the key:\n  alpha/q0\n  alpha/q1\n"
    )
    assert told.status == 2


def test_a_file_that_is_named_twice_is_checked_once(decks: Path) -> None:
    told = run("check", str(decks), str(decks / "alpha.yaml"), f"{decks}/../decks/beta.yaml")

    assert told.out == "0 faults, 0 warnings in 2 decks with 5 cards\n"


def test_a_deck_is_found_however_its_letters_are_composed(decks: Path) -> None:
    write_deck(decks, "caf\u00e9", cards=1)

    assert run("deck", "off", "cafe\u0301").out == "caf\u00e9 is off\n"


def test_no_path_steers_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "e\x1b[31md"
    write_deck(folder, "alpha")

    assert "\x1b" not in run("--decks", str(folder), "doctor").out


def test_two_decks_of_one_id_are_a_fault(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks" / "a", "same")
    write_deck(tmp_path / "decks" / "b", "same")

    told = run("check", str(tmp_path / "decks"))

    assert "the deck id `same` is also that of" in told.out
    assert told.status == 1


@pytest.mark.usefixtures("decks")
def test_an_older_event_is_undone_by_the_beginning_of_its_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    process("review", "--plain", "--limit", "1", typed="\n3\n")
    review = json.loads(run("log", "--json").out.splitlines()[-1])
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-29T09:00:00")

    assert run("undo").status == 1
    assert run("undo", review["id"]).status == 0
    assert run("undo", "ffffffff").err == (
        "studyapp: there is no event `ffffffff`; `studyapp log` tells the ids\n"
    )


def test_plot_prints_a_table_whose_round_values_are_round() -> None:
    lines = run("plot", "leaky_relu", "--table", "--x", "-1", "1", "--points", "5").out.splitlines()

    assert lines[0] == "x,f,df"
    assert [line.split(",")[0] for line in lines[1:]] == ["-1", "-0.5", "0", "0.5", "1"]
    assert lines[-1] == "1,1,1"


def test_a_parameter_may_be_called_by_its_symbol() -> None:
    table = ["--table", "--points", "2"]

    for name, symbol, value in (("elu", "α", "2"), ("swish", "β", "3"), ("softmax", "T", "2")):
        full = resolve(name).parameter(symbol).name
        by_symbol = run("plot", name, "--param", f"{symbol}={value}", *table).out
        assert by_symbol == run("plot", name, "--param", f"{full}={value}", *table).out
        assert by_symbol != run("plot", name, *table).out
    assert "T=1, sum 1" in run("plot", "softmax", "--param", "T=1,2").out


def test_plot_prints_a_table_of_a_formula_with_its_gaps() -> None:
    told = run(
        "plot", "--expr", "a*sqrt(x)", "--param", "a=2", "--table", "--x", "-1", "1", "--points",
        "3",
    )  # fmt: skip

    assert told.out.splitlines() == ["x,f,df", "-1,nan,nan", "0,0,nan", "1,2,1"]


def test_plot_draws_formulas_beside_functions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    assert "f(x) = x·tanh(log1p(eˣ))" in run("plot", "--expr", "x*tanh(log1p(exp(x)))").out
    both = run("plot", "prelu", "--expr", "alpha*x", "--param", "alpha=0.2", "--derivative").out
    assert "prelu(α=0.2)" in both
    assert "(α·x)′" in both


def test_plot_draws_curves_and_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    assert "gelu" in run("plot", "gelu", "relu", "--derivative").out
    assert "T=0.5" in run("plot", "softmax", "--param", "temperature=0.5,1").out


def test_a_curve_asked_of_softmax_is_the_one_through_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    table = ["--table", "--derivative", "--x", "-1", "1", "--points", "3"]

    assert run("plot", "softmax", *table).out == run("plot", "sigmoid", *table).out
    assert "softmax_first" in run("plot", "softmax", "relu", "--second").out


def test_plot_writes_an_image(tmp_path: Path) -> None:
    told = run("plot", "gelu", "--second", "--svg", str(tmp_path / "gelu.svg"))

    assert told == ("", "", 0)
    assert "gelu″" in (tmp_path / "gelu.svg").read_text(encoding="utf-8")


def test_functions_are_listed_within_eighty_columns() -> None:
    lines = run("functions").out.splitlines()

    assert len(lines) == 29
    assert lines[4] == f"leaky_relu    x (x > 0), αx (x ≤ 0){'alpha=0.01':>32}"
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.name)
def test_all_of_one_function_is_told_within_eighty_columns(entry: Entry) -> None:
    lines = run("functions", entry.name).out.splitlines()

    assert lines[0].startswith(f"{entry.name:<12}  ")
    assert lines[-1].startswith("used in       ")
    assert max(map(len, lines)) <= 80


def test_functions_are_told_to_programs_with_what_is_known_of_them() -> None:
    told = {entry["name"]: entry for entry in json.loads(run("functions", "--json").out)}

    assert len(told) == 29
    assert told["gelu"]["extrema"] == [[-0.7517915246935645, -0.16997120747990366]]
    assert told["relu"]["limits"] == [0.0, "inf"]
    assert told["elu"]["params"][0]["default"] == 1.0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    told = run(command, "--help")

    assert told.status == 0
    assert "Example" in told.out
    assert f"studyapp {command}" in told.out


def test_the_list_of_commands_cuts_none_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    listed = run("--help").out.partition("Commands:")[2]

    assert "..." not in listed
    assert all(f"\n  {command} " in listed for command in COMMANDS)


@pytest.mark.parametrize("command", ["review", "deck"])
def test_what_deck_may_be_stands_where_it_is_asked_for(command: str) -> None:
    told = " ".join(run(command, "--help").out.split())

    assert "DECK is a deck's id, the beginning of one, or the path of its file." in told


def test_new_says_which_limits_it_overrides() -> None:
    told = " ".join(run("review", "--help").out.split())

    assert "N new cards, whatever the limits of the day and of the decks." in told


@pytest.mark.usefixtures("decks")
def test_without_a_writable_home_what_only_tells_works_and_review_says_so(home: Path) -> None:
    home.write_text("a file where the home should be")

    assert run("due").out == "5 new\n"
    assert run("decks").status == 0
    told = process("review", "--plain")
    assert told.status == 2
    assert "nothing can be kept" in told.err
    assert "STUDYAPP_HOME" in told.err
    assert told.err.count("\n") == 1


def test_check_takes_warnings_for_faults_if_it_is_strict(tmp_path: Path) -> None:
    deck = tmp_path / "deck.yaml"
    deck.write_text("id: d\ncards:\n- {question: q, answer: 'http://a.b'}\n", encoding="utf-8")

    told = run("check", str(deck))
    strict = run("check", str(deck), "--strict")

    assert told.status == 0
    assert told.out.splitlines()[-1] == "0 faults, 1 warning in 1 deck with 1 card"
    assert strict.status == 1
    assert strict.out.splitlines() == [
        f"{deck}:3:26: `http://a.b` is a link in plain http; write `https://`",
        "1 fault, 0 warnings in 1 deck with 1 card",
    ]
    assert json.loads(run("check", str(deck), "--strict", "--json").out)[0]["severity"] == "fault"


def test_schema_prints_the_json_schema_of_a_deck() -> None:
    told = run("schema")

    assert told.status == 0
    assert json.loads(told.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
