"""Probes servers that are scripted, and real ones: `python3 -m checks.probes PROGRAM [TRIAL…]`.

Each trial runs in namespaces of its own, some at a time. Needs root, Postfix, and apt to fetch Exim.
"""

import argparse
import functools
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from ..engines import namespace
from . import exim
from .bench import SCHEMA, Bench
from .trials import TRIALS

# Most of them wait most of the time.
AT_ONCE = 4


def _lacks(what):
    print(f"probes: this machine lacks {what}", file=sys.stderr)
    return 2


def missing(program):
    """What this machine lacks, in one line; an empty text if it lacks nothing."""
    tools = [str(program), "postfix", "apt-get", "dpkg-deb", "unshare", "setpriv"]
    lacking = [tool for tool in tools if shutil.which(tool) is None]
    if lacking:
        return f"these programs: {' '.join(lacking)}"
    if not SCHEMA.exists():
        return f"{SCHEMA}"
    return "" if namespace.is_possible() else "root, or the right to make namespaces"


def main():
    """Runs the trials, and returns the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help=f"all, or some of: {', '.join(TRIALS)}")
    arguments = parser.parse_args()
    if unknown := set(arguments.trials) - set(TRIALS):
        parser.error(f"no such trial: {', '.join(unknown)}")
    if lacking := missing(arguments.program):
        return _lacks(lacking)
    names = arguments.trials or list(TRIALS)
    with tempfile.TemporaryDirectory(prefix="smtpconf-probes-") as parts:
        Path(parts).chmod(0o755)
        if "exim" in names and (lacking := exim.unpack(parts)):
            return _lacks(lacking)
        program = [arguments.program.resolve(), parts]
        runs = [functools.partial(namespace.run, __package__, name, "probes", program, 300) for name in names]
        return namespace.run_all(runs, AT_ONCE)


def inside(name, folder, program, parts):
    """Runs one trial; this process is in its namespaces already."""
    # A shell has commands in the background ignore Ctrl-C, and those that they start would do so, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    bench = Bench(program, folder, parts)
    TRIALS[name](bench)
    return bench.finish()


if __name__ == "__main__":
    sys.exit(inside(*sys.argv[2:]) if sys.argv[1:2] == ["--inside"] else main())
