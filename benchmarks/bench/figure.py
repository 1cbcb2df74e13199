"""A measured figure, and its goal."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, and the most that it should be, if there is a goal."""

    name: str
    value: float
    goal: float | None = None
    # Whether it is a ratio; it is a number of instructions otherwise.
    is_ratio: bool = True

    @property
    def is_missed(self) -> bool:
        """Whether the goal is missed."""
        return self.goal is not None and self.value > self.goal

    @property
    def verdict(self) -> str:
        """Whether the goal is met, for a table."""
        return "" if self.goal is None else "missed" if self.is_missed else "met"

    def shown(self, number: float | None, digits: int = 2) -> str:
        """The value, the goal or a former value, with so many digits if it is a ratio."""
        if number is None:
            return "–"
        return f"{number:.{digits}f}" if self.is_ratio else f"{number:,.0f}"
