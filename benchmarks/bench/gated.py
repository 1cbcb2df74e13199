"""The figures that CI compares with the recorded ones."""

from collections.abc import Iterator

from . import findings, layers, mistakes, routing, sizes, targets
from .entry import Entry
from .workbench import Workbench

# Small enough for callgrind, large enough that starting the program does not matter.
MISTAKES = 1_000
SITES = 2_000
SITES_WITH_DOMAINS = 10_000


def entries(bench: Workbench) -> Iterator[Entry]:
    """All of them, in the order of the table."""
    yield from sizes.start(bench)
    yield from sizes.entries(bench, "500 KB")
    yield from findings.entries(bench)
    yield from mistakes.entries(bench, MISTAKES)
    yield from routing.entries(bench, SITES)
    yield from layers.entries(bench)
    yield from targets.entries(bench, SITES_WITH_DOMAINS)
