"""What each finding costs, in each format."""

from collections.abc import Iterator

from . import configuration, sizes
from .command import Command
from .entry import Entry
from .workbench import Workbench

# The formats, with what each finding after the first one may cost, in instructions.
FORMATS = {
    "text": 150_000,
    "concise": 200_000,
    "json": 150_000,
    "sarif": 200_000,
    "github": 200_000,
    "gitlab": 200_000,
    "azure": 200_000,
    "teamcity": 200_000,
    "junit": 200_000,
    "checkstyle": 200_000,
    "rdjson": 200_000,
}
# What the first one may cost.
FIRST = 5_000_000
# What SARIF may cost beyond text if there are no findings.
FIXED = 5_000_000
# A file of 90 KB.
SITES = 1_000


def middle(sites: int) -> range:
    """One site of so many."""
    return range(sites // 2, sites // 2 + 1)


def check(bench: Workbench, kind: str, mistakes: range) -> Command:
    """A check of a small file in which these sites have a mistake."""
    source = bench.file(f"{len(mistakes)}-mistakes.yaml", lambda: configuration.text(SITES, mistakes))
    return bench.check("--format", kind, source, status=1 if mistakes else 0)


def entries(bench: Workbench) -> Iterator[Entry]:
    """The cost of the first finding and of each further one, in every format."""
    large = configuration.sites_of_bytes(sizes.SIZES["500 KB"])
    one = bench.file("one-mistake.yaml", lambda: configuration.text(large, middle(large)))
    none = bench.check(sizes.file(bench, "500 KB"))
    yield Entry("first finding in 500 KB, text", bench.check(one, status=1), less=none, per=1, goal=FIRST)
    for kind, each in FORMATS.items():
        none, one, every = (check(bench, kind, mistakes) for mistakes in (range(0), middle(SITES), range(SITES)))
        yield Entry(f"first finding in 90 KB, {kind}", one, less=none, per=1, goal=FIRST)
        yield Entry(f"each further finding, {kind}", every, less=one, per=SITES - 1, goal=each)
    sarif, text = (check(bench, kind, range(0)) for kind in ("sarif", "text"))
    yield Entry("no finding, sarif beyond text", sarif, less=text, per=1, goal=FIXED)
