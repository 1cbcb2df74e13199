"""A machine of its own for each trial: its network, its processes and what it mounts are not those of the system.

So every trial has all ports, its own names of hosts, and daemons that end with it, whatever happens.
"""

import ctypes
import fcntl
import os
import socket
import struct
import subprocess

MS_BIND, MS_REC, MNT_DETACH = 0x1000, 0x4000, 2
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1

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


def is_possible():
    """Whether the user may make such namespaces."""
    return os.geteuid() == 0 and subprocess.run([*COMMAND, "true"]).returncode == 0


def begin_network():
    """Switches the loopback interface on, which is the only one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(control, SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))


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
