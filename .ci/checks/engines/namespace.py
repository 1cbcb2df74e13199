"""A machine of its own for each trial: its network, its processes and what it mounts are not those of the system.

So every trial has all ports, its own names of hosts, and daemons that end with it, whatever happens.
"""

import concurrent.futures
import ctypes
import fcntl
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MS_BIND, MS_REC, MNT_DETACH = 0x1000, 0x4000, 2
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
SIOCSIFADDR, SIOCSIFNETMASK = 0x8916, 0x891C

# The first process of a namespace inherits daemons, and has to wait for them: the shell does.
COMMAND = [
    # Nothing outlives the process that began it, even if that is killed.
    "setpriv",
    "--pdeathsig",
    "KILL",
    "unshare",
    "--mount",
    "--net",
    "--pid",
    "--fork",
    "--kill-child",
    "--mount-proc",
    "sh",
    "-c",
    '"$@" & wait "$!"',
    "sh",
]


def run(module, name, title, arguments, seconds):
    """Runs a trial of a module's `--inside` in namespaces of its own, with a folder that is its first argument.

    Returns whether it passed, and what it says; `title` names the check in the name of the folder.
    """
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"smtpconf-{title}-", ignore_cleanup_errors=True) as folder:
        # Daemons of other users read files in it.
        Path(folder).chmod(0o755)
        inside = [sys.executable, "-m", module, "--inside", name, folder, *map(str, arguments)]
        try:
            result = subprocess.run(
                [*COMMAND, *inside], capture_output=True, text=True, errors="replace", timeout=seconds
            )
            status, said = result.returncode, result.stdout + result.stderr
        except subprocess.TimeoutExpired as error:
            status, said = 1, f"  FAILED {name}: no end after {error.timeout} s\n{error.stdout}\n{error.stderr}\n"
    return status == 0, f"{name}, {time.monotonic() - begin:.0f} s: {said}"


def run_all(runs, at_once):
    """Calls functions that run trials, some at once, and shows what they say; returns the exit status."""
    passed = []
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        for one in concurrent.futures.as_completed([pool.submit(run) for run in runs]):
            passed.append(one.result()[0])
            print(one.result()[1], end="", flush=True)
    return int(not all(passed))


def is_possible():
    """Whether the user may make such namespaces."""
    return os.geteuid() == 0 and subprocess.run([*COMMAND, "true"]).returncode == 0


def begin_network():
    """Switches the loopback interface on, which is the only one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(control, SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))


def add_network(address, mask):
    """Makes this machine answer at all addresses of a network, none of which is a loopback address to programs."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for request, value in ((SIOCSIFADDR, address), (SIOCSIFNETMASK, mask)):
            fcntl.ioctl(control, request, struct.pack("16sHH4s8x", b"lo:0", socket.AF_INET, 0, socket.inet_aton(value)))


def has_ipv6():
    """Whether there is an IPv6 address on loopback."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


def mount(source, target):
    """Shows a file or folder in place of another, with what is mounted in it."""
    library = ctypes.CDLL(None, use_errno=True)
    # A link is followed, because what it leads to is what programs read.
    if library.mount(os.fsencode(source), os.fsencode(os.path.realpath(target)), None, MS_BIND | MS_REC, None):
        raise OSError(ctypes.get_errno(), f"cannot mount {source} over {target}")


def unmount(target):
    """Ends what is mounted at a place."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.umount2(os.fsencode(target), MNT_DETACH):
        raise OSError(ctypes.get_errno(), f"cannot unmount {target}")
