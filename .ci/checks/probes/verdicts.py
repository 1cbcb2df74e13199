"""What the states of servers mean for sites, against a model of its own; and who is contacted how often."""

import itertools
import json
import random
import time
from dataclasses import dataclass

from ..engines.configuration import PRIORITIES, Configuration, Site
from ..engines.configuration import Server as Entry
from .script import SECURE, Script, close, pause, say, silence, then

RUNS = 8
# What can become of a server, and how.
FATES = {
    "ok": Script(),
    "warning": Script(**SECURE),
    "rejected": Script(greeting=say("554 5.7.1 not you")),
    "busy": Script(greeting=say("421 4.3.2 not now")),
    "dropped": Script(greeting=close),
    "no-hello": Script(ehlo=say("502 5.5.1 what?")),
    "late": Script(greeting=silence),
}
STATUS = {"ok": "ok", "warning": "warning", "folder": "ok", "iis": "skipped"}


@dataclass(frozen=True)
class Member(Entry):
    """A server of a random configuration, with its fate."""

    fate: str = "ok"

    @property
    def status(self):
        """Its status in the report."""
        return STATUS.get(self.fate, "failed")

    def declaration(self):
        """Its entry in the configuration; IIS has a folder that only it knows."""
        if self.fate != "iis":
            return super().declaration()
        entry = {"deliveryMethod": "PickupDirectoryFromIIS"}
        return entry | ({} if self.is_enabled else {"enabled": False}) | {"priority": self.priority}


def _members(bench, choice):
    """Some servers, each with a host of its own."""
    for number in range(choice.randint(4, 10)):
        fate = choice.choice([*FATES, "ok", "ok", "closed", "folder", "no-folder", "iis"])
        name = f"server-{number}"
        settings = {"priority": choice.choice(PRIORITIES), "is_enabled": choice.random() > 0.15, "fate": fate}
        if fate in FATES:
            yield Member(name, bench.server(name, FATES[fate]), **settings)
        elif fate == "closed":
            yield Member(name, bench.closed(name), **settings)
        else:
            folder = bench.folder / f"{fate}-{bench.address()}"
            if fate == "folder":
                folder.mkdir()
            yield Member(name, None, folder=folder, **settings)


def _configuration(members, choice):
    """Random sites, each with at least one enabled server, because an empty chain is another matter."""
    enabled = [member for member in members if member.is_enabled]

    def some(most):
        return choice.sample(members, choice.randint(0, min(most, len(members))))

    def site(inherits):
        default = choice.choice(members) if choice.random() < 0.4 else None
        listed = some(4)
        if not any(member.is_enabled for member in listed):
            listed.append(choice.choice(enabled))
        return Site(listed, None if inherits else default, inherits=inherits)

    whole = site(False)
    configuration = Configuration(whole.default, whole.servers if choice.random() < 0.5 else [choice.choice(enabled)])
    for number in range(choice.randint(2, 6)):
        configuration.sites[f"site-{number}"] = site(choice.random() < 0.5)
    return configuration


def _verdict(chain):
    """The first server that works, or None; and those that failed before it."""
    failed = list(itertools.takewhile(lambda member: member.status == "failed", chain))
    works = chain[len(failed)].id if len(failed) < len(chain) else None
    return works, [member.id for member in failed]


def random_runs(bench):
    """Random servers and sites: their verdicts, the exit statuses, and that nobody else is contacted."""
    for number in range(RUNS):
        choice = random.Random(f"verdicts {number}")
        members = list(_members(bench, choice))
        if not any(member.is_enabled for member in members):
            continue
        configuration = _configuration(members, choice)
        _expect_verdicts(bench, f"verdicts {number}", configuration, choice)
        bench.forget()


def _expect_verdicts(bench, name, configuration, choice):
    chains = {site: configuration.chain_of(configuration.sites[site]) for site in configuration.sites}
    chains["global"] = configuration.chain_of(None)
    used = {member for chain in chains.values() for member in chain}
    outcome = bench.probe(configuration, timeout=2, statuses=(0, 1))
    what = f"{name}: {configuration.text()}"
    seen = {server: one["status"] for one in outcome.report["servers"] for server in one["ids"]}
    bench.expect(seen == {member.id: member.status for member in used}, f"{seen} {what}")
    scopes = {one["scope"]: (one.get("server"), one.get("failed", [])) for one in outcome.report["scopes"]}
    bench.expect(scopes == {scope: _verdict(chain) for scope, chain in chains.items()}, f"{scopes} {what}")
    bench.expect(len(outcome.report["scopes"]) == len(chains), f"{scopes} {what}")
    for server in bench.servers:
        is_used = server.name in {member.id for member in used}
        count = len(server.records)
        fate = next((member.fate for member in used if member.id == server.name), "")
        bench.expect(count == (is_used and fate != "closed"), f"{server.name}: {count} connections: {what}")
    for member in used:
        if member.fate in ("folder", "no-folder"):
            stage = outcome.stage(member.id, "folder")
            bench.expect(stage["status"] == member.status, f"{member.id}: {stage}: {what}")
    statuses = {member.status for member in used}
    is_site_lost = any(_verdict(chain)[0] is None for chain in chains.values())
    is_strict = int(bool(statuses & {"failed", "warning"}))
    expected = [
        (("--fail-on", "server"), int("failed" in statuses)),
        (("--fail-on", "site"), int(is_site_lost)),
        (("--fail-on", "never"), 0),
        (("--strict",), is_strict),
    ]
    for options, status in [((), expected[0][1]), *choice.sample(expected, 2)]:
        bench.probe(configuration, *options, timeout=2, statuses=(status,))


def fail_on(bench):
    """Each way to fail, with each kind of failure."""
    well, warned, bad = (
        Entry(name, bench.server(name, FATES[fate]))
        for name, fate in (("well", "ok"), ("warned", "warning"), ("bad", "rejected"))
    )
    fine = Configuration(listed=[well])
    warning = Configuration(listed=[well, warned])
    backed = Configuration(listed=[bad, well])
    # What `global` lists would be added to the site.
    lost = Configuration(default=well, sites={"shop": Site([bad])})
    for configuration, expected in (
        (fine, {"server": 0, "site": 0, "never": 0, "strict": 0}),
        (warning, {"server": 0, "site": 0, "never": 0, "strict": 1}),
        (backed, {"server": 1, "site": 0, "never": 0, "strict": 1}),
        (lost, {"server": 1, "site": 1, "never": 0, "strict": 1}),
    ):
        for word, status in expected.items():
            options = ["--strict"] if word == "strict" else ["--fail-on", word]
            bench.probe(configuration, *options, statuses=(status,))
    outcome = bench.probe(lost, statuses=(1,))
    scopes = {one["scope"]: one for one in outcome.report["scopes"]}
    bench.expect(scopes.get("shop", {}).get("server") is None, f"a lost site: {scopes}")
    bench.expect(scopes.get("shop", {}).get("failed") == ["bad"], f"a lost site: {scopes}")
    outcome = bench.probe(lost, kind="text", statuses=(1,))
    bench.expect(b"none works" in outcome.output, f"a lost site: {outcome.words()}")
    # Some servers only: then nothing is said about sites.
    outcome = bench.probe(lost, "--server", "well", statuses=(0,))
    bench.expect([one["ids"] for one in outcome.report["servers"]] == [["well"]], f"--server: {outcome.words()}")
    bench.expect(not outcome.report.get("scopes"), f"--server: {outcome.report.get('scopes')}")
    bench.expect(not _server(bench, "bad").records, "--server: another one was contacted")
    outcome = bench.probe(backed, "--server", "well,bad", statuses=(1,))
    bench.expect(len(outcome.report["servers"]) == 2, f"--server with two: {outcome.words()}")
    bench.probe(backed, "--server", "wel", statuses=(2,))
    for wrong in (
        ["--timeout", "0"],
        ["--jobs", "0"],
        ["--until", "quit"],
        ["--fail-on", "all"],
        ["--cert-days", "-1"],
    ):
        bench.probe(fine, *wrong, statuses=(2,))
        bench.expect(not _server(bench, "well").records, f"{wrong}: was contacted")
    # Numbers that are too large, or only just not.
    most = 2**63 - 1
    for option in ("--timeout", "--jobs", "--cert-days"):
        for number in (10**6, most // 1000, most, most + 1):
            bench.probe(fine, option, number, kind="text", statuses=(0, 2))
    _expect_errors(bench, well)


def _server(bench, name):
    return next(server for server in bench.servers if server.name == name)


def _expect_errors(bench, well):
    """A configuration with errors is not probed."""
    file = bench.folder / "wrong.smtp.yaml"
    text = json.loads(Configuration(listed=[well]).text())
    text["servers"]["well"]["ports"] = 25
    file.write_text(json.dumps(text))
    outcome = bench.probe(file, kind="text", statuses=(1,))
    bench.expect(b"unknown-key" in outcome.output + outcome.errors, f"errors: {outcome.words()}")
    bench.expect(not _server(bench, "well").records, "errors: was contacted")
    bench.probe(bench.folder / "nothing.smtp.yaml", kind="text", statuses=(2,))


def once(bench):
    """Each endpoint is probed once, however many servers have it, and a table is as good as its configuration."""
    slow = Script(greeting=then(pause(0.3), say("220 slow")))
    server = bench.server("shared", slow, logins={"one": "password one", "two": "password two"})
    other = bench.server("shared-port", slow, host=server.host, address=server.address, port=2526)
    unused = bench.server("unused", Script())
    disabled = bench.server("disabled", Script())
    upper = bench.foreign("upper", server.host.upper(), server.address, 2525, {})
    entries = [
        Entry("a", server, "one"),
        Entry("b", server, "one", priority="Low"),
        Entry("c", server, "two"),
        Entry("d", server),
        # The same name for everybody.
        Entry("g", upper),
        Entry("e", server, "one", uses_tls=True),
        Entry("f", other),
        Entry("off", disabled, is_enabled=False),
    ]
    configuration = Configuration(listed=entries)
    file = bench.folder / "once.smtp.yaml"
    document = json.loads(configuration.text())
    document["servers"]["unused"] = Entry("unused", unused).declaration()
    file.write_text(json.dumps(document))
    table = bench.folder / "table.json"
    built = bench.build(file, table)
    for source in (file, table):
        what = source.name
        outcome = bench.probe(source, jobs=8, statuses=(0, 1), environment=configuration.secrets())
        groups = sorted(sorted(one["ids"]) for one in outcome.report["servers"])
        expected = [["a", "b"], ["c"], ["d", "g"], ["e"], ["f"]]
        bench.expect(groups == expected, f"{what} {built}: {groups}: {outcome.words()}")
        bench.expect(len(server.records) == 4, f"{what}: {len(server.records)} connections instead of 4")
        bench.expect(len(other.records) == 1, f"{what}: {len(other.records)} connections to the other port")
        bench.expect(not unused.records and not disabled.records, f"{what}: unused or disabled was contacted")
        found = _overlaps([*server.records, *other.records])
        bench.expect(not found, f"{what}: connections to one host at a time: {found}")


def _overlaps(records):
    """The connections that began while an earlier one was still there, with some time for its end to be seen."""
    records = sorted(records, key=lambda record: record.begun)
    ends = [(record.ended or time.monotonic()) - 0.15 for record in records]
    return [
        f"{later.begun - earlier.begun:.2f} s after one of {end - earlier.begun:.2f} s"
        for (earlier, end), (later, _) in itertools.pairwise(zip(records, ends, strict=True))
        if later.begun < end
    ]


def jobs(bench):
    """As many at a time as `--jobs` says, of different hosts; and the same report in the same order."""
    slow = Script(greeting=then(pause(0.5), say("220 slow")))
    servers = [bench.server(f"job-{number}", slow) for number in range(8)]
    configuration = Configuration(listed=[Entry(server.name, server) for server in servers])
    orders = []
    for count in (1, 3, 8):
        outcome = bench.probe(configuration, jobs=count, statuses=(0,))
        most = _most([record for server in servers for record in server.records])
        bench.expect(most <= count, f"--jobs {count}: {most} connections at a time")
        bench.expect(most == count, f"--jobs {count}: only {most} connections at a time")
        orders.append([one["ids"] for one in outcome.report["servers"]])
    bench.expect(orders[0] == orders[1] == orders[2], f"the order of the report: {orders}")
    bench.forget()
    # Many, each in a conversation with TLS.
    servers = [bench.server(f"many-{number}", Script(**SECURE)) for number in range(150)]
    configuration = Configuration(listed=[Entry(server.name, server, uses_tls=True) for server in servers])
    outcome = bench.probe(configuration, statuses=(0,))
    counts = {len(server.records) for server in servers}
    bench.expect(counts == {1} and len(outcome.report["servers"]) == 150, f"150 servers: {counts} connections")


def _most(records):
    """The most connections at a time, with some time for their ends to be seen."""
    begins = [(record.begun, 1) for record in records]
    ends = [((record.ended or time.monotonic()) - 0.15, -1) for record in records]
    count = most = 0
    for _, step in sorted(begins + ends):
        count += step
        most = max(most, count)
    return most
