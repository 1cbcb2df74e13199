"""Compares what became of a mail with what the model says."""

from .model import Answer, Fate, answer, fate
from .states import State


class Prediction:
    """What must become of a mail with a name, as the relays are now."""

    def __init__(self, engine, name, configuration, sender):
        """Asks the model about the mail, and about the notice to its sender if it is returned."""
        self.engine, self.bench, self.name = engine, engine.bench, name
        self.chain = configuration.chain(sender)
        self.fate = fate(self.chain, engine.target)
        # A notice that is returned itself, or whose sender is nobody, is not sent to anybody.
        self.notice = fate(configuration.chain(""), engine.target) if self.fate.returned_by and sender else None
        self.global_chain = configuration.chain("")
        self.states = ", ".join(f"{server.id} {server.relay.state.value}" for server in self.chain)

    def _notices(self):
        yield self.notice
        # With gates, two notices may be on their way at once: then the second one finds the first server busy.
        if self.notice and self.notice.taken_by and self.engine.target == "postfix-haproxy":
            for server in self.global_chain:
                if answer(server, server.relay.state, self.engine.target) is Answer.TAKES:
                    yield Fate(taken_by=server)

    def __str__(self):
        """In words."""
        return f"{self.engine.target}, {self.name}: {self.states or 'empty chain'}: {self.fate}"

    @staticmethod
    def _records(mails):
        # A mail to several domains is several files in a pickup folder.
        folders = {mail.relay: mail for mail in mails if mail.is_file}
        mails = [mail for mail in mails if not mail.is_file] + list(folders.values())
        return [(mail.relay, mail.user, mail.is_encrypted) for mail in mails]

    @staticmethod
    def _expected(outcome):
        server = outcome.taken_by if outcome else None
        return [(server.relay.name, outcome.user(), server.uses_tls)] if server else []

    def _is_so(self):
        taken, notices = self.bench.mails(self.name), self.bench.returned(self.name)
        if self._records(taken) != self._expected(self.fate):
            return False
        if self._records(notices) not in [self._expected(notice) for notice in self._notices()]:
            return False
        if self.fate.taken_by:
            return True
        if self.fate.returned_by:
            return not self.engine.has(self.name)
        # A mail that waits for a busy server does so at its gate, or behind another mail of its chain.
        is_busy = any(server.relay.state is State.HELD for server in self.chain)
        return self.engine.has(self.name) if is_busy else self.engine.waits(self.name)

    def _seen(self):
        return (
            f"taken {self._records(self.bench.mails(self.name))}, "
            f"returned {self._records(self.bench.returned(self.name))}, waits {self.engine.waits(self.name)}"
        )

    def expect(self, seconds=30):
        """Waits until it has come true."""
        return self.bench.require(
            self._is_so, f"must be: {self}", lambda: f"{self._seen()}\n{self.engine.tail(self.name)}", seconds
        )
