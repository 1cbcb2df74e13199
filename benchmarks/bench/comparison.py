"""Compares smtpconf with the floor and with other tools, at several sizes."""

from collections.abc import Mapping
from dataclasses import replace

from . import counting, page, peers, sizes
from .command import Command
from .figure import Figure
from .timing import PATIENCE, Timing, measure
from .workbench import Workbench

# Rounds for each size. Instructions are not counted at the largest size.
ROUNDS = {"2 KB": 101, "500 KB": 31, "5 MB": 11, "30 MB": 5}
COUNTED = ("2 KB", "500 KB", "5 MB")
HELLO = "a C program that prints a line"
HEAD = [
    "file",
    "program",
    "instructions ÷ floor",
    "time ÷ floor",
    "ms",
    "MB",
    "bytes of memory beyond the file ÷ byte",
    "rounds",
]


class Comparison:
    """The rows and goals so far, and the tools that were too slow."""

    def __init__(self, bench: Workbench) -> None:
        """Begins with nothing."""
        self.bench = bench
        self.rows: list[list[str]] = []
        self.goals: list[Figure] = []
        self.slow: set[str] = set()

    def measure(self, label: str) -> None:
        """Measures all programs with a file of this size."""
        bench, file = self.bench, sizes.file(self.bench, label)
        commands = {"floor": bench.floor_of(file), "check": bench.check(file), "build": bench.build(file)}
        for name, command in peers.commands(file).items():
            if name not in self.slow:
                # ryl is fast enough to be asked at every size. The others would find the same in smaller files.
                if name == "ryl" or label in COUNTED[:2]:
                    peers.verify(name, command)
                commands[name] = command
        if label == "2 KB":
            commands[HELLO] = Command.of(bench.hello)
        counted = {}
        if label in COUNTED:
            found = counting.figures(bench, sizes.entries(bench, label))
            counted = {"floor": 1.0, "check": found[0].value, "build": found[1].value}
            self.goals += [
                replace(figure, name=f"instructions of {figure.name}") for figure in found if figure.goal is not None
            ]
        timings = measure(bench, commands, ROUNDS[label])
        self.slow |= commands.keys() - timings.keys()
        for name in commands:
            self.rows.append(self.row(label, name, counted.get(name), timings.get(name), timings["floor"]))
        self.set_goals(label, timings)

    def row(self, label: str, name: str, counted: float | None, timing: Timing | None, floor: Timing) -> list[str]:
        """A line of the table."""
        first = "" if any(row[0] == label for row in self.rows) else label
        if timing is None:
            return [first, name, "", "", f"more than {PATIENCE:,} s", "", "", ""]
        size = sizes.file(self.bench, label).stat().st_size
        return [
            first,
            name,
            "" if counted is None else f"{counted:.2f}",
            f"{timing.seconds / floor.seconds:.2f}",
            f"{timing.seconds * 1000:.1f}",
            f"{timing.peak / 1e6:.0f}",
            f"{(timing.peak - size) / size:.1f}" if size > 1_000_000 else "",
            str(timing.rounds),
        ]

    def set_goals(self, label: str, timings: Mapping[str, Timing]) -> None:
        """Compares times and memory with their goals."""
        check, build, floor = (timings[name] for name in ("check", "build", "floor"))
        if label == "2 KB":
            for name, goal in (HELLO, 2.9), ("ryl", 1.0):
                ratio = check.seconds / timings[name].seconds
                self.goals.append(Figure(f"time of check ÷ {name}, {label}", ratio, goal))
        elif label == "30 MB":
            size = sizes.file(self.bench, label).stat().st_size
            for name, timing in ("check", check), ("build", build):
                beyond = (timing.peak - size) / size
                self.goals.append(Figure(f"memory of {name} beyond the file ÷ file, {label}", beyond, 3.5))
        else:
            for name, timing in ("check", check), ("build", build):
                self.goals.append(Figure(f"time of {name} ÷ floor, {label}", timing.seconds / floor.seconds, 1.45))


def run(bench: Workbench) -> None:
    """Measures all sizes, and writes the tables."""
    comparison = Comparison(bench)
    for label in sizes.SIZES:
        comparison.measure(label)
    page.replace("sizes", page.table(HEAD, comparison.rows, left=2))
    page.replace("goals", page.figures(comparison.goals))
