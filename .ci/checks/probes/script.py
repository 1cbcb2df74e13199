"""What a scripted server does, as values: a step is a function that gets the conversation."""

import base64
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass

from .talk import Gone

AUTH = "AUTH PLAIN LOGIN"


def say(*lines):
    """Sends lines, which are texts or bytes."""
    data = b"".join((line.encode() if isinstance(line, str) else line) + b"\r\n" for line in lines)
    return lambda talk: talk.send(data)


def send(data):
    """Sends bytes as they are."""
    return lambda talk: talk.send(data)


def close(_talk):
    """Ends the connection."""
    raise Gone


def reset(talk):
    """Ends the connection as a system does that knows nothing of it."""
    talk.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise Gone


def silence(talk):
    """Says nothing, and never ends the connection."""
    talk.wait()


def then(*steps):
    """One step after the other."""

    def all_of_them(talk):
        for step in steps:
            step(talk)

    return all_of_them


def hear(talk):
    """Waits for the first bytes of a handshake, and leaves them where they are."""
    talk.connection.recv(1, socket.MSG_PEEK)


def pause(seconds):
    """Waits."""
    return lambda _talk: time.sleep(seconds)


def drip(data, seconds=1.0):
    """Sends a byte at a time, again from the beginning after the last one."""

    def forever(talk):
        while True:
            for byte in data:
                talk.send(bytes([byte]))
                time.sleep(seconds)

    return forever


def flood(data):
    """Sends the same bytes without end, as fast as the client reads them."""

    def forever(talk):
        while True:
            talk.send(data)

    return forever


def greet(talk):
    """Greets with the name of the host."""
    talk.send(f"220 {talk.server.host} ESMTP\r\n".encode())


def offer(*extensions):
    """Answers EHLO with extensions."""

    def answer(talk):
        lines = [talk.server.host, "8BITMIME", *extensions]
        ends = ["-"] * (len(lines) - 1) + [" "]
        talk.send("".join(f"250{end}{line}\r\n" for end, line in zip(ends, lines, strict=True)).encode())

    return answer


def handshake(talk):
    """Agrees on TLS."""
    talk.encrypt()


def nothing(_talk):
    """Goes on with the next command."""


def _login(talk):
    words = talk.record.lines[-1][0].split(b" ")

    def ask(prompt):
        talk.send(b"334 " + base64.b64encode(prompt) + b"\r\n")
        return talk.line()

    match words[1].upper():
        case b"PLAIN":
            parts = base64.b64decode(words[2] if len(words) > 2 else ask(b"")).split(b"\0")
            return tuple(parts[1:]) if len(parts) == 3 else ()
        case b"LOGIN":
            user = words[2] if len(words) > 2 else ask(b"Username:")
            return base64.b64decode(user), base64.b64decode(ask(b"Password:"))
        case _:
            return ()


def log_in(talk):
    """Accepts the logins of the server, by PLAIN and LOGIN."""
    login = _login(talk)
    talk.server.attempts.append(login)
    is_right = login in [(user.encode(), word.encode()) for user, word in talk.server.logins.items()]
    talk.send(b"235 2.7.0 welcome\r\n" if is_right else b"535 5.7.8 no\r\n")


def answer_login(step):
    """Listens to a login to its end, and then takes another step whatever it was."""

    def answer(talk):
        talk.server.attempts.append(_login(talk))
        step(talk)

    return answer


def echo(code, before="", after=""):
    """Repeats all that the client has said so far, line by line, and its password, in a reply."""

    def answer(talk):
        said = [line for line, _ in talk.record.lines]
        for user, password in talk.server.logins.items():
            both = f"\0{user}\0{password}".encode()
            said += [password.encode(), *(base64.b64encode(each) for each in (password.encode(), both))]
        lines = [before.encode() + line.removeprefix(b"AUTH PLAIN ") + after.encode() for line in said]
        talk.send(b"".join(f"{code}-".encode() + line + b"\r\n" for line in lines[:-1]))
        talk.send(f"{code} ".encode() + lines[-1] + b"\r\n")

    return answer


Step = Callable[[object], None]


@dataclass(frozen=True)
class Script:
    """A step for each thing that a client does; without others, those of a server that is well."""

    greeting: Step = greet
    ehlo: Step = offer(AUTH)
    starttls: Step = say("220 2.0.0 begin")
    # What comes after the answer to STARTTLS.
    tls: Step = handshake
    ehlo_again: Step = offer(AUTH)
    auth: Step = log_in
    mail: Step = say("250 2.1.0 fine")
    quit: Step = say("221 2.0.0 bye")
    is_encrypted_at_once: bool = False


# A server that is well and offers TLS.
SECURE = {"ehlo": offer("STARTTLS")}
