"""Servers that never come to an end, and runs that must."""

import time

from ..engines.configuration import Configuration
from .case import Case, entry
from .script import SECURE, Script, drip, flood, hear, offer, say, send, silence, then

TIMEOUT = 2
# Lines, continued or not, that never end a reply; and one that is long but ends.
LONG = b"x" * 10_000_000


def _endless():
    """A server for each way not to come to an end."""
    lines = {
        "slow": drip(b"220-slowly\r\n", 0.9),
        "slow-line": drip(b"2", 0.9),
        "lines": flood(b"220-more and more\r\n" * 500),
        "line": flood(b"220 " + b"x" * 9000),
        "ends": flood(b"\n" * 4000),
        "zeros": flood(bytes(8192)),
        "10-mb": then(send(b"220 " + LONG + b"\r\n"), silence),
        "10-mb-of-lines": then(send(b"220-" + b"y" * 9000 + b"\r\n"), flood(b"220-" + b"x" * 9000 + b"\r\n")),
    }
    for name, step in lines.items():
        yield f"greeting-{name}", "greeting", Script(greeting=step), False
    for name, step in (
        ("slow", drip(b"250-slowly\r\n", 0.9)),
        ("lines", flood(b"250-more and more\r\n" * 500)),
        ("80-kb", then(send(b"250-x\r\n" * 11_500), silence)),
    ):
        yield f"ehlo-{name}", "ehlo", Script(ehlo=step), False
        yield f"again-{name}", "ehloAgain", Script(**SECURE, ehlo_again=step), True
    slow = drip(b"220-slowly\r\n", 0.9)
    yield "starttls-slow", "starttls", Script(**SECURE, starttls=slow), True
    yield "tls-slow", "tls", Script(**SECURE, tls=then(hear, drip(bytes([22, 3, 3, 64, 0]) + bytes(9), 0.9))), True
    yield "auth-slow", "auth", Script(**SECURE, auth=drip(b"235-slowly\r\n", 0.9)), True
    yield "auth-asks", "auth", Script(**SECURE, ehlo_again=offer("AUTH LOGIN"), auth=_ask_on), True
    yield "mail-slow", "mailFrom", Script(**SECURE, mail=drip(b"250-slowly\r\n", 0.9)), True


def _ask_on(talk):
    """Asks for one thing after the other."""
    while True:
        talk.send(b"334 bW9yZQ==\r\n")
        talk.line()


def _expect_ends(bench):
    """Every server that does not come to an end fails where it begins to be so."""
    kinds = list(_endless())
    cases = [
        Case(name, stage, "", script, uses_tls=secure, password="a word for them" if secure else None)
        for name, stage, script, secure in kinds
    ]
    configuration = Configuration(listed=[entry(bench, case) for case in cases])
    options = ["--auth", "--from", "a@probe.test"]
    # The longest of them needs two seconds at its stage, and perhaps two for a farewell.
    outcome = bench.probe(configuration, *options, timeout=TIMEOUT, bound=2 * TIMEOUT + 12, statuses=(1,))
    for case in cases:
        seen = outcome.stage(case.name, case.stage)
        bench.expect(seen["status"] == "failed", f"{case.name}: {seen}")
        # The time of a stage is that of all of it, not that of each byte.
        bench.expect(seen.get("ms", 0) <= TIMEOUT * 1000 + 2000, f"{case.name}: {seen}")
        size = sum(len(stage.get("detail", "")) for stage in outcome.server(case.name)["stages"])
        bench.expect(size < 1000, f"{case.name}: {size} characters")
    bench.forget()


def _expect_flooded_handshakes(bench):
    """A handshake ends in time although there is always more to read, which a library may read without end."""
    # Short records, so that the server is the faster one: HelloRequest (RFC 5246), each of which is ignored, and
    # warnings (no_renegotiation).
    requests = bytes([22, 3, 3, 0, 4, 0, 0, 0, 0]) * 100_000
    cases = [
        Case(f"tls-{name}", "tls", "", Script(**SECURE, tls=then(hear, flood(data))), uses_tls=True)
        for name, data in (("requests", requests), ("warnings", bytes([21, 3, 3, 0, 2, 1, 100]) * 9000))
    ]
    cases.append(Case("tickets", "ehloAgain", "", Script(**SECURE), uses_tls=True, certificate="tickets"))
    for case in cases:
        configuration = Configuration(listed=[entry(bench, case)])
        outcome = bench.probe(configuration, timeout=TIMEOUT, bound=2 * TIMEOUT + 6, statuses=(1,))
        bench.expect(outcome.server(case.name)["status"] == "failed", f"{case.name}: {outcome.summary(case.name)}")
    bench.forget()


def _expect_farewells(bench):
    """A server that does not come to an end only when all is said does not fail, and does not hold up the run."""
    steps = {
        "slow": drip(b"221-slowly\r\n", 0.9),
        "lines": flood(b"221-more and more\r\n" * 500),
        "line": flood(b"221 " + b"x" * 9000),
    }
    entries = []
    for name, step in steps.items():
        for secure in (False, True):
            script = Script(**SECURE, quit=step) if secure else Script(quit=step)
            case = Case(f"quit-{name}-{'in' if secure else 'out'}", "quit", script=script, uses_tls=secure)
            entries.append(entry(bench, case))
    outcome = bench.probe(Configuration(listed=entries), timeout=TIMEOUT, bound=2 * TIMEOUT + 8, statuses=(0,))
    for one in entries:
        bench.expect(outcome.server(one.id)["status"] in ("ok", "warning"), f"{one.id}: {outcome.summary(one.id)}")
    bench.forget()


def _expect_every_stage(bench):
    """The slowest server that still answers, at each stage just in time, needs no more than its stages' time."""

    def late(*lines):
        return then(_wait(TIMEOUT * 0.6), say(*lines))

    script = Script(
        greeting=late("220 slow"),
        ehlo=then(_wait(TIMEOUT * 0.6), offer("STARTTLS")),
        starttls=late("220 begin"),
        ehlo_again=then(_wait(TIMEOUT * 0.6), offer("AUTH PLAIN")),
        auth=late("235 welcome"),
        mail=late("250 fine"),
        quit=late("221 bye"),
    )
    case = Case("late", "quit", None, script, uses_tls=True, password="a word for it")
    configuration = Configuration(listed=[entry(bench, case)])
    outcome = bench.probe(configuration, "--auth", "--from", "a@probe.test", timeout=TIMEOUT, statuses=(0,))
    bench.expect(outcome.server("late")["status"] in ("ok", "warning"), f"a slow server: {outcome.words()}")
    bench.expect(outcome.seconds > TIMEOUT * 0.6 * 5, f"a slow server: only {outcome.seconds:.1f} s")
    bench.forget()


def _wait(seconds):
    return lambda _talk: time.sleep(seconds)


def _expect_many_addresses(bench):
    """The time of a stage is that of all addresses of a name."""
    busy = [bench.closed(f"busy-{number}", is_busy=True) for number in range(6)]
    bench.names.records["many.probe.test"] = [one.address for one in busy]
    case = Case("many", "connect", "timedOut", server=bench.closed("many", host="many.probe.test"))
    configuration = Configuration(listed=[entry(bench, case)])
    outcome = bench.probe(configuration, timeout=TIMEOUT, bound=TIMEOUT + 4, statuses=(1,))
    seen = outcome.stage("many", "connect")
    bench.expect(seen.get("reason") == "timedOut", f"six addresses: {seen}")
    bench.forget()


def _expect_long_lines(bench):
    """A line of more than 512 bytes is cut, and a reply of more than 64 KiB ends the connection."""
    cases = [
        Case("2-kb", "greeting", None, Script(greeting=say("220 " + "x" * 2000))),
        Case("60-kb", "ehlo", None, Script(ehlo=_big(60_000))),
        Case("70-kb", "ehlo", "", Script(ehlo=_big(70_000))),
        Case("text", "greeting", "", Script(greeting=say("554 " + "word " * 500))),
    ]
    outcome = bench.probe(Configuration(listed=[entry(bench, case) for case in cases]), timeout=TIMEOUT, statuses=(1,))
    for case in cases:
        seen = outcome.stage(case.name, case.stage)
        bench.expect(seen["status"] == ("ok" if case.reason is None else "failed"), f"{case.name}: {seen}")
    detail = outcome.stage("text", "greeting").get("detail", "")
    bench.expect(50 < len(detail) <= 260, f"200 characters are shown, and not {len(detail)}: {detail}")
    bench.forget()


def _big(size):
    """A reply to EHLO of about a size."""
    line = b"250-" + b"x" * 94 + b"\r\n"
    return send(line * (size // len(line)) + b"250 AUTH PLAIN\r\n")


def _expect_resolved(bench):
    """A resolver that takes longer than a stage may does not hold up the run."""
    bench.names.silent.add("silent.probe.test")
    bench.resolver.write_text("nameserver 127.0.0.1\noptions timeout:15 attempts:4\n")
    case = Case("names", "resolve", "", server=bench.closed("silent", host="silent.probe.test"))
    outcome = bench.probe(Configuration(listed=[entry(bench, case)]), timeout=TIMEOUT, bound=TIMEOUT + 4, statuses=(1,))
    seen = outcome.stage("names", "resolve")
    bench.expect(seen.get("reason") == "resolverFailed", f"a slow resolver: {seen}")


def trial(bench):
    """Whatever a server does, its probe ends, and needs little memory."""
    _expect_ends(bench)
    _expect_flooded_handshakes(bench)
    _expect_farewells(bench)
    _expect_every_stage(bench)
    _expect_many_addresses(bench)
    _expect_long_lines(bench)
    _expect_resolved(bench)


def interrupted(bench):
    """Ctrl-C ends a run at once, wherever it is."""
    steps = {
        "greeting": Script(greeting=silence),
        "tls": Script(**SECURE, tls=silence),
        "slow": Script(greeting=drip(b"220-x\r\n", 0.1)),
    }
    for name, script in steps.items():
        case = Case(f"stop-{name}", "greeting", "", script, uses_tls=name == "tls")
        configuration = Configuration(listed=[entry(bench, case)])
        outcome = bench.probe(configuration, kind="text", timeout=30, interrupt_after=2, bound=6)
        bench.expect(outcome.status not in (0, 1), f"Ctrl-C, {name}: exit {outcome.status}: {outcome.words()}")
        bench.expect(outcome.seconds < 4, f"Ctrl-C, {name}: {outcome.seconds:.1f} s")
    bench.forget()
    case = Case("stop-names", "resolve", "", server=bench.closed("silent", host="silent.probe.test"))
    bench.names.silent.add("silent.probe.test")
    bench.resolver.write_text("nameserver 127.0.0.1\noptions timeout:20 attempts:3\n")
    configuration = Configuration(listed=[entry(bench, case)])
    outcome = bench.probe(configuration, kind="text", timeout=30, interrupt_after=2, bound=6)
    bench.expect(outcome.seconds < 4, f"Ctrl-C, resolver: {outcome.seconds:.1f} s")
