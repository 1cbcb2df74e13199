"""Gates: a server has one mail at a time, whoever sends it, and who finds a server busy takes the next."""

import concurrent.futures
import time

from .configuration import Configuration, Server, Site
from .postfix import Postfix
from .states import State
from .waiting import eventually

BURST = 200


def begin(bench, settings=""):
    """Two sites with the same three servers, and a third that shares one of them."""
    one, two, three, four = (Server(name, bench.relay(name)) for name in ("one", "two", "three", "four"))
    configuration = Configuration(default=Server("rest", bench.relay("rest")))
    configuration.sites = {"a": Site([one, two, three]), "b": Site([one, two, three]), "c": Site([two, four])}
    postfix = Postfix(bench, "postfix-haproxy", settings)
    postfix.build(configuration)
    postfix.check()
    postfix.start()
    return postfix, [server.relay for server in (one, two, three, four)]


def held(bench):
    """Servers that have a mail are skipped; when all have one, a mail waits for the first that has none again."""
    postfix, relays = begin(bench)
    one, two, three, four = relays
    for relay in relays:
        relay.become(State.HELD)
    names = []

    def send(site):
        names.append(bench.name(f"mail-of-{site}"))
        postfix.send(f"s@{site}.test", [f"{names[-1]}@to.test"], bench.content(names[-1]))

    for site, relay in (("a", one), ("b", two), ("c", four), ("b", three)):
        send(site)
        bench.require(
            lambda relay=relay: relay.busy == 1,
            f"a mail of {site} must be in the hands of {relay.name}: {[(one.name, one.busy) for one in relays]}",
            postfix.tail,
        )
    # The mail of `a` waits for the others of its chain, which has three servers; that of `c` at both gates in turn.
    send("a")
    send("c")
    bench.require(lambda: postfix.waits(names[-1]), f"{names[-1]} must wait while all are busy", postfix.tail, 60)
    bench.expect(postfix.has(names[-2]), f"{names[-2]} must wait while all are busy")
    bench.expect(not any(bench.mails(name) for name in names), "a mail was taken while all are held")
    bench.expect([relay.busy for relay in relays] == [1, 1, 1, 1], f"busy: {[relay.busy for relay in relays]}")
    two.become(State.HEALTHY)
    for name in (names[1], *names[-2:]):
        bench.require(
            lambda name=name: [mail.relay for mail in bench.mails(name)] == ["two"],
            f"{name} must be taken by two, which is the only one that is released",
            lambda name=name: postfix.tail(name),
            60,
        )
    untouched = [names[0], names[2], names[3]]
    bench.expect(not any(bench.mails(name) for name in untouched), "a mail was taken by a server that is held")
    bench.heal()
    bench.expect_drained(postfix)
    for name, relay in zip(untouched, (one, four, three), strict=True):
        takers = [mail.relay for mail in bench.mails(name)]
        bench.expect(takers == [relay.name], f"{name} must be taken by {relay.name}, was by {takers}")
    bench.expect_once(names, postfix.tail)
    expect_one_at_a_time(bench)
    postfix.stop()


def burst(bench):
    """Many mails of all sites at once: none is put off, because they wait at the gates."""
    postfix, relays = begin(bench)
    names = [bench.name("burst") for _ in range(BURST)]

    def send(share):
        with postfix.connect() as connection:
            for place, name in enumerate(share):
                connection.sendmail(f"s@{'ab'[place % 2]}.test", [f"{name}@to.test"], bench.content(name))

    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(send, [names[share::4] for share in range(4)]))
    bench.require(lambda: sum(len(relay.mails) for relay in relays) == BURST, "not all mails arrive", postfix.tail, 60)
    print(f"{BURST} mails in {time.monotonic() - start:.1f} s: {[len(relay.mails) for relay in relays]}", end=", ")
    bench.expect(eventually(lambda: not postfix.queue()), "the queue is not empty")
    bench.expect_once(names, postfix.tail)
    deferred = [line for line in postfix.log.read_text().splitlines() if "status=deferred" in line]
    bench.expect(not deferred, f"{len(deferred)} deferrals: {deferred[:2]}")
    bench.expect(not relays[3].mails, "a server of another chain was used")
    expect_one_at_a_time(bench)
    postfix.stop()


def expect_one_at_a_time(bench):
    """No server ever had two mails."""
    for relay in bench.relays:
        bench.expect(relay.most <= 1, f"{relay.name} had {relay.most} mails at once")
