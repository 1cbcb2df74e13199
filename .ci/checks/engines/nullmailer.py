"""nullmailer with a built folder: an instance for each scope.

Its paths are compiled in, so each instance has a root folder of its own, in which the folder of its scope is mounted.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from . import namespace
from .waiting import eventually

QUEUE = "var/spool/nullmailer"
NAMES = "passwd: files\ngroup: files\nhosts: files dns\n"


def unpack(folder):
    """Fetches the package and unpacks it into a folder, because it cannot be installed beside Postfix."""
    download = ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", "nullmailer"]
    subprocess.run(download, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (package,) = Path(folder).glob("nullmailer_*.deb")
    subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    package.unlink()


class Nullmailers:
    """The instances of a built folder."""

    def __init__(self, bench, name="nullmailer"):
        """Begins with no instances; `name` is that of the folder."""
        self.bench, self.folder, self.instances = bench, bench.folder / name, []

    def build(self, configuration, *options, status=0):
        """Builds the folder; returns what the program says."""
        return self.bench.build(configuration, "nullmailer", self.folder, *options, status=status)

    def start(self, site=None):
        """Starts the instance of a site, or that of `global`."""
        folder = self.folder / "sites" / site if site else self.folder / "global"
        instance = Nullmailer(self.bench, f"{self.folder.name}-{site or 'global'}", folder)
        self.instances.append(instance)
        return instance

    def read_again(self):
        """Shows the folder as it is now to all instances, which read it each time they go through their queue."""
        for instance in self.instances:
            # The folder was exchanged, and what is mounted is the old one.
            namespace.unmount(instance.root / "etc/nullmailer")
            instance.show_configuration()

    def stop(self):
        """Ends all instances."""
        for instance in self.instances:
            instance.stop()
        self.instances = []


class Nullmailer:
    """A running instance."""

    target = "nullmailer"

    def __init__(self, bench, name, folder):
        """Makes the root folder from the package and what it needs of the system, and starts the instance in it."""
        self.bench = bench
        self.root = bench.folder / f"root-of-{name}"
        shutil.copytree(bench.nullmailer, self.root, symlinks=True)
        for source in ("/lib", "/lib64", "/dev", "/etc/hosts", "/etc/resolv.conf"):
            if os.path.exists(source):
                self._mount(source, source)
        self.folder = folder
        self.show_configuration()
        self._mount(bench.certificates.file, "/etc/ssl/certs/ca-certificates.crt")
        self._write("etc/nsswitch.conf", NAMES)
        self._write("etc/mailname", "engine.test\n")
        shutil.copy("/etc/ld.so.cache", self.root / "etc")
        shutil.copy("/etc/passwd", self.root / "etc")
        os.mkfifo(self.root / QUEUE / "trigger", 0o622)
        # `sent` is where the log ended when the last mail was put into the queue.
        self.log, self.sent = self.root / "log", 0
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                self._inside("/usr/sbin/nullmailer-send"), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def show_configuration(self):
        """Mounts the folder of its scope: the one that has that path now."""
        self._mount(self.folder, "/etc/nullmailer")

    def _mount(self, source, target):
        place = self.root / target.removeprefix("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        if os.path.isdir(source):
            place.mkdir(exist_ok=True)
        else:
            place.touch()
        namespace.mount(source, place)

    def _write(self, path, text):
        (self.root / path).write_text(text)

    def _inside(self, *command):
        return ["chroot", self.root, *command]

    def send(self, sender, recipients, content):
        """Puts a mail into the queue, in the form that nullmailer-queue reads."""
        self.sent = self.log.stat().st_size
        envelope = "\n".join([sender, *recipients, "", ""]).encode()
        text = content.replace(b"\r\n", b"\n")
        subprocess.run(self._inside("/usr/sbin/nullmailer-queue"), input=envelope + text, check=True)

    def _queue(self, name):
        marker = f"\n{name}@".encode()
        for file in (self.root / QUEUE / "queue").iterdir():
            try:
                yield marker in file.read_bytes()
            except FileNotFoundError:
                continue

    def has(self, name):
        """Whether the mail with a name is in the queue."""
        return any(self._queue(name))

    def waits(self, name):
        """Whether the mail with a name waits for its next attempt."""
        said = self.log.read_bytes()[self.sent :]
        return bool(re.search(rb"complete, [1-9]\d* message|No remote hosts listed", said)) and self.has(name)

    def flush(self):
        """Has it try everything that waits."""
        (self.root / QUEUE / "trigger").write_text("x")

    def drain(self, seconds=60):
        """Has it try everything that waits; whether everything is sent then."""
        self.flush()
        return eventually(lambda: not list((self.root / QUEUE / "queue").iterdir()), seconds)

    def tail(self, name=None):
        """The end of the log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])

    def stop(self):
        """Ends the instance."""
        self._process.terminate()
        self._process.wait(timeout=10)
