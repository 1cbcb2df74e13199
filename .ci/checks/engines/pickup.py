"""A pickup folder, read as the SMTP service that empties it reads it."""

import os
import pwd

from .relay import Mail
from .states import State

# Who writes into it.
USER = "nobody"


class Pickup:
    """A folder for mail, which looks like a relay to the tests: `CLOSED` if it is not there."""

    def __init__(self, name, folder, state=State.HEALTHY):
        """Makes the folder, unless it is closed."""
        self.name, self.folder, self.state = name, folder, state
        self.logins, self.attempts, self.most = {}, [], 0
        self.become(state)

    def become(self, state):
        """Makes the folder if it is not there and is to be."""
        self.state = state
        if state is State.HEALTHY and not self.folder.exists():
            self.folder.mkdir()
            account = pwd.getpwnam(USER)
            os.chown(self.folder, account.pw_uid, account.pw_gid)

    @property
    def mails(self):
        """The mails in it."""
        return [self._read(file) for file in sorted(self.folder.glob("[!.]*.eml"))]

    def leftovers(self):
        """The names of files that are not mails."""
        return [file.name for file in self.folder.iterdir() if file.suffix != ".eml" or file.name.startswith(".")]

    def _read(self, file):
        content = file.read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n"), f"{file} has line ends that are not CRLF"
        lines = content.split(b"\r\n")
        sender = lines.pop(0).decode()
        assert sender.startswith("X-Sender: "), f"{file} begins with {sender}"
        recipients = []
        while lines[0].startswith(b"X-Receiver: "):
            recipients.append(lines.pop(0).decode().removeprefix("X-Receiver: "))
        return Mail(
            self.name,
            sender.removeprefix("X-Sender: "),
            tuple(recipients),
            b"\r\n".join(lines),
            None,
            False,
            is_file=True,
        )
