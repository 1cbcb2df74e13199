"""What can be wrong with a relay."""

import enum


class State(enum.Enum):
    """How a relay behaves; the value describes it in a sentence about it."""

    HEALTHY = "takes every mail"
    UNKNOWN = "has a name that does not exist"
    CLOSED = "has a closed port"
    DROPPED = "drops every connection"
    GREETING_421 = "greets with 421"
    GREETING_554 = "greets with 554"
    EHLO_REFUSED = "refuses EHLO and HELO with 550"
    MAIL_451 = "answers 451 to MAIL"
    MAIL_530 = "answers 530 to MAIL"
    MAIL_550 = "answers 550 to MAIL"
    RCPT_451 = "answers 451 to RCPT"
    RCPT_550 = "answers 550 to RCPT"
    DATA_451 = "answers 451 to DATA"
    MESSAGE_451 = "answers 451 to the message"
    MESSAGE_550 = "answers 550 to the message"
    MESSAGE_DROPPED = "takes the message, and drops the connection instead of an answer"
    LOGIN_535 = "answers 535 to every login"
    LOGIN_454 = "answers 454 to every login"
    NO_LOGIN = "offers no AUTH, and wants none"
    NO_STARTTLS = "offers no STARTTLS"
    OTHER_NAME = "has a certificate of another name"
    NAME_BELOW = "has a certificate of a name below its own"
    OTHER_AUTHORITY = "has a certificate of another authority"
    EXPIRED = "has a certificate that is out of date"
    HELD = "keeps a mail busy until it is released"


# The states in which only a client that uses TLS, or only one that logs in, is refused.
TLS_STATES = {State.NO_STARTTLS, State.OTHER_NAME, State.NAME_BELOW, State.OTHER_AUTHORITY, State.EXPIRED}
LOGIN_STATES = {State.LOGIN_535, State.LOGIN_454}
