"""The command palette: every command of the screen it was opened from, and the theme."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from studyapp.tui.keys import Command
from studyapp.tui.screen import StudyScreen


class StudyCommands(Provider):
    """Finds commands by their names and sentences."""

    async def search(self, query: str) -> Hits:
        """Commands that match."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = max(matcher.match(command.name), matcher.match(command.help) * 0.8)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(_title(command)),
                    partial(self._run, command),
                    text=command.name,
                    help=command.help,
                )

    async def discover(self) -> Hits:
        """All commands, before anything was typed."""
        for command in self._commands():
            yield DiscoveryHit(
                _title(command), partial(self._run, command), text=command.name, help=command.help
            )

    def _commands(self) -> list[Command]:
        table = self.screen.commands if isinstance(self.screen, StudyScreen) else ()
        shown = [command for command in table if command.action != "app.command_palette"]
        theme = Command(
            "app.other_theme", (), "", "Light or dark", "Changes between light and dark."
        )
        return [*shown, theme]

    async def _run(self, command: Command) -> None:
        await self.app.run_action(command.action, self.screen)


def _title(command: Command) -> str:
    return f"{command.name}  ({command.shown})" if command.shown else command.name
