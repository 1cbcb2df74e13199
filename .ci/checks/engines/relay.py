"""A relay whose behaviour is a value, and which remembers every login and every mail."""

import contextlib
import email
import functools
import socket
import threading
from dataclasses import dataclass, field

from .conversation import Conversation
from .states import State


@dataclass(frozen=True)
class Login:
    """An attempt to log in."""

    user: str
    password: str
    is_encrypted: bool


@dataclass(frozen=True)
class Mail:
    """A mail that a relay took."""

    relay: str
    sender: str
    recipients: tuple
    content: bytes
    # The user name of the login, or None.
    user: str | None
    is_encrypted: bool
    is_file: bool = False

    @functools.cached_property
    def subject(self):
        """The subject, which names the mail in the tests."""
        return email.message_from_bytes(self.content)["Subject"]


@dataclass(eq=False)
class Relay:
    """A server that listens at an address; `logins` are the passwords of its users, and nobody else may send then."""

    name: str
    host: str
    address: str
    port: int
    certificates: object
    logins: dict = field(default_factory=dict)
    state: State = State.HEALTHY
    mails: list = field(default_factory=list)
    attempts: list = field(default_factory=list)
    # How many mails it has in hand, and the most it ever had at once.
    busy: int = 0
    most: int = 0
    # How many clients are connected.
    clients: int = 0

    def __post_init__(self):
        """Begins to listen, unless it is to be closed."""
        self.lock = threading.Lock()
        self._released = threading.Event()
        self._listener = None
        self.become(self.state)

    def become(self, state):
        """Changes how it behaves from now on; what it holds is released."""
        self.state = state
        if state is State.HELD:
            self._released.clear()
        else:
            self._released.set()
        if state in (State.CLOSED, State.UNKNOWN):
            self._close()
        elif self._listener is None:
            family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
            listener = socket.create_server((self.address, self.port), family=family, backlog=256)
            self._listener = listener
            threading.Thread(target=self._accept, args=[listener], daemon=True).start()

    def hold(self):
        """Waits until held mail is released."""
        self._released.wait()

    @contextlib.contextmanager
    def in_hand(self):
        """Counts a mail while the relay has it in hand, which ends with the block or the call of what it gives."""
        with self.lock:
            self.busy += 1
            self.most = max(self.most, self.busy)
        is_done = False

        def done():
            nonlocal is_done
            with self.lock:
                self.busy -= not is_done
            is_done = True

        try:
            yield done
        finally:
            done()

    def note_login(self, user, password, is_encrypted):
        """Remembers an attempt to log in."""
        self.attempts.append(Login(user, password, is_encrypted))

    def note_mail(self, sender, recipients, content, user, is_encrypted):
        """Remembers a mail that it took."""
        self.mails.append(Mail(self.name, sender, tuple(recipients), content, user, is_encrypted))

    def context(self):
        """How it presents itself to clients that ask for TLS."""
        return self.certificates.context(self.host, self.state)

    def _close(self):
        if self._listener is not None:
            # Only this ends the call of `accept` in the other thread, and then nobody can connect any more.
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None

    def _accept(self, listener):
        while True:
            try:
                connection = listener.accept()[0]
            except OSError:
                return
            if self.state is State.DROPPED:
                connection.close()
            else:
                threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection):
        connection.settimeout(120)
        with self.lock:
            self.clients += 1
        try:
            # A client may go away at any time.
            with contextlib.suppress(OSError):
                Conversation(self, connection).run()
        finally:
            with self.lock:
                self.clients -= 1
