"""Tries built folders with the engines that read them: `python3 -m checks.engines PROGRAM [TRIAL…]`.

Each trial runs in namespaces of its own (see `namespace`), some at a time. Needs root, Postfix, HAProxy, and apt to
fetch nullmailer.
"""

import argparse
import functools
import shutil
import sys
import tempfile
from pathlib import Path

from . import namespace, nullmailer
from .trials import TRIALS

AT_ONCE = 3


def missing():
    """What this machine lacks, in one line; an empty text if it lacks nothing."""
    tools = ["postfix", "haproxy", "apt-get", "dpkg-deb", "unshare", "setpriv", "chroot"]
    lacking = [tool for tool in tools if shutil.which(tool) is None]
    if lacking:
        return f"these programs: {' '.join(lacking)}"
    if not any(Path("/usr/lib").glob("*/sasl2/libplain.so*")):
        return "the package libsasl2-modules"
    return "" if namespace.is_possible() else "root, or the right to make namespaces"


def main():
    """Runs the trials, and returns the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("--runs", type=int, default=12, help="the number of random configurations for each target")
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help=f"all, or some of: {', '.join(TRIALS)}")
    arguments = parser.parse_intermixed_args()
    if unknown := set(arguments.trials) - set(TRIALS):
        parser.error(f"no such trial: {', '.join(unknown)}")
    if lacking := missing():
        print(f"engines: this machine lacks {lacking}", file=sys.stderr)
        return 2
    program, names = arguments.program.resolve(), arguments.trials or list(TRIALS)
    with tempfile.TemporaryDirectory(prefix="smtpconf-engines-") as package:
        nullmailer.unpack(package)
        arguments = [program, package, arguments.runs]
        runs = [functools.partial(namespace.run, __package__, name, "engines", arguments, 600) for name in names]
        return namespace.run_all(runs, AT_ONCE)


def inside(name, folder, program, package, runs):
    """Runs one trial; this process is in its namespaces already."""
    from .bench import Bench

    bench = Bench(program, folder, package, runs)
    TRIALS[name](bench)
    return bench.finish()


if __name__ == "__main__":
    sys.exit(inside(*sys.argv[2:]) if sys.argv[1:2] == ["--inside"] else main())
