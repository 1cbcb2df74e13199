"""The machine, and the versions of all programs and libraries."""

import os
import platform
import subprocess
from pathlib import Path

from . import peers
from .workbench import Workbench


def said(*command: str | Path) -> str:
    """The first line that a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def rows(bench: Workbench) -> list[list[str]]:
    """What there is, and its kind, number or version."""
    processor = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    release = Path("/etc/debian_version").read_text().strip()
    commit = subprocess.run([bench.program, "--version", "--verbose"], capture_output=True, text=True, check=True)
    known = dict(line.split(": ", 1) for line in commit.stdout.splitlines() if ": " in line)
    found = {
        "processor": processor.partition(": ")[2],
        "cores": str(os.cpu_count()),
        "memory": f"{memory / 2**30:.0f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "system": f"{platform.freedesktop_os_release()['PRETTY_NAME']}, version {release}",
        "smtpconf": f"{said(bench.program, '--version').split()[-1]}, commit {known['Commit'][:7]}",
        "libyaml of the floor": said("pkg-config", "--modversion", "yaml-0.1"),
        "valgrind": said("valgrind", "--version").removeprefix("valgrind-"),
        "Python": said(peers.TOOLS / "python", "--version").split()[-1],
    }
    return [[name, value] for name, value in (found | peers.versions()).items()]
