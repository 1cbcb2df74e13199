"""The kinds of mistakes that are measured, by what they are called in the tables."""

from .kind import Kind
from .spoil import add, instead, swap, unchanged, without

KINDS = {
    # In sites.
    "an unknown server": Kind("undefined-server", swap("[relay", "[rely")),
    "an unknown key": Kind("unknown-key", swap("defaultServer", "defaultSever")),
    "a string instead of a list": Kind("wrong-type", instead("servers: relay-0")),
    "a key twice": Kind("duplicate-key", add("    defaultServer: relay-1")),
    "a site twice": Kind("duplicate-key", add("  site-{n}.example.com: {}")),
    "a site twice, in other case": Kind("duplicate-id", add("  Site-{n}.example.com: { servers: [relay-1] }")),
    "a server listed twice": Kind("redundant-assignment", instead("servers: [relay-1, relay-1]")),
    "an id with a space": Kind("invalid-id", swap("site-{n}", "site {n}")),
    "a sender domain that is not one": Kind("sender-domain-invalid", add("    senderDomains: [shop_{n}..example]")),
    "a sender domain twice": Kind("duplicate-sender-domain", add("    senderDomains: [shop.example]"), repeats=True),
    "a site without servers": Kind("site-without-servers", instead("defaultServer: null")),
    "a site whose servers are disabled": Kind(
        "site-servers-all-disabled", instead("defaultServer: null", "servers: [retired]")
    ),
    "a disabled default server": Kind(
        "default-server-disabled", instead("defaultServer: retired", "servers: [relay-1, relay-2]")
    ),
    "a site with one server": Kind("single-server-chain", instead("defaultServer: null", "servers: [relay-1]")),
    "an invalid suppression": Kind("invalid-allowance", add("    # smtpconf: ignore single-server-chain -- planned")),
    "a suppression without a finding": Kind(
        "unused-allowance", add("    # smtpconf: allow single-server-chain -- planned")
    ),
    "an unknown tag": Kind("yaml-tag", swap("[relay", "[!ref relay")),
    "bytes that are not UTF-8": Kind("yaml-encoding", swap("site-", "caf\udce9-"), once=True),
    "a bracket left open at the end": Kind("yaml-syntax", swap("]", ""), once=True),
    "a second document at the end": Kind("multiple-documents", add("---\nversion: 1"), once=True),
    # In servers.
    "a value that does not exist": Kind("invalid-value", add("    priority: high"), True),
    "a word instead of a boolean": Kind("wrong-type", swap("useSSL: true", "useSSL: yes"), True),
    "a missing key": Kind("missing-key", without("serverName"), True),
    "a port above 65535": Kind("port-out-of-range", swap(":2525", ":70000"), True),
    "a port that is not a number": Kind("port-invalid", swap(":2525", ":smtp"), True),
    "the port of another protocol": Kind("not-an-smtp-port", swap(":2525", ":443"), True),
    "the port of implicit TLS": Kind("implicit-tls-port", swap(":2525", ":465"), True),
    "an invalid server name": Kind("server-name-invalid", swap("smtp{n}.", "smtp{n},"), True),
    "a URL as a server name": Kind("server-name-scheme", swap("smtp{n}.", "smtp://smtp{n}."), True),
    "a server name with a space": Kind("server-name-whitespace", swap("smtp{n}.", "smtp {n}."), True),
    "an IPv6 address without brackets": Kind(
        "ipv6-unbracketed", swap("smtp{n}.example.com:2525", "2001:db8::25"), True
    ),
    "TLS to an address": Kind("ssl-to-ip-address", swap("smtp{n}.example.com", "10.0.0.1"), True),
    "a password in plain text": Kind(
        "plaintext-password", swap("{ env: SMTP_PASSWORD_{n} }", "correct-horse-{n}"), True
    ),
    "a variable that nothing expands": Kind("unexpanded-variable", swap("mailer{n}", "${MAILER_{n}}"), True),
    "a password without a user": Kind("password-without-username", without("username"), True),
    "a user without a password": Kind("username-without-password", without("password"), True),
    "a password sent unencrypted": Kind("credentials-without-ssl", without("useSSL"), True),
    "a missing secret": Kind("secret-missing", unchanged, True, options=("--require-secrets",)),
    "port 587 without TLS": Kind(
        "submission-without-ssl",
        instead("serverName: smtp{n}.example.com:587", "priority: High", "enabled: true"),
        True,
    ),
    "a value that is too long": Kind("value-too-long", swap("mailer{n}", "mailer{n}" + "r" * 50), True),
    "a missing folder": Kind(
        "pickup-directory-required",
        instead("deliveryMethod: PickupDirectory", "serverName: smtp{n}.example.com:2525", "priority: High"),
        True,
    ),
    "a relative folder": Kind(
        "pickup-directory-relative",
        instead("deliveryMethod: PickupDirectory", "serverName: smtp{n}.example.com", "pickupDirectory: spool/{n}"),
        True,
    ),
    "a folder that is not used": Kind("pickup-directory-unexpected", add("    pickupDirectory: /var/spool/{n}"), True),
    "one endpoint twice": Kind(
        "duplicate-endpoint",
        instead("serverName: smtp.example.com", "username: mailer", "password: { env: PASSWORD }", "useSSL: true"),
        True,
        repeats=True,
    ),
    "an unused server": Kind("unused-server", add("  unused-{n}:\n    serverName: unused{n}.example.com"), True),
}
