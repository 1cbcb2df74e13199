"""The programs that are measured, and a folder for their files."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from .command import Command

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent


class Workbench:
    """The program, the small C programs that it is compared with, a folder for files, and what was counted so far."""

    def __init__(self, program: Path, folder: Path, most_rounds: int | None = None) -> None:
        """Compiles the C programs into the folder. No command is timed more often than `most_rounds`."""
        self.program, self.folder, self.most_rounds = program, folder, most_rounds
        self.floor, self.hello, self.spawn = (folder / name for name in ("floor", "hello", "spawn"))
        self.counts: dict[Command, int] = {}
        compiler = shutil.which("cc") or "clang"
        for target, libraries in (self.floor, ["-lyaml"]), (self.hello, []), (self.spawn, []):
            source = HERE / f"{target.name}.c"
            subprocess.run([compiler, "-O2", "-o", target, source, *libraries], check=True)

    def file(self, name: str, text: Callable[[], str]) -> Path:
        """A file with this text, which is made if the file does not exist."""
        path = self.folder / name
        if not path.exists():
            # Some mistakes are bytes that are not UTF-8.
            path.write_bytes(text().encode("utf-8", "surrogateescape"))
        return path

    def output(self, *words: str | int) -> Path:
        """The name of a file that a command writes: commands that run at the same time need different ones."""
        return self.folder / ("-".join(map(str, words)) + ".out")

    def floor_of(self, file: Path) -> Command:
        """The floor: libyaml in a bare loop over this file."""
        return Command.of(self.floor, file)

    def check(self, *arguments: str | Path, status: int = 0) -> Command:
        """A check that looks at nothing but the files, and prints findings only."""
        return Command.of(self.program, "check", "--no-filesystem", "--quiet", *arguments, status=status)

    def build(self, file: Path, *arguments: str | Path) -> Command:
        """A build of the routing table on one line, into a file."""
        table = self.output(file.stem, "table")
        return Command.of(self.program, "build", "--compact", "--quiet", file, *arguments, "-o", table, writes=table)
