"""Kills the program at every system call that touches a file, and makes each of them fail once."""

import collections
import os
import re
import signal
import subprocess
import time
from pathlib import Path

from .bench import FIXABLE, remove

CALLS = "trace=%file,%desc,fsync,flock"
# The errors that the writing calls can return, from section 2 of the manual.
ERRORS = {
    "openat": ["EMFILE", "EACCES", "ENOSPC"],
    "open": ["EMFILE", "EACCES", "ENOSPC"],
    "write": ["ENOSPC", "EIO", "EINTR"],
    "fsync": ["EIO", "ENOSPC"],
    "fchmod": ["EPERM"],
    "fchown": ["EPERM"],
    "flock": ["ENOLCK", "EINTR"],
    "rename": ["EXDEV", "EBUSY", "EACCES"],
    "renameat": ["EXDEV"],
    "link": ["EXDEV", "EPERM"],
    "read": ["EIO", "EINTR"],
    "stat": ["EACCES"],
    "fstat": ["EIO"],
    "newfstatat": ["EACCES"],
    "mkdir": ["EACCES", "ENOSPC"],
    "mkdirat": ["EACCES", "ENOSPC"],
    "getdents64": ["EIO"],
    "readlink": ["EIO"],
    "chmod": ["EPERM"],
    "renameat2": ["ENOSYS", "EINVAL", "EIO", "EXDEV", "EBUSY"],
    "linkat": ["EPERM"],
    "readlinkat": ["EIO"],
    "fgetxattr": ["EIO"],
    "fsetxattr": ["EPERM"],
    "fremovexattr": ["EIO"],
}

# Swift's runtime reads /proc/self/exe before the program begins, and gives up if that fails.
NO_RUNTIME = "Unable to obtain Swift runtime path\n"


def everywhere(bench, case, ends=None):
    """Kills the command of a case, ends it and fails it at every call; it is killed and ended only at `ends`."""
    counts = calls(bench, case)
    print(f"{case.name}: {sum(counts.values())} system calls, {len(counts)} kinds")
    some = {call: count for call, count in counts.items() if ends is None or call in ends}
    kill_everywhere(bench, case, some)
    fail_everywhere(bench, case, counts)
    end_everywhere(bench, case, some)


def calls(bench, case):
    """The number of calls of each system call that touches files."""
    folder = case.folder()
    result = bench.trace(case, folder, "-e", CALLS)
    bench.expect(result.returncode == 0, f"{case.name}: {result.stderr}")
    if case.new is None:
        case.new = case.content(folder)
    bench.expect(case.content(folder) == case.new, f"{case.name}: the file has the wrong content")
    log = Path(str(folder) + ".trace").read_text()
    remove(folder)
    return collections.Counter(re.findall(r"^\d+ +(\w+)\(", log, re.M))


def kill_everywhere(bench, case, counts):
    """Killed at every call: the file is complete, and the next run finishes the work and cleans up."""
    for call, count in counts.items():
        for number in range(1, count + 1):
            what = f"{case.name}, killed at {call} {number}"
            folder = case.folder()
            result = bench.trace(case, folder, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}")
            # The last call may not be reached this time.
            bench.expect(result.returncode in (0, -signal.SIGKILL, 137), f"{what}: exit {result.returncode}")
            content = case.content(folder)
            bench.expect(case.is_whole(content), f"{what}: the file is torn")
            status = bench.run(case.arguments, folder).returncode
            bench.expect(status in (0, case.again), f"{what}: exit {status} the next time")
            bench.expect(case.content(folder) == case.new, f"{what}: the next run does not fix it")
            bench.expect(not case.leftovers(folder), f"{what}: left {case.leftovers(folder)}")
            remove(folder)


def fail_everywhere(bench, case, counts):
    """Every call fails once, with each of its errors: a plain message, and the file is complete."""
    for call, count in counts.items():
        for problem in ERRORS.get(call, []):
            for number in range(1, count + 1):
                what = f"{case.name}, {problem} at {call} {number}"
                folder = case.folder()
                result = bench.trace(
                    case, folder, "-e", f"trace={call}", "-e", f"inject={call}:error={problem}:when={number}"
                )
                if result.stderr == NO_RUNTIME:
                    remove(folder)
                    continue
                content = case.content(folder)
                bench.expect(case.is_whole(content), f"{what}: the file is torn")
                if result.returncode == 0:
                    bench.expect(content == case.new, f"{what}: exit 0, and the file is the old one")
                else:
                    bench.expect(result.returncode == 2, f"{what}: exit {result.returncode}, {result.stderr}")
                    # If standard error itself cannot be written, there is no message.
                    plain = result.stderr.startswith("error: ") or call == "write"
                    bench.expect(plain, f"{what}: says {result.stderr!r}")
                if case.leftovers(folder) and case.is_folder:
                    # The call that failed may be one that removes the old folder; the next run does that.
                    bench.expect(bench.run(case.arguments, folder).returncode == 0, f"{what}: fails the next time")
                bench.expect(not case.leftovers(folder), f"{what}: left {case.leftovers(folder)}")
                remove(folder)


def end_everywhere(bench, case, counts):
    """A signal that can be caught, at every call: it ends the program, which leaves nothing for the next run."""
    names = ["TERM", "INT", "HUP", "QUIT"]
    for call, count in counts.items():
        for number in range(1, count + 1):
            name = names[number % len(names)]
            what = f"{case.name}, SIG{name} at {call} {number}"
            folder = case.folder()
            result = bench.trace(
                case, folder, "-e", f"trace={call}", "-e", f"inject={call}:signal={name}:when={number}"
            )
            ended = -getattr(signal, f"SIG{name}")
            bench.expect(result.returncode in (0, ended, 128 - ended), f"{what}: exit {result.returncode}")
            bench.expect(case.is_whole(case.content(folder)), f"{what}: the file is torn")
            bench.expect(not case.leftovers(folder), f"{what}: left {case.leftovers(folder)}")
            remove(folder)


def saved_meanwhile(bench):
    """Another program saves the file at the moment when the fixed one replaces it: that save is kept."""

    def by_renaming(file, text):
        other = file.with_name("saved")
        other.write_text(text)
        os.replace(other, file)

    def in_place(file, text):
        file.write_text(text)

    # Each exchange of the two names is delayed by this long.
    wait = 0.3
    for save in (by_renaming, in_place):
        for saves in (1, 2):
            with bench.work(a_yaml=FIXABLE) as work:
                process = subprocess.Popen(
                    [
                        "strace",
                        "-f",
                        "-qq",
                        "-o",
                        "/dev/null",
                        "-e",
                        "trace=renameat2",
                        "-e",
                        f"inject=renameat2:delay_enter={int(wait * 1e6)}",
                        bench.program,
                        "check",
                        "--fix",
                        "--no-filesystem",
                        "a.yaml",
                    ],
                    cwd=work.path,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
                end = time.monotonic() + 10
                while not work.temporaries() and time.monotonic() < end:
                    time.sleep(0.005)
                for number in range(saves):
                    time.sleep(wait / 2 if number == 0 else wait)
                    save(work / "a.yaml", f"saved {number}")
                words = process.communicate(timeout=30)[1]
                what = f"{saves} saves {save.__name__} during a fix"
                bench.expect(
                    process.returncode == 2 and "changed by another program" in words,
                    f"{what}: exit {process.returncode} {words!r}",
                )
                text = (work / "a.yaml").read_text()
                bench.expect(text == f"saved {saves - 1}", f"{what}: {text!r} is left")
                bench.expect(not work.temporaries(), f"{what}: left {work.temporaries()}")
