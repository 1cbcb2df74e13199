"""A real Exim, which uses another TLS library than most, with TLS and logins; unpacked beside Postfix."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from ..engines import namespace
from ..engines.configuration import Configuration
from ..engines.configuration import Server as Entry
from ..engines.waiting import eventually

PROGRAM = "usr/sbin/exim4"
PORT = 2588
USER, PASSWORD = "mailer", "odd größe 0815"
SETTINGS = """primary_hostname = exim.probe.test
spool_directory = {base}/spool
log_file_path = {base}/log-%s
pid_file_path = {base}/pid
exim_user = nobody
exim_group = nogroup
never_users =
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
tls_advertise_hosts = *
tls_certificate = {base}/chain.pem
tls_privatekey = {base}/chain.pem
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
log_selector = +smtp_protocol_error +smtp_syntax_error +smtp_connection
smtp_enforce_sync = true
acl_smtp_mail = from
acl_smtp_rcpt = none
begin acl
from:
  deny senders = other@probe.test
       message = not as this
  accept
none:
  deny
begin authenticators
plain:
  driver = plaintext
  public_name = {mechanism}
  server_prompts = {prompts}
  server_condition = ${{if and{{{{eq{{{user}}}{{mailer}}}}{{eq{{{word}}}{{{password}}}}}}}}}
  server_set_id = {user}
"""
MECHANISMS = {
    "PLAIN": {"prompts": ":", "user": "$auth2", "word": "$auth3"},
    "LOGIN": {"prompts": "<| Username: | Password:", "user": "$auth1", "word": "$auth2"},
}


def unpack(folder):
    """Fetches Exim and the libraries that it needs here, and unpacks them, because it cannot be installed with Postfix.

    Returns what is wrong; nothing if all is there.
    """
    archives = Path(folder, "archives")
    (archives / "partial").mkdir(parents=True)
    settings = ["APT::Sandbox::User=root", f"Dir::Cache::archives={archives}", "Debug::NoLocking=1"]
    download = ["apt-get", "-qq", "-y", *(word for setting in settings for word in ("-o", setting))]
    download += ["--no-install-recommends", "--download-only", "install", "exim4-daemon-light"]
    result = subprocess.run(download, capture_output=True, text=True)
    for package in archives.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    if not Path(folder, PROGRAM).exists():
        return f"Exim, which cannot be fetched: {' '.join(result.stderr.split())}"
    return ""


def _account(bench):
    """Makes the account known that the package compiled in, for this namespace only."""
    for name, line in (("passwd", "Debian-exim:x:12345:12345::/:/bin/false\n"), ("group", "Debian-exim:x:12345:\n")):
        file = bench.folder / name
        file.write_text(Path("/etc", name).read_text() + line)
        namespace.mount(file, Path("/etc", name))
    # Only root may say with a file of its own what Exim is to do.
    os.umask(0o022)


def _start(bench, mechanism):
    base = bench.folder / f"exim-{mechanism}"
    (base / "spool").mkdir(parents=True)
    base.chmod(0o755)
    account = pwd.getpwnam("nobody")
    os.chown(base, account.pw_uid, account.pw_gid)
    os.chown(base / "spool", account.pw_uid, account.pw_gid)
    (base / "chain.pem").write_bytes(bench.certificates.chain("exim.probe.test"))
    shutil.chown(base / "chain.pem", account.pw_uid)
    settings = SETTINGS.format(base=base, port=PORT, mechanism=mechanism, password=PASSWORD, **MECHANISMS[mechanism])
    (base / "exim.conf").write_text(settings)
    libraries = [str(path) for path in (bench.parts / "usr/lib").glob("*-linux-gnu")]
    process = subprocess.Popen(
        [bench.parts / PROGRAM, "-bdf", "-C", base / "exim.conf"],
        env=os.environ | {"LD_LIBRARY_PATH": ":".join(libraries)},
        stdout=subprocess.DEVNULL,
        stderr=(base / "errors").open("w"),
    )
    return base, process


def _log(base):
    return "\n".join(file.read_text(errors="replace") for file in [*base.glob("log-*"), base / "errors"])


def trial(bench):
    """Right and wrong logins with each mechanism, and an address that the server refuses."""
    _account(bench)
    bench.names.add("exim.probe.test", "127.0.0.1")
    server = bench.foreign("exim", "exim.probe.test", "127.0.0.1", PORT, {USER: PASSWORD})
    well = Configuration(listed=[Entry("exim", server, USER, uses_tls=True)])
    for mechanism in MECHANISMS:
        base, process = _start(bench, mechanism)
        eventually(lambda base=base, process=process: (base / "pid").exists() or process.poll() is not None, 20)
        outcome = bench.probe(well, "--auth", "--from", "news@probe.test", statuses=(0,))
        said = f"Exim: {outcome.server('exim')} {outcome.words()} {_log(base)[-600:]}"
        for stage in ("greeting", "ehlo", "starttls", "tls", "certificate", "ehloAgain", "auth", "mailFrom", "quit"):
            bench.expect(outcome.stage("exim", stage)["status"] == "ok", f"{stage}: {said}")
        outcome = bench.probe(well, "--auth", "--from", "other@probe.test", statuses=(1,))
        seen = outcome.stage("exim", "mailFrom")
        bench.expect(seen.get("reason") == "refused" and "not as this" in seen.get("detail", ""), f"Exim: {seen}")
        wrong = {name: value + "x" for name, value in well.secrets().items()}
        outcome = bench.probe(well, "--auth", statuses=(1,), environment=wrong)
        bench.expect(outcome.stage("exim", "auth").get("reason") == "refused", f"Exim: {outcome.server('exim')}")
        process.terminate()
        process.wait(timeout=10)
        log = _log(base)
        bench.expect("synchronization error" not in log and "SMTP syntax error" not in log, f"Exim complains: {log}")
        bench.expect("SMTP protocol error" not in log, f"Exim complains: {log}")
