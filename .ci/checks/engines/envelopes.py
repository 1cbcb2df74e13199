"""Whose mail it is, by its envelope; unusual servers; chains that lead nowhere; and then all is well again."""

from . import namespace
from .configuration import Configuration, Server, Site
from .expectations import Prediction
from .nullmailer import Nullmailers
from .pickup import USER
from .postfix import PATIENT, Postfix
from .states import State


def login_server(name, relay, **more):
    """A server with the first user of a relay."""
    return Server(name, relay, next(iter(relay.logins)), **more)


def servers_of_sites(bench, target):
    """Sites with everything that a server can be."""
    both = bench.relay("both", logins={"shop": "of the shop", "news": "of the news", "blog": "of the blog"})
    well = bench.relay("well", logins={"well": "of the well"})
    unknown = bench.relay("unknown", State.UNKNOWN)
    configuration = Configuration(default=Server("rest", bench.relay("rest")))
    sites = configuration.sites
    # One endpoint with three logins, one of them over TLS.
    sites["shop"] = Site([Server("both-a", both, "shop")], domains=["shop.test", "bounces.shop.test"])
    sites["news"] = Site([Server("both-b", both, "news", uses_tls=True)])
    sites["blog"] = Site([Server("both-c", both, "blog")])
    sites["unknown"] = Site([Server("unknown", unknown)])
    sites["unknown-first"] = Site([Server("unknown", unknown), login_server("well", well)])
    sites["four"] = Site([Server("four", bench.relay("four", address="127.60.0.4", logins={"f": "4"}), "f", True)])
    wrong = bench.relay("wrong", State.OTHER_NAME, address="127.60.0.5", logins={"w": "5"})
    sites["wrong"] = Site([Server("wrong", wrong, "w", True), login_server("well", well)])
    if namespace.has_ipv6():
        sites["six"] = Site([login_server("six", bench.relay("six", address="::1", logins={"s": "6"}))])
    if target != "nullmailer":
        drop, absent = bench.pickup("drop zone"), bench.pickup("absent", State.CLOSED)
        closed = Server("closed", bench.relay("closed", State.CLOSED))
        sites["drop"] = Site([Server("drop", drop, folder=drop.folder), login_server("well", well)])
        sites["drop-second"] = Site([closed, Server("drop", drop, folder=drop.folder)])
        sites["absent"] = Site([Server("absent", absent, folder=absent.folder), login_server("well", well)])
    return configuration


SENDERS = [
    "plain@shop.test",
    "Mixed.Case@SHOP.Test",
    "second@bounces.shop.test",
    '"a@news.test"@shop.test',
    "below@sub.shop.test",
    "above@test",
    "longer@myshop.test",
    "other@other.test",
    "",
]


def engine(bench, target):
    """A mail for each sender and each site; what waits arrives when all is well, and when the chain is not empty."""
    configuration = servers_of_sites(bench, target)
    rest, configuration.default = configuration.default, None
    postfix = Postfix(bench, target, PATIENT)
    options = ["--as-user", USER]
    postfix.build(configuration, *options)
    postfix.check()
    postfix.start()
    sent = []

    def send(sender, *more):
        name = bench.name("mail")
        recipients = [f"{name}@to.test", *more]
        prediction = Prediction(postfix, name, configuration, sender)
        postfix.send(sender, recipients, bench.content(name))
        sent.append((name, sender, recipients))
        return prediction

    several = ["b@b.test", "C.c@c.test", "d@to.test"]
    # Most of these belong to no site, and wait, because there is no server for them.
    predictions = [send(sender) for sender in SENDERS]
    predictions += [send(f"s@{site}.test") for site in configuration.sites]
    predictions += [send(f"s@{site}.test", *several) for site in ("news", "drop", "unknown-first")]
    for prediction in predictions:
        prediction.expect()
    configuration.default = rest
    bench.heal()
    postfix.build(configuration, *options)
    postfix.check()
    postfix.reload()
    for sender in SENDERS:
        send(sender).expect()
    bench.expect_drained(postfix)
    bench.expect_once([name for name, _, _ in sent], postfix.tail)
    for name, sender, recipients in sent:
        bench.expect_mail(name, sender, recipients, postfix)
        # Where it is now: at the servers of its own chain.
        allowed = {server.relay.name for server in configuration.chain(sender)}
        bench.expect({mail.relay for mail in bench.mails(name)} <= allowed, f"{name} of {sender}: {bench.mails(name)}")
    bench.expect_own_logins()
    bench.expect_encrypted_logins(configuration.servers().values())
    for relay in bench.relays:
        if hasattr(relay, "leftovers"):
            bench.expect(not relay.leftovers(), f"{relay.name}: left {relay.leftovers()}")
    postfix.stop()


def postfix(bench):
    """With Postfix alone."""
    engine(bench, "postfix")


def gated(bench):
    """Behind gates."""
    engine(bench, "postfix-haproxy")


def nullmailer(bench):
    """With an instance of nullmailer for each site: the sender does not matter."""
    configuration = servers_of_sites(bench, "nullmailer")
    rest, configuration.default = configuration.default, None
    nullmailers = Nullmailers(bench)
    nullmailers.build(configuration)
    sent = []
    several = ["b@b.test", "C.c@c.test", "d@to.test"]
    for site in [None, *configuration.sites]:
        instance = nullmailers.start(site)
        name = bench.name(site or "global")
        # By its domain the mail belongs to the site; to nullmailer by the instance.
        sender = f"S@{site or 'other'}.test"
        prediction = Prediction(instance, name, configuration, sender)
        recipients = [f"{name}@to.test", *several]
        instance.send(sender, recipients, bench.content(name))
        sent.append((name, sender, recipients, instance, prediction))
    for *_, prediction in sent:
        prediction.expect()
    configuration.default = rest
    bench.heal()
    nullmailers.build(configuration)
    nullmailers.read_again()
    for name, sender, recipients, instance, _ in sent:
        bench.expect_drained(instance)
        bench.expect_once([name], instance.tail)
        bench.expect_mail(name, sender, recipients, instance)
    bench.expect_own_logins()
    bench.expect_encrypted_logins(configuration.servers().values())
    nullmailers.stop()
