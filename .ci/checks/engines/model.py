"""What becomes of a mail: the specification of the targets, which shares nothing with the program."""

import enum
from dataclasses import dataclass

from .states import LOGIN_STATES, TLS_STATES, State

RETURNING = {State.MAIL_550, State.RCPT_550, State.MESSAGE_550}
# A client that is refused is not the relay's verdict on the mail, except to nullmailer.
RETURNING_FOR_NULLMAILER = {State.GREETING_554, State.EHLO_REFUSED, State.MAIL_530}
NEXT = {
    State.UNKNOWN,
    State.CLOSED,
    State.DROPPED,
    State.GREETING_421,
    State.GREETING_554,
    State.MAIL_451,
    State.MAIL_530,
    State.RCPT_451,
    State.DATA_451,
    State.MESSAGE_451,
    State.MESSAGE_DROPPED,
}


class Answer(enum.Enum):
    """What a server does to a mail."""

    TAKES = "takes"
    PASSES = "passes on"
    RETURNS = "returns"
    KEEPS_WAITING = "keeps waiting"


def answer(server, state, target):
    """What a server of the configuration does to a mail while its relay is in a state."""
    if server.folder is not None:
        # Postfix has taken it before it writes it there.
        return Answer.TAKES if state is State.HEALTHY else Answer.KEEPS_WAITING
    if state in RETURNING or (target == "nullmailer" and state in RETURNING_FOR_NULLMAILER):
        return Answer.RETURNS
    if state is State.EHLO_REFUSED:
        return Answer.KEEPS_WAITING
    if state is State.NO_STARTTLS and server.uses_tls and target == "nullmailer":
        # It does not look at what is offered, and takes the refusal of the command for a verdict.
        return Answer.RETURNS
    if state in NEXT:
        return Answer.PASSES
    if state in TLS_STATES:
        return Answer.PASSES if server.uses_tls else Answer.TAKES
    if state in LOGIN_STATES:
        return Answer.PASSES if server.user else Answer.TAKES
    if state is State.HELD:
        return Answer.PASSES
    if state is State.NO_LOGIN:
        return Answer.PASSES if server.user and target == "nullmailer" else Answer.TAKES
    return Answer.TAKES


@dataclass(frozen=True)
class Fate:
    """What becomes of a mail: a server takes it, or returns it, or it waits, which is neither."""

    taken_by: object = None
    returned_by: object = None

    def user(self):
        """The user name that it is sent with."""
        server = self.taken_by
        return None if server.relay.state is State.NO_LOGIN else server.user

    def __str__(self):
        """In words."""
        if self.taken_by:
            return f"taken by {self.taken_by.id}"
        return f"returned by {self.returned_by.id}" if self.returned_by else "waits"


def fate(chain, target):
    """What becomes of a mail of a chain: the first server that does not pass it on decides."""
    for server in chain:
        match answer(server, server.relay.state, target):
            case Answer.TAKES:
                return Fate(taken_by=server)
            case Answer.RETURNS:
                return Fate(returned_by=server)
            case Answer.KEEPS_WAITING:
                return Fate()
    return Fate()
