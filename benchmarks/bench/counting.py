"""Counts instructions with callgrind."""

import os
import re
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from .command import Command
from .entry import Entry
from .figure import Figure
from .workbench import ROOT, Workbench

# Runs of callgrind at the same time: their counts do not depend on other load.
AT_ONCE = 2
# The same environment on every machine, with the same seed of hash tables in every run.
ENVIRONMENT = {"PATH": os.environ["PATH"], "SWIFT_DETERMINISTIC_HASHING": "1"}


def instructions(command: Command) -> int:
    """The instructions of a command, as callgrind counts them."""
    command.prepare()
    counted = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command.arguments]
    result = subprocess.run(counted, capture_output=True, cwd=ROOT, env=ENVIRONMENT)
    errors = result.stderr.decode(errors="replace")
    found = re.search(r"Collected : (\d+)", errors)
    assert found and result.returncode == command.status, (
        f"exit {result.returncode} instead of {command.status}: {command.arguments}\n{errors[-1000:]}"
    )
    return int(found.group(1))


def figures(bench: Workbench, entries: Iterable[Entry]) -> list[Figure]:
    """The figure of each entry. A command is counted once, however many entries it is part of."""
    entries = list(entries)
    commands = dict.fromkeys(command for entry in entries for command in entry.commands)
    missing = [command for command in commands if command not in bench.counts]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        bench.counts.update(zip(missing, pool.map(instructions, missing), strict=True))
    return [entry.figure(bench.counts) for entry in entries]
