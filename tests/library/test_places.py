from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from studyapp.library import places


@pytest.fixture
def no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STUDYAPP_HOME")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_home")
@pytest.mark.parametrize("chosen", [None, "/somewhere/else"])
def test_the_places_are_those_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, chosen: str | None
) -> None:
    if chosen:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            monkeypatch.setenv(name, chosen)

    assert places.data_folder() == platformdirs.user_data_dir("studyapp")
    assert places.config_folder() == platformdirs.user_config_dir("studyapp")
    assert places.cache_folder() == platformdirs.user_cache_dir("studyapp")


@pytest.mark.usefixtures("no_home")
def test_the_places_on_a_mac_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs.macos import MacOS

    monkeypatch.setattr(sys, "platform", "darwin")
    mac = MacOS("studyapp")

    assert places.data_folder() == mac.user_data_dir
    assert places.config_folder() == mac.user_config_dir
    assert places.cache_folder() == mac.user_cache_dir


def test_one_variable_moves_every_place(home: Path) -> None:
    assert places.progress_file() == str(home / "progress.db")
    assert places.settings_file() == str(home / "settings.yaml")
    assert places.cache_folder() == str(home / "cache")
    assert places.own_decks_folder() == str(home / "decks")


def test_named_folders_replace_all_roots(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [shipped for _, shipped in places.roots()] == [False, True]
    monkeypatch.setenv("STUDYAPP_DECKS", "/a:/b")
    assert places.roots() == (("/a", False), ("/b", False))
    assert places.roots(("/c",)) == (("/c", False),)


def test_the_shipped_decks_of_a_checkout_lie_beside_the_package() -> None:
    assert Path(places.shipped_decks_folder(), "activation-functions-en.yaml").is_file()
