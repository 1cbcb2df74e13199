"""A kind of mistake, and files that have it as often as they have sites or servers."""

from collections.abc import Callable
from dataclasses import dataclass

# How many servers the sites of a file about sites have, and how many sites the servers of a file about servers.
SITES_A_SERVER = 10
SERVERS_A_SITE = 20


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


@dataclass(frozen=True)
class Kind:
    """A kind of mistake: what it does to the lines of a site or of a server, and the rule that reports it."""

    rule: str
    # The wrong lines instead of the right ones.
    spoil: Callable[[str, int], str]
    # The lines are those of a server, not of a site.
    in_servers: bool = False
    # Only the last site or server has the mistake.
    once: bool = False
    # The first occurrence is right.
    repeats: bool = False
    options: tuple[str, ...] = ()

    def text(self, count: int, is_wrong: bool = True) -> str:
        """A file with this many sites or servers, all of which have the mistake, or none."""
        units = [server(number) if self.in_servers else site(number, count) for number in range(count)]
        if is_wrong:
            first = count - 1 if self.once else 0
            units[first:] = [self.spoil(units[number], number) for number in range(first, count)]
        return about_servers(units) if self.in_servers else about_sites(units)

    def findings(self, count: int) -> int:
        """How many findings a file with this many sites or servers has."""
        return 1 if self.once else count - 1 if self.repeats else count


def about_sites(sites: list[str]) -> str:
    """A configuration that consists mostly of these sites; one more site uses all servers."""
    numbers = range(len(sites) // SITES_A_SERVER)
    servers = "".join(f"  relay-{number}:\n    serverName: smtp{number}.example.com:2525\n" for number in numbers)
    retired = "  retired:\n    serverName: old.example.com\n    enabled: false\n"
    every = "  every-server:\n    servers:\n" + "".join(f"      - relay-{number}\n" for number in numbers[1:])
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
