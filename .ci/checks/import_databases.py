"""Makes databases of Kentico Xperience, with the odd values that columns can have, and exports of them."""

import json
from dataclasses import dataclass, field

SECRET = "hunter2-must-not-be-shown"

# What the program must read as this host and port.
GOOD_NAMES = {
    "smtp.example.com": ("smtp.example.com", 25),
    "smtp.example.com:587": ("smtp.example.com", 587),
    "SMTP.Example.COM:2525": ("smtp.example.com", 2525),
    "smtp.example.com.": ("smtp.example.com", 25),
    "smtp.example.com-3": ("smtp.example.com-3", 25),
    "smtp.example.com-3-4": ("smtp.example.com-3-4", 25),
    "relay": ("relay", 25),
    "relay:25": ("relay", 25),
    "mx_1.example": ("mx_1.example", 25),
    "mx-1.example": ("mx-1.example", 25),
    "localhost": ("localhost", 25),
    "default": ("default", 25),
    "default-shop": ("default-shop", 25),
    "server-default": ("server-default", 25),
    "no": ("no", 25),
    "192.0.2.25:2525": ("192.0.2.25", 2525),
    "[2001:db8::25]:2525": ("2001:db8::25", 2525),
    "[::1]": ("::1", 25),
    "old.example:465": ("old.example", 465),
    ("x" * 60 + ".") * 3 + "example": (("x" * 60 + ".") * 3 + "example", 25),
}
# What cannot be a host and a port. The program writes it as it is, and `check` reports it.
BAD_NAMES = [
    None,
    "",
    "h:",
    "::1",
    "h:abc",
    "h:0",
    "h:025",
    "h:70000",
    "smtp://h",
    "user@h",
    " h",
    "h ",
    "h\nx",
    "h: x",
    "h # x",
    "ü.example",
    "10.0.0.256",
    "a,b",
    '"h"',
    "'h'",
    "##vso[task.setvariable]x",
    "x\n::set-env name=x",
    "a\u202eb",
    "a\uffffb",
    "x" * 64,
    "y" * 65536,
    "{h}",
    "- h",
    "*h",
    "\x00",
    "\x1b[31mh",
]
USERS = ["mailer", "ü📮", "0123", "yes", "a: b", "x # y", 'quo"te', "it's", "back\\slash", "- x", "{a}", "&a", "*a"]
USERS += ["##vso[x]y", "##[x]", "::set-env name=x", "\u202eabc", "null", "~", " padded ", "\ufeffx", "a\u2028b"]
BAD_USERS = ["tab\tx", "line\nbreak", "x" * 51, "\x07", "a\u0085b"]
GOOD_FOLDERS = ["C:\\inetpub\\mailroot\\Pickup", "\\\\files\\mail", "/var/spool/mail", "/a b#c: d", "D:/x/ü"]
BAD_FOLDERS = [None, "", "mail\\pickup", "~/mail", "/x\ny"]
SITES = ["Shop", "shop.example", "Corporate-Site", "Blog_1", "no", "true", "123", "a" * 100, "shop-3", "default"]
ODD_SITES = [None, "", "global", "GLOBAL", "site one", "a/b", "ünï", "-x", "_x", "\u202e", "::x", "##[x]", "b" * 101]
ODD_SITES += ["a: b", "x\ny", "SHOP", "site-one", "z" * 65536]


@dataclass
class Database:
    """The rows of the tables."""

    servers: list = field(default_factory=list)
    bindings: list = field(default_factory=list)
    sites: list = field(default_factory=list)
    settings: list = field(default_factory=list)


class Generator:
    """Makes one database."""

    def __init__(self, rng):
        """Decides how odd it is."""
        self.rng = rng
        self.oddity = rng.choice([0, 0, 0.05, 0.2])

    def odd(self):
        """Whether the next value is odd."""
        return self.rng.random() < self.oddity

    def name(self):
        """A server name."""
        return self.rng.choice(BAD_NAMES) if self.odd() else self.rng.choice(list(GOOD_NAMES))

    def user(self):
        """A user name."""
        if self.rng.random() < 0.3:
            return self.rng.choice([None, ""])
        return self.rng.choice(BAD_USERS) if self.odd() else self.rng.choice(USERS)

    def bit(self, likely=0.5):
        """A bit."""
        return self.rng.random() < likely

    def server(self, number):
        """A row of CMS_SMTPServer."""
        method = self.rng.choice([None, 0, 0, 0, 0, 1, 2])
        folder = self.rng.choice(BAD_FOLDERS if self.odd() else GOOD_FOLDERS)
        return {
            "ServerID": number,
            "ServerName": self.name(),
            "ServerUserName": self.user(),
            "ServerUseSSL": self.bit(),
            "ServerEnabled": self.bit(0.85),
            "ServerIsGlobal": self.bit(0.3),
            "ServerPriority": self.rng.choice([2, -2, 100, 2**40]) if self.odd() else self.rng.choice([None, 1, 0, -1]),
            "ServerDeliveryMethod": self.rng.choice([3, -1]) if self.odd() else method,
            "ServerPickupDirectory": folder if method == 1 or self.bit(0.2) else self.rng.choice([None, ""]),
            "HasPassword": self.bit(0.6),
        }

    def site_names(self, count):
        """Different names, of which some cannot be ids."""
        return [self.rng.choice(ODD_SITES) if self.odd() else name for name in self.rng.sample(SITES, count)]

    def setting(self, key):
        """A value of a setting."""
        if key == "CMSSMTPServer":
            # Often the host of another row, on another port.
            same = self.rng.choice(["smtp.example.com", "SMTP.Example.COM:2525"])
            return self.rng.choice([None, "", self.name(), same])
        if key == "CMSSMTPServerUser":
            return self.user()
        if key == "CMSSMTPServerPassword":
            return self.rng.choice([None, "", "***", SECRET])
        if key == "CMSUseSSL" and self.odd():
            return self.rng.choice(["maybe", "2"])
        return self.rng.choice([None, "True", "False", "true", "FALSE", "1", "0", ""])

    def settings(self, site):
        """The rows of CMS_SettingsKey for a site or, with None, for all."""
        keys = ["CMSEmailsEnabled", "CMSSMTPServer", "CMSSMTPServerPassword", "CMSSMTPServerUser", "CMSUseSSL"]
        for key in keys:
            if self.rng.random() < (0.9 if site is None else 0.6):
                yield {"KeyName": key, "SiteID": site, "KeyValue": self.setting(key)}

    def database(self):
        """The whole."""
        numbers = sorted(self.rng.sample(range(1, 30), self.rng.choice([0, 1, 2, 4, 8, 12])))
        servers = [self.server(number) for number in numbers]
        names = self.site_names(self.rng.randint(0, 6))
        sites = [{"SiteID": number, "SiteName": name} for number, name in enumerate(names, self.rng.randint(1, 3))]
        pairs = [(server["ServerID"], site["SiteID"]) for server in servers for site in sites]
        bound = self.rng.sample(pairs, self.rng.randint(0, len(pairs)) // 2)
        if self.odd():
            bound += [(99, 1), (1, 99), *bound[:1]]
        bindings = [{"ServerID": server, "SiteID": site} for server, site in bound]
        scopes = [None, *(site["SiteID"] for site in sites), *([98] if self.odd() else [])]
        settings = [row for site in scopes for row in self.settings(site)]
        return Database(servers, bindings, sites, settings)


class Exporter:
    """Writes a database as tools for SQL Server do."""

    def __init__(self, rng):
        """Uses this source of chance."""
        self.rng = rng

    def document(self, database):
        """The JSON, as the query makes it."""
        tables = {"servers": database.servers, "bindings": database.bindings, "sites": database.sites}
        tables["settings"] = database.settings
        document = {"formatVersion": 1}
        for name, rows in tables.items():
            # SQL Server has no empty arrays here.
            if rows:
                document[name] = [self.row(name, row) for row in rows]
        return document

    def row(self, table, row):
        """A row with bits as this tool writes them, and perhaps with columns that the query does not ask for."""
        if table == "sites" and row["SiteName"] is None:
            return {"SiteID": row["SiteID"]}
        bits = self.rng.random() < 0.3
        row = {key: int(value) if bits and isinstance(value, bool) else value for key, value in row.items()}
        if table == "servers" and self.rng.random() < 0.2:
            row["ServerPassword"] = SECRET
        return row

    def broken(self, text):
        """The text, with line ends at any place."""
        if self.rng.random() < 0.5:
            return text
        width, end = self.rng.choice([1, 7, 80, 2033]), self.rng.choice(["\n", "\r\n"])
        return end.join(text[start : start + width] for start in range(0, len(text), width))

    def export(self, document):
        """The bytes of a file."""
        if self.rng.random() < 0.2:
            text = json.dumps(document, ensure_ascii=False, indent=2)
        else:
            text = self.broken(json.dumps(document, ensure_ascii=self.rng.random() < 0.3, separators=(",", ":")))
        head, foot = self.rng.choice(
            [("", ""), ("smtp\n---------\n", "\n"), ("smtp\r\n----\r\n", "\r\n\r\n(1 row affected)\r\n")]
        )
        encoding = self.rng.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
        mark = "\ufeff" if encoding.startswith("utf-16") else ""
        return (mark + head + text + foot).encode(encoding)
