"""Kinds of input of any size, each with the command that reads it."""

import json
import random

HEAD = "version: 1\nservers:\n  relay: {serverName: smtp.example.com}\nglobal: {defaultServer: relay}\n"


def words(count, length=12):
    """Different words, the same in every run."""
    chosen = random.Random(1)
    found = set()
    while len(found) < count:
        found.add("".join(chosen.sample("abcdefghijklmnop", length)))
    return sorted(found)


def cased(number):
    """A word of twenty letters that differs from all others only in case."""
    return "".join(c.upper() if number >> k & 1 else c for k, c in enumerate("abcdefghijklmnopqrst"))


def colliding(number):
    """A word of twenty characters that differ in the bit that distinguishes capitals from lower-case letters."""
    return "".join("@" if number >> k & 1 else "`" for k in range(20))


def sites(names, value="{}"):
    """A configuration with these sites."""
    return HEAD + "sites:\n" + "".join(f"  {name}: {value}\n" for name in names)


def servers(count, extra=""):
    """The beginning of a configuration with this many servers."""
    return "version: 1\nservers:\n" + "".join(
        f"  s{i}: {{serverName: h{i}.example.com{extra}}}\n" for i in range(count)
    )


def chains(count, first="s0, s1"):
    """Sites with different chains: each has all servers in another order."""
    rest = ", ".join(f"s{i}" for i in range(2, count))
    return (
        servers(count)
        + f"global: {{servers: [{first}, {rest}]}}\nsites:\n"
        + "".join(f"  t{i}: {{defaultServer: s{i}, servers: [s{(i + 1) % count}]}}\n" for i in range(count))
    )


def tests(lines):
    """A test file."""
    return "version: 1\nconfiguration: a.yaml\n" + lines


def check(text, *options):
    """The files and the arguments of a check."""
    limit = [] if "--max-findings" in options else ["--max-findings", "20"]
    return {"a.yaml": text}, ["check", "--no-filesystem", "-q", *limit, *options, "a.yaml"]


def test(configuration, text, *options):
    """The files and the arguments of routing tests."""
    return {"a.yaml": configuration, "a.test.yaml": text}, ["test", *options, "a.test.yaml"]


def diff(old, new, *options):
    """The files and the arguments of a comparison."""
    return {"a.yaml": old, "b.yaml": new}, ["diff", *options, "a.yaml", "b.yaml"]


FAMILIES = {}


def family(name, size):
    """Adds a kind of input, and the size at which it is measured first."""

    def add(make):
        FAMILIES[name] = (size, make)
        return make

    return add


# Text that is not YAML, which is searched for secrets: each of these in a long comment, in a long value, and as lines.
PIECES = {
    "equals signs": "=",
    "colons": ":",
    "double quotes": '"',
    "single quotes": "'",
    "at signs": "@",
    "braces": "{",
    "brackets": "[",
    "commas": ",",
    "number signs": "#",
    "percent signs": "%",
    "backquotes": "`",
    "backslashes": "\\",
    "dashes": "- ",
    "question marks": "? ",
    "bars": "|",
    "blanks": " ",
    "tabs": "\t",
    "letters": "a",
    "anchors": "&a ",
    "aliases": "*a ",
    "different anchors": "&a{} ",
    "chains of anchors": "&a{} *a{} ",
    "words": "password ",
    "keys": "password: ",
    "keys and anchors": "password: *a &a ",
    "users": "a:b@c ",
    "server names": "serverName: a@",
    "escapes": '"\\u0070"',
    "tags": "!a ",
    "exclamation marks": "!",
    "variables": "${",
    "templates": "{{ ",
    "wide characters": "é",
    "line separators": "\u2028",
    "runner commands": "##vso[",
}


def not_yaml(piece, n):
    """A file that is not YAML, with about this many bytes of a piece in three places."""
    pieces = [piece.replace("{}", str(i)) for i in range(n // len(piece))]
    lines = "".join(f"{text}\n" for text in pieces[: n // 8])
    return check(f"{HEAD}# {''.join(pieces)}\nx-a: {''.join(pieces)}\n{lines}}}: [\n", "--max-findings", "10")


for title, piece in PIECES.items():
    family(f"{title}, not YAML", 8_000)(lambda n, piece=piece: not_yaml(piece, n))

# Names
family("sites that differ only in case", 3_000)(lambda n: check(sites(cased(i) for i in range(n))))
family("keys that differ in one bit of their characters", 3_000)(
    lambda n: check(HEAD + "x-a:\n" + "".join(f"  '{colliding(i)}': 1\n" for i in range(n)))
)
family("sites that differ in one bit of their characters", 2_000)(
    lambda n: check(sites(f"'{colliding(i)}'" for i in range(n)))
)
family("unknown keys, all different", 2_000)(lambda n: check(HEAD + "".join(f"{w}: 1\n" for w in words(n))))
family("servers that are not declared", 2_000)(
    lambda n: check(servers(n) + "global: {servers: [" + ", ".join(words(n)) + "]}\n")
)
family("servers that are not declared, all shown", 100)(
    lambda n: check(servers(n) + "global: {servers: [" + ", ".join(words(n)) + "]}\n", "--max-findings", "0")
)
family("a server listed again and again", 4_000)(
    lambda n: check(HEAD + "sites: {a: {servers: [" + "relay, " * n + "]}}\n")
)
family("the same endpoint again and again", 1_500)(
    lambda n: check(
        "version: 1\nservers:\n"
        + "".join(f"  s{i}: {{serverName: h}}\n" for i in range(n))
        + "global: {servers: ["
        + ", ".join(f"s{i}" for i in range(n))
        + "]}\n"
    )
)

# Anchors, aliases and merges
family("anchors that a secret key aliases", 3_000)(
    lambda n: check(
        "".join(f"x-{i}: &a{i} x\n" for i in range(n))
        + HEAD.replace("example.com}", "example.com, password: [" + ", ".join(f"*a{i}" for i in range(n)) + "]}")
    )
)
family("anchors that a secret key aliases, not YAML", 3_000)(
    lambda n: check(
        "".join(f"x-{i}: &a{i} x\n" for i in range(n))
        + HEAD
        + "password: ["
        + ", ".join(f"*a{i}" for i in range(n))
        + "\n}\n"
    )
)
family("merges of one mapping", 2_000)(
    lambda n: check(
        "x-a: &a {priority: Low}\n" + HEAD.replace("example.com}", "example.com, <<: [" + "*a, " * n + "]}")
    )
)
family("aliases that are not defined", 2_000)(
    lambda n: check(HEAD + "x-a: [" + ", ".join(f"*{w}" for w in words(n)) + "]\n")
)
family("a wrong value that many aliases use", 2_000)(
    lambda n: check("x-a: &a yes\n" + servers(n, ", enabled: *a") + "global: {servers: [s0]}\n")
)

# Comments, values, and the output about them
family("suppressions of nothing", 1_500)(lambda n: check(HEAD + "# smtpconf: allow unused-server -- none\n" * n))
family("a long suppression", 20_000)(
    lambda n: check(HEAD + "# smtpconf: allow " + "unused-server, " * (n // 15) + "\n")
)
family("a long last day of a suppression", 20_000)(
    lambda n: check(HEAD + "# smtpconf: allow unused-server until " + "2026-12-01 " * (n // 11) + "-- why\n")
)
family("suppressions that have expired", 300)(
    lambda n: check(
        "version: 1\nservers:\n"
        + "".join(
            f"  s{i}:\n    # smtpconf: allow implicit-tls-port until 2020-01-01 -- was new\n"
            f"    serverName: h{i}.example.com:465\n"
            for i in range(n)
        )
        + "global: {servers: [s0]}\n"
    )
)
family("a long server name", 20_000)(lambda n: check(HEAD.replace("smtp.example", "a." * (n // 2))))
family("long values with variables", 200)(
    lambda n: check(
        "version: 1\nservers:\n"
        + "".join(f"  s{i}: {{pickupDirectory: '/{'{{ ${' * 150}'}}\n" for i in range(n))
        + "global: {}\n"
    )
)
family("mistakes on one line, all shown", 100)(
    lambda n: check(
        HEAD + "sites: {" + ", ".join(f"s{i}: {{servers: [x{i}]}}" for i in range(n)) + "}\n", "--max-findings", "0"
    )
)
family("mistakes that are all fixed", 100)(
    lambda n: check(
        servers(n, ", enabled: yes") + "global: {servers: [s0]}\n", "--fix", "--diff", "--max-findings", "0"
    )
)
for kind in ["json", "sarif", "github", "gitlab", "junit", "concise", "checkstyle", "azure", "teamcity", "rdjson"]:
    family(f"the same mistake again and again, as {kind}", 80)(
        lambda n, kind=kind: check(
            HEAD + "sites: {" + ", ".join(f"s{i}: {{servers: relay}}" for i in range(n)) + "}\n",
            "--format",
            kind,
            "--max-findings",
            "0",
        )
    )

# Routing tests
family("tests of misspelt sites", 300)(
    lambda n: test(
        sites(words(n)),
        tests("tests:\n" + "".join(f"  - {{site: z{w[1:]}, expect: {{server: relay}}}}\n" for w in words(n))),
    )
)
family("tests of misspelt servers", 300)(
    lambda n: test(
        servers(n) + "global: {servers: [s0]}\n",
        tests("tests:\n" + "".join(f"  - {{global: true, expect: {{server: {w}}}}}\n" for w in words(n))),
    )
)
for kind in ["text", "json", "junit"]:
    family(f"tests that fail, as {kind}", 300)(
        lambda n, kind=kind: test(
            sites(words(n)),
            tests(
                "tests:\n"
                + "".join(f"  - {{site: {w}, expect: {{outcome: PermanentlyUnavailable}}}}\n" for w in words(n))
            ),
            "--format",
            kind,
        )
    )
family("tests of a long chain", 2_000)(
    lambda n: test(
        servers(n) + "global: {servers: [" + ", ".join(f"s{i}" for i in range(n)) + "]}\n",
        tests("tests:\n" + "  - {global: true, expect: {server: s0}}\n" * n),
    )
)
family("tests that fail, of a long chain", 300)(
    lambda n: test(
        servers(n) + "global: {servers: [" + ", ".join(f"s{i}" for i in range(n)) + "]}\n",
        tests("tests:\n" + "".join(f"  - {{global: true, expect: {{never: s{i}}}}}\n" for i in range(n))),
    )
)
family("an invariant with a long `except`", 2_000)(
    lambda n: test(
        sites(words(n)), tests("invariants:\n  - noSiteUses: relay\n    except: [" + ", ".join(words(n)) + "]\n")
    )
)
family("an invariant with a long `noSiteUses`", 2_000)(
    lambda n: test(
        servers(n) + "global: {}\nsites:\n" + "".join(f"  t{i}: {{servers: [s{i}]}}\n" for i in range(n)),
        tests("invariants:\n  - noSiteUses: [" + ", ".join(f"s{i}" for i in range(n)) + "]\n"),
    )
)
for law in ["everySiteSurvivesLossOf: 1", "noSiteUses: s1", "everyChainEndsIn: s0"]:
    family(f"invariants with {law.split(':')[0]}", 300)(
        lambda n, law=law: test(
            servers(n)
            + "global: {servers: [s0]}\nsites:\n"
            + "".join(f"  t{i}: {{servers: [s{i}]}}\n" for i in range(n)),
            tests("invariants:\n" + f"  - {law}\n    except: [t0, t1, t2]\n" * n),
        )
    )

# Routing tables and differences: their size is that of the chains, which may be the square of the file's.
family("changes of chains, against the chains", 30)(lambda n: diff(chains(n), chains(n, "s1, s0")))
family("changes of chains as JSON, against the chains", 30)(
    lambda n: diff(chains(n), chains(n, "s1, s0"), "--format", "json")
)
family("new sites", 400)(lambda n: diff(sites(words(n)[: n // 2]), sites(words(n)[n // 2 :])))
family("renamed servers", 300)(
    lambda n: diff(
        servers(n) + "global: {servers: [" + ", ".join(f"s{i}" for i in range(n)) + "]}\n",
        servers(n).replace("  s", "  r") + "global: {servers: [" + ", ".join(f"r{i}" for i in range(n)) + "]}\n",
    )
)
family("routes of all sites", 600)(lambda n: ({"a.yaml": sites(words(n))}, ["route", "--all-sites", "a.yaml"]))
for kind in ["text", "json", "markdown"]:
    # Every site has two servers of its own, so every pair is a loss.
    family(f"losses of servers, as {kind}", 300)(
        lambda n, kind=kind: (
            {
                "a.yaml": servers(2 * n)
                + "sites:\n"
                + "".join(f"  t{i}: {{servers: [s{2 * i}, s{2 * i + 1}]}}\n" for i in range(n))
            },
            ["impact", "--losses", "3", "--format", kind, "a.yaml"],
        )
    )
for options in [["page"], ["route", "--all-sites", "--format", "svg"]]:
    family(f"a page or a picture of many chains: {options[0]}", 400)(
        lambda n, options=options: (
            {
                "a.yaml": servers(n)
                + "global: {servers: [s0, s1]}\nsites:\n"
                + "".join(f"  t{i}: {{servers: [s{i}, s{i * 7 % n}]}}\n" for i in range(n))
            },
            [*options, "a.yaml"],
        )
    )
family("a page of changes", 400)(
    lambda n: diff(sites(words(n)[: n // 2]), sites(words(n)[n // 2 :]), "--format", "html")
)
family("losses of servers that many sites use first", 1_000)(
    lambda n: ({"a.yaml": sites(words(n))}, ["impact", "--losses", "3", "a.yaml"])
)
family("losses that all affect every site", 400)(
    lambda n: (
        {
            "a.yaml": servers(n)
            + "global: {defaultServer: s0}\nsites:\n"
            + "".join(f"  t{i}: {{servers: [s{i}]}}\n" for i in range(n))
        },
        ["impact", "--losses", "3", "--fail-on-waiting", "2", "a.yaml"],
    )
)
family("a routing table", 1_500)(lambda n: ({"a.yaml": sites(words(n))}, ["build", "--no-filesystem", "a.yaml"]))


def imported(names, sites=(), settings=()):
    """The files and the arguments of an import: servers with these names, all of them bound to the first site."""
    columns = {"ServerUserName": "u", "ServerUseSSL": True, "ServerEnabled": True, "ServerIsGlobal": True}
    columns |= {"ServerPriority": 2, "ServerDeliveryMethod": 0, "ServerPickupDirectory": "/x", "HasPassword": True}
    tables = {
        "servers": [{"ServerID": i, "ServerName": name, **columns} for i, name in enumerate(names, 1)],
        "bindings": [{"ServerID": i, "SiteID": 1} for i in range(1, len(names) + 1)],
        "sites": [{"SiteID": i, "SiteName": name} for i, name in enumerate(sites, 1)],
        "settings": [{"KeyName": "CMSSMTPServer", "SiteID": i, "KeyValue": name} for i, name in enumerate(settings, 1)],
    }
    return {"a.json": json.dumps({"formatVersion": 1, **tables})}, ["import", "a.json"]


family("an import of different servers", 300)(lambda n: imported(words(n)))
family("an import of servers with one name", 300)(lambda n: imported(["relay"] * n))
family("an import of names that numbers make the same", 300)(
    lambda n: imported([("x" * 90)[: 90 - len(f"-{i}")] + f"-{i}" for i in range(n)] + ["x" * 90] * 2)
)
family("an import of sites with servers of their own", 300)(lambda n: imported(["a"], words(n), words(n)))
family("an import of a long name", 300_000)(lambda n: imported(["x" * n, "##[\n" * (n // 4)], ["y " * (n // 2)]))
family("an import of broken lines", 300)(
    lambda n: ({"a.json": "\n".join(imported(words(n))[0]["a.json"])}, ["import", "a.json"])
)

# For these, the work is the square of n.
SQUARE = {"changes of chains, against the chains", "changes of chains as JSON, against the chains"}
