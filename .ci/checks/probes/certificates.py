"""The certificates of scripted servers: a right one, and one for each thing that can be wrong."""

import functools
import ipaddress
import ssl

from cryptography import x509

from ..engines.authority import DAY, Authority, Validity

GOOD = Validity(until=60 * DAY)
# Shown to a terminal and a CI server, these would do something.
HOSTILE = "\x1b[2J##vso[task.complete]::error::.test"


class Certificates:
    """What servers present."""

    def __init__(self, folder):
        """Makes authorities, of which clients trust only the first."""
        self._folder = folder
        self._trusted, self._other = Authority("the authority of the tests"), Authority("another authority")
        # These say where their own certificates are, as those of public authorities do.
        self._middle = Authority("a middle authority", self._trusted, "http://middle.probe.test/ca.der")
        self._old = Authority("an old authority", self._trusted, validity=Validity(until=-DAY))
        self._lower = Authority("a lower authority", self._middle, "http://lower.probe.test/ca.der")
        self.file = folder / "authority.pem"
        self.file.write_bytes(self._trusted.pem)

    def chain(self, host):
        """A right certificate and its key, in a text for other programs."""
        return self._trusted.pair(host, GOOD)

    @functools.lru_cache(maxsize=None)  # noqa: B019 — there is one for a whole run
    def context(self, host, kind):
        """How a host presents itself, and whether a client may trust that."""
        trusted, folder = self._trusted, self._folder

        def named(*names):
            return trusted.context(host, folder, GOOD, [_named(name) for name in names])

        parent = host.partition(".")[2]
        match kind:
            case "right":
                return trusted.context(host, folder, GOOD), True
            case "in a chain":
                return self._middle.context(host, folder, GOOD, chain=[self._middle]), True
            case "chain missing":
                return self._middle.context(host, folder, GOOD), False
            case "40 years":
                return trusted.context(host, folder, Validity(until=40 * 365 * DAY)), True
            case "5 days":
                return trusted.context(host, folder, Validity(until=5 * DAY)), True
            case "20 days":
                return trusted.context(host, folder, Validity(until=20 * DAY)), True
            case "expired":
                return trusted.context(host, folder, Validity(until=-DAY)), False
            case "old authority":
                return self._old.context(host, folder, GOOD, chain=[self._old]), False
            case "not yet":
                return trusted.context(host, folder, Validity(2 * DAY, 60 * DAY)), False
            case "other name":
                return named("else.test", "mail.else.test"), False
            case "second name":
                return named("else.test", host), True
            case "name below":
                return named(f"below.{host}"), False
            case "name above":
                return named(parent), False
            case "wildcard":
                return named(f"*.{parent}"), True
            case "wildcard above":
                return named(f"*.{parent.partition('.')[2]}"), False
            case "wildcard below":
                return named(f"*.{host}"), False
            case "wildcard partial":
                return named(f"{host[:2]}*.{parent}"), False
            case "many names":
                return named(*(f"name-{number}.else.test" for number in range(1000))), False
            case "address as name":
                return trusted.context(host, folder, GOOD, [x509.DNSName(host)]), False
            case "hostile name":
                return named(HOSTILE), False
            case "own":
                return Authority(host).own_context(folder, GOOD), False
            case "unknown":
                return self._other.context(host, folder, GOOD, chain=[self._other]), False
            case "unknown alone":
                return self._other.context(host, folder, GOOD), False
            case "no name":
                return named(), True
            case "cut name":
                # What a program that knows only C's strings takes for the host.
                return named(f"{host}\0.else.test"), False
            case "second missing":
                return self._lower.context(host, folder, GOOD, chain=[self._lower]), False
            case "no 1.3":
                context = trusted.context(host, folder, GOOD)
                context.maximum_version = ssl.TLSVersion.TLSv1_2
                return context, True
            case "tickets":
                # More than any client needs, or can read in time.
                context = trusted.context(host, folder, GOOD)
                context.num_tickets = 10_000_000
                return context, True
            case "mutual":
                context = trusted.context(host, folder, GOOD)
                context.load_verify_locations(self.file)
                context.verify_mode = ssl.CERT_REQUIRED
                return context, True
            case "old protocol":
                return _old(trusted.context(host, folder, GOOD)), False
        # Anything else is the name that is in it.
        return named(kind), False


def _named(name):
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _old(context):
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context
