"""What checking and building files of different sizes costs."""

from collections.abc import Iterator
from pathlib import Path

from . import configuration
from .entry import Entry
from .workbench import Workbench

SIZES = {"2 KB": 2_000, "500 KB": 500_000, "5 MB": 5_000_000, "30 MB": 30_000_000}
# What check and build may cost, compared with the floor. No other size has a goal in instructions.
GOALS = {"500 KB": (1.2, 1.45), "5 MB": (1.15, 1.4)}


def file(bench: Workbench, label: str) -> Path:
    """The file of this size."""
    return bench.file(f"{SIZES[label]}-bytes.yaml", lambda: configuration.text_of_bytes(SIZES[label]))


def start(bench: Workbench) -> Iterator[Entry]:
    """What a check of a small file costs, nearly all of which is starting the program."""
    yield Entry("check, 2 KB", bench.check(file(bench, "2 KB")), per=1)


def entries(bench: Workbench, label: str) -> Iterator[Entry]:
    """A check and a build of a file of this size, compared with the floor."""
    source = file(bench, label)
    floor = bench.floor_of(source)
    check, build = GOALS.get(label, (None, None))
    yield Entry(f"check ÷ floor, {label}", bench.check(source), per=floor, goal=check)
    yield Entry(f"build ÷ floor, {label}", bench.build(source), per=floor, goal=build)
