"""The losses of servers that matter, straight from the definition: each set of servers is lost, each scope asked."""

import itertools


def names(site):
    """The order of scopes: mail of no site first, then the sites by code point."""
    return (site is not None, site or "")


def losses(servers, answers, most):
    """The losses of up to this many servers, in the order of the report.

    `answers` returns for a set of lost servers the outcome and the server of each scope; a scope is the name of a site,
    or None for mail of no site.
    """
    asked = {
        lost: answers(lost) for count in range(most + 1) for lost in itertools.combinations(sorted(servers), count)
    }
    found = [loss(lost, asked) for lost in asked if lost and is_listed(lost, asked)]
    return sorted(
        found,
        key=lambda entry: (
            -len(entry["waiting"]),
            -sum(len(move["scopes"]) for move in entry["moved"]),
            len(entry["servers"]),
            entry["servers"],
        ),
    )


def waiting(lost, asked):
    """The scopes whose servers are all lost; those that never had one do not count."""
    return {site for site, (outcome, _) in asked[lost].items() if outcome == "TemporarilyUnavailable"}


def is_listed(lost, asked):
    """One server if it is the first of a scope; several if a scope waits that waits for no smaller part of them."""
    if len(lost) == 1:
        return any(server == lost[0] for _, server in asked[()].values())
    parts = itertools.chain.from_iterable(itertools.combinations(lost, count) for count in range(1, len(lost)))
    return bool(waiting(lost, asked).difference(*(waiting(part, asked) for part in parts)))


def loss(lost, asked):
    """An entry of the report."""
    moved = {}
    for site, (_, server) in asked[()].items():
        now = asked[lost][site][1]
        if server in lost and now:
            moved.setdefault(now, []).append(site)
    return {
        "servers": list(lost),
        "waiting": sorted(waiting(lost, asked), key=names),
        "moved": [{"to": server, "scopes": sorted(moved[server], key=names)} for server in sorted(moved)],
    }


def random_configuration(rng):
    """A configuration of few servers and many ways to use them."""
    servers = ["b", "A", "c.1", "a-2", "9_z", "B2"][: rng.randint(1, 6)]

    def scope():
        entry = {"servers": [rng.choice(servers) for _ in range(rng.randint(0, 3))]}
        if rng.random() < 0.6:
            entry["defaultServer"] = rng.choice([*servers, None])
        return {key: value for key, value in entry.items() if value != []}

    return {
        "version": 1,
        "servers": {
            server: {
                "serverName": f"h{place}.example.com",
                "enabled": rng.random() < 0.8,
                "priority": rng.choice(["High", "Normal", "Low"]),
            }
            for place, server in enumerate(servers)
        },
        "global": scope(),
        "sites": {name: scope() for name in ["shop", "Corporate", "010", "x.1", "a", "Z"][: rng.randint(0, 6)]},
    }
