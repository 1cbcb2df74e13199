"""The test bench for engines: relays, mails, and counted expectations."""

import collections
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ..tally import Tally
from . import namespace
from .authority import Certificates
from .names import Names
from .pickup import Pickup
from .relay import Relay
from .states import State
from .waiting import eventually

# The number of failures after which conditions are not waited for any more.
PATIENCE = 2


class Bench(Tally):
    """The program, the relays of a trial, and the tally. It belongs to a namespace, and mounts its own names there."""

    def __init__(self, program, folder, nullmailer, runs):
        """Begins with no relays; `nullmailer` is the folder that its package was unpacked into.

        `runs` is the number of random configurations.
        """
        super().__init__()
        self.runs = int(runs)
        self.program, self.folder, self.nullmailer = str(program), Path(folder), Path(nullmailer)
        self.relays, self._count, self._addresses = [], 0, 0
        self.certificates = Certificates(self.folder)
        namespace.begin_network()
        hosts, resolver = self.folder / "hosts", self.folder / "resolv.conf"
        self.names = Names(hosts, resolver)
        self.names.listen()
        namespace.mount(hosts, "/etc/hosts")
        namespace.mount(resolver, "/etc/resolv.conf")

    def relay(self, name, state=State.HEALTHY, logins=None, address=None):
        """A relay with a name of its own, or at a given address, which it is then called by."""
        self._addresses += 1
        host = address or f"{name}.relay.test"
        if address is None:
            address = f"127.50.{self._addresses // 250}.{self._addresses % 250 + 1}"
            if state is not State.UNKNOWN:
                self.names.add(host, address)
        relay = Relay(name, host, address, 2525, self.certificates, logins or {}, state)
        self.relays.append(relay)
        return relay

    def pickup(self, name, state=State.HEALTHY):
        """A pickup folder."""
        pickup = Pickup(name, self.folder / name, state)
        self.relays.append(pickup)
        return pickup

    def network(self):
        """The relays that are not folders."""
        return [relay for relay in self.relays if isinstance(relay, Relay)]

    def forget(self):
        """Closes all relays, for a new beginning."""
        for relay in self.relays:
            relay.become(State.CLOSED)
        self.relays = []

    def build(self, configuration, target, folder, *options, status=0):
        """Builds a folder for a target; returns what the program says, whose status must be the given one."""
        with tempfile.NamedTemporaryFile("w", suffix=".smtp.yaml", dir=self.folder) as file:
            file.write(configuration.text())
            file.flush()
            command = [
                self.program,
                "build",
                file.name,
                "--target",
                target,
                "-o",
                folder,
                "--quiet",
                "--format",
                "concise",
                *options,
            ]
            result = subprocess.run(
                list(map(str, command)),
                env=os.environ | configuration.secrets(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=60,
            )
            lines = (result.stdout + result.stderr).splitlines()
            # There are many about logins without TLS, and chains of one server.
            said = "\n".join(line for line in lines if ": warning: " not in line and ": info: " not in line)
            self.expect(result.returncode == status, f"build: exit {result.returncode} instead of {status}: {said}")
            if status == 0 and result.returncode:
                raise SystemExit(f"cannot go on without a folder:\n{configuration.text()[:2000]}")
            return said

    def content(self, name, text="text"):
        """A mail with a name, as bytes, with what is changed on the way if something is wrong."""
        return f"From: {name}\r\nSubject: {name}\r\n\r\n{text}\r\n.a dot\r\nzwölf\r\n".encode()

    def expect_mail(self, name, sender, recipients, engine):
        """The mail was taken as it was sent."""
        body = self.content(name).partition(b"\r\n\r\n")[2]
        for mail in self.mails(name):
            what = f"{engine.target}, {name}, taken by {mail.relay}"
            self.expect(mail.sender == sender, f"{what}: the sender must be {sender!r}, is {mail.sender!r}")
            self.expect(mail.content.endswith(b"\r\n\r\n" + body), f"{what}: the message is {mail.content[-80:]}")
        found = sorted(recipient for mail in self.mails(name) for recipient in mail.recipients)
        self.expect(
            found == sorted(recipients), f"{engine.target}, {name}: must go to {recipients}, and went to {found}"
        )

    def name(self, prefix):
        """A new name for a mail."""
        self._count += 1
        return f"{prefix}-{self._count}"

    def mails(self, name):
        """Who took the mail with a name, as often as it was taken."""
        return [mail for relay in self.relays for mail in list(relay.mails) if mail.subject == name]

    def returned(self, name):
        """Who took the notice that the mail with a name is returned."""
        return [
            mail
            for relay in self.relays
            for mail in list(relay.mails)
            if not mail.sender and mail.subject != name and f"Subject: {name}".encode() in mail.content.splitlines()
        ]

    def require(self, condition, what, tail, seconds=30):
        """Counts whether a condition becomes true; if not, shows the end of a log."""
        # Where much is wrong, it is not worth waiting for.
        found = eventually(condition, seconds if self.failed < PATIENCE else min(seconds, 1))
        self.expect(found, what)
        if not found:
            print("\n".join(f"    {line}" for line in tail().splitlines()), file=sys.stderr)
        return found

    def heal(self):
        """All relays are well from now on."""
        for relay in self.relays:
            if relay.state is State.UNKNOWN:
                self.names.add(relay.host, relay.address)
            relay.become(State.HEALTHY)

    def expect_own_logins(self):
        """No relay was shown a login that is not its own."""
        for relay in self.relays:
            wrong = [login for login in relay.attempts if relay.logins.get(login.user) != login.password]
            self.expect(not wrong, f"{relay.name}: was shown logins of others: {wrong}")

    def expect_encrypted_logins(self, servers):
        """The logins of servers that use TLS were shown to nobody who can read along."""
        for server in servers:
            if server.uses_tls and server.user:
                plain = [a for a in server.relay.attempts if a.user == server.user and not a.is_encrypted]
                self.expect(not plain, f"{server.id}: {len(plain)} logins without TLS")

    def expect_drained(self, engine):
        """Everything that waits is sent now."""
        self.require(lambda: engine.drain(), f"{engine.target}: the queue does not become empty", engine.tail, 0)

    def expect_once(self, names, tail):
        """Each of some mails was taken exactly once by every recipient's server."""
        for name in names:
            taken = collections.Counter(recipient for mail in self.mails(name) for recipient in mail.recipients)
            is_once = taken and set(taken.values()) == {1}
            self.require(
                lambda is_once=is_once: is_once, f"{name}: taken {dict(taken)}", lambda name=name: tail(name), 0
            )
