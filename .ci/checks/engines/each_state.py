"""Each state of the first server of a chain: who gets the mail, as whom, and encrypted or not."""

from .configuration import Configuration, Server, Site
from .expectations import Prediction
from .model import fate
from .nullmailer import Nullmailers
from .postfix import PATIENT, Postfix
from .states import LOGIN_STATES, TLS_STATES, State

# The state, whether the server uses TLS, and whether it has a login.
PLAIN = [(state, False, False) for state in State if state is not State.HELD]
SECURE = [
    (state, True, True)
    for state in State
    if state not in (State.HELD, State.UNKNOWN, State.CLOSED, State.DROPPED, State.GREETING_421, State.GREETING_554)
]
HALF = [(state, True, False) for state in TLS_STATES] + [(state, False, True) for state in LOGIN_STATES]
CASES = [*PLAIN, *SECURE, *HALF, (State.NO_LOGIN, False, True), (State.HEALTHY, False, True)]


def chains(bench, with_end):
    """A site for each case, whose second server is well, with another login; `with_end` adds sites without a second."""
    configuration = Configuration(default=Server("notices", bench.relay("notices")))
    for state, uses_tls, has_login in CASES:
        name = f"{state.name.lower().replace('_', '-')}-{'tls' if uses_tls else 'plain'}-{'in' if has_login else 'out'}"
        logins = {f"user of {name}": f"password of {name}"} if has_login else {}
        first = Server(f"{name}-1", bench.relay(f"{name}-1", state, logins), next(iter(logins), None), uses_tls)
        other = bench.relay(f"{name}-2", logins={"other": f"other password of {name}"})
        second = Server(f"{name}-2", other, "other", uses_tls=not uses_tls)
        configuration.sites[name] = Site([first, second])
        if with_end and state is not State.MESSAGE_DROPPED:
            # One relay more, because a relay that is busy is skipped.
            relay = bench.relay(f"{name}-only", state, logins)
            configuration.sites[f"{name}-only"] = Site([Server(relay.name, relay, first.user, uses_tls)])
    return configuration


def engine(bench, target):
    """Every case at once: a mail to each site; then all relays are well, and what waited arrives."""
    configuration = chains(bench, with_end=True)
    postfix = Postfix(bench, target, PATIENT)
    postfix.build(configuration)
    postfix.check()
    postfix.start()
    predictions = []
    for site in configuration.sites:
        name, sender = bench.name(site), f"shop@{site}.test"
        predictions.append(Prediction(postfix, name, configuration, sender))
        postfix.send(sender, [f"{name}@to.test"], bench.content(name))
    for prediction in predictions:
        prediction.expect()
    waiting = [one.name for one in predictions if not one.fate.taken_by and not one.fate.returned_by]
    bench.expect(waiting, "no mail had to wait")
    bench.heal()
    # HAProxy reads the hosts file when it starts.
    postfix.reload()
    bench.expect_drained(postfix)
    bench.expect_once([one.name for one in predictions if not one.fate.returned_by], postfix.tail)
    bench.expect_own_logins()
    bench.expect_encrypted_logins(configuration.servers().values())
    postfix.stop()


def postfix(bench):
    """Each state, with Postfix alone."""
    engine(bench, "postfix")


def gated(bench):
    """Each state, behind gates."""
    engine(bench, "postfix-haproxy")


def nullmailer(bench):
    """Each state, with an instance of nullmailer for each site."""
    configuration = chains(bench, with_end=False)
    nullmailers = Nullmailers(bench)
    nullmailers.build(configuration)
    predictions = []
    for site in configuration.sites:
        instance = nullmailers.start(site)
        name, sender = bench.name(site), f"shop@{site}.test"
        # A notice goes through the same instance, whose first server returns it, too: then there is none.
        prediction = Prediction(instance, name, configuration, sender)
        prediction.notice = fate(prediction.chain, "nullmailer") if prediction.fate.returned_by else None
        predictions.append(prediction)
        instance.send(sender, [f"{name}@to.test"], bench.content(name))
    for prediction in predictions:
        prediction.expect()
    bench.expect_own_logins()
    bench.expect_encrypted_logins(configuration.servers().values())
    nullmailers.stop()
