"""What a relay of the tests says to one client (RFC 5321, RFC 3207, RFC 4954)."""

import base64
import re

from .states import LOGIN_STATES, State

OFFERED = "AUTH NTLM GSSAPI PLAIN LOGIN"


class Gone(OSError):
    """The client or the relay ended the connection."""


class Conversation:
    """One connection: the commands of the client, and the answers that the relay's state gives."""

    def __init__(self, relay, connection):
        """Begins without a login and without encryption."""
        self.relay = relay
        self.state = relay.state
        self.connection = connection
        self.file = connection.makefile("rb")
        self.user = None
        self.is_encrypted = False

    def run(self):
        """Talks until somebody ends the connection."""
        try:
            self._greet()
            while self._answer(self._line()):
                pass
        finally:
            self.file.close()
            self.connection.close()

    def say(self, *lines):
        """Sends lines of a reply."""
        self.connection.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def _line(self):
        line = self.file.readline(65536)
        if not line.endswith(b"\n"):
            raise Gone
        return line.decode("utf-8", "surrogateescape").rstrip("\r\n")

    def _greet(self):
        match self.state:
            case State.GREETING_421:
                self.say("421 4.3.2 not now")
                raise Gone
            case State.GREETING_554:
                self.say("554 5.7.1 not you")
            case _:
                self.say(f"220 {self.relay.host} ESMTP")

    def _answer(self, line):
        verb, _, rest = line.partition(" ")
        verb = verb.upper()
        if self.state is State.GREETING_554 and verb != "QUIT":
            self.say("503 5.5.1 not you")
        elif verb in ("EHLO", "HELO"):
            self._hello(verb)
        elif verb == "STARTTLS" and self._offers_tls:
            self._encrypt()
        elif verb == "AUTH" and self.relay.logins and self.state is not State.NO_LOGIN:
            self._log_in(*rest.split(" "))
        elif verb == "MAIL":
            return self._mail(rest)
        elif verb == "QUIT":
            self.say("221 2.0.0 bye")
            return False
        elif verb in ("RSET", "NOOP"):
            self.say("250 2.0.0 fine")
        elif verb in ("RCPT", "DATA"):
            # A client that does not wait for answers sends them although MAIL was refused.
            self.say("503 5.5.1 no mail")
        else:
            self.say("502 5.5.1 no such command")
        return True

    @property
    def _offers_tls(self):
        return not self.is_encrypted and self.state is not State.NO_STARTTLS

    def _hello(self, verb):
        if self.state is State.EHLO_REFUSED:
            return self.say("550 5.7.1 not you")
        extensions = ["PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"]
        if self._offers_tls:
            extensions.append("STARTTLS")
        if self.relay.logins and self.state is not State.NO_LOGIN:
            extensions.append(OFFERED)
        lines = [self.relay.host, *(extensions if verb == "EHLO" else [])]
        return self.say(*(f"250-{line}" for line in lines[:-1]), f"250 {lines[-1]}")

    def _encrypt(self):
        self.say("220 2.0.0 begin")
        self.file.close()
        self.connection = self.relay.context().wrap_socket(self.connection, server_side=True)
        self.file = self.connection.makefile("rb")
        self.is_encrypted = True

    def _log_in(self, mechanism, first=None):
        def ask(prompt):
            self.say(f"334 {base64.b64encode(prompt).decode()}")
            return self._line()

        if mechanism.upper() == "PLAIN":
            words = base64.b64decode(first or ask(b"")).decode("utf-8", "surrogateescape").split("\0")
            user, password = words[1:] if len(words) == 3 else ("", "")
        elif mechanism.upper() == "LOGIN":
            user, password = (
                base64.b64decode(answer).decode("utf-8", "surrogateescape")
                for answer in (first or ask(b"Username:"), ask(b"Password:"))
            )
        else:
            return self.say("504 5.5.4 no such mechanism")
        self.relay.note_login(user, password, self.is_encrypted)
        if self.state in LOGIN_STATES:
            return self.say("535 5.7.8 no" if self.state is State.LOGIN_535 else "454 4.7.0 not now")
        if self.relay.logins.get(user) != password:
            return self.say("535 5.7.8 no")
        self.user = user
        return self.say("235 2.7.0 welcome")

    def _mail(self, rest):
        if self.relay.logins and self.user is None and self.state is not State.NO_LOGIN:
            self.say("530 5.7.0 log in first")
            return True
        for state, reply in (
            (State.MAIL_451, "451 4.3.0 not now"),
            (State.MAIL_530, "530 5.7.0 not you"),
            (State.MAIL_550, "550 5.7.1 no"),
        ):
            if self.state is state:
                self.say(reply)
                return True
        with self.relay.in_hand() as hand:
            self.say("250 2.1.0 fine")
            return self._transaction(_address(rest), hand)

    def _transaction(self, sender, hand):
        recipients = []
        while True:
            line = self._line()
            verb = line.split(" ")[0].upper()
            if verb == "RCPT":
                self._recipient(line, recipients)
            elif verb == "DATA":
                return self._data(sender, recipients, hand)
            else:
                # RSET and QUIT end the transaction.
                return self._answer(line)

    def _recipient(self, line, recipients):
        match self.state:
            case State.RCPT_451:
                self.say("451 4.3.0 not now")
            case State.RCPT_550:
                self.say("550 5.1.1 nobody")
            case _:
                recipients.append(_address(line))
                self.say("250 2.1.5 fine")

    def _data(self, sender, recipients, hand):
        if self.state is State.DATA_451:
            self.say("451 4.3.0 not now")
            return True
        if not recipients:
            self.say("503 5.5.1 to whom?")
            return True
        self.say("354 begin")
        content = bytearray()
        while (line := self.file.readline()) != b".\r\n":
            if not line.endswith(b"\n"):
                raise Gone
            content += line.removeprefix(b".")
        match self.state:
            case State.MESSAGE_DROPPED:
                raise Gone
            case State.MESSAGE_451:
                self.say("451 4.3.0 not now")
            case State.MESSAGE_550:
                self.say("550 5.7.1 no")
            case _:
                self.relay.hold()
                self.relay.note_mail(sender, recipients, bytes(content), self.user, self.is_encrypted)
                hand()
                self.say("250 2.0.0 taken")
        return True


def _address(text):
    return re.search(r"<(.*?)>", text)[1]
