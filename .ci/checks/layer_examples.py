"""The worked examples of the documentation of layers, with what they say about chains and findings."""

from dataclasses import dataclass, field

PRODUCTION = """\
version: 1
servers:
  primary:
    serverName: smtp.example.com:587
    username: mailer
    password: { env: PRIMARY_PASSWORD }
    useSSL: true
  bulk:
    serverName: 10.0.0.9:2525
    priority: Low
global:
  defaultServer: primary
sites:
  corporate:
  shop:
    defaultServer: bulk
    servers: [primary]
  intranet:
    defaultServer: null
    servers: [bulk]
"""
PRODUCTION_CHAINS = {None: ["primary"], "corporate": ["primary"], "shop": ["bulk", "primary"], "intranet": ["bulk"]}
START = "version: 1\nextends: production.smtp.yaml\n"


@dataclass
class Example:
    """Files over `production.smtp.yaml`, and what is expected of the last of them."""

    root: str
    files: dict
    # Chains that are not those of production.
    chains: dict = field(default_factory=dict)
    # By rule: the files and paths of all its findings.
    findings: dict = field(default_factory=dict)
    # By rule: a file that a label of a finding is in.
    labels: dict = field(default_factory=dict)
    # Whether a table is right, apart from the chains.
    is_table: object = lambda table: True


def one(name, text, **expected):
    """An example with one file over production."""
    return Example(name, {name: START + text}, **expected)


def diamond(*listed, **expected):
    """An example with two layers over a common one."""
    files = {
        "common.smtp.yaml": START,
        "eu.smtp.yaml": "version: 1\nextends: common.smtp.yaml\n"
        "servers: { primary: { serverName: smtp-eu.example.com:587 } }\n",
        "perf.smtp.yaml": "version: 1\nextends: common.smtp.yaml\nservers: { bulk: { priority: High } }\n",
        "both.smtp.yaml": f"version: 1\nextends: [{', '.join(listed)}]\n",
    }
    return Example("both.smtp.yaml", files, **expected)


def host(table):
    """The host of the primary server."""
    return table["servers"]["primary"]["host"]


INHERITED = {"inherited-credentials": {("eu.smtp.yaml", "servers.primary.serverName")}}
EU_LABEL = {"inherited-credentials": "production.smtp.yaml"}
NONE_INHERITED = {"inherited-credentials": set()}

EXAMPLES = {
    "A": one(
        "staging.smtp.yaml",
        'servers: { "*": { enabled: false }, trap: { serverName: "mailpit.internal:1025" } }\n'
        "global: { defaultServer: trap }\n"
        'sites: { "*": { defaultServer: trap } }\n',
        chains=dict.fromkeys(PRODUCTION_CHAINS, ["trap"]),
        is_table=lambda table: list(table["servers"]) == ["trap"] and "credentials" not in table["servers"]["trap"],
    ),
    "B": one(
        "eu.smtp.yaml",
        "servers: { primary: { serverName: smtp-eu.example.com:587 } }\n",
        findings=INHERITED,
        labels=EU_LABEL,
        is_table=lambda table: (
            host(table) == "smtp-eu.example.com"
            and table["servers"]["primary"]["credentials"]
            == {"username": "mailer", "password": {"env": "PRIMARY_PASSWORD"}}
            and table["servers"]["primary"]["tls"] == "startTLS"
        ),
    ),
    "B-with-credentials": one(
        "eu.smtp.yaml",
        "servers: { primary: { serverName: smtp-eu.example.com:587, username: eu, password: { env: EU } } }\n",
        findings=NONE_INHERITED,
        is_table=lambda table: table["servers"]["primary"]["credentials"]["username"] == "eu",
    ),
    "B-with-suppression": one(
        "eu.smtp.yaml",
        "servers:\n  primary:\n    # smtpconf: allow inherited-credentials -- the same account works on both hosts\n"
        "    serverName: smtp-eu.example.com:587\n",
        findings=NONE_INHERITED | {"unused-allowance": set()},
    ),
    "B-with-port": one(
        "port.smtp.yaml",
        "servers: { primary: { serverName: smtp.example.com:2587 } }\n",
        findings=NONE_INHERITED,
        is_table=lambda table: table["servers"]["primary"]["port"] == 2587,
    ),
    "C": one(
        "dev.smtp.yaml",
        "servers: { primary: { deliveryMethod: PickupDirectory, pickupDirectory: /tmp/mail } }\n",
        findings={
            "credentials-need-network": set(),
            "default-server-not-network": {("production.smtp.yaml", "global.defaultServer")},
        },
        labels={"default-server-not-network": "dev.smtp.yaml"},
        is_table=lambda table: table["servers"]["primary"]["pickupDirectory"] == "/tmp/mail",
    ),
    "D": one("lists.smtp.yaml", "sites: { shop: { servers: [] } }\n", chains={"shop": ["bulk"]}),
    "E-alone": one(
        "without.smtp.yaml",
        "remove: { servers: [bulk] }\n",
        findings={
            "undefined-server": {
                ("production.smtp.yaml", "sites.shop.defaultServer"),
                ("production.smtp.yaml", "sites.intranet.servers[0]"),
            }
        },
        labels={"undefined-server": "without.smtp.yaml"},
    ),
    "E-mended": one(
        "without.smtp.yaml",
        "remove: { servers: [bulk] }\nsites: { shop: { remove: [defaultServer] }, intranet: { servers: [primary] } }\n",
        chains={"shop": ["primary"], "intranet": ["primary"]},
        findings={"undefined-server": set()},
    ),
    "F": diamond(
        "eu.smtp.yaml",
        "perf.smtp.yaml",
        findings=INHERITED | {"base-repeated": set()},
        is_table=lambda table: (
            host(table) == "smtp-eu.example.com" and table["sites"]["intranet"]["chain"][0]["priority"] == "High"
        ),
    ),
    "F-repeated": diamond(
        "eu.smtp.yaml",
        "common.smtp.yaml",
        findings={"base-repeated": {("both.smtp.yaml", "extends[1]")}},
        is_table=lambda table: host(table) == "smtp-eu.example.com",
    ),
}
