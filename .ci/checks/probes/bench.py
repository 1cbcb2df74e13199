"""The test bench for probes: names, certificates, scripted servers, runs of the program, and counted expectations.

What must hold whatever a server does is looked for after every run.
"""

import json
import re
from pathlib import Path

import jsonschema

from ..engines import namespace
from ..engines.configuration import Configuration
from ..engines.names import Names
from ..tally import Tally
from . import outcome, secrets
from .certificates import Certificates
from .outcome import ORDER, STATUSES
from .script import Script
from .server import Closed, Server

# Seconds for a stage, on a machine that may have much else to do.
PATIENT = 5
# How a program ends a line, goes back to its beginning, clears it, and sets colours.
ON_TERMINAL = re.compile(rb"\r\n|\r|\x1b\[[0-9;]*[Km]")
# What a run may need besides waiting for servers.
SLACK = 10
# More than a server can need: the stages of one that speaks SMTP.
STAGES = 11
SCHEMA = Path(__file__).parents[3] / "schemas/probe.schema.json"


class Bench(Tally):
    """The program, the servers of a trial, and the tally. It belongs to a namespace, and mounts its own names there."""

    def __init__(self, program, folder, parts):
        """Begins with no servers; `parts` is the folder with unpacked packages."""
        super().__init__()
        self.program, self.folder, self.parts = str(program), Path(folder), Path(parts)
        self.servers, self._addresses = [], 0
        self._schema = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
        namespace.begin_network()
        namespace.add_network("10.0.0.1", "255.0.0.0")
        hosts, self.resolver = self.folder / "hosts", self.folder / "resolv.conf"
        self.names = Names(hosts, self.resolver)
        self.names.listen()
        namespace.mount(hosts, "/etc/hosts")
        namespace.mount(self.resolver, "/etc/resolv.conf")
        self.certificates = Certificates(self.folder)

    def address(self, network="127.50"):
        """A new address, of loopback unless another network is given."""
        self._addresses += 1
        return f"{network}.{self._addresses // 250}.{self._addresses % 250 + 1}"

    def server(self, name, script=None, *, host=None, address=None, port=2525, certificate="right", logins=None):
        """A server that follows a script, with a name and an address of its own unless they are given."""
        address = address or self.address()
        if host is None:
            host = f"{name}.probe.test"
            self.names.add(host, address)
        context, is_trusted = self.certificates.context(host, certificate)
        server = Server(name, host, address, port, script or Script(), context, is_trusted, logins or {})
        server.listen()
        self.servers.append(server)
        return server

    def closed(self, name, *, is_busy=False, address=None, host=None):
        """A server that nobody can connect to."""
        address = address or self.address()
        if host is None:
            host = f"{name}.probe.test"
            self.names.add(host, address)
        server = Closed(name, host, address, 2525, is_busy)
        self.servers.append(server)
        return server

    def foreign(self, name, host, address, port, logins):
        """A server that others run; nobody records what it hears."""
        server = Server(name, host, address, port, logins=logins)
        self.servers.append(server)
        return server

    def forget(self):
        """Closes all servers, for a new beginning."""
        for server in self.servers:
            server.close()
        self.servers = []

    def build(self, file, table):
        """Builds a routing table; returns what the program says."""
        command = [self.program, "build", file, "-o", table, "--quiet", "--no-filesystem"]
        result = outcome.run(command, {}, 60)
        self.expect(result.status == 0, f"build: {result.words()}")
        return result.words()

    def probe(
        self,
        configuration,
        *options,
        kind="json",
        timeout=PATIENT,
        jobs=64,
        bound=None,
        statuses=(0, 1),
        interrupt_after=None,
        on_terminal=False,
        environment=None,
    ):
        """Runs the program on a configuration or a file.

        Its end must have one of some statuses, and come within `bound` seconds; by default, within those that
        one server may need.
        """
        file = configuration
        if environment is None:
            environment = configuration.secrets() if isinstance(configuration, Configuration) else {}
        if isinstance(configuration, Configuration):
            file = self.folder / "probed.smtp.yaml"
            file.write_text(configuration.text())
        for server in self.servers:
            server.forget()
        command = [self.program, "probe", file, "--timeout", timeout, "--jobs", jobs, "--format", kind]
        command += ["--ca-file", self.certificates.file, *options]
        bound = bound or STAGES * timeout + SLACK
        result = outcome.run(command, environment, bound + 20, interrupt_after, on_terminal)
        what = " ".join(map(str, ["probe", *options, kind]))
        self.expect(
            interrupt_after is not None or result.status in statuses,
            f"{what}: exit {result.status}: {result.words()}",
        )
        self.expect(result.seconds <= bound, f"{what}: {result.seconds:.1f} s, and {bound} s are allowed")
        self.expect(result.memory < 100, f"{what}: {result.memory:.0f} MB")
        self._expect_harmless(what)
        self._expect_secret(what, result, on_terminal)
        if kind == "json" and 2 not in statuses and interrupt_after is None:
            self._expect_form(what, result)
        return result

    def _expect_harmless(self, what):
        """No server was asked to do anything, or shown a login that is not for it."""
        for server in self.servers:
            seen = f"{what}: {server.name}"
            said = [command for record in server.records for command in record.commands()]
            wrong = {"RCPT", "DATA", "BDAT", "VRFY", "EXPN"} & set(said)
            self.expect(not wrong, f"{seen} was sent {wrong}")
            self.expect(len(server.attempts) <= 1, f"{seen} was sent {len(server.attempts)} logins")
            self.expect(said.count("AUTH") <= 1, f"{seen} was sent AUTH {said.count('AUTH')} times")
            for record in server.records:
                for line, is_encrypted in record.lines:
                    self.expect(
                        not line.upper().startswith(b"AUTH")
                        or (is_encrypted and server.is_trusted)
                        or (server.is_local and not is_encrypted),
                        f"{seen} was sent {line[:9]} {'to the wrong one' if is_encrypted else 'in clear text'}",
                    )

    def _expect_secret(self, what, result, on_terminal):
        logins = [login for server in self.servers for login in server.logins.items()]
        # On a terminal, a line may be written again, and may have colours.
        errors = ON_TERMINAL.sub(b"\n", result.errors) if on_terminal else result.errors
        for name, output in (("output", result.output), ("errors", errors)):
            found = secrets.leaks(output, logins)
            self.expect(not found, f"{what}: secrets in the {name}: {found}")
            dangers = secrets.dangers(output)
            self.expect(not dangers, f"{what}: commands in the {name}: {dangers}")

    def _expect_form(self, what, result):
        """The report is one, and consistent."""
        report = result.report
        self.expect(report.get("formatVersion") == 1, f"{what}: no report: {result.words()}")
        complaint = jsonschema.exceptions.best_match(self._schema.iter_errors(report))
        self.expect(complaint is None, f"{what}: not as the schema says: {complaint and complaint.message}")
        for server in report["servers"]:
            name = f"{what}: {server['ids']}"
            stages = [one["stage"] for one in server["stages"]]
            statuses = [one["status"] for one in server["stages"]]
            self.expect(stages == [one for one in ORDER if one in stages], f"{name}: stages {stages}")
            self.expect(set(statuses) <= set(STATUSES), f"{name}: {statuses}")
            worst = max(statuses, key=STATUSES.index, default="skipped")
            self.expect(server["status"] == worst, f"{name}: {server['status']}, and its stages are {statuses}")
            for one in server["stages"]:
                self.expect(
                    ("reason" in one) == (one["status"] in ("failed", "warning"))
                    or (one["stage"] == "folder" or one["status"] == "skipped"),
                    f"{name}: {one}",
                )
                self.expect(isinstance(one.get("ms", 0), int | float) and one.get("ms", 0) >= 0, f"{name}: {one}")
                detail = one.get("detail", "")
                self.expect("\n" not in detail and len(detail) <= 400, f"{name}: {one}")
