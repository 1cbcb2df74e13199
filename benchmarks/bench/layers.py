"""What overlays cost, compared with the file that they extend."""

from collections.abc import Iterator

from . import sizes
from .entry import Entry
from .workbench import Workbench

BASE = "500 KB"
# The number of overlays over one base.
SEVERAL = 20


def overlay(number: int, base: str) -> str:
    """An overlay of a page over this base, which differs from those with other numbers."""
    servers = "".join(f"  relay-{number + SEVERAL * step}:\n    priority: High\n" for step in range(12))
    sites = "".join(
        f"  site-{number + 50 * step}.example.com:\n    servers: [relay-{step + 9}]\n" for step in range(12)
    )
    return f"version: 1\nextends: {base}\nservers:\n{servers}sites:\n{sites}"


def entries(bench: Workbench) -> Iterator[Entry]:
    """One overlay compared with its base, and several compared with one: the base is read once in a run."""
    base = sizes.file(bench, BASE)
    overlays = [
        bench.file(f"overlay-{number}.yaml", lambda number=number: overlay(number, base.name))
        for number in range(SEVERAL)
    ]
    one = bench.check(overlays[0])
    yield Entry(f"an overlay ÷ its base, {BASE}", one, per=bench.check(base), goal=1.1)
    yield Entry(f"twenty overlays ÷ one, {BASE}", bench.check(*overlays), per=one, goal=2)
