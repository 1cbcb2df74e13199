"""A real Postfix, with TLS and logins; a small server knows its logins, in the protocol that Postfix speaks with it."""

import base64
import grp
import os
import pwd
import socketserver
import subprocess
import threading

from ..engines.configuration import Configuration
from ..engines.configuration import Server as Entry
from ..engines.postfix import INSTANCE
from ..engines.waiting import eventually

PORT, LOGINS = 2587, 12345
SETTINGS = (
    INSTANCE
    + """inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mail.probe.test
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_chain_files = {base}/chain.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{logins}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_sender_login_maps = inline:{{ {{ news@probe.test = mailer }}, {{ other@probe.test = somebody }} }}
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_delay_reject = no
"""
)
SERVICES = """2587 inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
smtp unix - - n - - smtp
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""
USER, PASSWORD = "mailer", 'odd "größe" 0815'


class Logins(socketserver.StreamRequestHandler):
    """Says whether a login is right: one line a question, with tabs between its words."""

    def handle(self):
        """Introduces itself, and answers until Postfix goes."""
        pid = os.getpid()
        hello = ["VERSION\t1\t1", "MECH\tPLAIN\tplaintext", "MECH\tLOGIN\tplaintext", f"SPID\t{pid}", "CUID\t1"]
        self._say(*hello, "COOKIE\t" + "0" * 32, "DONE")
        for line in self.rfile:
            words = line.decode().rstrip("\n").split("\t")
            if words[0] == "AUTH":
                answers = [word.removeprefix("resp=") for word in words if word.startswith("resp=")]
                self._judge(words[1], base64.b64decode(answers[0]) if answers else b"")

    def _say(self, *lines):
        self.wfile.write("".join(f"{line}\n" for line in lines).encode())

    def _judge(self, number, answer):
        is_right = answer.split(b"\0")[1:] == [USER.encode(), PASSWORD.encode()]
        self._say(f"OK\t{number}\tuser={USER}" if is_right else f"FAIL\t{number}\tuser={USER}")


def _start(bench):
    """Starts Postfix in a folder."""
    base = bench.folder / "postfix"
    for name in ("queue", "data", "etc"):
        (base / name).mkdir(parents=True)
    base.chmod(0o755)
    os.chown(base / "data", pwd.getpwnam("postfix").pw_uid, grp.getgrnam("postfix").gr_gid)
    (base / "chain.pem").write_bytes(bench.certificates.chain("mail.probe.test"))
    (base / "etc/main.cf").write_text(SETTINGS.format(base=base, logins=LOGINS))
    (base / "etc/master.cf").write_text(SERVICES)
    server = socketserver.ThreadingTCPServer(("127.0.0.1", LOGINS), Logins)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    subprocess.run(["postfix", "-c", base / "etc", "start"], check=True, stdout=subprocess.DEVNULL)
    return base


def trial(bench):
    """A right login, a wrong one, an address that is another's, and what Postfix saw of all that."""
    base = _start(bench)
    bench.names.add("mail.probe.test", "127.0.0.1")
    bench.names.add("alias.probe.test", "127.0.0.1")
    postfix = bench.foreign("mail", "mail.probe.test", "127.0.0.1", PORT, {USER: PASSWORD})
    alias = bench.foreign("alias", "alias.probe.test", "127.0.0.1", PORT, {USER: PASSWORD})
    well = Configuration(listed=[Entry("mail", postfix, USER, uses_tls=True)])

    def log():
        file = base / "mail.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def expect(outcome, stage, status, reason=None):
        seen = outcome.stage("mail", stage)
        said = f"{seen}; {outcome.server('mail')} {outcome.words()} {log()[-500:]}"
        bench.expect((seen["status"], seen.get("reason")) == (status, reason), f"Postfix: {said}")

    outcome = bench.probe(well, "--auth", "--from", "news@probe.test", statuses=(0,))
    for stage in ("greeting", "ehlo", "starttls", "tls", "certificate", "ehloAgain", "auth", "mailFrom", "quit"):
        expect(outcome, stage, "ok")
    expect(bench.probe(well, "--auth", "--from", "other@probe.test"), "mailFrom", "failed", "refused")
    outcome = bench.probe(well, "--auth", environment=_wrong(well))
    expect(outcome, "auth", "failed", "refused")
    bench.expect("535" in outcome.stage("mail", "auth").get("detail", ""), f"Postfix: {outcome.server('mail')}")
    local = bench.foreign("mail", "127.0.0.1", "127.0.0.1", PORT, {USER: PASSWORD})
    plain = Configuration(listed=[Entry("mail", local, USER)])
    outcome = bench.probe(plain, "--auth", statuses=(0, 1))
    expect(outcome, "starttls", "warning", "offeredButUnused")
    # It offers logins only with TLS.
    expect(outcome, "auth", "failed", "notOffered")
    outcome = bench.probe(Configuration(listed=[Entry("alias", alias, USER, uses_tls=True)]), "--auth")
    seen = outcome.stage("alias", "certificate")
    bench.expect(seen.get("reason") == "nameMismatch" and "mail.probe.test" in seen.get("detail", ""), f"alias: {seen}")
    subprocess.run(["postfix", "-c", base / "etc", "stop"], check=True, stdout=subprocess.DEVNULL)
    eventually(lambda: "terminating" in log(), 10)
    text = log()
    bench.expect("fatal" not in text and "panic" not in text, f"Postfix: {text[-500:]}")
    for wrong in ("improper command pipelining", "non-SMTP command", "lost connection after", "timeout after", "rcpt="):
        # The connection to the one that must not be trusted ends inside TLS.
        lines = [line for line in text.splitlines() if wrong in line and "after STARTTLS" not in line]
        bench.expect(not lines, f"Postfix complains: {lines[:3]}")
    bench.expect(text.count("disconnect from") >= 5, f"Postfix counted: {text[-500:]}")


def _wrong(configuration):
    return {name: value + "x" for name, value in configuration.secrets().items()}
