"""What a stack of layers means: a merge of plain data that shares no code with the program.

A file is a mapping as YAML gives it, with aliases and merge keys resolved. Files are named by their paths from the
folder of the stack.
"""

import posixpath

MOST_FILES = 32
NETWORK = "Network"
PICKUP = "PickupDirectory"
IIS = "PickupDirectoryFromIIS"

# The keys that a server loses when a layer changes its delivery method from this one to another.
KEYS_OF_METHOD = {NETWORK: ("username", "password", "useSSL"), PICKUP: ("pickupDirectory",), IIS: ()}


class BaseProblem(Exception):
    """Why the files of a configuration cannot be found; the argument is the rule."""


def bases(file, data):
    """The files that a file extends."""
    written = data.get("extends", [])
    for path in [written] if isinstance(written, str) else written:
        yield posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def layers(files, root):
    """The files that make up a configuration, the lowest layer first."""
    found, order, open_files = set(), [], []

    def visit(file):
        if file in open_files:
            raise BaseProblem("base-cycle")
        if file in found:
            return
        if file not in files:
            raise BaseProblem("base-unreadable")
        found.add(file)
        if len(found) > MOST_FILES:
            raise BaseProblem("base-limit")
        open_files.append(file)
        for base in bases(file, files[file]):
            visit(base)
        open_files.pop()
        order.append(file)

    visit(root)
    return order


def repeated_bases(files, root):
    """Whether `base-repeated` is reported: True, False, or None if the specification can be read in two ways."""
    answer = False
    for file in layers(files, root):
        listed = list(bases(file, files[file]))
        below = [set(layers(files, base)) for base in listed]
        for later in range(len(listed)):
            if any(listed[later] in below[earlier] for earlier in range(later)):
                return True
            if any(listed[earlier] in below[later] for earlier in range(later)):
                answer = None
    return answer


class Entry:
    """A server or a scope: its values, and the number of the layer that wrote each."""

    def __init__(self):
        """Starts without values."""
        self.values, self.written = {}, {}
        self.host, self.host_layer = None, 0

    def drop(self, key):
        """Removes a key, if it is there."""
        self.values.pop(key, None)
        self.written.pop(key, None)

    def apply(self, content, number):
        """Adds what a layer writes: first its `remove`, then what another delivery method drops, then its values."""
        method = self.values.get("deliveryMethod", NETWORK)
        for key in content.get("remove", []):
            self.drop(key)
        if content.get("deliveryMethod", method) != method:
            for key in KEYS_OF_METHOD[method]:
                if self.written.get(key) != number:
                    self.drop(key)
        for key, value in content.items():
            if key != "remove":
                self.values[key] = value
                self.written[key] = number
        name = self.values.get("serverName", self.host)
        host = name.rpartition(":")[0] or name if name else None
        if host != self.host:
            self.host, self.host_layer = host, number


class Configuration:
    """The result of some layers, and whether one removes something that is not below it."""

    def __init__(self):
        """Starts without layers."""
        self.servers, self.sites, self.settings = {}, {}, None
        self.has_sites = False
        self.nothing_to_remove = False

    def add(self, data, number):
        """Adds a layer."""
        removed = data.get("remove", {})
        for kind, table in (("servers", self.servers), ("sites", self.sites)):
            self.add_entries(table, data.get(kind) or {}, removed.get(kind, []), number)
        self.has_sites |= "sites" in data
        if "global" in data:
            self.settings = self.settings or Entry()
            content = data["global"] or {}
            self.expect_below(content.get("remove", []), self.settings.values)
            self.settings.apply(content, number)

    def add_entries(self, table, written, removed, number):
        """Adds the servers or sites of a layer."""
        self.expect_below(removed, table)
        replaced = set()
        for name in removed:
            if name in table and name in written:
                table[name] = Entry()
                replaced.add(name)
            else:
                table.pop(name, None)
        keys = {name: set(entry.values) for name, entry in table.items()}
        star = written.get("*") or {}
        below = [entry for name, entry in table.items() if name not in replaced]
        if below:
            self.expect_below(star.get("remove", []), set().union(*(entry.values for entry in below)))
        for entry in below:
            entry.apply(star, number)
        for name, content in written.items():
            if name != "*":
                entry = table.setdefault(name, Entry())
                self.expect_below((content or {}).get("remove", []), keys.get(name, set()) | set(entry.values))
                entry.apply(content or {}, number)

    def expect_below(self, removed, below):
        """Notes whether a layer removes something that is not there."""
        self.nothing_to_remove |= any(key not in below for key in removed)

    def scopes(self):
        """Each site and its entry, and first None and the entry of `global`, if it is there."""
        if self.settings:
            yield None, self.settings
        yield from self.sites.items()

    def flat(self):
        """The result as one complete file."""
        data = {"version": 1, "servers": {name: entry.values for name, entry in self.servers.items()}}
        if self.settings:
            data["global"] = self.settings.values
        if self.has_sites:
            data["sites"] = {name: entry.values for name, entry in self.sites.items()}
        return data

    def candidates(self, site):
        """The servers that a scope names or inherits, the default server first."""
        shared = self.settings.values if self.settings else {}
        own = self.sites[site].values if site else shared
        default = own.get("defaultServer", shared.get("defaultServer"))
        return [name for name in [default, *(own.get("servers") or []), *(shared.get("servers") or [])] if name]

    def chain(self, site):
        """The servers of a scope's chain."""
        shared = self.settings.values if self.settings else {}
        default = (self.sites[site].values if site else shared).get("defaultServer", shared.get("defaultServer"))
        listed = self.candidates(site)[1 if default else 0 :]
        priorities = ["High", "Normal", "Low"]
        listed.sort(key=lambda name: priorities.index(self.servers[name].values.get("priority", "Normal")))
        names = dict.fromkeys([default, *listed] if default else listed)
        return [name for name in names if self.servers[name].values.get("enabled", True)]

    def errors(self):
        """The rules that report an error in the result."""
        found = {rule for entry in self.servers.values() for rule in server_errors(entry.values)}
        if self.nothing_to_remove:
            found.add("nothing-to-remove")
        if not self.settings and not self.has_sites:
            found.add("missing-key")
        for table in self.servers, self.sites:
            if len({name.lower() for name in table}) < len(table):
                found.add("duplicate-id")
        domains = [domain for site in self.sites.values() for domain in site.values.get("senderDomains") or []]
        if len(set(domains)) < len(domains):
            found.add("duplicate-sender-domain")
        return found | (self.routing_errors() if self.servers else {"invalid-value"})

    def routing_errors(self):
        """The rules that report an error in a scope. A site is not judged if it or `global` names what is not there."""
        found = set()
        broken = {site for site, _ in self.scopes() if not set(self.candidates(site)) <= set(self.servers)}
        for site, _ in self.scopes():
            if site in broken:
                found.add("undefined-server")
            elif site and None not in broken and not self.chain(site):
                found.add("site-servers-all-disabled" if self.candidates(site) else "site-without-servers")
        return found

    def inherited_credentials(self):
        """Whether `inherited-credentials` is reported: True, False, or None if the specification leaves it open."""
        answer = False
        for entry in self.servers.values():
            layers = [entry.written[key] for key in ("username", "password") if key in entry.written]
            if layers and entry.host_layer > min(layers):
                if entry.values.get("enabled", True) and len(layers) == 2:
                    return True
                answer = None
        return answer


def server_errors(server):
    """The rules that report an error in a server."""
    method = server.get("deliveryMethod", NETWORK)
    if method == NETWORK:
        if "serverName" not in server:
            yield "missing-key"
        if "password" in server and "username" not in server:
            yield "password-without-username"
    else:
        if "username" in server or "password" in server:
            yield "credentials-need-network"
        if server.get("useSSL"):
            yield "ssl-needs-network"
    if method == PICKUP and "pickupDirectory" not in server:
        yield "pickup-directory-required"
    if method != PICKUP and "pickupDirectory" in server:
        yield "pickup-directory-unexpected"


def merge(stack):
    """The result of some layers, the lowest first."""
    configuration = Configuration()
    for number, data in enumerate(stack):
        configuration.add(data, number)
    return configuration
