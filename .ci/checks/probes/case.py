"""Cases: a server that does one thing, and what must be said about it."""

from dataclasses import dataclass

from ..engines.configuration import Configuration
from ..engines.configuration import Server as Entry
from .outcome import ORDER
from .script import Script

USER, PASSWORD = "mailer", "Secret of the tests 0815"


@dataclass(frozen=True)
class Case:
    """A server, and the stage that must have a status and a reason; all stages before it must be fine."""

    name: str
    stage: str
    # None if the stage is fine; else its reason.
    reason: str | None = None
    script: Script = Script()
    status: str = "failed"
    uses_tls: bool = False
    # The login; without a password there is none.
    user: str = USER
    password: str | None = None
    certificate: str = "right"
    # The host and its address, if they are not a new name and a new address of loopback.
    host: str | None = None
    address: str | None = None
    port: int = 2525
    # Texts of which the detail has each.
    says: tuple = ()
    is_temporary: bool = False
    # The stages that may have a warning although all is well with what the case is about.
    may_warn: tuple = ()
    # A server that the test made already.
    server: object = None


def entry(bench, case):
    """Makes the server of a case; returns its entry in a configuration."""
    logins = {} if case.password is None else {case.user: case.password}
    server = case.server or bench.server(
        case.name,
        case.script,
        host=case.host,
        address=case.address,
        port=case.port,
        certificate=case.certificate,
        logins=logins,
    )
    return Entry(case.name, server, case.user if logins else None, case.uses_tls)


def probe_cases(bench, cases, *options, **settings):
    """Probes the servers of all cases in one run, and compares what is said about each; returns the outcome."""
    # A second server would change what is said about sites, and this is about servers.
    configuration = Configuration(listed=[entry(bench, case) for case in cases])
    outcome = bench.probe(configuration, *options, **settings)
    for case in cases:
        expect(bench, outcome, case)
    bench.expect(
        sorted(name for one in outcome.report["servers"] for name in one["ids"]) == sorted(case.name for case in cases),
        f"servers in the report: {[one['ids'] for one in outcome.report['servers']]}",
    )
    expected = "failed" if any(case.reason and case.status == "failed" for case in cases) else "fine"
    bench.expect(
        outcome.status == (1 if expected == "failed" else 0), f"{options}: exit {outcome.status}: {outcome.words()}"
    )
    return outcome


def expect(bench, outcome, case):
    """What is said about the server of a case is right."""
    seen = outcome.stage(case.name, case.stage)
    status = "ok" if case.reason is None else case.status
    what = f"{case.name}: {case.stage} must be {status} {case.reason or ''}; in {outcome.summary(case.name)}"
    reasons = case.reason.split("|") if case.reason else [None]
    bench.expect(seen["status"] == status and seen.get("reason") in reasons, what)
    address = outcome.server(case.name).get("address")
    server = next((one for one in bench.servers if one.name == case.name), None)
    if server and server.records:
        bench.expect(address == server.address, f"{case.name}: at {address} instead of {server.address}")
    detail = seen.get("detail", "")
    for text in case.says:
        bench.expect(text in detail, f"{case.name}: the detail must have `{text}`, and is `{detail}`")
    bench.expect(seen.get("temporary", False) == case.is_temporary, f"{case.name}: temporary: {seen}")
    for stage in outcome.server(case.name)["stages"]:
        name = stage["stage"]
        if name == case.stage:
            continue
        if ORDER.index(name) > ORDER.index(case.stage) and status == "failed" and name != "quit":
            fine = ["skipped"]
        else:
            fine = ["ok", "skipped", *(["warning"] if name in case.may_warn or name == "quit" else [])]
        bench.expect(stage["status"] in fine, f"{case.name}: {stage}")
