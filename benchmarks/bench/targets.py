"""What the files of a mail engine cost, compared with the routing table."""

from collections.abc import Iterator

from .command import Command
from .entry import Entry
from .workbench import Workbench

SERVERS = 50
# A mail engine gets a chain of its own for each site with other servers.
OWN = SERVERS - 5


def text(sites: int) -> str:
    """A configuration that mail engines can represent: each site has a sender domain."""
    servers = "".join(f"  relay-{number}: {{ serverName: relay{number}.example.com }}\n" for number in range(SERVERS))
    own = "".join(
        f"  site-{number}:\n    senderDomains: [site{number}.example.com]\n"
        f"    defaultServer: relay-{5 + number % OWN}\n    servers: [relay-{5 + (number + 7) % OWN}]\n"
        for number in range(sites)
    )
    shared = "defaultServer: relay-0, servers: [relay-1, relay-2, relay-3, relay-4]"
    return f"version: 1\nservers:\n{servers}global: {{ {shared} }}\nsites:\n{own}"


def entries(bench: Workbench, sites: int) -> Iterator[Entry]:
    """The files of Postfix, compared with the table."""
    source = bench.file(f"{sites}-sites-with-domains.yaml", lambda: text(sites))
    folder = bench.output("postfix", sites)
    build = [bench.program, "build", "--quiet", source]
    postfix = Command.of(*build, "--target", "postfix", "--no-secrets", "-o", folder)
    table = Command.of(*build, "-o", bench.output("table", sites))
    yield Entry(f"files of Postfix ÷ table, {sites:,} sites", postfix, per=table, goal=1.5)
