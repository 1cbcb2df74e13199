"""Tries pages in headless Chromium: `python3 -m checks.pages PROGRAM [--record] [TRIAL…]`.

Nothing needs a network. Needs chromium and chromium-driver.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from . import appearance, keyboard, languages, listing, outcomes, picture, safety, size
from .browser import Browser
from .desk import Desk

TRIALS = {
    trial.__name__.rpartition(".")[2]: trial
    for trial in (languages, outcomes, listing, keyboard, safety, appearance, size, picture)
}


def main():
    """Runs the trials, and returns the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("--record", action="store_true", help="write the picture of the documentation again")
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help=f"all, or some of: {', '.join(TRIALS)}")
    arguments = parser.parse_intermixed_args()
    if unknown := set(arguments.trials) - set(TRIALS):
        parser.error(f"no such trial: {', '.join(unknown)}")
    if lacking := [tool for tool in ("chromium", "chromedriver") if shutil.which(tool) is None]:
        print(f"pages: this machine lacks {' '.join(lacking)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="smtpconf-pages-") as folder, Browser() as browser:
        desk = Desk(arguments.program.resolve(), Path(folder), browser, arguments.record)
        for name in arguments.trials or TRIALS:
            start, passed = time.monotonic(), desk.passed
            TRIALS[name].run(desk)
            print(f"{name}: {desk.passed - passed} passed, {time.monotonic() - start:.1f} s", flush=True)
        return desk.finish()


if __name__ == "__main__":
    sys.exit(main())
