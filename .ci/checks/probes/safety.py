"""Servers that say what they should not: secrets, commands to terminals and CI servers, and answers too early."""

import base64
import contextlib
import json
import xml.etree.ElementTree as ElementTree

from ..engines.configuration import Configuration
from ..engines.configuration import Server as Entry
from .case import PASSWORD, USER, Case, entry
from .script import SECURE, Script, answer_login, echo, handshake, nothing, offer, say, send, then

KINDS = ["json", "text", "junit", "nagios"]
HOSTILE = [
    b"\x1b[2J\x1b]0;title\x07",
    b"##vso[task.setvariable variable=PATH]/x",
    b"##[add-path]/x",
    b"##teamcity[setParameter name='x' value='y']",
    b"::error::x",
    b"  ::add-path::/x",
    "\u202e\u2066\u200e\u2028::error::x\u2029##[x]".encode(),
    b"\xff\xfe\x80\xc0\xaf",
    b"\r::error::x",
    b"\x00\x08\x7f\xc2\x9b2J",
    b"<![CDATA[]]>&amp;&#27;</testsuite>",
    b"| 'x'=1;2;3 \\ \"",
]


def _echoing(text):
    """Servers that repeat a login at each place where a server can."""
    login = Script(**SECURE, auth=answer_login(echo(535)))
    yield "refusal", login
    yield "later", Script(**SECURE, auth=answer_login(echo(454, before="you said ")))
    # What joins the text before or after it into one character must not hide a secret from a search for it.
    yield "joined-after", Script(**SECURE, auth=answer_login(echo(535, after="\u0301")))
    yield "joined-before", Script(**SECURE, auth=answer_login(echo(535, before="\u0d4e")))
    # Blanks that become one when all is written in a line, and Base64 whose end can be left out.
    yield "tabs", Script(**SECURE, auth=answer_login(send(b"535 " + text.replace(b" ", b"\t") + b"\r\n")))
    yield "blanks", Script(**SECURE, auth=answer_login(send(b"535 " + text.replace(b" ", b"   ") + b"\r\n")))
    yield "lines", Script(**SECURE, auth=answer_login(say(*_lines(text))))
    yield "unpadded", Script(**SECURE, auth=answer_login(say(b"535 " + base64.b64encode(text).rstrip(b"="))))
    # A cut must not leave the beginning of a secret.
    yield "at-the-cut", Script(**SECURE, auth=answer_login(echo(535, before="x" * 185)))
    yield "at-the-end", Script(**SECURE, auth=answer_login(echo(535, before="x" * 495)))
    yield "question", Script(**SECURE, auth=then(send(b"334 " + text + b"\r\n"), answer_login(say(b"535 " + text))))
    yield "from", Script(**SECURE, mail=echo(550))
    yield "quit", Script(**SECURE, quit=echo(521))
    yield "greeting", Script(greeting=say(b"554 " + text))
    yield "hello", Script(ehlo=say(b"550 " + text))
    yield "starttls", Script(**SECURE, starttls=say(b"454 " + text), tls=nothing)
    yield "again", Script(**SECURE, ehlo_again=say(b"550 " + text))
    yield "mechanisms", Script(**SECURE, ehlo_again=offer(f"AUTH {text.decode().replace(' ', '-')} {text.decode()}"))


def _lines(text):
    """A refusal of several lines, with a word in each."""
    words = text.split(b" ")
    return [*(b"535-" + word for word in words[:-1]), b"535 " + words[-1]]


def _beginnings(bench, outcome, password):
    """Not even the beginning of a password is shown."""
    start = password[:7].encode()
    for output in (outcome.output, outcome.errors):
        at = output.find(start)
        bench.expect(at < 0, f"the beginning of a password: {output[max(0, at - 80) : at + 40]}")
    for text in (password.encode(), b"\0" + USER.encode() + b"\0" + password.encode()):
        start = base64.b64encode(text)[:24]
        at = outcome.output.find(start)
        bench.expect(at < 0, f"the beginning of a login: {outcome.output[max(0, at - 80) : at + 40]}")


def echoes(bench):
    """A login that a server repeats is in no output."""
    for password in (PASSWORD, 'odd "word" <of> \\ & größe!'):
        cases = [
            Case(f"echo-{name}", "auth", "refused", script, uses_tls=True, password=password)
            for name, script in _echoing(password.encode())
        ]
        configuration = Configuration(listed=[entry(bench, case) for case in cases])
        for kind in KINDS:
            outcome = bench.probe(configuration, "--auth", "--from", "a@probe.test", kind=kind, statuses=(1, 2))
            _beginnings(bench, outcome, password)
            if kind == "json":
                attempts = sum(len(server.attempts) for server in bench.servers)
                bench.expect(attempts >= 7, f"only {attempts} logins, so there was little to repeat")
                said = outcome.stage("echo-later", "auth").get("detail", "")
                bench.expect("you said" in said, f"a reply is not shown at all: {said}")
        bench.forget()


def hidden(bench):
    """A user name that comes from the environment is as secret as a password; so is a password in a certificate."""
    user, password = "somebody-in-particular", "secret-0815.probe.test"
    scripts = {
        "refusal": Script(**SECURE, auth=answer_login(say(f"535 5.7.8 {user} is not known here"))),
        "encoded": Script(**SECURE, auth=answer_login(echo(535))),
        "greeting": Script(greeting=say(f"554 go away, {user}")),
        "certificate": Script(**SECURE),
    }
    entries = []
    for name, script in scripts.items():
        kind = password if name == "certificate" else "right"
        server = bench.server(f"hidden-{name}", script, certificate=kind, logins={user: password})
        entries.append(Entry(server.name, server, user, uses_tls=True, hides_user=True))
    configuration = Configuration(listed=entries)
    for kind in KINDS:
        outcome = bench.probe(configuration, "--auth", kind=kind, statuses=(1, 2))
        for form in (user, base64.b64encode(user.encode()).decode().rstrip("=")):
            bench.expect(form.encode() not in outcome.output, f"{kind}: a user name is shown: {outcome.words()}")


def _hostile(number, text):
    """A server for each place where a server's text may be shown."""
    scripts = {
        "greeting": Script(greeting=then(send(b"554 " + text + b"\r\n"))),
        "first": Script(greeting=send(text + b"\r\n")),
        "hello": Script(ehlo=send(b"550-" + text + b"\r\n550 " + text + b"\r\n")),
        "offer": Script(ehlo=send(b"250-" + text + b"\r\n250-AUTH " + text + b"\r\n250 " + text + b"\r\n")),
        "starttls": Script(**SECURE, starttls=send(b"454 " + text + b"\r\n"), tls=nothing),
        "refusal": Script(**SECURE, auth=answer_login(send(b"535 " + text + b"\r\n"))),
        "from": Script(**SECURE, mail=send(b"550 5.7.1" + text + b"\r\n")),
        "quit": Script(quit=send(b"521 " + text + b"\r\n")),
    }
    for last, (name, script) in enumerate(scripts.items(), 1):
        secure = name in ("starttls", "refusal", "from")
        host = None if secure else f"127.64.{number}.{last}"
        yield Case(
            f"{name}-{number}", "auth", None, script, uses_tls=secure, password=PASSWORD, host=host, address=host
        )


def commands(bench):
    """Nothing that a server says commands a terminal or a CI server, in any format."""
    cases = [case for number, text in enumerate(HOSTILE) for case in _hostile(number, text)]
    cases.append(Case("certificate", "certificate", "", Script(**SECURE), uses_tls=True, certificate="hostile name"))
    configuration = Configuration(listed=[entry(bench, case) for case in cases])
    for kind in KINDS:
        file = bench.folder / f"report.{kind}"
        outcome = bench.probe(
            configuration, "--auth", "--from", "a@probe.test", "--format", f"{kind}={file}", kind=kind, statuses=(1, 2)
        )
        _expect_read(bench, kind, outcome.output)
        bench.expect(
            file.exists() and len(file.read_bytes()) > 20, f"{kind}=FILE: nothing is written: {outcome.words()}"
        )
    words = [stage.get("detail", "") for case in cases for stage in outcome.server(case.name)["stages"]]
    bench.expect(all(len(word) <= 400 for word in words), "a detail is too long")


def _expect_read(bench, kind, output):
    """An output is what its format says."""
    if kind == "json":
        with contextlib.suppress(ValueError):
            json.loads(output)
            return bench.expect(True, "")
        bench.expect(False, f"no JSON: {output[:300]}")
    elif kind == "junit":
        with contextlib.suppress(ElementTree.ParseError):
            ElementTree.fromstring(output)
            return bench.expect(True, "")
        bench.expect(False, f"no XML: {output[:300]}")
    elif kind == "nagios":
        bench.expect(output.count(b"\n") == 1 and output.endswith(b"\n"), f"not one line: {output[:300]}")
    else:
        count = len(output.splitlines())
        bench.expect(count > 90, f"only {count} lines of text")
    return None


def injection(bench):
    """What a server, or somebody on the way to it, says before the handshake is not an answer to a later question."""
    trap = b"220 begin\r\n250-trap\r\n250 AUTH PLAIN\r\n235 welcome\r\n250 fine\r\n221 bye\r\n"
    scripts = {
        # What is inside offers no login that the program speaks.
        "only-other": Script(**SECURE, starttls=send(trap), ehlo_again=offer("AUTH XOAUTH2")),
        "refused": Script(**SECURE, starttls=send(trap), auth=answer_login(say("535 5.7.8 no"))),
        "split": Script(
            **SECURE,
            starttls=then(send(trap[:11]), send(trap[11:])),
            tls=handshake,
            ehlo_again=offer("AUTH XOAUTH2"),
        ),
    }
    cases = [
        Case(f"trap-{name}", "auth", "", script, uses_tls=True, password=PASSWORD) for name, script in scripts.items()
    ]
    outcome = bench.probe(Configuration(listed=[entry(bench, case) for case in cases]), "--auth", statuses=(1,))
    for case in cases:
        server = outcome.server(case.name)
        bench.expect(server["status"] == "failed", f"{case.name}: {server}")
        bench.expect(outcome.stage(case.name, "auth")["status"] != "ok", f"{case.name}: {server}")
    for server in bench.servers:
        if server.name != "trap-refused":
            bench.expect(not server.attempts, f"{server.name} was sent a login")
