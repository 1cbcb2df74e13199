"""A kind of mistake, and files that have it as often as they have sites or servers."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

# How many servers the sites of a file about sites have, and how many sites the servers of a file about servers.
SITES_A_SERVER = 10
SERVERS_A_SITE = 20


class About(Enum):
    """What a file consists of: each of these has the mistake, or none."""

    SITES = "sites"
    SERVERS = "servers"
    # Servers in a file that extends one that consists of servers.
    OVERLAID = "overlaid-servers"


def site(number: int, count: int) -> str:
    """A site without mistakes, one of this many."""
    servers = count // SITES_A_SERVER
    first, second = 1 + number % (servers - 1), 1 + (number + 7) % (servers - 1)
    return f"  site-{number}.example.com:\n    defaultServer: relay-{first}\n    servers: [relay-{second}]\n"


def server(number: int) -> str:
    """A server without mistakes."""
    return (
        f"  relay-{number}:\n    serverName: smtp{number}.example.com:2525\n    username: mailer{number}\n"
        f"    password: {{ env: SMTP_PASSWORD_{number} }}\n    useSSL: true\n"
    )


def overlaid(number: int) -> str:
    """A server in an overlay, without mistakes."""
    return f"  relay-{number}:\n    priority: High\n"


@dataclass(frozen=True)
class Kind:
    """A kind of mistake: what it does to the lines of a site or of a server, and the rule that reports it."""

    rule: str
    # The wrong lines instead of the right ones.
    spoil: Callable[[str, int], str]
    about: About = About.SITES
    # Only the last site or server has the mistake.
    once: bool = False
    # The first occurrence is right.
    repeats: bool = False
    # The rule gives up in a large file, so that there may be fewer findings.
    gives_up: bool = False
    options: tuple[str, ...] = ()

    def text(self, count: int, is_wrong: bool = True) -> str:
        """A file with this many sites or servers, all of which have the mistake, or none."""
        match self.about:
            case About.SITES:
                units, assemble = [site(number, count) for number in range(count)], about_sites
            case About.SERVERS:
                units, assemble = [server(number) for number in range(count)], about_servers
            case About.OVERLAID:
                units, assemble = [overlaid(number) for number in range(count)], about_overlaid
        if is_wrong:
            first = count - 1 if self.once else 0
            units[first:] = [self.spoil(units[number], number) for number in range(first, count)]
        return assemble(units)

    def findings(self, count: int) -> int:
        """How many findings a file with this many sites or servers has."""
        return 1 if self.once else count - 1 if self.repeats else count


def about_sites(sites: list[str]) -> str:
    """A configuration that consists mostly of these sites; one more site uses all servers."""
    numbers = range(len(sites) // SITES_A_SERVER)
    servers = "".join(f"  relay-{number}:\n    serverName: smtp{number}.example.com:2525\n" for number in numbers)
    retired = "  retired:\n    serverName: old.example.com\n    enabled: false\n"
    every = "  every-server:\n    senderDomains: [every.example]\n    servers:\n" + "".join(
        f"      - relay-{number}\n" for number in numbers[1:]
    )
    beginning = f"version: 1\nservers:\n{servers}{retired}global:\n  defaultServer: relay-0\nsites:\n{every}"
    return beginning + "".join(sites)


def about_servers(servers: list[str]) -> str:
    """A configuration that consists mostly of these servers."""
    sites = "".join(
        f"  site-{first}:\n    servers: [{', '.join(f'relay-{first + number}' for number in range(SERVERS_A_SITE))}]\n"
        for first in range(0, len(servers), SERVERS_A_SITE)
    )
    spare = "  spare:\n    serverName: spare.example.com\nglobal:\n  defaultServer: spare\n"
    return "version: 1\nservers:\n" + "".join(servers) + spare + f"sites:\n{sites}"


def base(count: int) -> str:
    """The name of the file that an overlay of this many servers extends."""
    return f"{count}-{About.SERVERS.value}.yaml"


def about_overlaid(servers: list[str]) -> str:
    """An overlay that consists of these servers."""
    return f"version: 1\nextends: {base(len(servers))}\nservers:\n" + "".join(servers)
