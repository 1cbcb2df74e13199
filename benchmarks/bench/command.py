"""A command that is measured."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Command:
    """A program and its arguments, the file that it writes, and the exit status that it must have."""

    arguments: tuple[str, ...]
    # Removed before each run: a file that is the same already would not be written again.
    writes: Path | None = None
    status: int = 0

    @classmethod
    def of(cls, *arguments: str | Path, writes: Path | None = None, status: int = 0) -> "Command":
        """A command of these arguments, the first of which is the program."""
        return cls(tuple(map(str, arguments)), writes, status)

    def prepare(self) -> None:
        """Removes what the last run has written."""
        if self.writes:
            self.writes.unlink(missing_ok=True)
