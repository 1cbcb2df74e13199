"""Proves that nothing a file can hold makes cost grow faster than its size, or than the output if that is larger.

    python3 -m checks.growth PROGRAM             all families
    python3 -m checks.growth PROGRAM WORD…       those whose names contain one of the words

A family is measured at n and at 4n, in instructions as callgrind counts them, less those of its smallest input: what a
command costs before it reads anything. Four times the size may cost five times as much: growth may have a logarithm in
it. Families whose output grows faster than their input are measured against that.
"""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from .growth_families import FAMILIES, SQUARE

SMALLEST = 4
FACTOR = 4
MOST = 5.0


def instructions(program, files, command):
    """The instructions of a command, as callgrind counts them."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        counted = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *command]
        run = subprocess.run(counted, cwd=folder, capture_output=True, text=True, errors="replace", timeout=600)
        found = re.search(r"Collected : (\d+)", run.stderr)
        assert found and run.returncode in (0, 1), f"{command}: exit {run.returncode}\n{run.stderr[-2000:]}"
        return int(found.group(1))


def ratio(program, name):
    """The cost ratio of a family at four times the size, and the costs of both sizes without that of the smallest."""
    size, make = FAMILIES[name]
    factor = int(FACTOR**0.5) if name in SQUARE else FACTOR
    start, small, large = (instructions(program, *make(n)) for n in (SMALLEST, size, size * factor))
    small, large = small - start, large - start
    return large / max(small, 1), small, large


def main(program, *wanted):
    """Measures the families whose names contain one of the words, and returns the exit status."""
    program = os.path.abspath(program)
    names = [name for name in FAMILIES if not wanted or any(word in name for word in wanted)]
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, (found, small, large) in zip(names, pool.map(partial(ratio, program), names), strict=True):
            # The growth of a negligible cost means nothing: starting costs between two and twenty million.
            is_wrong = found > MOST and large > 4_000_000
            failed += is_wrong
            if is_wrong or wanted:
                print(
                    f"{'GROWS ' if is_wrong else ''}{name}: {small / 1e6:.1f} M, {large / 1e6:.1f} M: {found:.1f}-fold"
                )
    print(f"{len(names) - failed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
