"""Waiting for what other processes do: by looking again and again until a deadline."""

import time


def eventually(condition, seconds=30.0):
    """The first value of a condition that is true, or its last one when the time is up."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value or time.monotonic() > end:
            return value
        time.sleep(0.05)
