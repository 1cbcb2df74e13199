"""The kinds of mistakes that are measured, by what they are called in the tables."""

from .kind import About, Kind
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
    "a value that does not exist": Kind("invalid-value", add("    priority: high"), About.SERVERS),
    "a word instead of a boolean": Kind("wrong-type", swap("useSSL: true", "useSSL: yes"), About.SERVERS),
    "a missing key": Kind("missing-key", without("serverName"), About.SERVERS),
    "a port above 65535": Kind("port-out-of-range", swap(":2525", ":70000"), About.SERVERS),
    "a port that is not a number": Kind("port-invalid", swap(":2525", ":smtp"), About.SERVERS),
    "the port of another protocol": Kind("not-an-smtp-port", swap(":2525", ":443"), About.SERVERS),
    "the port of implicit TLS": Kind("implicit-tls-port", swap(":2525", ":465"), About.SERVERS),
    "an invalid server name": Kind("server-name-invalid", swap("smtp{n}.", "smtp{n},"), About.SERVERS),
    "a URL as a server name": Kind("server-name-scheme", swap("smtp{n}.", "smtp://smtp{n}."), About.SERVERS),
    "a server name with a space": Kind("server-name-whitespace", swap("smtp{n}.", "smtp {n}."), About.SERVERS),
    "an IPv6 address without brackets": Kind(
        "ipv6-unbracketed", swap("smtp{n}.example.com:2525", "2001:db8::25"), About.SERVERS
    ),
    "TLS to an address": Kind("ssl-to-ip-address", swap("smtp{n}.example.com", "10.0.0.1"), About.SERVERS),
    "a password in plain text": Kind(
        "plaintext-password", swap("{ env: SMTP_PASSWORD_{n} }", "correct-horse-{n}"), About.SERVERS
    ),
    "a variable that nothing expands": Kind("unexpanded-variable", swap("mailer{n}", "${MAILER_{n}}"), About.SERVERS),
    "a password without a user": Kind("password-without-username", without("username"), About.SERVERS),
    "a user without a password": Kind("username-without-password", without("password"), About.SERVERS),
    "a password sent unencrypted": Kind("credentials-without-ssl", without("useSSL"), About.SERVERS),
    "a missing secret": Kind("secret-missing", unchanged, About.SERVERS, options=("--require-secrets",)),
    "port 587 without TLS": Kind(
        "submission-without-ssl",
        instead("serverName: smtp{n}.example.com:587", "priority: High", "enabled: true"),
        About.SERVERS,
    ),
    "a value that is too long": Kind("value-too-long", swap("mailer{n}", "mailer{n}" + "r" * 50), About.SERVERS),
    "a missing folder": Kind(
        "pickup-directory-required",
        instead("deliveryMethod: PickupDirectory", "serverName: smtp{n}.example.com:2525", "priority: High"),
        About.SERVERS,
    ),
    "a relative folder": Kind(
        "pickup-directory-relative",
        instead("deliveryMethod: PickupDirectory", "serverName: smtp{n}.example.com", "pickupDirectory: spool/{n}"),
        About.SERVERS,
    ),
    "a folder that is not used": Kind(
        "pickup-directory-unexpected", add("    pickupDirectory: /var/spool/{n}"), About.SERVERS
    ),
    "one endpoint twice": Kind(
        "duplicate-endpoint",
        instead("serverName: smtp.example.com", "username: mailer", "password: { env: PASSWORD }", "useSSL: true"),
        About.SERVERS,
        repeats=True,
    ),
    "an unused server": Kind(
        "unused-server", add("  unused-{n}:\n    serverName: unused{n}.example.com"), About.SERVERS
    ),
    "credentials for a folder": Kind(
        "credentials-need-network",
        instead(
            "deliveryMethod: PickupDirectory",
            "pickupDirectory: /var/spool/{n}",
            "username: mailer",
            "password: { env: PASSWORD }",
        ),
        About.SERVERS,
    ),
    "TLS to a folder": Kind(
        "ssl-needs-network",
        instead("deliveryMethod: PickupDirectory", "pickupDirectory: /var/spool/{n}", "useSSL: true"),
        About.SERVERS,
    ),
    "one folder twice": Kind(
        "pickup-directory-shared",
        instead("deliveryMethod: PickupDirectory", "pickupDirectory: /var/spool/mail", "priority: High"),
        About.SERVERS,
        repeats=True,
    ),
    # In overlays.
    "something removed that is not there": Kind(
        "nothing-to-remove", add("    remove: [pickupDirectory]"), About.OVERLAID
    ),
    "a login for another host": Kind(
        "inherited-credentials", add("    serverName: other{n}.example.com"), About.OVERLAID
    ),
    "a server with almost the name of another": Kind(
        "near-name",
        add("  realy-{n}:\n    serverName: other{n}.example.com\n    enabled: false"),
        About.OVERLAID,
        gives_up=True,
    ),
    # For mail engines.
    "a site without sender domains": Kind("target-site-without-domains", unchanged, options=("--target", "postfix")),
}
