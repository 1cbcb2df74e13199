"""What files with very many mistakes cost, for each kind of mistake."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .command import Command
from .entry import Entry
from .kind import About, Kind
from .kinds import KINDS
from .workbench import Workbench

# What a file full of mistakes may cost, compared with one that has none.
GOAL = 2
# So many mistakes as there are for one that is shown: of 100,000 mistakes, 1,000 are shown.
FOR_ONE_SHOWN = 100


def clean(bench: Workbench, kind: Kind, count: int) -> Path:
    """The file without the mistake, which kinds share."""
    if kind.about is About.OVERLAID:
        clean(bench, Kind(kind.rule, kind.spoil, About.SERVERS), count)
    return bench.file(f"{count}-{kind.about.value}.yaml", lambda: kind.text(count, is_wrong=False))


def broken(bench: Workbench, name: str, count: int) -> Path:
    """The file with mistakes of this kind."""
    return bench.file(f"{count}-{name.replace(' ', '-')}.yaml", lambda: KINDS[name].text(count))


def verify(bench: Workbench, name: str, count: int) -> None:
    """Makes sure that the files of a kind have the findings that they should have, and no others."""
    kind = KINDS[name]
    wrong = Counter({kind.rule: kind.findings(count)})
    for file, options, expected in (
        (clean(bench, kind, count), (), Counter()),
        (broken(bench, name, count), kind.options, wrong),
    ):
        counted = ["--statistics", "--max-findings", "1", "--format", "json", "--no-filesystem", "--quiet"]
        result = subprocess.run([bench.program, "check", *counted, *options, file], capture_output=True, text=True)
        lines = (line.split() for line in result.stderr.splitlines())
        found = Counter({rule: int(number) for number, rule in lines})
        if expected and kind.gives_up:
            assert found, f"{name}: nothing in {count:,}"
            expected &= found
        assert found == expected, f"{name}: {found} instead of {expected} in {count:,}"


def commands(bench: Workbench, name: str, count: int) -> tuple[Command, Command]:
    """The check of a file without mistakes, and of one with so many of this kind."""
    kind = KINDS[name]
    shown = ["--max-findings", str(count // FOR_ONE_SHOWN)]
    right = bench.check(*shown, clean(bench, kind, count))
    status = int(kind.rule in errors(bench.program))
    return right, bench.check(*shown, *kind.options, broken(bench, name, count), status=status)


@cache
def errors(program: Path) -> set[str]:
    """The rules whose findings are errors, so that the check fails."""
    rules = subprocess.run([program, "rules", "--format", "json"], capture_output=True, text=True, check=True)
    return {rule["id"] for rule in json.loads(rules.stdout)["rules"] if rule["severity"] == "error"}


def entries(bench: Workbench, count: int) -> Iterator[Entry]:
    """The cost of so many mistakes of each kind, compared with a file that has none."""
    for name, kind in KINDS.items():
        right, wrong = commands(bench, name, count)
        yield Entry(f"{name} ({kind.rule})", wrong, per=right, goal=GOAL)
