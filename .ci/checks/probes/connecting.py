"""Everything before encryption: the name, the connection, the greeting, and EHLO."""

from ..engines.configuration import Configuration
from ..engines.configuration import Server as Entry
from ..engines.namespace import has_ipv6
from .case import Case, entry, probe_cases
from .script import SECURE, Script, close, greet, offer, pause, reset, say, send, silence, then

REJECTED = Script(greeting=say("554-5.7.1 not you,", "554 5.7.1 whoever you are"))
BUSY = Script(greeting=say("421 4.3.2 not now"))


def _greetings():
    yield Case("greeting-late", "greeting", "timedOut", Script(greeting=silence))
    yield Case("greeting-closed", "greeting", "closed", Script(greeting=close))
    yield Case("greeting-reset", "greeting", "closed", Script(greeting=reset))
    yield Case("greeting-cut", "greeting", "closed", Script(greeting=then(send(b"220 he"), close)))
    yield Case("greeting-554", "greeting", "rejected", REJECTED, says=("554", "whoever you are"))
    yield Case("greeting-421", "greeting", "rejected", BUSY, says=("421", "not now"), is_temporary=True)
    http = b"HTTP/1.1 400 Bad Request\r\nServer: web\r\n\r\n"
    yield Case("greeting-http", "greeting", "notSMTP", Script(greeting=then(send(http), close)))
    yield Case("greeting-ssh", "greeting", "notSMTP", Script(greeting=say("SSH-2.0-OpenSSH_9.9")))
    yield Case("greeting-junk", "greeting", "notSMTP", Script(greeting=send(bytes(range(256)) + b"\r\n")))
    # Several lines, and a line without CR, are fine.
    yield Case("greeting-lines", "greeting", None, Script(greeting=say("220-we do not", "220 like spam")))
    yield Case("greeting-lf", "greeting", None, Script(greeting=send(b"220 short\n")))
    pieces = then(send(b"220-a\r"), pause(0.3), send(b"\n22"), pause(0.3), send(b"0 b\r\n"))
    yield Case("greeting-pieces", "greeting", None, Script(greeting=pieces))
    yield Case("greeting-bare", "greeting", None, Script(greeting=send(b"220\r\n")))


def _hellos():
    for step, status in ((say("550 5.7.1 not you"), False), (say("451 4.7.1 not now"), True)):
        name = "ehlo-451" if status else "ehlo-550"
        says = ("451", "not now") if status else ("550", "not you")
        yield Case(name, "ehlo", "rejected", Script(ehlo=step), says=says, is_temporary=status)
    yield Case("ehlo-closed", "ehlo", "closed", Script(ehlo=close))
    yield Case("ehlo-reset", "ehlo", "closed", Script(ehlo=reset))
    # What the client says next, it says to nobody.
    yield Case("greeting-then-closed", "ehlo", "closed", Script(greeting=then(greet, close)))
    yield Case("greeting-then-reset", "ehlo", "closed", Script(greeting=then(greet, pause(0.2), reset)))
    yield Case("ehlo-cut", "ehlo", "closed", Script(ehlo=then(send(b"250-some\r\n250-AU"), close)))
    yield Case("ehlo-late", "ehlo", "timedOut", Script(ehlo=silence))
    yield Case("ehlo-half", "ehlo", "timedOut", Script(ehlo=then(send(b"250-some\r\n250-AU"), silence)))
    yield Case("lower-case", "starttls", None, Script(ehlo=offer("starttls")), uses_tls=True)
    yield Case("unused", "starttls", "offeredButUnused", Script(**SECURE), status="warning")
    yield Case("without", "ehlo", None, Script(ehlo=offer()))


def _again():
    """EHLO after TLS, where another server may answer."""
    for name, step, reason in (
        ("550", say("550 5.7.1 not you"), "rejected"),
        ("421", say("421 4.7.1 not now"), "rejected"),
        ("closed", close, "closed"),
        ("late", silence, "timedOut"),
    ):
        yield Case(
            f"again-{name}",
            "ehloAgain",
            reason,
            Script(**SECURE, ehlo_again=step),
            uses_tls=True,
            password="not shown to anybody",
            says=(name,) if name.isdigit() else (),
            is_temporary=name == "421",
        )


def _connections(bench):
    yield Case("well", "quit", None)
    yield Case("quit-closed", "quit", None, Script(quit=close), status="warning")
    yield Case("refused", "connect", "refused", server=bench.closed("refused"))
    yield Case("busy", "connect", "timedOut", server=bench.closed("busy", is_busy=True))
    # There is no route to this network, or to any outside.
    nowhere = bench.closed("nowhere", address="198.51.100.1")
    yield Case("nowhere", "connect", "unreachable", server=nowhere)
    yield Case("address", "connect", None, host="127.60.0.1", address="127.60.0.1")
    yield Case("unknown", "resolve", "noSuchName", server=bench.closed("unknown", host="unknown.probe.test"))
    for name, place in (("failing", bench.names.failing), ("silent", bench.names.silent)):
        host = f"{name}.probe.test"
        place.add(host)
        yield Case(name, "resolve", "resolverFailed", server=bench.closed(name, host=host))
    # Of two addresses, one is closed; both orders, because a system may sort them.
    for name, order in (("first", (0, 1)), ("second", (1, 0))):
        host = f"{name}.probe.test"
        server = bench.server(name, host=host)
        other = bench.address()
        bench.names.records[host] = [[server.address, other][index] for index in order]
        yield Case(f"{name}-of-two", "connect", None, server=server)
    # All are tried, and the slow one does not use up the time of the other.
    host = "slow.probe.test"
    server, slow = bench.server("slow", host=host), bench.closed("slow-busy", is_busy=True)
    bench.names.records[host] = [slow.address, server.address]
    yield Case("slow-of-two", "connect", None, server=server)
    host = "none.probe.test"
    bench.names.records[host] = [bench.address(), bench.address()]
    yield Case("none-of-two", "connect", "refused", server=bench.closed("none", host=host))


def trial(bench):
    """Each reason before encryption, and the same command after it."""
    probe_cases(bench, [*_connections(bench), *_greetings(), *_hellos()])
    bench.forget()
    probe_cases(bench, list(_again()), "--auth")
    bench.forget()
    _late_tls(bench)
    bench.forget()
    _until(bench)
    _families(bench)


def _late_tls(bench):
    """A port on which a server speaks TLS at once does not greet; the hint is only about the usual one."""
    silent = Script(greeting=silence)
    cases = [
        Case("smtps", "greeting", "timedOut", silent, port=465, says=("TLS",)),
        Case("other", "greeting", "timedOut", silent, port=466),
    ]
    # The rule about this port is an error, which would be all that is said.
    outcome = probe_cases(bench, cases, "--allow", "implicit-tls-port", timeout=2)
    details = [outcome.stage(case.name, "greeting").get("detail", "") for case in cases]
    bench.expect("TLS" not in details[1], f"about port 466: {details[1]}")


def _until(bench):
    """`--until` ends the conversation, and a server hears no more than that."""
    words = {
        "connect": [[], ["QUIT"]],
        "greeting": [["QUIT"]],
        "ehlo": [["EHLO", "QUIT"]],
        "tls": [["EHLO", "STARTTLS", "QUIT"], ["EHLO", "STARTTLS", "EHLO", "QUIT"]],
    }
    case = Case("until", "resolve", None, Script(**SECURE), uses_tls=True)
    configuration = Configuration(listed=[entry(bench, case)])
    server = bench.servers[-1]
    for until, allowed in words.items():
        outcome = bench.probe(configuration, "--until", until, "--ehlo", "client.probe.test", statuses=(0,))
        said = [command for record in server.records for command in record.commands()]
        bench.expect(said in allowed, f"--until {until}: the server heard {said}")
        last = {"tls": "certificate"}.get(until, until)
        bench.expect(outcome.stage("until", last)["status"] == "ok", f"--until {until}: {outcome.words()}")
        names = [line for record in server.records for line, _ in record.lines if line.upper().startswith(b"EHLO")]
        bench.expect(set(names) <= {b"EHLO client.probe.test"}, f"--ehlo: {names}")
    for wrong in ("client.test\r\nRCPT TO:<a@b.test>", "", "a b"):
        bench.probe(configuration, f"--ehlo={wrong}", statuses=(2,))
        bench.expect(not server.records, f"--ehlo {wrong!r}: was connected")


def _families(bench):
    """`-4` and `-6` choose the addresses."""
    if not has_ipv6():
        raise SystemExit("no IPv6 on loopback")
    server = bench.server("six", host="six.probe.test", address="::1", port=2626)
    bench.names.add("six.probe.test", "::1")
    both = bench.server("dual", host="dual.probe.test", port=2628)
    bench.names.add("dual.probe.test", "::1")
    bench.names.add("dual.probe.test", both.address)
    for option, status in (("-4", 0), ("-6", 1), (None, 0)):
        configuration = Configuration(listed=[Entry("dual", both)])
        outcome = bench.probe(configuration, *([option] if option else []), statuses=(status,))
        reason = outcome.stage("dual", "connect").get("reason")
        bench.expect(reason == ("refused" if status else None), f"{option}: {outcome.summary('dual')}")
    address = bench.server("bracket", host="::1", address="::1", port=2627)
    configuration = Configuration(listed=[Entry("six", server), Entry("bracket", address)])
    for option, status in (("-4", 1), ("-6", 0), (None, 0)):
        outcome = bench.probe(configuration, *([option] if option else []), statuses=(status,))
        seen = [outcome.server(name)["status"] for name in ("six", "bracket")]
        bench.expect(set(seen) == {"failed" if status else "ok"}, f"{option}: {seen}: {outcome.words()}")
