"""Counts passed and failed checks."""

import sys


class Tally:
    """The checks so far. Each failure is shown at once; the last line of a run counts them all."""

    def __init__(self):
        """Starts with nothing checked."""
        self.passed = 0
        self.failed = 0

    def expect(self, condition, what):
        """Counts one check, and describes it if it failed."""
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print(f"  FAILED {what}"[:600], file=sys.stderr)

    def finish(self):
        """Prints the counts, and returns the exit status of the run."""
        print(f"{self.passed} passed, {self.failed} failed")
        return int(self.failed > 0)
