"""Random stacks of layers, most of them valid, the others with a known mistake."""

import copy
import posixpath

from checks.layer_model import IIS, MOST_FILES, NETWORK, PICKUP, BaseProblem, layers, merge

# No two names of a list are within two edits of each other: `near-name` would report them.
SERVERS = [
    "primary",
    "bulk",
    "archive",
    "windows-relay",
    "newsletter",
    "frankfurt",
    "dublin",
    "overflow",
    "trap",
    "2024",
]
SITES = [
    "corporate",
    "shop",
    "intranet",
    "bakery",
    "museum",
    "hospital",
    "wine.cellar",
    "florist",
    "Tennis_Club",
    "007",
]
FOLDERS = ["", "", "env", "env/eu", "shared", "two words", "büro"]
SUFFIXES = [".smtp.yaml", ".smtp.yaml", ".yaml", ".yml", ".smtp.yml"]
SERVER_KEYS = [
    "serverName",
    "priority",
    "enabled",
    "deliveryMethod",
    "username",
    "password",
    "useSSL",
    "pickupDirectory",
]
# Keys that `"*"` may not have.
ENDPOINTS = {"serverName", "pickupDirectory"}
PRIORITIES = ["High", "Normal", "Low"]
CONTENT_MISTAKES = [
    "undefined server",
    "unknown name",
    "absent key",
    "absent key of all",
    "absent key of global",
    "no server name",
    "credentials of a folder",
    "other case",
    "shared domain",
    "all disabled",
]
FILE_MISTAKES = ["cycle", "extends itself", "missing", "folder", "not YAML by name", "too many files"]


class Stack:
    """The files of a configuration: data by path, the path of the last layer, and files that are no layers."""

    def __init__(self, files, root, mistake=None):
        """Remembers them."""
        self.files, self.root, self.mistake = files, root, mistake
        self.others, self.folders = {}, []

    def layers(self):
        """The data of the layers, the lowest first."""
        return [self.files[file] for file in layers(self.files, self.root)]

    def result(self):
        """What the layers mean."""
        return merge(self.layers())

    def expected_errors(self):
        """The rules that report an error."""
        try:
            return self.result().errors()
        except BaseProblem as problem:
            return {str(problem)}


class Generator:
    """Makes stacks, the same for the same random numbers."""

    def __init__(self, rng):
        """Starts with no domain in use."""
        self.rng = rng
        self.domains = self.hosts = 0

    def chance(self, probability):
        """True with a probability."""
        return self.rng.random() < probability

    def some(self, items, least=0, most=3):
        """Some of the items, in random order."""
        items = list(items)
        return self.rng.sample(items, min(len(items), self.rng.randint(least, most)))

    def stack(self):
        """A stack: 70 % are valid."""
        kind = self.rng.random()
        if kind > 0.93:
            return self.with_file_mistake(self.rng.choice(FILE_MISTAKES))
        mistake = self.rng.choice(CONTENT_MISTAKES) if kind > 0.7 else None
        while True:
            stack = self.valid_stack()
            if mistake is None:
                return stack
            files = copy.deepcopy(stack.files)
            spoiled = Stack(files, stack.root, mistake)
            self.spoil(files[stack.root], merge(stack.layers()[:-1]), mistake)
            if spoiled.expected_errors() - {"invalid-value"} and spoiled.result().servers:
                return spoiled

    def valid_stack(self):
        """A stack without errors."""
        while True:
            files, root = self.structure()
            order = layers(files, root)
            for place, file in enumerate(order[:-1]):
                self.fill(files[file], [files[lower] for lower in order[:place]], keeps_errors=self.chance(0.15))
            if self.fill(files[root], [files[lower] for lower in order[:-1]], keeps_errors=False):
                return Stack({file: files[file] for file in order}, root)

    # The files and what they extend

    def structure(self):
        """Files without content, in one of four shapes, and the last layer."""
        shape = self.rng.choice(["chain", "list", "diamond", "any", "any"])
        if self.chance(0.01):
            return self.long_chain(MOST_FILES)
        count = {"chain": self.rng.randint(2, 6), "list": self.rng.randint(3, 6), "diamond": 4, "any": 8}[shape]
        below = [[] for _ in range(count)]
        for number in range(1, count):
            if shape == "chain":
                below[number] = [number - 1]
            elif shape == "list":
                below[number] = list(range(number)) if number == count - 1 else []
            elif shape == "diamond":
                below[number] = [1, 2] if number == 3 else [0]
            elif number == count - 1 or self.chance(0.7):
                below[number] = self.some(range(number), 1, 3)
        paths = [self.path(number) for number in range(count)]
        files = {path: self.empty_file(path, [paths[base] for base in below[n]]) for n, path in enumerate(paths)}
        for path in paths[:-1]:
            if "extends" not in files[path] and path != paths[0] and self.chance(0.75):
                files[path]["partial"] = True
            elif self.chance(0.2 if "extends" in files[path] else 0.03):
                files[path]["partial"] = "extends" in files[path] and self.chance(0.7)
        return files, paths[-1]

    def long_chain(self, count):
        """A chain of many files."""
        paths = [self.path(number) for number in range(count)]
        return {path: self.empty_file(path, paths[n - 1 : n] if n else []) for n, path in enumerate(paths)}, paths[-1]

    def path(self, number):
        """A path that no other file has."""
        return posixpath.join(self.rng.choice(FOLDERS), f"layer{number}{self.rng.choice(SUFFIXES)}")

    def empty_file(self, file, lower):
        """A file that only says what it extends."""
        data = {"version": 1}
        if lower:
            if self.chance(0.03):
                lower = [*lower, self.rng.choice(lower)]
            paths = [self.relative(file, base) for base in lower]
            data["extends"] = paths[0] if len(paths) == 1 and self.chance(0.8) else paths
        return data

    def relative(self, file, base):
        """The path from a file to one that it extends, sometimes longer than necessary."""
        path = posixpath.relpath(base, posixpath.dirname(file) or ".")
        if self.chance(0.2):
            path = "./" + path
        elif self.chance(0.1) and posixpath.dirname(file):
            path = f"../{posixpath.basename(posixpath.dirname(file))}/{path}"
        return path

    # What a layer contains

    def fill(self, data, lower, keeps_errors):
        """Gives a file random content. Tries to leave no error in the result of it and the layers below."""
        below = merge(lower)
        may_change = "extends" in data or data.get("partial")
        for attempt in range(40):
            draft = self.change(below) if may_change else self.complete(below, lower)
            if attempt == 39:
                draft = {}
            elif attempt > 20:
                draft = self.mended(draft, lower)
            result = merge([*lower, draft])
            if result.nothing_to_remove or (lower and not result.servers) or not keeps_errors and result.errors():
                continue
            data.update(draft)
            return True
        return False

    def mended(self, draft, lower):
        """The draft, with every wrong server and scope replaced."""
        result = merge([*lower, draft])
        draft = {"servers": {}, "sites": {}} | copy.deepcopy(draft)
        names = list(result.servers) or self.some(SERVERS, 1, 1)
        for name in names:
            if name not in result.servers or merge([{"servers": {name: result.servers[name].values}}]).errors():
                draft["servers"][name] = self.server()
                if name in merge(lower).servers:
                    listed = draft.setdefault("remove", {}).setdefault("servers", [])
                    listed += [] if name in listed else [name]
        scope = {"defaultServer": None, "servers": [self.rng.choice(names)]}
        draft["global"] = scope
        for site in merge([*lower, draft]).sites:
            draft["sites"][site] = self.scope(names, least=1)
        return {key: value for key, value in draft.items() if value}

    def server(self):
        """A complete server."""
        method = self.rng.choice([NETWORK, NETWORK, None, None, PICKUP, IIS])
        server = {"deliveryMethod": method} if method else {}
        if method == PICKUP:
            server["pickupDirectory"] = self.folder()
        elif method != IIS or self.chance(0.1):
            server["serverName"] = self.host()
        if method in (NETWORK, None):
            server |= self.credentials() if self.chance(0.5) else {}
            if self.chance(0.5):
                server["useSSL"] = self.chance(0.8)
        if self.chance(0.4):
            server["priority"] = self.rng.choice(PRIORITIES)
        if self.chance(0.2):
            server["enabled"] = self.chance(0.6)
        return server

    def host(self):
        """A server name with another host than all others."""
        self.hosts += 1
        name = self.rng.choice(["smtp{}.example.com", "10.0.0.{}", "[2001:db8::{}]"]).format(self.hosts)
        return name + self.rng.choice([":25", ":587", ":2525"] + ([] if name[0] == "[" else [""]))

    def folder(self):
        """A pickup folder."""
        return self.rng.choice(["/var/spool/smtp/{}", "C:\\mail\\{}", "\\\\files\\mail\\{}"]).format(
            self.rng.randint(1, 99)
        )

    def credentials(self):
        """A user name, and usually a password."""
        names = {"env": "SMTP_{}", "file": "/run/secrets/{}", "credential": "smtp-{}"}
        pair = {}
        for key, probability in (("username", 1), ("password", 0.85)):
            if self.chance(probability):
                kind = self.rng.choice(list(names))
                pair[key] = {kind: names[kind].format(self.rng.randint(1, 5))}
        if self.chance(0.6):
            pair["username"] = self.rng.choice(["mailer", "user@example.com", "0123", "it's", "true"])
        return pair

    def scope(self, names, least=0):
        """The keys of a scope that refers to some of the servers."""
        scope = {}
        if names and self.chance(0.5):
            scope["defaultServer"] = self.rng.choice([*names, None])
        if self.chance(0.6) or least:
            scope["servers"] = self.some(names, least)
        return scope

    def site(self, names):
        """The keys of a site."""
        site = self.scope(names)
        if self.chance(0.3):
            site["senderDomains"] = []
            for _ in range(self.rng.randint(0, 3)):
                self.domains += 1
                site["senderDomains"].append(f"site{self.domains}.example")
        return site

    def complete(self, below, lower):
        """The content of a file without `extends` and `partial`."""
        servers = {name: self.server() for name in self.some(SERVERS, 2, 5)}
        names = [*servers, *below.servers]
        data = {"servers": servers}
        if self.chance(0.85):
            data["global"] = self.scope(names)
        if "global" not in data or self.chance(0.9):
            data["sites"] = {name: self.site(names) for name in self.some(SITES, 0 if "global" in data else 1, 4)}
        return data

    def change(self, below):
        """The content of a layer over others."""
        data = {}
        if self.chance(0.1):
            return data
        removed = {"servers": self.some(below.servers, 1, 2) if self.chance(0.25) else []}
        removed["sites"] = self.some(below.sites, 1, 2) if self.chance(0.2) else []
        servers, sites = {}, {}
        for name in removed["servers"]:
            if self.chance(0.4):
                servers[name] = self.server()
        for name in self.some(SERVERS, 0, 2):
            if name not in below.servers:
                servers[name] = self.server()
        for name in self.some(below.servers, 0, 3):
            if name not in removed["servers"]:
                servers[name] = self.changed_server(below.servers[name].values)
        if self.chance(0.3):
            servers["*"] = self.all_servers(below, removed["servers"])
        if any(entry.get("deliveryMethod") in (PICKUP, IIS) for entry in servers.values()) and self.chance(0.3):
            # What the same layer writes is kept when the method changes, also if all servers get it.
            servers.setdefault("*", {})["useSSL"] = False
        names = [name for name in {**below.servers, **servers} if name not in removed["servers"] or name in servers]
        names = [name for name in names if name != "*"]
        for name in self.some({**dict.fromkeys(SITES), **below.sites}, 0, 3):
            if name not in removed["sites"] or self.chance(0.4):
                known = below.sites[name].values if name in below.sites and name not in removed["sites"] else {}
                sites[name] = self.changed_scope(self.site(names), known)
        if self.chance(0.25):
            lasting = [site.values for name, site in below.sites.items() if name not in removed["sites"]]
            known = dict(self.rng.choice(lasting)) if lasting else {}
            known.pop("senderDomains", None)
            sites["*"] = self.changed_scope(self.scope(names), known)
        if self.chance(0.35):
            data["global"] = self.changed_scope(self.scope(names), below.settings.values if below.settings else {})
        for key, value in (("servers", servers), ("sites", sites)):
            if value:
                data[key] = dict(self.some(value.items(), len(value), len(value)))
        removed = {key: value for key, value in removed.items() if value}
        return data | ({"remove": removed} if removed else {})

    def changed_server(self, values):
        """A change to a server that is below."""
        change, method = {}, values.get("deliveryMethod", NETWORK)
        kind = self.rng.randint(0, 9)
        if kind < 3:
            change = self.server()
            if change.get("deliveryMethod", method) == PICKUP != method:
                change["pickupDirectory"] = self.folder()
            if values and self.chance(0.2):
                change["remove"] = self.some(values, 1, 2)
        elif kind < 5 and values:
            change["remove"] = self.some(values, 1, 2)
            if self.chance(0.4):
                key = change["remove"][0]
                change |= {k: v for k, v in self.server().items() if k == key and k != "deliveryMethod"}
        elif kind < 8:
            change["enabled" if self.chance(0.5) else "priority"] = None
            change = {key: self.rng.choice(PRIORITIES) if key == "priority" else self.chance(0.6) for key in change}
            if method == NETWORK and self.chance(0.5):
                change |= self.rng.choice([self.credentials(), {"serverName": self.host()}])
            if method == NETWORK and "serverName" in values and self.chance(0.2):
                change["serverName"] = (values["serverName"].rpartition(":")[0] or values["serverName"]) + ":2587"
        elif kind < 9:
            change = {"deliveryMethod": IIS}
        return change

    def all_servers(self, below, removed):
        """The entry `"*"` of `servers`."""
        star = {}
        if self.chance(0.5):
            star["enabled"] = self.chance(0.7)
        if self.chance(0.3):
            star["priority"] = self.rng.choice(PRIORITIES)
        if self.chance(0.2):
            star |= {"useSSL": self.chance(0.5)} | self.credentials()
        if self.chance(0.25):
            star["deliveryMethod"] = self.rng.choice([NETWORK, IIS, IIS, PICKUP])
        lasting = [server.values for name, server in below.servers.items() if name not in removed]
        keys = sorted({key for values in lasting for key in values} - ENDPOINTS)
        if keys and self.chance(0.3):
            star["remove"] = self.some(keys, 1, 2)
        return star

    def changed_scope(self, scope, values):
        """A change to a scope that is below."""
        scope = {key: value for key, value in scope.items() if self.chance(0.8)}
        if values and self.chance(0.3):
            scope["remove"] = self.some(values, 1, 2)
        return scope

    # Mistakes

    def spoil(self, data, below, mistake):
        """Changes the last layer so that there is probably an error."""
        rng = self.rng
        removed = data.get("remove", {})
        servers, sites = data.setdefault("servers", {}), data.setdefault("sites", {})
        name = rng.choice(list(below.servers) or ["primary"])
        entry = servers.setdefault(name, {}) if name in below.servers and name not in removed.get("servers", []) else {}
        if mistake == "undefined server":
            servers.pop(name, None)
            removed["servers"] = [name, *(other for other in removed.get("servers", []) if other != name)]
        elif mistake == "unknown name":
            kind, known = rng.choice([("servers", [*below.servers, "absent"]), ("sites", [*below.sites, "absent"])])
            name = rng.choice(known).upper()
            if name not in known:
                removed.setdefault(kind, []).append(name)
        elif mistake == "absent key":
            table, known, keys = rng.choice([
                (servers, below.servers, SERVER_KEYS),
                (sites, below.sites, ["defaultServer", "servers", "senderDomains"]),
            ])  # fmt: skip
            name = rng.choice(list(known) or [rng.choice(SERVERS)])
            if name not in removed.get("servers" if table is servers else "sites", []):
                entry = table.setdefault(name, {})
                present = set(known[name].values if name in known else ()) | set(entry) | set(table.get("*", ()))
                entry.setdefault("remove", []).extend(self.some(sorted(set(keys) - present), 1, 1))
        elif mistake == "absent key of all":
            star = servers.setdefault("*", {})
            present = {key for server in below.servers.values() for key in server.values} | set(star)
            star.setdefault("remove", []).extend(self.some(sorted(set(SERVER_KEYS) - ENDPOINTS - present), 1, 1))
        elif mistake == "absent key of global":
            scope = data.setdefault("global", {})
            present = set(below.settings.values if below.settings else ()) | set(scope)
            scope.setdefault("remove", []).extend(self.some(sorted({"defaultServer", "servers"} - present), 1, 1))
        elif mistake == "no server name":
            entry.pop("serverName", None)
            if name in below.servers and "serverName" in below.servers[name].values:
                entry["remove"] = sorted({"serverName", *entry.get("remove", [])})
        elif mistake == "credentials of a folder":
            (servers.setdefault("*", {}) if self.chance(0.5) else entry).update(self.credentials())
            entry["deliveryMethod"] = IIS
        elif mistake == "other case":
            table, known = rng.choice([(servers, below.servers), (sites, below.sites)])
            for name in self.some(known, 1, 1):
                table[name.title() if name.title() != name else name.upper()] = (
                    {"serverName": self.host()} if table is servers else {"servers": self.some(below.servers, 1, 1)}
                )
        elif mistake == "shared domain":
            domains = [domain for site in below.sites.values() for domain in site.values.get("senderDomains", ())]
            new = rng.choice([site for site in [*SITES, "bookshop-2"] if site not in below.sites])
            sites[new] = {"servers": self.some(below.servers, 1, 1), "senderDomains": self.some(domains, 1, 1)}
        else:
            for entry in servers.values():
                entry.pop("enabled", None)
            servers["*"] = servers.get("*", {}) | {"enabled": False}
        for key, value in (("remove", removed), ("servers", servers), ("sites", sites)):
            if value:
                data[key] = value
            else:
                data.pop(key, None)

    def with_file_mistake(self, mistake):
        """A stack whose files cannot all be found or read."""
        stack = self.valid_stack()
        stack.mistake = mistake
        if mistake == "too many files":
            files, stack.root = self.long_chain(MOST_FILES + 1)
            files[next(iter(files))] |= {"servers": {"relay": self.server()}, "global": {"servers": ["relay"]}}
            stack.files = files
            return stack
        order = layers(stack.files, stack.root)
        file = self.rng.choice([file for file in order if "extends" in stack.files[file]])
        data = stack.files[file]
        paths = [data["extends"]] if isinstance(data["extends"], str) else list(data["extends"])
        name = "gone" if mistake == "missing" else "special"
        suffix = self.rng.choice([".txt", "", ".yaml.bak", ".json"] if mistake == "not YAML by name" else SUFFIXES)
        other = posixpath.join(posixpath.dirname(file), name + suffix)
        if mistake == "folder":
            stack.folders.append(other)
        elif mistake == "not YAML by name":
            stack.others[other] = b"version: 1\n"
        if mistake == "cycle":
            above = [file for file in order if order[0] in layers(stack.files, file)]
            stack.files[order[0]]["extends"] = self.relative(order[0], self.rng.choice(above))
            return stack
        added = self.relative(file, file if mistake == "extends itself" else other)
        if self.chance(0.5):
            paths.insert(self.rng.randint(0, len(paths)), added)
        else:
            paths = [added]
        data["extends"] = paths
        return stack
