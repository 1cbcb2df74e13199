"""Random configurations with relays in random states: the model says who gets each mail."""

import random

from .configuration import PRIORITIES, Configuration, Server, Site
from .expectations import Prediction
from .model import fate
from .nullmailer import Nullmailers
from .pickup import USER
from .postfix import PATIENT, Postfix
from .states import State
from .waiting import eventually

MAILS = 10
# As often well as in any other state.
WRONG = [state for state in State if state not in (State.HEALTHY, State.HELD)]


class Draft:
    """A random configuration; the same for the same seed, target and number."""

    def __init__(self, bench, target, number):
        """Draws servers and chains until every site has one."""
        self.bench, self.target, self.number = bench, target, number
        self.random = random.Random(f"{target} {number}")
        self.servers = []
        for place in range(self.random.randint(2, 5)):
            self.servers.append(self._server(place))
        self.configuration = self._configuration()
        while not all(map(self.configuration.chain_of, self.configuration.sites.values())):
            self.configuration = self._configuration()

    def _chance(self, probability):
        return self.random.random() < probability

    def _server(self, place):
        name = f"{self.target}-{self.number}-{place}"
        common = {"priority": self.random.choice(PRIORITIES), "is_enabled": self._chance(0.9)}
        if self.target != "nullmailer" and self._chance(0.15):
            pickup = self.bench.pickup(name)
            return Server(name, pickup, folder=pickup.folder, **common)
        uses_tls, has_login = self._chance(0.4), self._chance(0.6)
        login = {f"user of {name}": f"password of {name}"} if has_login else {}
        shared = [server.relay for server in self.servers if server.user and server.relay.state is not State.HELD]
        if shared and has_login and self._chance(0.25):
            relay = self.random.choice(shared)
            relay.logins |= login
        else:
            relay = self.bench.relay(name, self._state(), login)
        return Server(name, relay, next(iter(login), None), uses_tls, hides_user=self._chance(0.3), **common)

    def _state(self):
        is_held = any(server.relay.state is State.HELD for server in self.servers)
        if self.target == "postfix-haproxy" and not is_held and self._chance(0.15):
            return State.HELD
        return State.HEALTHY if self._chance(0.35) else self.random.choice(WRONG)

    def _some(self):
        return self.random.sample(self.servers, self.random.randint(0, len(self.servers)))

    def _default(self):
        possible = [server for server in self.servers if server.is_enabled and server.folder is None]
        return self.random.choice(possible) if possible and self._chance(0.5) else None

    def _configuration(self):
        listed = self._some() if self._chance(0.3) else []
        result = Configuration(self._default() if self._chance(0.9) else None, listed)
        for number in range(self.random.randint(1, 4)):
            domains = [f"site-{number}.test", f"{number}.of.sites.test"]
            result.sites[f"site-{number}"] = Site(self._some(), self._default(), domains, inherits=self._chance(0.4))
        used = {server for site in [None, *result.sites.values()] for server in result.chain_of(site)}
        # A mail that keeps a server busy goes through its own site, where it is the first.
        for server in used:
            if server.relay.state is State.HELD:
                result.sites[f"hold-{server.id}"] = Site(default=server)
        return result

    def sender(self):
        """A sender of a site, or of none."""
        sites = [name for name in self.configuration.sites if not name.startswith("hold-")]
        domains = [domain for name in sites for domain in self.configuration.domains(name)]
        domain = self.random.choice([*domains, *domains, "elsewhere.test", "below.site-0.test", None])
        return "" if domain is None else f"s@{self.random.choice([domain, domain.upper()])}"


def run(bench, target, number, engine):
    """One configuration: each mail alone, then all relays are well and everything arrives."""
    draft = Draft(bench, target, number)
    configuration = draft.configuration
    options = ["--as-user", USER, "--allow", "target-site-without-domains"]
    engine.build(configuration, *options)
    engine.check()
    engine.start()
    held = [server for server in configuration.servers().values() if f"hold-{server.id}" in configuration.sites]
    names = []
    for server in held:
        names.append(bench.name("held"))
        engine.send(f"s@hold-{server.id}.test", [f"{names[-1]}@to.test"], bench.content(names[-1]))
        bench.require(lambda server=server: server.relay.busy, f"{server.id} must have a mail", engine.tail)
    predictions, returned = [], []
    for _ in range(MAILS):
        # HAProxy may see the end of a connection a little later than the relay's answer to the mail.
        idle = eventually(lambda: all(r.clients == (r.state is State.HELD and r.busy) for r in bench.network()))
        bench.expect(idle, "a connection does not end")
        name, sender = bench.name(f"run-{number}"), draft.sender()
        prediction = Prediction(engine, name, configuration, sender)
        engine.send(sender, [f"{name}@to.test"], bench.content(name))
        prediction.expect()
        predictions.append(prediction)
        (returned if prediction.fate.returned_by else names).append(name)
    for prediction in predictions:
        prediction.expect(0)
    bench.heal()
    if not configuration.chain(""):
        configuration.default = Server("last", bench.relay(f"last-{number}"))
        engine.build(configuration, *options)
    engine.reload()
    bench.expect_drained(engine)
    bench.expect_once(names, engine.tail)
    for name in returned:
        bench.expect(not bench.mails(name) and len(bench.returned(name)) <= 1, f"{name} must be returned, not sent")
    bench.expect_own_logins()
    bench.expect_encrypted_logins(configuration.servers().values())
    engine.stop()
    bench.forget()


def postfix(bench):
    """With Postfix alone."""
    for number in range(bench.runs):
        run(bench, "postfix", number, Postfix(bench, "postfix", PATIENT, f"run-{number}"))


def gated(bench):
    """Behind gates."""
    for number in range(bench.runs):
        run(bench, "postfix-haproxy", number, Postfix(bench, "postfix-haproxy", PATIENT, f"run-{number}"))


def nullmailer(bench):
    """With an instance of nullmailer for each scope."""
    for number in range(bench.runs):
        draft = Draft(bench, "nullmailer", number)
        configuration = draft.configuration
        nullmailers = Nullmailers(bench, f"run-{number}")
        nullmailers.build(configuration)
        instances = {site: nullmailers.start(site) for site in [None, *configuration.sites]}
        names = []
        for _ in range(MAILS):
            site = draft.random.choice(list(instances))
            name, sender = bench.name(f"run-{number}"), f"s@{site or 'elsewhere'}.test"
            prediction = Prediction(instances[site], name, configuration, sender)
            # A notice goes through the same instance.
            prediction.notice = fate(prediction.chain, "nullmailer") if prediction.fate.returned_by else None
            instances[site].send(sender, [f"{name}@to.test"], bench.content(name))
            prediction.expect()
            if not prediction.fate.returned_by:
                names.append(name)
        bench.heal()
        if not configuration.chain(""):
            configuration.default = Server("last", bench.relay(f"last-{number}"))
        nullmailers.build(configuration)
        nullmailers.read_again()
        for instance in instances.values():
            bench.expect_drained(instance)
        bench.expect_once(names, lambda name: "")
        bench.expect_own_logins()
        bench.expect_encrypted_logins(configuration.servers().values())
        nullmailers.stop()
        bench.forget()
