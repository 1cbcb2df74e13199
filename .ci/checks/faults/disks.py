"""Full and read-only disks, mounted files, and files of other users: tests that need root."""

import errno
import os
import re
import subprocess
import tempfile
from pathlib import Path

from .bench import NEW, OLD, remove


def refused(bench, what, folder, words, prefix=(), has_table=True):
    """Building must fail with a plain message, and leave the files as they were."""
    before = sorted(os.listdir(folder))
    result = bench.run(bench.build_over.arguments, folder, prefix)
    bench.expect(result.returncode == 2, f"{what}: exit {result.returncode} {result.stderr}")
    bench.expect(result.stderr.count("\n") == 1 and re.search(words, result.stderr), f"{what}: says {result.stderr!r}")
    if has_table:
        bench.expect((folder / "t.json").read_text() == bench.old_table, f"{what}: the file has changed")
    bench.expect(sorted(os.listdir(folder)) == before, f"{what}: left {sorted(os.listdir(folder))}")


def files_of_others(bench):
    """Files and folders that belong to other users are replaced only if that is permitted."""
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    over = bench.build_over

    folder = over.folder()
    folder.chmod(0o755)
    refused(bench, "a folder that may not be written to", folder, "Permission denied", prefix=nobody)
    folder.chmod(0o1777)
    refused(bench, "another user's file in a folder for all", folder, "not permitted", prefix=nobody)
    remove(folder)

    folder = over.folder()
    folder.chmod(0o777)
    result = bench.run(over.arguments, folder, nobody)
    bench.expect(
        result.returncode == 0 and over.content(folder) == bench.new_table,
        "another user's file in a folder of all is replaced",
    )
    remove(folder)

    folder = over.folder()
    (folder / "t.json").unlink()
    (folder / "t.json").mkdir()
    refused(bench, "a folder in the file's place", folder, "directory", has_table=False)
    remove(folder)


def full_and_read_only(bench):
    """A full or read-only disk leaves the old file, with a message that says why."""
    folder = bench.build_over.folder()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", folder], check=True)
    try:
        (folder / "a.yaml").write_text(NEW)
        (folder / "t.json").write_text(bench.old_table)
        filler = os.open(folder / "filler", os.O_CREAT | os.O_WRONLY)
        try:
            while True:
                os.write(filler, b"x" * 4096)
        except OSError as problem:
            assert problem.errno == errno.ENOSPC
        os.close(filler)
        refused(bench, "a full disk", folder, "No space left")
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        refused(bench, "a disk that can only be read", folder, "Read-only")
    finally:
        subprocess.run(["umount", folder], check=True)
    remove(folder)


def mounted_files(bench):
    """A file that is mounted cannot be replaced; one on another file system, reached by a link, can."""
    over = bench.build_over
    folder = over.folder()
    subprocess.run(["mount", "--bind", folder / "a.yaml", folder / "t.json"], check=True)
    try:
        result = bench.run(["build", "--no-filesystem", "-", "-o", "t.json"], folder)
        bench.expect(result.returncode in (1, 2), f"standard input without content: exit {result.returncode}")
        (folder / "b.yaml").write_text(OLD)
        result = bench.run(["build", "--no-filesystem", "b.yaml", "-o", "t.json"], folder)
        bench.expect(result.returncode == 2 and "busy" in result.stderr, f"a file that is mounted: {result.stderr!r}")
        bench.expect(
            not [name for name in os.listdir(folder) if name.startswith(".")], "a file that is mounted: leftovers"
        )
    finally:
        subprocess.run(["umount", folder / "t.json"], check=True)
    remove(folder)

    # A link to a file on another file system: the temporary file is created there.
    folder = over.folder()
    other = Path(tempfile.mkdtemp(prefix="smtpconf-faults-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", other], check=True)
    try:
        (folder / "t.json").unlink()
        (other / "t.json").write_text(bench.old_table)
        (folder / "t.json").symlink_to(other / "t.json")
        result = bench.run(over.arguments, folder)
        bench.expect(
            result.returncode == 0 and (other / "t.json").read_text() == bench.new_table,
            "a file on another file system",
        )
        bench.expect(
            (folder / "t.json").is_symlink() and os.listdir(other) == ["t.json"],
            "a file on another file system: the link",
        )
    finally:
        subprocess.run(["umount", other], check=True)
    remove(folder)
    remove(other)
