"""STARTTLS, the handshake, and everything that can be wrong with a certificate."""

import datetime
import re

from ..engines.configuration import Configuration
from .case import Case, entry, probe_cases
from .script import SECURE, Script, close, hear, nothing, offer, reset, say, send, silence, then

# An alert that ends a handshake: fatal, handshake_failure (RFC 8446).
ALERT = bytes([21, 3, 3, 0, 2, 2, 40])


def _starttls():
    secret = {"uses_tls": True, "password": "not shown to anybody"}
    yield Case("not-offered", "starttls", "notOffered", **secret)
    bare = Script(ehlo=offer())
    yield Case("nothing-offered", "starttls", "notOffered", bare, **secret)
    # A server that knows the command but does not offer it must not be asked.
    longer = Script(ehlo=offer("XSTARTTLS", "STARTTLSX", "AUTH PLAIN LOGIN"))
    yield Case("alike-offered", "starttls", "notOffered", longer, **secret)
    for code in ("454", "554", "502"):
        answer = say(f"{code} 5.7.0 not with you")
        script = Script(**SECURE, starttls=answer, tls=nothing)
        yield Case(
            f"starttls-{code}",
            "starttls",
            "rejected",
            script,
            says=(code, "not with you"),
            is_temporary=code == "454",
            **secret,
        )


def _handshakes():
    secret = {"uses_tls": True, "password": "not shown to anybody"}
    yield Case("tls-closed", "tls", "closed", Script(**SECURE, tls=close), **secret)
    yield Case("tls-reset", "tls", "closed", Script(**SECURE, tls=reset), **secret)
    yield Case("tls-late", "tls", "timedOut", Script(**SECURE, tls=silence), **secret)
    for name, data in (("text", b"220 hello\r\n" * 9), ("alert", ALERT), ("junk", bytes(range(256)))):
        yield Case(
            f"tls-{name}", "tls", "handshakeFailed", Script(**SECURE, tls=then(hear, send(data), silence)), **secret
        )
    yield Case("tls-old", "tls", "handshakeFailed", Script(**SECURE), certificate="old protocol", **secret)
    early = then(send(b"220 hello\r\n"), silence)
    yield Case("tls-early", "tls", "handshakeFailed", Script(**SECURE, tls=early), **secret)
    # The beginning of a record, and no more.
    half = then(hear, send(bytes([22, 3, 3, 1, 0, 2, 0])), silence)
    yield Case("tls-half", "tls", "timedOut", Script(**SECURE, tls=half), **secret)


# The kind of certificate, the reason, and what the detail has.
WRONG = [
    ("expired", "expired", ()),
    ("old authority", "expired", ()),
    ("not yet", "notYetValid", ()),
    ("other name", "nameMismatch", ("else.test", "mail.else.test")),
    ("name below", "nameMismatch", ()),
    ("name above", "nameMismatch", ()),
    ("wildcard above", "nameMismatch", ()),
    ("wildcard below", "nameMismatch", ()),
    ("wildcard partial", "nameMismatch", ()),
    ("many names", "nameMismatch", ()),
    ("own", "selfSigned", ()),
    ("unknown", "unknownIssuer", ()),
    # From the certificate alone nobody can tell whether its issuer is unknown or the next one was left out.
    ("unknown alone", "unknownIssuer|incompleteChain", ()),
    ("chain missing", "incompleteChain", ()),
    ("second missing", "incompleteChain", ()),
    ("cut name", "nameMismatch", ()),
    ("hostile name", "nameMismatch", ()),
]
RIGHT = ["right", "second name", "wildcard", "in a chain", "no 1.3", "40 years"]


def _certificates():
    for kind, reason, says in WRONG:
        yield Case(
            kind.replace(" ", "-"),
            "certificate",
            reason,
            Script(**SECURE),
            uses_tls=True,
            password="not shown to anybody",
            certificate=kind,
            says=says,
        )
    for kind in RIGHT:
        yield Case(kind.replace(" ", "-"), "certificate", None, Script(**SECURE), uses_tls=True, certificate=kind)
    # Addresses count only as addresses.
    for kind, reason in (("right", None), ("address as name", "nameMismatch"), ("other name", "nameMismatch")):
        host = f"127.61.0.{1 + len(kind)}"
        yield Case(
            f"address-{kind.replace(' ', '-')}",
            "certificate",
            reason,
            Script(**SECURE),
            uses_tls=True,
            certificate=kind,
            host=host,
            address=host,
        )


def _ends(bench):
    """When a certificate ends too soon."""
    kinds = {"5 days": 5, "20 days": 20, "right": 60}
    for options, days in (((), 14), (("--cert-days", 3), 3), (("--cert-days", 30), 30), (("--cert-days", 0), 0)):
        cases = [
            Case(
                kind.replace(" ", "-"),
                "certificate",
                "endsSoon" if ends < days else None,
                Script(**SECURE),
                status="warning",
                uses_tls=True,
                certificate=kind,
            )
            for kind, ends in kinds.items()
        ]
        outcome = probe_cases(bench, cases, *options)
        for case in cases:
            certificate = outcome.server(case.name).get("certificate", {})
            host = f"{case.name}.probe.test"
            bench.expect(
                certificate.get("names") == [host] and "authority of the tests" in str(certificate.get("issuer")),
                f"{case.name}: certificate {certificate}",
            )
            bench.expect(str(certificate.get("notAfter", ""))[:2] == "20", f"{case.name}: certificate {certificate}")
        bench.forget()


def _roots(bench):
    """Without `--ca-file`, an authority of the test is unknown; a file that is none is an error of usage."""
    case = Case("roots", "certificate", None, Script(**SECURE), uses_tls=True)
    configuration = Configuration(listed=[entry(bench, case)])
    system = "/etc/ssl/certs/ca-certificates.crt"
    outcome = bench.probe(configuration, "--ca-file", system, statuses=(1,))
    seen = outcome.stage("roots", "certificate")
    bench.expect(seen.get("reason") in ("unknownIssuer", "incompleteChain"), f"other roots: {seen}")
    for wrong in ("/nowhere/at/all.pem", "/etc/hosts"):
        bench.probe(configuration, "--ca-file", wrong, statuses=(2,))
        bench.expect(not bench.servers[-1].records, f"--ca-file {wrong}: was connected")


def _expect_past(bench, outcome):
    """What is said to have ended has ended: the certificate of the server, or that of an authority."""
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    for name in ("expired", "old-authority"):
        detail = outcome.stage(name, "certificate").get("detail", "")
        dates = re.findall(r"\d{4}-\d\d-\d\d", detail)
        bench.expect(all(date < today for date in dates), f"{name}: today is {today}, and {detail}")


def _names(bench):
    """However a host is written, its certificate is found: the name is sent to the server in its usual form."""
    hosts = {"dot": "dot.probe.test.", "capitals": "CAPITALS.Probe.Test", "plain": "plain.probe.test"}
    cases = []
    for name, host in hosts.items():
        known = host.lower().rstrip(".")
        server = bench.server(name, Script(**SECURE), host=known)
        server.host = host
        bench.names.records[known] = [server.address]
        cases.append(Case(name, "certificate", None, uses_tls=True, server=server))
    cases.append(
        Case("number", "certificate", None, Script(**SECURE), uses_tls=True, host="127.61.1.1", address="127.61.1.1")
    )
    probe_cases(bench, cases)
    for server in bench.servers:
        names = [record.name for record in server.records]
        expected = None if server.name == "number" else server.host.lower().rstrip(".")
        bench.expect([name and name.lower() for name in names] == [expected], f"{server.name}: was asked to be {names}")
    bench.forget()


def _common_name(bench):
    """A name outside the list of names counts or does not, and what is said about it agrees with that."""
    case = Case("no-name", "certificate", None, Script(**SECURE), uses_tls=True, certificate="no name")
    outcome = bench.probe(Configuration(listed=[entry(bench, case)]))
    names = outcome.server("no-name").get("certificate", {}).get("names")
    expected = ["no-name.probe.test"] if outcome.stage("no-name", "certificate")["status"] == "ok" else []
    bench.expect(names == expected, f"names {names} in: {outcome.summary('no-name')}")
    bench.forget()


def _mutual(bench):
    """A server that wants a certificate of its client fails, in TLS 1.3 only after the handshake."""
    case = Case("mutual", "tls", "", Script(**SECURE), uses_tls=True, certificate="mutual", password="not shown")
    outcome = bench.probe(Configuration(listed=[entry(bench, case)]), "--auth", statuses=(1,))
    bench.expect(outcome.server("mutual")["status"] == "failed", f"mutual: {outcome.summary('mutual')}")
    bench.forget()


def trial(bench):
    """Each reason from STARTTLS to the certificate, with logins that nobody must see."""
    cases = [*_starttls(), *_handshakes(), *_certificates()]
    outcome = probe_cases(bench, cases, "--auth")
    for server in bench.servers:
        for record in server.records:
            clear = [line.split(b" ")[0].upper() for line, is_encrypted in record.lines if not is_encrypted]
            if record.is_encrypted or server.name.startswith("tls-"):
                # What follows may be bytes of TLS.
                clear = clear[: clear.index(b"STARTTLS")] if b"STARTTLS" in clear else clear
            bench.expect(set(clear) <= {b"EHLO", b"STARTTLS", b"QUIT"}, f"{server.name} heard {clear} in clear text")
            again = clear[clear.index(b"STARTTLS") + 1 :] if b"STARTTLS" in clear else []
            bench.expect(again in ([], [b"QUIT"]), f"{server.name} heard {again} after STARTTLS")
            if not server.is_trusted:
                inside = [line for line, is_encrypted in record.lines if is_encrypted]
                bench.expect(set(inside) <= {b"QUIT"}, f"{server.name} heard {inside}, and is not to be trusted")
    _expect_past(bench, outcome)
    bench.forget()
    # The same certificates are judged without a login as well.
    probe_cases(bench, list(_certificates()))
    bench.forget()
    _names(bench)
    _common_name(bench)
    _mutual(bench)
    _ends(bench)
    _roots(bench)
