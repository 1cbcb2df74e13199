"""Measures time and memory."""

import statistics
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from .command import Command
from .workbench import ROOT, Workbench

# A program that takes longer than this is given up, in seconds.
PATIENCE = 60


@dataclass(frozen=True)
class Timing:
    """The median of the seconds, the largest resident size in bytes, and the number of rounds."""

    seconds: float
    peak: int
    rounds: int


def once(bench: Workbench, command: Command) -> tuple[float, int] | None:
    """The seconds and bytes of one run, or nothing if it takes too long."""
    command.prepare()
    spawned = [bench.spawn, str(PATIENCE), *command.arguments]
    result = subprocess.run(spawned, capture_output=True, text=True, cwd=ROOT)
    if result.returncode:
        return None
    seconds, peak, status = result.stdout.split()
    assert int(status) == command.status, f"exit {status} instead of {command.status}: {command.arguments}"
    return float(seconds), int(peak)


def measure(bench: Workbench, commands: Mapping[str, Command], rounds: int) -> dict[str, Timing]:
    """The timing of each command that is fast enough; all take turns, so that other load affects them equally."""
    runs: dict[str, list[tuple[float, int]]] = {name: [] for name in commands}
    given_up = set()
    for _ in range(min(rounds, bench.most_rounds or rounds)):
        for name, command in commands.items():
            # For slow programs a few rounds are enough.
            if name in given_up or sum(seconds for seconds, _ in runs[name]) > PATIENCE / 2:
                continue
            run = once(bench, command)
            if run is None:
                given_up.add(name)
            else:
                runs[name].append(run)
    return {
        name: Timing(statistics.median(seconds for seconds, _ in done), max(peak for _, peak in done), len(done))
        for name, done in runs.items()
        if done and name not in given_up
    }
