"""A realistic configuration of any size."""

import random
from collections.abc import Iterator


def servers(count: int, rng: random.Random) -> Iterator[str]:
    """The servers, in racks of twenty."""
    yield "# Relays of the web platform\nservers:\n"
    for number in range(count):
        if number % 20 == 0:
            yield f"\n  # Rack {number // 20}\n"
        yield f"  relay-{number}:\n    serverName: smtp{number}.example.com:2525\n"
        if number % 3:
            yield f"    priority: {rng.choice(['High', 'Low'])}\n"
        if number % 2:
            yield f"    username: mailer{number}\n    password: {{ env: SMTP_PASSWORD_{number} }}\n    useSSL: true\n"


def sites(count: int, servers: int, mistakes: range, rng: random.Random) -> Iterator[str]:
    """The sites, in four alternating styles."""
    yield "\nglobal:\n  defaultServer: relay-0\n  servers: [relay-1, relay-2]\n\nsites:\n"
    for number in range(count):
        first = 3 + number % (servers - 3)
        second = 3 + (first - 3 + rng.randrange(1, servers - 3)) % (servers - 3)
        other = f"relay-{servers + number}" if number in mistakes else f"relay-{second}"
        match number % 4:
            case 0:
                yield f"  site-{number}.example.com: {{ servers: [relay-{first}, {other}] }}\n"
            case 1:
                yield f"  site-{number}.example.com:\n    defaultServer: relay-{first}\n    servers:\n      - {other}\n"
            case 2:
                yield "  # Moved here from another platform\n"
                yield f"  site-{number}.example.com:\n    servers: [relay-{first}, {other}]\n"
            case _:
                yield f'  "site-{number}.example.com":\n    defaultServer: {other}\n    servers: [relay-{first}]\n'


def text(count: int, mistakes: range = range(0)) -> str:
    """A configuration of this many sites, and a server for ten of them.

    It has comments, block and flow style, and omitted settings, as real files have. The same numbers give the same
    text. It has no findings, except that sites with a number in `mistakes` name a server that does not exist.
    """
    rng = random.Random(count)
    relays = max(6, count // 10)
    return "".join(["version: 1\n", *servers(relays, rng), *sites(count, relays, mistakes, rng)])


def sites_of_bytes(size: int) -> int:
    """The number of sites in a configuration of about this many bytes."""
    return max(6, size * 1000 // len(text(1000)))


def text_of_bytes(size: int, mistakes: bool = False) -> str:
    """A configuration of about this many bytes; if `mistakes`, every site has an error."""
    count = sites_of_bytes(size)
    return text(count, range(count if mistakes else 0))
