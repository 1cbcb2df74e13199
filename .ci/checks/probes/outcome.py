"""What one run of the program said, and what it cost."""

import contextlib
import functools
import json
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass

ORDER = [
    "folder",
    "resolve",
    "connect",
    "greeting",
    "ehlo",
    "starttls",
    "tls",
    "certificate",
    "ehloAgain",
    "auth",
    "mailFrom",
    "quit",
]
STATUSES = ["skipped", "ok", "warning", "failed"]


@dataclass
class Outcome:
    """The end of a run."""

    status: int
    output: bytes
    errors: bytes
    seconds: float
    # The most memory it had, in MB.
    memory: float

    @functools.cached_property
    def report(self):
        """The report in JSON; an empty one if there is none."""
        try:
            return json.loads(self.output)
        except ValueError:
            return {"servers": [], "scopes": []}

    @functools.cached_property
    def _servers(self):
        return {name: server for server in self.report["servers"] for name in server["ids"]}

    def server(self, name):
        """What is said about a server."""
        return self._servers.get(name, {"ids": [], "status": "nothing", "stages": []})

    def stage(self, name, stage):
        """What is said about a stage of a server; one that is not there was skipped."""
        found = [one for one in self.server(name)["stages"] if one["stage"] == stage]
        return found[0] if found else {"stage": stage, "status": "skipped"}

    def summary(self, name):
        """What is said about a server, in a line for a message about it."""
        stages = self.server(name)["stages"]
        return "; ".join(
            " ".join(str(one[key]) for key in ("stage", "status", "reason", "detail") if key in one) for one in stages
        )

    def words(self):
        """Everything it wrote, for a message about it."""
        return (self.output[:400] + b" " + self.errors[:400]).decode("utf-8", "replace")


def run(command, environment, seconds, interrupt_after=None, on_terminal=False):
    """Runs a command to its end, or interrupts it as Ctrl-C does; it is killed when the time is up.

    `on_terminal` has it write its errors to a terminal.
    """
    begin = time.monotonic()
    reader, writer = os.openpty() if on_terminal else os.pipe()
    process = subprocess.Popen(
        list(map(str, command)),
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=writer,
        start_new_session=True,
    )
    os.close(writer)
    outputs = [b"", b""]

    def read(index, file):
        # A terminal that nobody has open any more is an error to read.
        with contextlib.suppress(OSError):
            while data := os.read(file, 65536):
                outputs[index] += data

    readers = [threading.Thread(target=read, args=each) for each in enumerate((process.stdout.fileno(), reader))]
    timers = [threading.Timer(seconds, process.kill)]
    if interrupt_after is not None:
        timers.append(threading.Timer(interrupt_after, process.send_signal, [signal.SIGINT]))
    for thread in [*readers, *timers]:
        thread.start()
    # Only this tells how much memory the process had, not that of all processes so far.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    for timer in timers:
        timer.cancel()
    for thread in readers:
        thread.join()
    process.stdout.close()
    os.close(reader)
    return Outcome(process.returncode, *outputs, time.monotonic() - begin, usage.ru_maxrss / 1024)
