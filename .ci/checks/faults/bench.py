"""The test bench for faults: folders to work in, files to write, and counted expectations."""

import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from ..tally import Tally

OLD = "version: 1\nservers:\n  relay: { serverName: old.example.com }\nglobal: { defaultServer: relay }\n"
NEW = OLD.replace("old.example.com", "new.example.com")
FIXABLE = NEW.replace("relay: {", "relay: { enabled: yes,")
FIXED = FIXABLE.replace("enabled: yes", "enabled: true")

SOMEBODY, GROUP = 54321, 54322
NOBODY = {"user": 65534, "group": 65534, "extra_groups": []}
PASSWORD = "not-a-real-one"
LITERAL = NEW.replace("relay: {", f"relay: {{ useSSL: true, username: m, password: {PASSWORD},")
ALLOWED = ["--allow", "plaintext-password"]


class Case:
    """A command that writes one file: the files before, and the possible contents afterwards."""

    is_folder = False

    def __init__(self, name, arguments, target, before, old, new, again=0):
        """Describes the command; `again` is the exit status of a second run that has nothing to do."""
        self.name, self.arguments, self.target = name, arguments, target
        self.before, self.old, self.new, self.again = before, old, new, again

    def folder(self):
        """Creates a folder with the initial files."""
        folder = Path(tempfile.mkdtemp(prefix="smtpconf-faults-"))
        for name, content in self.before.items():
            if isinstance(content, Path):
                (folder / name).symlink_to(content)
            else:
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_text(content)
        return folder

    def content(self, folder):
        """The text of the file that the command writes; None if there is none."""
        file = folder / self.target
        return file.read_text() if file.exists() else None

    def is_whole(self, content):
        """Whether a content is the old one or the new one."""
        return content in (self.old, self.new)

    def leftovers(self, folder):
        """The names of files that are neither initial files nor the command's result."""
        known = set(self.before) | {self.target}
        found = {str(file.relative_to(folder)) for file in folder.rglob("*") if not file.is_dir() or file.is_symlink()}
        return found - known


class Work:
    """A folder for one trial, open to all users: initial files by name, and the files afterwards."""

    def __init__(self, bench, files):
        """Creates the folder and its files; an underscore in a name stands for a dot."""
        self.bench = bench
        self.path = Path(tempfile.mkdtemp(prefix="smtpconf-faults-"))
        self.path.chmod(0o755)
        for name, text in files.items():
            self.write(name.replace("_", "."), text)

    def __truediv__(self, name):
        """A path in the folder."""
        return self.path / name

    def write(self, name, text):
        """Writes a file of the folder."""
        (self.path / name).write_text(text)

    def run(self, *arguments, **options):
        """Runs the program in the folder."""
        return self.bench.run(arguments, self.path, **options)

    def temporaries(self):
        """The temporary files that the program left."""
        return [str(file) for file in self.path.rglob(".*smtpconf-*")]

    def __enter__(self):
        """Begins the trial."""
        return self

    def __exit__(self, *_):
        """Removes the folder, with everything the trial left in it."""
        shutil.rmtree(os.fsencode(self.path), ignore_errors=True)


class Bench(Tally):
    """The program, its tables for `OLD` and `NEW`, the commands that write, and the tally of the trials."""

    def __init__(self, program):
        """Compiles both configurations once, to know the complete tables."""
        super().__init__()
        self.program = str(Path(program).resolve())
        self.old_table, self.new_table = self.compiled(OLD), self.compiled(NEW)
        assert self.old_table and self.new_table and self.old_table != self.new_table
        build = ["build", "--no-filesystem", "a.yaml", "-o", "t.json"]
        old, new = self.old_table, self.new_table
        linked = {"a.yaml": NEW, "real/t.json": old, "t.json": Path("real/t.json")}
        self.build_over = Case("build over a table", build, "t.json", {"a.yaml": NEW, "t.json": old}, old, new)
        fix = ["check", "--fix", "--no-filesystem", "a.yaml"]
        report = ["check", "--no-filesystem", "--format", "json=r.json", "a.yaml"]
        self.cases = [
            self.build_over,
            Case("build a first table", build, "t.json", {"a.yaml": NEW}, None, new),
            Case("build through a link", build, "real/t.json", linked, old, new),
            Case("fix", fix, "a.yaml", {"a.yaml": FIXABLE}, FIXABLE, FIXED),
            Case("write a report", report, "r.json", {"a.yaml": NEW, "r.json": "old"}, "old", None),
            Case("begin a file", ["init", "n.yaml"], "n.yaml", {}, None, None, again=2),
        ]

    def run(self, arguments, folder, prefix=(), **options):
        """Runs the program in a folder, without standard input, and through another program if there is a prefix."""
        return subprocess.run(
            [*prefix, self.program, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            **options,
        )

    def trace(self, case, folder, *options):
        """Runs the command of a case under strace, which may inject faults."""
        return self.run(case.arguments, folder, ["strace", "-f", "-qq", "-o", str(folder) + ".trace", *options])

    def compiled(self, text):
        """The routing table of a configuration."""
        with self.work(a_yaml=text) as work:
            return work.run("build", "--no-filesystem", "a.yaml").stdout

    def work(self, **files):
        """A folder for one trial, with these files."""
        return Work(self, files)


def remove(folder):
    """Removes the folder of a case and what strace wrote beside it."""
    Path(str(folder) + ".trace").unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


ACCESS, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"
OWNER, USER, OWNING_GROUP, MASK, OTHER = 0x01, 0x02, 0x04, 0x10, 0x20


def access_list(*entries):
    """The attribute's bytes; an entry is a tag, the permissions and an ID."""
    nobody = 0xFFFFFFFF
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", tag, bits, who or nobody) for tag, bits, who in entries)


# One user may read, the group may not: the mode's digit for the group is the mask, 4.
ONE_READER = access_list(
    (OWNER, 6, None), (USER, 4, SOMEBODY), (OWNING_GROUP, 0, None), (MASK, 4, None), (OTHER, 0, None)
)


def rights(file):
    """The mode, the owner, the group, and the attributes with rights or notes."""
    found = os.stat(file)
    kept = {name: os.getxattr(file, name) for name in os.listxattr(file) if name.startswith(("system.", "user."))}
    return oct(found.st_mode), found.st_uid, found.st_gid, kept
