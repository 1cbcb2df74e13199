"""Configurations of smtpconf for the tests, whose passwords are in the environment."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from .pickup import Pickup
from .relay import Relay

PRIORITIES = ["High", "Normal", "Low"]


@dataclass(frozen=True)
class Server:
    """A server of a configuration: a relay with one of its logins, or a pickup folder."""

    id: str
    relay: Relay | Pickup
    user: str | None = None
    uses_tls: bool = False
    folder: Path | None = None
    # Whether the user name is in the environment as well.
    hides_user: bool = False
    priority: str = "Normal"
    is_enabled: bool = True

    @property
    def variable(self):
        """The variable with the password."""
        return "PASSWORD_" + "".join(c if c.isalnum() else "_" for c in self.id)

    def secrets(self):
        """What the environment holds for it."""
        if self.user is None:
            return {}
        password = {self.variable: self.relay.logins[self.user]}
        return password | ({"USER_" + self.variable: self.user} if self.hides_user else {})

    def declaration(self):
        """Its entry in the configuration."""
        common = {} if self.priority == "Normal" else {"priority": self.priority}
        common |= {} if self.is_enabled else {"enabled": False}
        if self.folder is not None:
            return common | {"deliveryMethod": "PickupDirectory", "pickupDirectory": str(self.folder)}
        host = f"[{self.relay.host}]" if ":" in self.relay.host else self.relay.host
        entry = common | {"serverName": f"{host}:{self.relay.port}"}
        if self.user is not None:
            user = {"env": "USER_" + self.variable} if self.hides_user else self.user
            # No password is not an empty one.
            entry |= {"username": user} | (
                {"password": {"env": self.variable}} if self.secrets()[self.variable] else {}
            )
        return entry | ({"useSSL": True} if self.uses_tls else {})


@dataclass
class Site:
    """A site: its own servers, its default server, and its sender domains."""

    servers: list = field(default_factory=list)
    default: Server | None = None
    # Without any, it has NAME.test.
    domains: list = field(default_factory=list)
    # Whether it has the default server of `global` instead of its own.
    inherits: bool = False


@dataclass
class Configuration:
    """Sites, and what `global` says: the default server, and servers that every site has as well."""

    default: Server | None = None
    listed: list = field(default_factory=list)
    sites: dict = field(default_factory=dict)

    def servers(self):
        """All servers by their ids."""
        scopes = [Site(self.listed, self.default), *self.sites.values()]
        return {
            server.id: server
            for scope in scopes
            for server in [*scope.servers, *([scope.default] if scope.default else [])]
        }

    def domains(self, name):
        """The sender domains of a site."""
        return self.sites[name].domains or [f"{name}.test"]

    def chain(self, sender):
        """The chain for an envelope sender: that of the site with exactly its domain, or that of `global`."""
        domain = sender.rpartition("@")[2].lower()
        for name, site in self.sites.items():
            if domain in self.domains(name):
                return self.chain_of(site)
        return self.chain_of(None)

    def chain_of(self, site):
        """The chain of a site, or that of `global` for None."""
        default = self.default if site is None or site.inherits else site.default
        candidates = [*(site.servers if site else []), *self.listed]
        order = sorted(candidates, key=lambda server: PRIORITIES.index(server.priority))
        chain = [server for server in [*([default] if default else []), *order] if server.is_enabled]
        return list(dict.fromkeys(chain))

    def text(self):
        """The configuration in JSON, which is YAML."""
        servers = {server.id: server.declaration() for server in self.servers().values()}
        sites = {}
        for name, site in self.sites.items():
            sites[name] = {"servers": [server.id for server in site.servers], "senderDomains": self.domains(name)}
            if not site.inherits:
                sites[name]["defaultServer"] = site.default.id if site.default else None
        others = {"servers": [server.id for server in self.listed]}
        if self.default:
            others["defaultServer"] = self.default.id
        document = {"version": 1, "servers": servers, "global": others, "sites": sites}
        return json.dumps(document, ensure_ascii=False, indent=1)

    def secrets(self):
        """The environment that holds user names and passwords."""
        return {name: value for server in self.servers().values() for name, value in server.secrets().items()}
