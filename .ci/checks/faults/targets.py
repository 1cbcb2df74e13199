"""The folder of a mail engine: exchanged as a whole, or replaced file by file beside files that are not ours."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .bench import remove

OLD = """version: 1
servers:
  relay: { serverName: "old.example.com:587", useSSL: true, username: mailer, password: { env: P } }
  spare: { serverName: "spare.example.com:587", useSSL: true }
global: { defaultServer: relay, servers: [spare] }
sites:
  old: { senderDomains: [old.example] }
"""
NEW = OLD.replace("old", "new")
LIST = "smtpconf.json"


def tree(folder):
    """What is in a folder, by path: the mode and the text of files, without temporary ones."""
    files = (file for file in folder.rglob("*") if not file.is_dir() and ".smtpconf-" not in file.name)
    return {str(file.relative_to(folder)): (oct(file.stat().st_mode & 0o7777), file.read_text()) for file in files}


class FolderCase:
    """A command that writes a folder, which may have files that are not ours; it is the old one or the new one."""

    is_folder = True

    def __init__(self, bench, name, target, others=(), is_first=False):
        """Builds both folders once, to know what is in them."""
        self.name, self.others = name, {name: ("0o644", "not ours") for name in others}
        self.arguments = ["build", "--target", target, "--no-secrets", "a.yaml", "-o", "etc"]
        self.again = 0
        self.made = Path(tempfile.mkdtemp(prefix="smtpconf-faults-"))
        (self.made / "a.yaml").write_text(NEW)
        bench.expect(bench.run(self.arguments, self.made).returncode == 0, f"{name}: the new folder is built")
        self.new = tree(self.made / "etc") | self.others
        shutil.rmtree(self.made / "etc")
        self.old = None
        if not is_first:
            (self.made / "b.yaml").write_text(OLD)
            old = bench.run(["b.yaml" if word == "a.yaml" else word for word in self.arguments], self.made)
            bench.expect(old.returncode == 0, f"{name}: the old folder is built")
            for other in others:
                (self.made / "etc" / other).write_text("not ours")
            self.old = tree(self.made / "etc")

    def folder(self):
        """A folder with the configuration and the old folder."""
        folder = Path(tempfile.mkdtemp(prefix="smtpconf-faults-"))
        shutil.copytree(self.made, folder, dirs_exist_ok=True)
        return folder

    def content(self, folder):
        """What is in the folder that the command writes; None if there is none."""
        return tree(folder / "etc") if (folder / "etc").exists() else None

    def is_whole(self, content):
        """Whether a content is the old one or the new one.

        If there are other files beside ours, each file is, and every file of ours is listed.
        """
        if not self.others:
            return content in (self.old, self.new)
        listed = {file["path"] for file in json.loads(content[LIST][1])["files"]} | {LIST} | set(self.others)
        files = all(text in (self.old.get(path), self.new.get(path)) for path, text in content.items() if path != LIST)
        return files and set(content) <= listed and self.others.items() <= content.items()

    def leftovers(self, folder):
        """What a run left beside the folder, and temporary files and empty folders in it."""
        beside = {file.name for file in folder.iterdir()} - {"a.yaml", "b.yaml", "etc"}
        inside = {str(file) for file in folder.rglob(".*smtpconf-*")}
        return beside | inside


# Between two calls that change something, what is on the disk stays the same, wherever the program is killed.
CHANGES = {"openat", "write", "renameat", "renameat2", "unlinkat", "mkdirat", "fsync", "fchmod", "flock"}


def cases(bench):
    """The ways in which a folder is written."""
    return [
        FolderCase(bench, "make a folder", "postfix", is_first=True),
        FolderCase(bench, "exchange a folder", "nullmailer"),
        FolderCase(bench, "replace the files of a folder", "nullmailer", others=["me"]),
    ]


def full_disk(bench):
    """A full disk leaves the old folder, as a whole or file by file, with a message that says why."""
    for others in ([], ["me"]):
        case = FolderCase(bench, "a folder on a full disk", "nullmailer", others)
        disk = Path(tempfile.mkdtemp(prefix="smtpconf-faults-"))
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "none", disk], check=True)
        try:
            shutil.copytree(case.made, disk, dirs_exist_ok=True)
            with open(disk / "etc" / "filler" if others else disk / "b.yaml", "wb", buffering=0) as filler:
                try:
                    while True:
                        filler.write(b"x" * 4096)
                except OSError:
                    pass
            if others:
                case.others["filler"] = case.old["filler"] = case.new["filler"] = tree(disk / "etc")["filler"]
            result = bench.run(case.arguments, disk)
            bench.expect(result.returncode == 2 and "No space left" in result.stderr, f"{case.name}: {result.stderr!r}")
            bench.expect(case.is_whole(case.content(disk)), f"{case.name}: it is torn")
            bench.expect(not case.leftovers(disk), f"{case.name}: left {case.leftovers(disk)}")
        finally:
            subprocess.run(["umount", disk], check=True)
        os.rmdir(disk)


def mounted_folder(bench):
    """A folder that is mounted cannot be exchanged: its files are replaced one by one."""
    case = FolderCase(bench, "a folder that is mounted", "nullmailer")
    folder = case.folder()
    subprocess.run(["mount", "--bind", folder / "etc", folder / "etc"], check=True)
    try:
        result = bench.run(case.arguments, folder)
        bench.expect(result.returncode == 0, f"{case.name}: {result.stderr!r}")
        bench.expect(case.content(folder) == case.new, f"{case.name}: it is the old one")
        bench.expect(not case.leftovers(folder), f"{case.name}: left {case.leftovers(folder)}")
    finally:
        subprocess.run(["umount", folder / "etc"], check=True)
    remove(folder)
