"""The folder is exchanged again and again while mail flows: nothing is lost, and no login is shown to a stranger."""

import threading
import time

from .configuration import Configuration, Server, Site
from .expectations import Prediction
from .postfix import Postfix

EXCHANGES = 10
SETTINGS = "minimal_backoff_time = 2s\nmaximal_backoff_time = 4s\nqueue_run_delay = 2s\ntransport_retry_time = 2s\n"


def configurations(bench):
    """Two configurations, in which servers with the same ids are different relays, and chains differ in length."""
    one, two, three, four = (
        bench.relay(name, logins={f"user of {name}": f"password of {name}"}) for name in ("one", "two", "three", "four")
    )

    def server(name, relay, **more):
        return Server(name, relay, next(iter(relay.logins)), **more)

    for a, b, c in (
        (server("a", one, uses_tls=True), server("b", two), server("c", three)),
        (server("a", two), server("b", one, uses_tls=True), server("c", four)),
    ):
        yield Configuration(default=c, sites={"shop": Site([a, b]), "news": Site([b, c, a]), "blog": Site([c])})


class Load(threading.Thread):
    """Sends mails of all sites until it is to end."""

    def __init__(self, postfix, sites):
        """Begins at once."""
        super().__init__()
        self.postfix, self.sites, self.names = postfix, sites, []
        self.ends = threading.Event()
        self.problems = []
        self.start()

    def run(self):
        """Sends one mail after another, over connections that it opens again when Postfix closes them."""
        bench = self.postfix.bench
        while not self.ends.is_set():
            name = bench.name("load")
            sender = f"s@{self.sites[len(self.names) % len(self.sites)]}.test"
            try:
                self.postfix.send(sender, [f"{name}@to.test"], bench.content(name))
            except OSError as error:
                # What was not taken cannot be lost.
                self.problems.append(f"{name}: {error}")
                continue
            self.names.append(name)
            time.sleep(0.05)


def engine(bench, target):
    """Both configurations in turn, each when the other one has carried some mail."""
    both = list(configurations(bench))
    postfix = Postfix(bench, target, SETTINGS)
    postfix.build(both[1])
    postfix.start()
    load = Load(postfix, [*both[0].sites, "rest"])
    for number in range(EXCHANGES):
        now = len(load.names)
        bench.require(lambda now=now: len(load.names) >= now + 20, "mail does not flow", postfix.tail)
        postfix.build(both[number % 2])
        postfix.check()
        postfix.reload()
    load.ends.set()
    load.join()
    bench.expect(len(load.problems) <= EXCHANGES, f"{len(load.problems)} mails refused: {load.problems[:3]}")
    # Postfix may overlook a mail that arrives while its queue manager starts again, until the next one, or for minutes.
    bench.expect_drained(postfix)
    bench.expect_once(load.names, postfix.tail)
    bench.expect_own_logins()
    last = both[(EXCHANGES - 1) % 2]
    for site in last.sites:
        name, sender = bench.name("last"), f"s@{site}.test"
        prediction = Prediction(postfix, name, last, sender)
        postfix.send(sender, [f"{name}@to.test"], bench.content(name))
        prediction.expect()
    for configuration in both:
        bench.expect_encrypted_logins(configuration.servers().values())
    print(f"{len(load.names)} mails", end=", ")
    postfix.stop()


def postfix(bench):
    """With Postfix alone."""
    engine(bench, "postfix")


def gated(bench):
    """Behind gates."""
    engine(bench, "postfix-haproxy")
