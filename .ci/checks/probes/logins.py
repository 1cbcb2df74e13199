"""Logins, and whether a server would let them send."""

import json

from ..engines.configuration import Configuration
from ..engines.configuration import Server as Entry
from .case import PASSWORD, USER, Case, entry, probe_cases
from .script import AUTH, SECURE, Script, answer_login, close, log_in, nothing, offer, pause, reset, say, silence, then

# What has to survive Base64, UTF-8, and the quoting of nobody.
ODD = "pä\"ss\\wörd's {x} $HOME %s \u20ac 🔑"
INSIDE = {"uses_tls": True, "password": PASSWORD}


def _offered(*extensions, **steps):
    return Script(**SECURE, ehlo_again=offer(*extensions), **steps)


def _refused(*lines, **steps):
    return Script(**SECURE, auth=answer_login(say(*lines)), **steps)


def _logins():
    yield Case("both", "auth", None, _offered(AUTH), **INSIDE)
    for name in ("PLAIN", "LOGIN"):
        yield Case(f"{name.lower()}-only", "auth", None, _offered(f"AUTH {name}"), **INSIDE)
        odd = {"uses_tls": True, "user": "user of 'größe'", "password": ODD}
        yield Case(f"{name.lower()}-odd", "auth", None, _offered(f"AUTH {name}"), **odd)
        yield Case(
            f"{name.lower()}-535",
            "auth",
            "refused",
            Script(**SECURE, ehlo_again=offer(f"AUTH {name}"), auth=answer_login(say("535 5.7.8 no"))),
            says=("535",),
            **INSIDE,
        )
    yield Case("longest", "auth", None, _offered(AUTH), uses_tls=True, user="u" * 50, password="p" * 200)
    yield Case("widest", "auth", None, _offered(AUTH), uses_tls=True, user="€" * 50, password="€" * 200)
    yield Case("lower-case", "auth", None, _offered("auth plain login"), **INSIDE)
    yield Case("old-form", "auth", None, _offered("AUTH=PLAIN LOGIN", AUTH), **INSIDE)
    # An error code that is not that of a wrong login, and the plain one.
    yield Case("refused-534", "auth", "refused", _refused("534 5.7.9 too weak"), says=("534",), **INSIDE)
    yield Case(
        "lines", "auth", "refused", _refused("535-5.7.8 no,", "535 5.7.8 never"), says=("535", "never"), **INSIDE
    )
    yield Case("454", "auth", "temporary", _refused("454 4.7.0 not now"), says=("454",), is_temporary=True, **INSIDE)
    yield Case("530", "auth", "tlsRequired", _refused("530 5.7.0 STARTTLS first"), says=("530",), **INSIDE)
    yield Case("421", "auth", "temporary", _refused("421 4.7.0 too many"), is_temporary=True, **INSIDE)
    # What the client says next, it says to nobody; that must not end the program.
    for name, step in (("closed", close), ("reset", then(pause(0.2), reset))):
        last = then(offer(AUTH), step)
        yield Case(f"then-{name}", "auth", "closed", Script(**SECURE, ehlo_again=last), **INSIDE)
        first = {"host": f"127.62.1.{len(name)}", "address": f"127.62.1.{len(name)}"}
        yield Case(f"local-then-{name}", "auth", "closed", Script(ehlo=last), password=PASSWORD, **first)
    yield Case("none-offered", "auth", "notOffered", _offered(), **INSIDE)
    yield Case("empty-offer", "auth", "notOffered|onlyOther", _offered("AUTH"), **INSIDE)
    for name, others in (
        ("cram", "CRAM-MD5"),
        ("oauth", "XOAUTH2 OAUTHBEARER"),
        ("alike", "XPLAIN PLAIN-CLIENT LOGINS"),
    ):
        says = tuple(others.split(" "))
        yield Case(f"only-{name}", "auth", "onlyOther", _offered(f"AUTH {others}"), says=says, **INSIDE)
    # Only what is offered inside TLS counts.
    before = Script(ehlo=offer("STARTTLS", AUTH), ehlo_again=offer("AUTH XOAUTH2"))
    yield Case("before-only", "auth", "onlyOther", before, **INSIDE)
    yield Case("without", "certificate", None, Script(**SECURE), uses_tls=True)


def _plain():
    """Without TLS: on loopback a login is shown, because nobody can read along."""
    local = {"password": PASSWORD}
    yield Case("local-well", "auth", None, Script(), host="127.62.0.1", address="127.62.0.1", **local)
    yield Case("localhost", "auth", None, Script(), host="localhost", address="127.0.0.1", **local)
    refusal = Script(auth=answer_login(say("535 5.7.8 no")))
    yield Case("local-535", "auth", "refused", refusal, host="127.62.0.2", address="127.62.0.2", **local)
    first = Script(auth=answer_login(say("530 5.7.0 STARTTLS first")))
    yield Case("local-530", "auth", "tlsRequired", first, host="127.62.0.3", address="127.62.0.3", **local)


def _far(bench):
    """Without TLS, a server that is not this machine is never shown a login, whatever its name looks like."""
    cases = []
    for name, host, offers in (
        ("far-plain", "far.probe.test", [AUTH]),
        ("far-tls", "far-tls.probe.test", ["STARTTLS", AUTH]),
        ("far-name", "localhost.probe.test", [AUTH]),
        ("far-localhost", "localhost", [AUTH]),
    ):
        address = bench.address("10.50")
        bench.names.records[host] = [address]
        script = Script(ehlo=offer(*offers))
        cases.append(Case(name, "ehlo", None, script, password=PASSWORD, host=host, address=address))
    listed = [entry(bench, case) for case in cases]
    # Now only the resolver knows this name, and says that it is somewhere else.
    bench.names.forget("localhost")
    outcome = bench.probe(Configuration(listed=listed), "--auth", "--from", "a@probe.test")
    bench.names.add("localhost", "127.0.0.1")
    for case in cases:
        stage = outcome.stage(case.name, "auth")
        bench.expect(stage["status"] != "ok", f"{case.name}: {stage}")
    for server in bench.servers:
        bench.expect(not server.is_local, f"{server.name} is local")
        said = [command for record in server.records for command in record.commands()]
        bench.expect({"EHLO"} <= set(said) <= {"EHLO", "QUIT", "MAIL", "RSET"}, f"{server.name} heard {said}")


def _unasked(bench):
    """Without `--auth`, nobody is shown a login, and a server that offers none is warned about."""
    well = Case("well", "ehlo", None, _offered(AUTH), **INSIDE)
    none = Case("none", "auth", "notOffered", _offered(), status="warning", **INSIDE)
    plain = Case("plain", "auth", "notOffered", Script(ehlo=offer()), status="warning", password=PASSWORD)
    without = Case("without", "ehlo", None, Script(ehlo=offer()))
    probe_cases(bench, [well, none, plain, without])
    bench.expect(not any(server.attempts for server in bench.servers), "a login without --auth")


def _senders(bench):
    """`--from` asks whether the login may send as an address, and takes it back."""
    sender = "news@sender.probe.test"
    steps = [
        ("well", None, say("250 2.1.0 fine")),
        ("550", "refused", say("550 5.7.1 not as this")),
        ("553", "refused", say("553-5.7.1 not as", "553 5.7.1 this")),
        ("451", "refused", say("451 4.3.0 not now")),
        ("530", "refused", say("530 5.7.0 log in first")),
    ]
    cases = [
        Case(
            f"from-{name}{'-in' if login else ''}",
            "mailFrom",
            reason,
            Script(**SECURE, mail=step),
            says=(name,) if reason else (),
            is_temporary=name == "451",
            **({"uses_tls": True, "password": PASSWORD} if login else {"may_warn": ("starttls",)}),
        )
        for name, reason, step in steps
        for login in (False, True)
    ]
    refused = Script(**SECURE, auth=answer_login(say("535 5.7.8 no")))
    cases.append(Case("refused", "auth", "refused", refused, **INSIDE))
    probe_cases(bench, cases, "--auth", "--from", sender)
    for server in bench.servers:
        (record,) = server.records
        lines = [line for line, _ in record.lines if line[:4].upper() in (b"MAIL", b"RSET", b"QUIT")]
        if server.name == "refused":
            bench.expect(lines in ([], [b"QUIT"]), f"{server.name} heard {lines}")
            continue
        bench.expect(lines[:1] == [f"MAIL FROM:<{sender}>".encode()], f"{server.name} heard {lines}")
        if "well" in server.name:
            bench.expect(lines[1:2] == [b"RSET"], f"{server.name} heard {lines}")
    # With nothing but the option, and a try to say more than an address.
    configuration = Configuration(listed=[entry(bench, Case("tried", "mailFrom", None))])
    outcome = bench.probe(configuration, "--from", sender)
    bench.expect(outcome.stage("tried", "mailFrom")["status"] == "ok", f"--from alone: {outcome.words()}")
    for wrong in ("a@b.test>\r\nRCPT TO:<c@d.test", "a@b.test> SIZE=1", "nobody", "a@b.test\nDATA"):
        bench.probe(configuration, f"--from={wrong}", statuses=(2,))
        bench.expect(not bench.servers[-1].records, f"--from {wrong!r}: was connected")


def _ends(bench):
    """The end of a conversation never fails a server."""
    for name, step in (("closed", close), ("late", silence), ("refused", say("502 5.5.1 stay")), ("nothing", nothing)):
        case = Case(f"quit-{name}", "quit", None, Script(quit=step))
        outcome = bench.probe(Configuration(listed=[entry(bench, case)]), statuses=(0,), timeout=2)
        bench.expect(outcome.server(case.name)["status"] in ("ok", "warning"), f"{name}: {outcome.words()}")
    for name, step in (("closed", close), ("late", silence)):
        case = Case(f"login-{name}", "auth", "", Script(auth=step), password=PASSWORD, host=f"127.63.0.{len(name)}")
        server = bench.server(case.name, case.script, host=case.host, address=case.host, logins={case.user: PASSWORD})
        outcome = bench.probe(
            Configuration(listed=[entry(bench, Case(case.name, "auth", password=PASSWORD, server=server))]),
            "--auth",
            statuses=(1,),
            timeout=2,
        )
        stage = outcome.stage(case.name, "auth")
        bench.expect(stage["status"] == "failed", f"{case.name}: {stage}")


def _missing(bench):
    """`--auth` implies `--require-secrets`: without a password nobody is contacted."""
    case = Case("missing", "auth", None, Script(auth=log_in), password=PASSWORD)
    configuration = Configuration(listed=[entry(bench, case)])
    file = bench.folder / "missing.smtp.yaml"
    file.write_text(configuration.text())
    outcome = bench.probe(file, "--auth", kind="text", statuses=(1,), environment={})
    bench.expect(b"secret-missing" in outcome.output + outcome.errors, f"missing: {outcome.words()}")
    bench.expect(not bench.servers[-1].records, "missing: was connected")
    outcome = bench.probe(file, statuses=(0,), environment={})
    bench.expect(bench.servers[-1].records, f"missing, and not needed: {outcome.words()}")


def _references(bench):
    """Names and passwords from variables and files, and from what systemd gives a unit."""
    server = bench.server("referred", Script(**SECURE), logins={USER: ODD})
    entry = Entry("referred", server, USER, uses_tls=True, hides_user=True)
    configuration = Configuration(listed=[entry])
    outcome = bench.probe(configuration, "--auth", statuses=(0,))
    bench.expect(outcome.stage("referred", "auth")["status"] == "ok", f"env: {outcome.words()}")
    folder = bench.folder / "credentials"
    folder.mkdir()
    document = json.loads(configuration.text())
    file = bench.folder / "referred.smtp.yaml"
    for end in ("", "\n", "\r\n"):
        (folder / "user").write_text(USER + end, newline="")
        (folder / "password").write_text(ODD + end, newline="")
        for user, password in (
            ({"credential": "user"}, {"credential": "password"}),
            ({"file": str(folder / "user")}, {"file": str(folder / "password")}),
        ):
            document["servers"]["referred"] |= {"username": user, "password": password}
            file.write_text(json.dumps(document))
            environment = {"CREDENTIALS_DIRECTORY": str(folder)}
            outcome = bench.probe(file, "--auth", statuses=(0,), environment=environment)
            bench.expect(outcome.stage("referred", "auth")["status"] == "ok", f"{user} {end!r}: {outcome.words()}")
    outcome = bench.probe(file, "--require-secrets", kind="text", statuses=(0,), environment={})
    (folder / "password").unlink()
    outcome = bench.probe(file, "--require-secrets", kind="text", statuses=(1,), environment={})
    bench.expect(b"secret-missing" in outcome.output + outcome.errors, f"no file: {outcome.words()}")
    bench.expect(not server.records, "no file: was connected")


def trial(bench):
    """Each reason from the login to the end."""
    probe_cases(bench, [*_logins(), *_plain()], "--auth")
    for server in bench.servers:
        bench.expect(len(server.records) == 1, f"{server.name}: {len(server.records)} connections")
        if server.attempts and server.name not in ("alike", "530"):
            (login,) = server.attempts
            right = [(user.encode(), word.encode()) for user, word in server.logins.items()]
            bench.expect(login in right, f"{server.name} was sent {login}, and knows {right}")
    for part in (_far, _unasked, _senders, _ends, _missing, _references):
        bench.forget()
        part(bench)
