"""Configurations for pages."""

import random


def crowded(sites, servers):
    """Many sites with chains of their own, and long names."""
    rng = random.Random(sites * servers)
    ids = [f"relay-{number}" for number in range(servers)]
    ids[1], ids[2] = "W" * 100, "i" * 100
    return {
        "version": 1,
        "servers": {
            server: {"serverName": f"h{place}.example.com", "priority": rng.choice(["High", "Normal", "Low"])}
            for place, server in enumerate(ids)
        },
        "global": {"defaultServer": ids[0], "servers": ids[:3]},
        "sites": {
            f"{'a-site-with-a-very-long-name-' * (number % 4)}{number}": {
                "servers": rng.sample(ids, rng.randint(1, min(8, servers)))
            }
            for number in range(sites)
        },
    }
