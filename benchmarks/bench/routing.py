"""What questions about the routing of many sites cost."""

import re
import subprocess
from collections.abc import Iterator

from . import configuration
from .command import Command
from .entry import Entry
from .workbench import Workbench

# What is compared with what, and the goal.
COMPARED = [
    ("route --site", "check", 1.2),
    ("route --all-sites", "build", None),
    ("route --all-sites --format json", "build", 2),
    ("route --site of a table", "build", 0.5),
    ("test", "check", None),
    ("diff", "check", None),
]


class Routing:
    """A configuration with many sites, its table, tests of it, and the configuration after a change."""

    def __init__(self, bench: Workbench, sites: int) -> None:
        """Writes the files."""
        self.bench, self.sites = bench, sites
        self.source = bench.file(f"{sites}-sites.yaml", lambda: configuration.text(sites))
        self.changed = bench.file(f"{sites}-sites-changed.yaml", self.text_changed)
        self.tests = bench.file(f"{sites}-sites.test.yaml", self.text_of_tests)
        self.table = bench.folder / f"{sites}-sites.json"
        if not self.table.exists():
            subprocess.run([bench.program, "build", "--quiet", self.source, "-o", self.table], check=True)

    @property
    def site(self) -> str:
        """A site in the middle."""
        return f"site-{self.sites // 2}.example.com"

    def text_changed(self) -> str:
        """The configuration with another port of one server in a hundred."""
        lines = self.source.read_text().splitlines(keepends=True)
        for place, line in enumerate(lines):
            if re.search(r" smtp\d*05\.", line):
                lines[place] = line.replace(":2525", ":2526")
        return "".join(lines)

    def text_of_tests(self) -> str:
        """One test for ten sites, and an invariant for all."""
        tests = "".join(
            f"  - site: site-{number}.example.com\n    expect: {{ outcome: Available }}\n"
            for number in range(0, self.sites, 10)
        )
        invariants = "invariants:\n  - everySiteSurvivesLossOf: 1\n"
        return f"version: 1\nconfiguration: {self.source.name}\ntests:\n{tests}{invariants}"

    @property
    def commands(self) -> dict[str, Command]:
        """What is asked, by name."""
        program, source = self.bench.program, self.source
        route = [program, "route", source]
        return {
            "check": self.bench.check(source),
            "build": self.bench.build(source),
            "route --site": Command.of(*route, "--site", self.site),
            "route --all-sites": Command.of(*route, "--all-sites"),
            "route --all-sites --format json": Command.of(*route, "--all-sites", "--format", "json"),
            "route --site of a table": Command.of(program, "route", self.table, "--site", self.site),
            "test": Command.of(program, "test", "--quiet", self.tests),
            "diff": Command.of(program, "diff", source, self.changed),
        }


def entries(bench: Workbench, sites: int) -> Iterator[Entry]:
    """The costs with this many sites, compared with a check or with a build."""
    commands = Routing(bench, sites).commands
    for name, other, goal in COMPARED:
        yield Entry(f"{name} ÷ {other}, {sites:,} sites", commands[name], per=commands[other], goal=goal)
