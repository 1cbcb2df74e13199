"""Logins full of characters that the files of the engines could give a meaning, and those that cannot be written."""

import random

from .configuration import Configuration, Server, Site
from .nullmailer import Nullmailers
from .pickup import USER
from .postfix import PATIENT, Postfix
from .waiting import eventually

PIECES = [
    "#",
    ":",
    ";",
    "'",
    '"',
    "\\",
    "$",
    " ",
    "  ",
    "ä",
    "日本",
    "🔑",
    "${mail}",
    "$(id)",
    "`id`",
    "\\n",
    "%",
    "{",
    "}",
]
PIECES += ["=", ",", "|", "&", "*", "[", "]", "@", "/", "a", "0", "#x", "'\"'", "\\\\", "\\'", "$$", "# ", " #"]
COUNT = 60
# A password may look like a variable that somebody forgot to replace.
ALLOWED = ["--allow", "secret-placeholder"]


def text(rng, characters=PIECES):
    """A text that holds some of the pieces, neither at its ends if they are blanks nor control characters."""
    found = "".join(rng.choice(characters) for _ in range(rng.randint(1, 6))).strip(" ")
    return found or "x"


def configuration(bench, rng, has_colons):
    """A site for each login. `has_colons`: also in user names, and blanks at the end of passwords."""
    users = [piece for piece in PIECES if has_colons or ":" not in piece]
    result = Configuration(default=Server("rest", bench.relay("rest")))
    for number in range(COUNT):
        # Each piece at the beginning, at the end and alone, then whatever comes.
        piece = PIECES[number // 2 % len(PIECES)]
        password = f"{piece}b{piece}" if number % 2 else f"a{piece}b"
        user, password = text(rng, users), (password if number < 2 * len(PIECES) else text(rng)).strip(" ") or "x"
        if has_colons and number % 5 == 0:
            password = f" {password} "
        relay = bench.relay(f"login-{number}", logins={user: password})
        result.sites[f"site-{number}"] = Site([Server(relay.name, relay, user, hides_user=number % 3 > 0)])
    return result


def expect_logins(bench, names, tail):
    """Every mail was sent with its own login."""
    for name, site in names.items():
        server = site.servers[0]
        bench.require(
            lambda name=name, server=server: [mail.user for mail in bench.mails(name)] == [server.user],
            f"{server.id}: {server.relay.logins} arrives as {server.relay.attempts}",
            lambda name=name: tail(name),
            10,
        )
    bench.expect_own_logins()


def engine(bench, target):
    """Each login arrives unchanged; without secrets none does, and nobody gets in."""
    setup = configuration(bench, random.Random(60), has_colons=False)
    postfix = Postfix(bench, target, PATIENT)
    postfix.build(setup, "--no-secrets")
    postfix.check()
    postfix.start()
    names = {}
    for site in setup.sites:
        name = bench.name(site)
        names[name] = setup.sites[site]
        postfix.send(f"s@{site}.test", [f"{name}@to.test"], bench.content(name))
    waiting = eventually(lambda: sum(mail["queue_name"] == "deferred" for mail in postfix.queue()) == len(names))
    bench.expect(waiting, f"without passwords every mail must wait\n{postfix.tail()}")
    for relay in bench.relays:
        shown = {login.password for login in relay.attempts} - {""}
        bench.expect(not shown, f"{relay.name}: {shown} was shown without secrets")
        bench.expect(not relay.mails, f"{relay.name}: takes mail without a password")
        relay.attempts.clear()
    postfix.build(setup, *ALLOWED)
    postfix.check()
    postfix.reload()
    bench.expect_drained(postfix)
    expect_logins(bench, names, postfix.tail)
    bench.expect_once(names, postfix.tail)
    postfix.stop()


def postfix(bench):
    """With Postfix alone; and what it cannot be told is refused."""
    refused(bench)
    engine(bench, "postfix")


def gated(bench):
    """Behind gates."""
    engine(bench, "postfix-haproxy")


def nullmailer(bench):
    """With nullmailer, which can be told any login."""
    setup = configuration(bench, random.Random(61), has_colons=True)
    nullmailers = Nullmailers(bench)
    nullmailers.build(setup, *ALLOWED)
    names = {}
    for site in setup.sites:
        instance = nullmailers.start(site)
        name = bench.name(site)
        names[name] = setup.sites[site]
        instance.send(f"s@{site}.test", [f"{name}@to.test"], bench.content(name))
    expect_logins(bench, names, lambda name: "")
    bench.expect_once(names, lambda name: "")
    nullmailers.stop()


def refused(bench):
    """Values that the files of Postfix cannot hold: the build fails, whether they are written or kept elsewhere."""
    relay = bench.relay("refused")
    good = Server("refused", relay, "user")
    cases = []
    for user in ("a:b", ":", " a", "a ", "  a  "):
        cases += [(user, "password", hides_user, None) for hides_user in (False, True)]
    cases += [("user", password, True, None) for password in ("a ", " ", "a  ")]
    for folder in ("/srv/{a", "/srv/a}b", "/srv/$a", "/srv/a "):
        cases.append((None, "", False, folder))
    for target in ("postfix", "postfix-haproxy"):
        for user, password, hides_user, folder in cases:
            relay.logins = {user: password}
            server = Server("refused", relay, user, hides_user=hides_user, folder=folder)
            setup = Configuration(default=server)
            absent = bench.folder / "refused"
            said = bench.build(setup, target, absent, "--as-user", USER, status=1)
            what = f"{target} with user {user!r}, password {password!r}, folder {folder!r}"
            bench.expect("target-unsupported-value" in said, f"{what}: {said}")
            bench.expect(not absent.exists(), f"{what}: a folder was written")
        relay.logins = {"user": "password"}
        bench.build(Configuration(default=good), target, bench.folder / "good")
