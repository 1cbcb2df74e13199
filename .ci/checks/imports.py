"""Imports generated databases, and compares with a model: `python3 -m checks.imports PROGRAM [COUNT [SEED]]`.

The model works on the rows of the database alone. It knows which servers Kentico Xperience tries for the mail of each
site, and in which order; the program's way there is a configuration and the routing table that is built from it.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from ruamel.yaml import YAML

from checks.import_databases import (
    BAD_FOLDERS,
    BAD_USERS,
    GOOD_NAMES,
    SECRET,
    Exporter,
    Generator,
)
from checks.tally import Tally

PRIORITIES = {1: "High", 0: "Normal", None: "Normal", -1: "Low"}
ORDER = ["High", "Normal", "Low"]
# Errors about what the database says, not about how it was written.
ADVICE = ["site-without-servers", "site-servers-all-disabled", "implicit-tls-port", "unexpanded-variable"]
CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]")
VALID_SITE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Model:
    """What Kentico Xperience does with the mail of a database."""

    def __init__(self, database):
        """Reads the rows."""
        self.servers = {row["ServerID"]: row for row in database.servers}
        self.sites = {row["SiteID"]: row["SiteName"] for row in database.sites}
        self.bound = {(row["SiteID"], row["ServerID"]) for row in database.bindings}
        self.values = {(row["KeyName"], row["SiteID"]): row["KeyValue"] for row in database.settings}

    def setting(self, key, site):
        """The value of a setting, and whether the site has it itself."""
        own = self.values.get((key, site)) if site is not None else None
        return (own, True) if own is not None else (self.values.get((key, None)) or "", False)

    def described(self, site):
        """The host, the user, whose password it is and the encryption that settings describe."""
        name, _ = self.setting("CMSSMTPServer", site)
        user, _ = self.setting("CMSSMTPServerUser", site)
        password, is_own = self.setting("CMSSMTPServerPassword", site)
        secret = ("site", site) if is_own else "global"
        ssl, _ = self.setting("CMSUseSSL", site)
        return name, user, secret if user and password else None, ssl.lower() in ("true", "1")

    def default(self, site):
        """The link of the default server; None if there is none."""
        described = self.described(site)
        return ("default", "High", *network(*described)) if described[0] else None

    def link(self, row):
        """The link of a row."""
        start = row["ServerID"], PRIORITIES[row["ServerPriority"]]
        if row["ServerDeliveryMethod"] == 1:
            return *start, "PickupDirectory", folder(row["ServerPickupDirectory"])
        if row["ServerDeliveryMethod"] == 2:
            return *start, "PickupDirectoryFromIIS"
        secret = ("row", row["ServerID"]) if row["HasPassword"] else None
        return *start, *network(row["ServerName"], row["ServerUserName"] or "", secret, row["ServerUseSSL"])

    def chain(self, site):
        """The links of a site's chain, or of that of mail that belongs to no site."""
        used = [
            row
            for row in self.servers.values()
            if row["ServerEnabled"]
            and row["ServerPriority"] in PRIORITIES
            and (row["ServerIsGlobal"] or self.has(site, row))
        ]
        used.sort(
            key=lambda row: (ORDER.index(PRIORITIES[row["ServerPriority"]]), not self.has(site, row), row["ServerID"])
        )
        default = self.default(site)
        return ([default] if default else []) + [self.link(row) for row in used]

    def has(self, site, row):
        """Whether a server is bound to a site."""
        return (site, row["ServerID"]) in self.bound

    def sends_password_elsewhere(self, site):
        """Whether the default server of a site gets the password of the global one, but is on another host."""
        name, is_own = self.setting("CMSSMTPServer", site)
        user, _ = self.setting("CMSSMTPServerUser", site)
        password, has_password = self.setting("CMSSMTPServerPassword", site)
        if not (name and is_own and user and password) or has_password:
            return False
        hosts = [GOOD_NAMES.get(one, [one.lower()])[0] for one in (name, self.setting("CMSSMTPServer", None)[0])]
        return hosts[0] != hosts[1]

    def misread(self):
        """The servers of which something cannot be written as it is: a row by its id, or settings by the site's."""
        for number, row in self.servers.items():
            if row["ServerDeliveryMethod"] == 1:
                if row["ServerPickupDirectory"] in BAD_FOLDERS:
                    yield number
            elif row["ServerDeliveryMethod"] != 2 and is_bad(row["ServerName"], row["ServerUserName"]):
                yield number
        for site in [None, *self.sites]:
            name, is_own = self.setting("CMSSMTPServer", site)
            user, _ = self.setting("CMSSMTPServerUser", site)
            if name and is_bad(name, user):
                is_global = not is_own and self.described(site) == self.described(None)
                yield "global" if is_global else ("site", site)


def is_bad(name, user):
    """Whether a server name or a user name is not valid."""
    return name not in GOOD_NAMES or user in BAD_USERS


def network(name, user, secret, ssl):
    """A link of a server in the network; values that cannot be written are not compared."""
    host = GOOD_NAMES.get(name, "misread")
    login = (("misread" if user in BAD_USERS else user), secret) if user else None
    return "Network", host, login, "startTLS" if ssl else "none"


def folder(path):
    """A folder; one that cannot be written is not compared."""
    return "misread" if path in BAD_FOLDERS else path


class Import:
    """One database, and what the program makes of it."""

    def __init__(self, program, work, seed, tally):
        """Makes the database and its export."""
        self.program, self.work, self.seed, self.tally = program, work, seed, tally
        rng = random.Random(seed)
        self.rng = rng
        self.database = Generator(rng).database()
        self.model = Model(self.database)
        self.exporter = Exporter(rng)
        self.document = self.exporter.document(self.database)
        self.export = work / "export.json"
        self.export.write_bytes(self.exporter.export(self.document))
        self.counts = Counter()

    def expect(self, condition, what):
        """Counts a check."""
        self.tally.expect(condition, f"database {self.seed}: {what}")

    def run(self, *arguments):
        """Runs the program; nothing that it writes may have a password, or a command for a CI server."""
        result = subprocess.run([self.program, *map(str, arguments)], capture_output=True, timeout=60)
        for text in (result.stdout.decode(), result.stderr.decode()):
            self.expect(SECRET not in text, f"a password is in the output of {arguments[0]}")
            command = re.search(r"(?im)##(vso|teamcity)?\[|^\s*::", text)
            self.expect(not command, f"a command for a CI server: {command and command[0]!r}")
            # Strings in a routing table are as they are.
            control = arguments[0] == "import" and CONTROL.search(text)
            self.expect(not control, f"a control character: {control and control[0]!r}")
        return result

    def check(self):
        """Imports, and compares everything."""
        first = self.run("import", self.export)
        if (
            not self.database.servers
            and not self.model.default(None)
            and not any(map(self.model.default, self.model.sites))
        ):
            self.counts["databases without a server"] += 1
            self.expect(first.returncode == 2 and b"has no SMTP server" in first.stderr, "a database without a server")
            return
        self.expect(first.returncode == 0, f"exit {first.returncode}: {first.stderr.decode()[:300]}")
        file = self.work / f"{self.seed}.smtp.yaml"
        second = self.run("import", self.export, "-o", file)
        self.expect(second.returncode == 0 and file.read_bytes() == first.stdout, "another file with -o")
        self.check_notes(second.stderr.decode(), first.stdout.decode())
        data = YAML(typ="safe").load(first.stdout.decode())
        ids = dict(zip(self.model.sites, data.get("sites") or {}, strict=False))
        self.expect(len(ids) == len(self.model.sites) == len(data.get("sites") or {}), "another number of sites")
        names = [name or "" for name in self.model.sites.values()]
        different = len({name.lower() for name in [*names, "global"]}) == len(names) + 1
        if different and all(map(VALID_SITE.fullmatch, names)):
            self.expect(list(ids.values()) == names, f"names of sites: {list(ids.values())}")
        misread = set(self.model.misread())
        self.check_errors(file, data, misread)
        if misread:
            text = json.dumps(self.without_mistakes(data), ensure_ascii=False)
            # YAML has no surrogates, and this character only at its beginning.
            file.write_text(text.replace("\ufeff", "\\ufeff"))
        built = self.run("build", file, *sum((["--allow", rule] for rule in ADVICE), []))
        self.expect(built.returncode == 0, f"cannot be built: {built.stderr.decode()[:400]}")
        if built.returncode == 0:
            self.check_chains(json.loads(built.stdout), ids, self.rows(data))
        file.unlink()

    def check_notes(self, errors, text):
        """What goes to standard error is in the file as well; and the password that goes elsewhere is noted."""
        lines = errors.splitlines()
        notes = [line for line in lines[:-1] if re.match("warning: |note: ", line)]
        self.expect(len(notes) == len(lines) - 1, "lines that are not notes")
        in_file = re.findall(r"(?m)^ *# ((?:warning|note): .*)$", text)
        bare = [re.sub(r"^(\w+): (?:server `[^`]*`: |site `[^`]*`: |global: )?", r"\1: ", note) for note in notes]
        self.expect(sorted(in_file) == sorted(bare), "other notes in the file than on standard error")
        warnings = sum(note.startswith("warning") for note in notes)
        self.expect(f" {warnings} warning" in lines[-1], f"the summary {lines[-1]!r} for {warnings} warnings")
        elsewhere = sum("sent to another host" in note for note in notes)
        expected = sum(map(self.model.sends_password_elsewhere, self.model.sites))
        self.expect(elsewhere == expected, f"{elsewhere} passwords go to another host, not {expected}")

    def check_errors(self, file, data, misread):
        """`check` reports what cannot be written, and nothing else that is an error of form."""
        result = self.run("check", file, "--no-filesystem", "--format", "json")
        findings = json.loads(result.stdout)["diagnostics"]
        errors = [one for one in findings if one["severity"] == "error" and one["rule"] not in ADVICE]
        found = set()
        for error in errors:
            match = re.match(r'servers(?:\.([\w-]+)|\["([^"]*)"\])', error["path"])
            self.expect(match is not None, f"{error['rule']} at {error['path']}")
            found.add(match and (match[1] or match[2]))
        count = len(misread)
        self.expect(len(found) == count, f"{sorted(map(str, found))} have errors, expected {misread}")
        self.counts["databases with values that `check` reports" if count else "databases without such values"] += 1

    def without_mistakes(self, data):
        """The configuration, with a valid value for each one that is not."""
        for server in data["servers"].values():
            if "serverName" in server and server["serverName"] not in GOOD_NAMES:
                if server.get("deliveryMethod", "Network") == "Network":
                    server["serverName"] = "misread.example"
            if server.get("username") in BAD_USERS:
                server["username"] = "misread"
            if server.get("deliveryMethod") == "PickupDirectory" and server.get("pickupDirectory") in BAD_FOLDERS:
                server["pickupDirectory"] = "/misread"
        return data

    def rows(self, data):
        """The rows that servers of the configuration are made from; they are between those that settings describe."""
        names = list(data["servers"])[1 if self.model.default(None) else 0 :]
        return dict(zip(names, sorted(self.model.servers), strict=False))

    def check_chains(self, table, ids, rows):
        """Each chain of the table is that of the model, and each password has a variable of its own."""
        variables = {}
        for site in [None, *self.model.sites]:
            scope = table["sites"][ids[site]] if site is not None else table["global"]
            found = [
                (rows.get(link["server"], "default"), link["priority"], *self.server(table["servers"][link["server"]]))
                for link in scope["chain"]
            ]
            expected = self.model.chain(site)
            same = list(map(plain, found)) == list(map(plain, expected))
            self.expect(same, f"chain of {site}: {found}, not {expected}")
            self.counts["chains"] += 1
            for one, other in zip(found, expected, strict=True) if same else []:
                if one[2] == "Network" and one[4] and one[4][1]:
                    variables.setdefault(one[4][1], set()).add(other[4][1])
        secrets = [secret for one in variables.values() for secret in one]
        self.expect(len(secrets) == len(set(secrets)) == len(variables), f"variables for passwords: {variables}")

    def server(self, entry):
        """A server of a table, as the model describes it."""
        method = entry["deliveryMethod"]
        if method == "PickupDirectory":
            path = entry["pickupDirectory"]
            return method, "misread" if path == "/misread" else path
        if method == "PickupDirectoryFromIIS":
            return (method,)
        host = (entry["host"], entry["port"])
        login = entry.get("credentials")
        if login:
            login = (login["username"], login.get("password", {}).get("env"))
        return method, "misread" if host == ("misread.example", 25) else host, login, entry["tls"]

    def check_refusal(self):
        """An export with one wrong cell is refused, and the message names the cell."""
        tables = [name for name in ("servers", "bindings", "sites", "settings") if self.document.get(name)]
        if not tables:
            return
        table = self.rng.choice(tables)
        row = self.rng.randrange(len(self.document[table]))
        column = {"sites": "SiteID", "settings": "KeyValue"}.get(table, "ServerID")
        wrong = self.rng.choice([[], {}, 1.5, True] + ([] if table == "settings" else [None, "1", -1]))
        self.document[table][row][column] = wrong
        self.export.write_bytes(self.exporter.export(self.document))
        file = self.work / "refused.smtp.yaml"
        result = self.run("import", self.export, "-o", file)
        place = f"{table}[{row}].{column}"
        refused = result.returncode == 2 and place.encode() in result.stderr and not result.stdout
        self.expect(refused and not file.exists(), f"{place} is {wrong!r}: {result.stderr.decode()[:300]}")
        self.counts["exports with a wrong value"] += 1


def plain(link):
    """A link without what identifies its password: only whether it has one."""
    if link[2] != "Network" or not link[4]:
        return link
    return *link[:4], (link[4][0], link[4][1] is not None), link[5]


def main(program, count="250", seed="1"):
    """Checks all databases, and returns the exit status."""
    tally, counts = Tally(), Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(int(seed), int(seed) + int(count)):
            case = Import(program, Path(folder), number, tally)
            try:
                case.check()
                case.check_refusal()
            except Exception as error:
                case.expect(False, f"{type(error).__name__}: {error}")
            counts += case.counts
    print(*(f"{number:6} {name}" for name, number in counts.items()), sep="\n")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
