"""Postfix and HAProxy with a built folder."""

import contextlib
import grp
import json
import os
import pwd
import re
import signal
import smtplib
import subprocess
import time
from pathlib import Path

from .states import State
from .waiting import eventually

# An instance without mailboxes, with its queue and its log in a folder of the tests.
INSTANCE = """compatibility_level = 3.6
mydestination =
local_transport = error:5.1.1 no mailboxes here
alias_maps =
alias_database =
queue_directory = {base}/queue
data_directory = {base}/data
maillog_file = {base}/mail.log
maillog_file_prefixes = {base}
"""
# What an operator adds to that.
SETTINGS = (
    INSTANCE
    + """inet_interfaces = loopback-only
mynetworks = 127.0.0.0/8 [::1]/128
smtpd_relay_restrictions = permit_mynetworks, reject
tls_append_default_CA = no
myhostname = engine.test
smtp_tls_CAfile = {authority}
"""
)
# Nothing is tried again before the test asks for it.
PATIENT = "minimal_backoff_time = 1h\nmaximal_backoff_time = 1h\nqueue_run_delay = 1h\n"


class Postfix:
    """An instance of Postfix in a folder, and the HAProxy before its relays, if the target has one."""

    def __init__(self, bench, target, settings="", name=None):
        """Prepares everything that is not built: a queue, a place for a log, and the operator's settings.

        `name` is that of its folder, if there is more than one.
        """
        self.bench, self.target = bench, target
        base = Path(bench.folder, name or target)
        base.mkdir(mode=0o755)
        (base / "queue").mkdir()
        (base / "data").mkdir()
        os.chown(base / "data", pwd.getpwnam("postfix").pw_uid, grp.getgrnam("postfix").gr_gid)
        self.base, self.folder, self.log = base, base / "configuration", base / "mail.log"
        self.settings = base / "own.cf"
        self.settings.write_text(SETTINGS.format(base=base, authority=bench.certificates.file) + settings)

    def build(self, configuration, *options, status=0):
        """Builds the folder; returns what the program says."""
        return self.bench.build(
            configuration, self.target, self.folder, "--main-cf", self.settings, *options, status=status
        )

    def check(self):
        """The engines have nothing to say about the folder."""
        commands = [["postfix", "-c", self.folder, "check"], ["postconf", "-c", self.folder, "-n"]]
        if self.gates.exists():
            commands.append(["haproxy", "-c", "-f", self.gates])
        for command in commands:
            result = subprocess.run(command, capture_output=True, text=True)
            said = "\n".join(line for line in result.stderr.splitlines() if not self._is_expected(line))
            self.bench.expect(
                result.returncode == 0 and not said, f"{' '.join(map(str, command))}: {result.returncode} {said}"
            )

    def _is_expected(self, line):
        unknown = [relay.host for relay in self.bench.relays if relay.state is State.UNKNOWN]
        # The check looks at the queue as well, where a mail that is arriving has another name until it is complete.
        arriving = re.search(r"bogus file name: (incoming/\d+\.\d+)$", line)
        if arriving and not (self.base / "queue" / arriving[1]).exists():
            return True
        # HAProxy introduces itself before it warns.
        return "[NOTICE]" in line or any(f"could not resolve address '{host}'" in line for host in unknown)

    @property
    def gates(self):
        """The configuration of HAProxy, which exists only for gates."""
        return self.folder / "haproxy.cfg"

    def start(self):
        """Starts the engines with the folder that was built."""
        self._start_gates()
        self._postfix("start")

    def reload(self):
        """Has the engines read the folder again, HAProxy first."""
        self._start_gates()
        self._postfix("reload")

    def stop(self):
        """Ends the engines."""
        if (self.base / "queue/pid/master.pid").exists():
            self._postfix("stop")
        for pid in self._gate_pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        (self.base / "haproxy.pid").unlink(missing_ok=True)

    def _start_gates(self):
        if self.gates.exists():
            command = ["haproxy", "-D", "-p", self.base / "haproxy.pid", "-f", self.gates]
            pids = self._gate_pids()
            if pids:
                command += ["-sf", *map(str, pids)]
            with (self.base / "haproxy.log").open("w") as log:
                subprocess.run(command, check=True, stdout=log, stderr=log)

    def _gate_pids(self):
        file = self.base / "haproxy.pid"
        return [int(line) for line in file.read_text().split()] if file.exists() else []

    def _postfix(self, command):
        # Its daemons inherit what is open, so their output must not be a pipe that is read to its end.
        subprocess.run(["postfix", "-c", self.folder, command], check=True, stdout=subprocess.DEVNULL)

    def connect(self):
        """A connection to Postfix, for many mails."""
        return smtplib.SMTP("127.0.0.1", 25, local_hostname="client.test", timeout=60)

    def send(self, sender, recipients, content):
        """Gives Postfix a mail."""
        with self.connect() as connection:
            connection.sendmail(sender, recipients, content)

    def flush(self):
        """Has Postfix try everything that waits."""
        subprocess.run(["postqueue", "-c", self.folder, "-f"], check=True)

    def queue(self):
        """The mails in the queue, as postqueue describes them."""
        result = subprocess.run(["postqueue", "-c", self.folder, "-j"], capture_output=True, check=True)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def waits(self, name):
        """Whether the mail with a name waits for its next attempt."""
        return any(mail["queue_name"] == "deferred" and self._is_named(mail, name) for mail in self.queue())

    def has(self, name):
        """Whether the mail with a name is in the queue. One that is just written has no recipients, and may be it."""
        return any(not mail["recipients"] or self._is_named(mail, name) for mail in self.queue())

    @staticmethod
    def _is_named(mail, name):
        # The address of one of the recipients begins with the name of the mail.
        return any(recipient["address"].startswith(f"{name}@") for recipient in mail["recipients"])

    def drain(self, seconds=60):
        """Has Postfix try everything that waits, until nothing does; whether that succeeds.

        Again and again, because Postfix overlooks the request while its queue manager starts again after a reload.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.flush()
            if eventually(lambda: not self.queue(), 3):
                return True
        return False

    def tail(self, name=None):
        """The end of the log; with the name of a mail, only what is about it, if there is something."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        about = [line for line in lines if name and f"<{name}@" in line]
        return "\n".join(about[-6:] or lines[-12:])
