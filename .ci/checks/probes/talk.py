"""One connection to a scripted server, and everything that the client sent."""

import contextlib
import time
from dataclasses import dataclass, field


class Gone(OSError):
    """The client or the server ended the connection."""


@dataclass
class Record:
    """What a client sent: lines, each with whether it was encrypted, and what came without a line end."""

    begun: float
    ended: float | None = None
    lines: list = field(default_factory=list)
    # Whether the client and the server agreed on TLS, and for which name.
    is_encrypted: bool = False
    name: str | None = None

    def commands(self):
        """The first words of the lines, in upper case."""
        return [line.split(b" ")[0].upper().decode("latin-1") for line, _ in self.lines]


class Talk:
    """A conversation as its script wants it."""

    def __init__(self, server, connection):
        """Begins in clear text."""
        self.server, self.connection = server, connection
        self.file = connection.makefile("rb")
        self.is_encrypted = False
        self.record = Record(time.monotonic())
        server.records.append(self.record)

    def run(self):
        """Follows the script until somebody ends the connection."""
        script = self.server.script
        try:
            # A client may go away at any time, and may refuse a certificate.
            with contextlib.suppress(OSError):
                if script.is_encrypted_at_once:
                    self.encrypt()
                script.greeting(self)
                while True:
                    self._answer(script, self.line())
        finally:
            self.record.ended = time.monotonic()
            self.file.close()
            self.connection.close()

    def line(self):
        """The next line of the client."""
        line = self.file.readline(65536)
        if line:
            self.record.lines.append((line.rstrip(b"\r\n"), self.is_encrypted))
        if not line.endswith(b"\n"):
            raise Gone
        return line.rstrip(b"\r\n")

    def send(self, data):
        """Sends bytes."""
        self.connection.sendall(data)

    def wait(self):
        """Says nothing until the client goes, and remembers what it says."""
        while True:
            self.line()

    def encrypt(self):
        """Agrees with the client on TLS."""
        self.file.close()
        self.server.context.sni_callback = lambda _connection, name, _context: setattr(self.record, "name", name)
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.file = self.connection.makefile("rb")
        self.is_encrypted = self.record.is_encrypted = True

    def _answer(self, script, line):
        match line.split(b" ")[0].upper():
            case b"EHLO":
                (script.ehlo_again if self.is_encrypted else script.ehlo)(self)
            case b"STARTTLS":
                script.starttls(self)
                script.tls(self)
            case b"AUTH":
                script.auth(self)
            case b"MAIL":
                script.mail(self)
            case b"RSET":
                self.send(b"250 2.0.0 fine\r\n")
            case b"QUIT":
                script.quit(self)
                raise Gone
            case _:
                self.send(b"502 5.5.1 no such command\r\n")
