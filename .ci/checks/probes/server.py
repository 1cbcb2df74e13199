"""A server that follows a script, and records what it hears."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field

from .script import Script
from .talk import Talk


@dataclass(eq=False)
class Server:
    """A server at an address; `logins` are the passwords of its users."""

    name: str
    host: str
    address: str
    port: int
    script: Script = Script()
    # How it presents itself with TLS, and whether a client may trust that.
    context: object = None
    is_trusted: bool = True
    logins: dict = field(default_factory=dict)
    # What it heard since it was asked to forget: a record for each connection, and the logins.
    records: list = field(default_factory=list)
    attempts: list = field(default_factory=list)

    def __post_init__(self):
        """Does not listen yet; a server that others run never does here."""
        self._listener = None

    def listen(self):
        """Begins to listen."""
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        self._listener = socket.create_server((self.address, self.port), family=family, backlog=64)
        threading.Thread(target=self._accept, daemon=True).start()

    def forget(self):
        """Forgets what it heard."""
        self.records, self.attempts = [], []

    def close(self):
        """Listens no more; the address can be used again."""
        if self._listener is None:
            return
        with contextlib.suppress(OSError):
            # Only this ends the call of `accept` in the other thread.
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    @property
    def is_local(self):
        """Whether nobody can read along, even without TLS."""
        return self.address.startswith("127.") or self.address == "::1"

    def _accept(self):
        while True:
            try:
                connection = self._listener.accept()[0]
            except OSError:
                return
            connection.settimeout(120)
            threading.Thread(target=Talk(self, connection).run, daemon=True).start()


class Closed:
    """A port of an address that nobody can connect to: closed, or so busy that connections are not answered."""

    def __init__(self, name, host, address, port, is_busy):
        """Fills the queue of a listener if it is busy."""
        self.name, self.host, self.address, self.port = name, host, address, port
        self.records, self.attempts, self.logins, self.is_trusted, self.is_local = [], [], {}, True, True
        self._kept = []
        if is_busy:
            listener = socket.socket()
            listener.bind((address, port))
            listener.listen(0)
            self._kept.append(listener)
            for _ in range(4):
                client = socket.socket()
                client.setblocking(False)
                client.connect_ex((address, port))
                self._kept.append(client)

    def forget(self):
        """Has nothing to forget."""

    def close(self):
        """Ends the listener."""
        for one in self._kept:
            one.close()
