"""Random files, names and arguments full of text that CI servers might execute as commands."""

import json
import random

COMMANDS = [
    "##vso[task.setvariable variable=PATH]/x",
    "##[add-path]/x",
    "##TeamCity[setParameter name='x' value='y']",
    "::add-path::/x",
    "##",
    "#",
    "vso[",
    "teamcity[",
    "[",
    "::",
    ":",
    "\\n::x",
    "\\r::",
    "\n::x",
    "\r::x",
    "\n ::",
    "]",
]
OTHERS = [
    "a",
    "b",
    " ",
    "  ",
    "ä",
    "\u2003",
    "\u00a0",
    "\u200d",
    "\u00ad",
    "\u0301",
    "😀",
    "\\u0023",
    "x" * 70,
    "`",
    "'",
    "|",
]
KEYS = [
    "serverName",
    "priority",
    "enabled",
    "username",
    "password",
    "useSSL",
    "deliveryMethod",
    "pickupDirectory",
    "pasword",
]


class Writer:
    """Writes random texts, the same for the same seed."""

    def __init__(self, seed):
        """Starts with a seed."""
        self.random = random.Random(seed)

    def text(self, most=4):
        """Some pieces of commands and other text."""
        pieces = [
            self.random.choice(COMMANDS if self.random.random() < 0.7 else OTHERS)
            for _ in range(self.random.randint(1, most))
        ]
        return "".join(pieces)

    def line(self):
        """Text without line ends."""
        return self.text().replace("\n", " ").replace("\r", " ")

    def value(self):
        """Text in any form of a YAML value."""
        line = self.line()
        return self.random.choice(
            [
                f'"{line}"',
                f"'{line}'",
                line,
                f"|\n      {line}\n      {line}",
                f"&{line} x",
                f"!{line} x",
                f"[{line}]",
                f"yes # {line}",
                f"x\n      {line}",
                self.text(),
            ]
        )

    def configuration(self):
        """A configuration, usually one with mistakes."""
        lines = ["version: 1", f"# {self.line()}", "servers:", "  a:", "    serverName: a.example"]
        for _ in range(self.random.randint(0, 3)):
            key = self.random.choice(KEYS + [f'"{self.line()}"', self.line()])
            lines.append(f"    {key}: {self.value()}")
        if self.random.random() < 0.5:
            lines.append("    enabled: yes" + self.random.choice(["", f" # {self.line()}"]))
        if self.random.random() < 0.3:
            lines.append(f"# smtpconf: allow {self.line()}")
        if self.random.random() < 0.2:
            lines.append(self.text())
        lines.append(self.random.choice(["global: { servers: [a, a] }", f'global: {{ servers: ["{self.line()}"] }}']))
        if self.random.random() < 0.4:
            lines.append(f'sites: {{ "{self.line()}": {{ servers: [a] }} }}')
        ends = self.random.choice(["\n", "\n", "\r\n", "\r"])
        return ends.join(lines) + ends

    def right_configuration(self):
        """A configuration without errors, whose table would be full of commands."""
        user, path, folder = (self.text().replace("\\", "/").replace('"', "").strip() or "x" for _ in range(3))
        user, path, folder = (
            json.dumps("".join(c for c in text if c >= " ")) for text in (user, "/" + path, "/" + folder)
        )
        return (
            f"version: 1\nservers:\n  a: {{ serverName: a.example, useSSL: true, username: {user}, "
            f"password: {{ file: {path} }} }}\n"
            f"  b: {{ deliveryMethod: PickupDirectory, pickupDirectory: {folder} }}\n"
            "global: { servers: [a, b] }\nsites: { s: { servers: [b] } }\n"
        )

    def table(self):
        """A routing table."""
        name = self.random.choice(["a", self.text()])
        server = {
            "deliveryMethod": "Network",
            "host": "h.example",
            "hostKind": "dns",
            "port": 25,
            "tls": "none",
            "credentials": {
                "username": self.text(),
                "password": {self.random.choice(["env", "file", self.text()]): self.text()},
            },
        }
        if self.random.random() < 0.3:
            server[self.random.choice(["host", "tls", "deliveryMethod", self.text()])] = self.text()
        chain = [{"priority": "High", "server": name, "via": self.random.choice(["site", "global", self.text()])}]
        return json.dumps(
            {
                "formatVersion": 1,
                "global": {"chain": chain, "default": None},
                "servers": {name: server},
                "sites": {self.random.choice(["s", self.text()]): {"chain": chain, "default": None}},
            },
            ensure_ascii=False,
        )

    def tests(self):
        """A test file."""
        lines = ["version: 1", "configuration: good.smtp.yaml", f"# {self.line()}", "tests:"]
        for _ in range(self.random.randint(1, 3)):
            site, server = (
                self.random.choice(["s", f'"{self.line()}"']),
                self.random.choice(["a", "b", f'"{self.line()}"']),
            )
            expect = self.random.choice(
                [f"server: {server}", f"chain: [{server}]", f"never: {server}", f"{self.line()}: 1"]
            )
            lines.append(f'  - {{ name: "{self.line()}", site: {site}, busy: [{server}], expect: {{ {expect} }} }}')
        if self.random.random() < 0.3:
            lines.append(f"invariants: [{{ noSiteUses: {server}, except: [{site}] }}]")
        return "\n".join(lines) + "\n"

    def name(self):
        """A file name."""
        return (self.text().replace("/", "_") or "x")[:80]
