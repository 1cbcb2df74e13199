"""What is measured in instructions."""

from collections.abc import Mapping
from dataclasses import dataclass

from .command import Command
from .figure import Figure


@dataclass(frozen=True)
class Entry:
    """A figure to measure: what a command costs beyond another, divided by what a third one costs, or by a number.

    Divided by a command it is a ratio, divided by a number it is instructions.
    """

    name: str
    command: Command
    per: Command | int
    goal: float | None = None
    less: Command | None = None

    @property
    def commands(self) -> list[Command]:
        """The commands that have to be measured."""
        return [command for command in (self.command, self.less, self.per) if isinstance(command, Command)]

    def figure(self, counts: Mapping[Command, int]) -> Figure:
        """The figure, from the instructions of each command."""
        cost = counts[self.command] - (counts[self.less] if self.less else 0)
        is_ratio = isinstance(self.per, Command)
        return Figure(self.name, cost / (counts[self.per] if is_ratio else self.per), self.goal, is_ratio)
