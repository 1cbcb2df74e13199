"""Tries a built program on a machine where everything goes wrong: `python3 -m checks.faults PROGRAM`.

It is killed at every system call that touches a file, each of these calls fails once, disks are full, folders may not
be written to, others save at the same moment or have laid a trap, threads and descriptors run out, and fifty run at
once. Afterwards the file must be the old one or the new one, whole, and nothing may be left beside it. Needs strace,
and root for what takes other users; these are numbers, and need no accounts.
"""

import os
import subprocess
import sys

from . import access, crowds, disks, folders, limits, streams, system_calls, targets, traps
from .bench import Bench


def main(program):
    """Runs all trials that this machine allows, and returns the exit status."""
    bench = Bench(program)
    strace = ["strace", "-qq", "-o", "/dev/null", "true"]
    if subprocess.run(strace, capture_output=True).returncode == 0:
        for case in bench.cases:
            system_calls.everywhere(bench, case)
        for case in targets.cases(bench):
            system_calls.everywhere(bench, case, targets.CHANGES)
        system_calls.saved_meanwhile(bench)
    else:
        bench.expect(False, "strace cannot trace here")
    if os.geteuid() == 0:
        disks.files_of_others(bench)
        disks.full_and_read_only(bench)
        disks.mounted_files(bench)
        targets.full_disk(bench)
        targets.mounted_folder(bench)
        access.kept_rights(bench)
        access.rights_that_cannot_be_kept(bench)
        access.default_lists(bench)
        traps.traps(bench)
        access.secrets_of_others(bench)
        folders.folders_that_hide(bench)
        limits.without_threads(bench)
    else:
        print("not tested without root: full disks, folders and files of other users")
    crowds.at_once(bench)
    crowds.fixed_at_once(bench)
    streams.pipes(bench)
    limits.limits(bench)
    folders.names(bench)
    crowds.ended_among_many(bench)
    return bench.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
