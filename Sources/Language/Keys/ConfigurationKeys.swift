/// The keys of a configuration's top level.
package enum RootKey: Int, DeclarationKey {
  case version, servers, global, sites, extends, partial, remove

  package static let table = KeyTable(allCases.map(\.specification))

  private var specification: KeySpec {
    switch self {
    case .version:
      KeySpec(
        "version", .version, title: "Version of the language",
        summary: "The version of the smtpconf language that this file is written in. Version 1 is the only one.",
        hint: "write the version of the language as `version: 1`",
        synonyms: ["schemaversion", "formatversion", "apiversion"], examples: [1])
    case .servers:
      KeySpec(
        "servers", .entries(.server, .server), title: "SMTP servers",
        summary: """
          Every SMTP server, declared once under an id of your choice. `global` and `sites` refer to it by that id.
          """,
        hint: "declare every server once under `servers`, with an id of your choice",
        synonyms: ["smtpservers", "relays", "smarthosts", "hosts"],
        examples: [
          [
            "primary": [
              "serverName": "smtp.example.com:587", "username": "mailer", "password": ["env": "PRIMARY_PASSWORD"],
              "useSSL": true,
            ]
          ]
        ])
    case .global:
      KeySpec(
        "global", .mapping(.global), title: "Settings for (global)",
        summary: """
          The servers that every site can use, and the default server of every site that does not choose its own. Mail \
          that belongs to no site is sent by these servers only.
          """,
        hint: "settings that apply to all sites go under `global`", synonyms: ["globals", "defaults", "settings"],
        examples: [["defaultServer": "primary", "servers": ["archive"]]])
    case .sites:
      KeySpec(
        "sites", .entries(.site, .site), title: "Sites",
        summary: """
          The sites by name. A site without settings of its own (`corporate:` with nothing after it) uses the servers of \
          `global`.
          """,
        hint: "each site goes under `sites`, by name", synonyms: ["websites", "tenants", "domains"],
        examples: [["shop": ["defaultServer": "bulk", "servers": ["primary"]], "intranet": nil]])
    case .extends:
      KeySpec(
        "extends", .paths(StringType("the path of a file", form: .relativePath, names: .file), most: Self.mostBases),
        title: "Extends",
        summary: """
          The files that this one is based on, in the order in which they apply: a path, or a list of up to \
          \(Self.mostBases), relative to the folder of this file. This file then contains only what is different.
          """,
        hint: "`extends` is the path of the file that this one is based on: `extends: production.smtp.yaml`",
        synonyms: ["base", "bases", "extend", "include", "includes", "imports", "inherits", "inherit", "from"],
        examples: ["production.smtp.yaml", ["production.smtp.yaml", "../shared/relays.smtp.yaml"]])
    case .partial:
      KeySpec(
        "partial", .boolean, title: "Partial",
        summary: """
          `true` for a file that other files extend, and that is not a configuration on its own: only its form is \
          checked, and it cannot be built.
          """,
        hint: "`partial` is `true` for a file that is only there to be extended", synonyms: ["fragment", "abstract"],
        default: false)
    case .remove:
      KeySpec(
        "remove", .mapping(.removal), title: "Remove",
        summary: """
          Servers and sites of the extended files that this file takes away, before it adds its own. Only in a file with \
          `extends` or `partial`.
          """,
        hint: "`remove` takes away what an extended file declares: `remove: { servers: [bulk], sites: [intranet] }`",
        synonyms: ["delete", "unset", "exclude"], isForLayers: true,
        examples: [["servers": ["bulk"], "sites": ["intranet"]]])
    }
  }

  /// The maximum number of files that a file can extend itself.
  package static let mostBases = 16
}

/// The keys of `remove` at the top level.
package enum RemovalKey: Int, DeclarationKey {
  case servers, sites

  package static let table = KeyTable(allCases.map(\.specification))

  private var specification: KeySpec {
    switch self {
    case .servers:
      KeySpec(
        "servers", .list(StringType("the id of a server", form: .id, names: .entry(.server))),
        title: "Servers to remove",
        summary: "The ids of servers that the extended files declare. A server that is declared again is replaced.",
        hint: "list the ids of the servers: `servers: [bulk]`", synonyms: ["server"], default: [], examples: [["bulk"]])
    case .sites:
      KeySpec(
        "sites", .list(StringType("the name of a site", form: .id, names: .entry(.site))), title: "Sites to remove",
        summary: "The names of sites that the extended files declare. A site that is declared again is replaced.",
        hint: "list the names of the sites: `sites: [intranet]`", synonyms: ["site"], default: [],
        examples: [["intranet"]])
    }
  }
}

/// The keys of a server.
package enum ServerKey: Int, DeclarationKey {
  case serverName, priority, enabled, deliveryMethod, username, password, useSSL, pickupDirectory, remove

  package static let table = KeyTable(allCases.map(\.specification))

  private var specification: KeySpec {
    switch self {
    case .serverName:
      KeySpec(
        "serverName", .string(StringType(limit: 200, form: .serverName)), title: "Server name",
        summary: """
          The domain name or IP address of the server, followed by a colon and the port if it is not 25. Put an IPv6 \
          address in brackets. Required for `Network`. No scheme, user name or path.
          """,
        hint: "host and port are one string: `serverName: smtp.example.com:587`; the default port is 25",
        synonyms: [
          "host", "hostname", "server", "address", "name",
          Synonym("port", hint: "the port is part of the server name: `serverName: smtp.example.com:587`"),
          "smtpserver", "smarthost", "relay", "endpoint",
        ], examples: ["smtp.example.com:587", "192.0.2.25", "[2001:db8::25]:2525"])
    case .priority:
      KeySpec(
        "priority", .word(Priority.allCases.map(\.rawValue)), title: "Priority",
        summary: """
          Servers with the priority `High` are tried before `Normal` ones, and those before `Low` ones. Within a \
          priority, the order of the lists decides. The default server is always first.
          """,
        hint: "`priority` is `High`, `Normal` or `Low`, not a number", synonyms: ["prio", "weight", "order", "level"],
        default: "Normal")
    case .enabled:
      KeySpec(
        "enabled", .boolean, title: "Enabled",
        summary: "A server that is not enabled can stay in the lists, but is skipped when mail is sent.",
        hint: "`enabled` is `true` or `false`",
        synonyms: ["active", Synonym("disabled", hint: "use `enabled: false` instead of `disabled: true`"), "on"],
        default: true)
    case .deliveryMethod:
      KeySpec(
        "deliveryMethod", .word(DeliveryMethod.allCases.map(\.rawValue)), title: "Delivery method",
        summary: """
          `Network`: over SMTP. `PickupDirectory`: as files in a folder that another mail server empties. \
          `PickupDirectoryFromIIS`: the same, with the folder defined in IIS.
          """,
        hint: "`deliveryMethod` is `Network`, `PickupDirectory` or `PickupDirectoryFromIIS`",
        synonyms: ["method", "delivery", "transport", "mode", "type", "protocol"], default: "Network")
    case .username:
      KeySpec(
        "username", .stringOrReference(StringType(limit: 50, form: .withoutControls("a user name")), .reference),
        title: "User name",
        summary: """
          The account to log in with, or a reference to where its name is kept. `Network` only. Without a user name, \
          mail is sent without login.
          """,
        hint: "the account to log in with is `username`", synonyms: ["user", "login", "account", "userid", "authuser"],
        examples: ["mailer", ["env": "SMTP_USER"]])
    case .password:
      KeySpec(
        "password", .stringOrReference(StringType(limit: 200, form: .withoutControls("a password")), .reference),
        title: "Password",
        summary: """
          A reference to where the password is kept. `Network` only, and only with a user name. A password in the file \
          itself can be read by everyone who can read the file, so it is the error `plaintext-password` unless that rule \
          is suppressed.
          """,
        hint: "the password is `password: { env: NAME }` or `password: { file: PATH }`",
        synonyms: ["pass", "passwd", "pwd", "secret", "passphrase", "authpassword"],
        examples: [["env": "SMTP_PASSWORD"], ["file": "/run/secrets/smtp"]])
    case .useSSL:
      KeySpec(
        "useSSL", .boolean, title: "Use SSL",
        summary: """
          Require STARTTLS on the port in `serverName`, and verify the server's certificate. `Network` only. Implicit TLS, \
          as on port 465, is not supported by Kentico Xperience.
          """,
        hint: "`useSSL: true` requires STARTTLS on the port in `serverName` and verifies the certificate",
        synonyms: [
          "ssl", "tls", "starttls", "usetls", "enablessl", "sslenabled", "requiretls", "encryption", "secure",
        ], default: false)
    case .pickupDirectory:
      KeySpec(
        "pickupDirectory", .string(StringType(limit: 450, form: .absolutePath)), title: "Pickup directory",
        summary: """
          The absolute path of the folder that messages are written to: `/…`, `C:\\…` or `\\\\server\\share`. Required for \
          `PickupDirectory`, not allowed otherwise.
          """,
        hint: "the folder for messages is `pickupDirectory`, with `deliveryMethod: PickupDirectory`",
        synonyms: [
          "directory", "dir", "folder", "path", "pickup", "pickupdir", "pickupfolder", "pickuppath",
          "pickupdirectorylocation", "specifiedpickupdirectory",
        ], examples: ["/var/spool/smtp/pickup", "C:\\inetpub\\mailroot\\Pickup"])
    case .remove: .removal(examples: [["username", "password"]])
    }
  }
}

/// The keys of `global` and of a site.
package enum ScopeKey: Int, DeclarationKey {
  case defaultServer, servers, senderDomains, remove

  package static let table = KeyTable(allCases.map(\.specification))

  private var specification: KeySpec {
    switch self {
    case .defaultServer:
      KeySpec(
        "defaultServer", .serverOrNull, title: "Default server",
        summary: """
          The id of the server to try first. A site without this key inherits the default of `global`; `null` means that \
          it has none.
          """,
        hint: "the server to try first goes in `defaultServer`, by id",
        synonyms: ["default", "primary", "primaryserver"], examples: ["primary", nil])
    case .servers:
      KeySpec(
        "servers", .list(StringType("the id of a server", form: .id, names: .entry(.server))), title: "Servers",
        summary: """
          The ids of the servers assigned here, in the order in which they are tried within a priority. A site uses those \
          of `global` after its own.
          """,
        hint: "list additional servers under `servers`, by id: `servers: [primary, bulk]`",
        synonyms: ["server", "relays", "fallback", "fallbacks", "smtpservers"], default: [],
        examples: [["primary", "bulk"]])
    case .senderDomains:
      KeySpec(
        "senderDomains", .list(StringType("a domain", form: .domain)), title: "Sender domains",
        summary: """
          The domains of the site's envelope senders, which tell a mail engine that a message belongs to this site. The \
          comparison ignores case and does not include subdomains. Mail from domains that no site lists is sent by the \
          servers of `global`.
          """,
        hint: "list the domains that a site sends from in `senderDomains`: `senderDomains: [shop.example]`",
        synonyms: ["domains", "senders", "senderdomain", "maildomains", "fromdomains"], default: [],
        examples: [["shop.example", "bounces.shop.example"]])
    case .remove: .removal(examples: [["defaultServer"]])
    }
  }
}

extension KeySpec {
  /// The key that takes away keys of an entry.
  fileprivate static func removal(examples: [Literal]) -> KeySpec {
    KeySpec(
      "remove", .keyNames, title: "Keys to remove",
      summary: """
        Keys that the extended files have here and this file takes away, before it adds its own. Only in a file with \
        `extends` or `partial`.
        """,
      hint: "`remove` lists keys that an extended file declares", synonyms: ["delete", "unset"], isForLayers: true,
      default: [], examples: examples)
  }
}

/// The keys of a user name or password that is kept elsewhere.
package enum ReferenceKey: Int, DeclarationKey {
  case env, file, credential

  package static let table = KeyTable(allCases.map(\.specification))

  private var specification: KeySpec {
    switch self {
    case .env:
      KeySpec(
        "env", .string(StringType("the name of an environment variable", form: .environmentName)),
        title: "Environment variable",
        summary:
          "The name of the environment variable that contains the value: letters, digits and `_`, not starting with a digit.",
        hint: "`{ env: NAME }` names the environment variable that contains the value",
        synonyms: ["environment", "variable", "var", "envvar", "fromenv"], examples: ["SMTP_PASSWORD"],
        placeholder: "NAME")
    case .file:
      KeySpec(
        "file", .string(StringType("the path of a file", form: .absolutePath)), title: "File",
        summary: """
          The absolute path of the file that contains the value. The file is not read when the configuration is checked.
          """,
        hint: "`{ file: PATH }` names the file that contains the value, by its absolute path",
        synonyms: ["path", "filename", "fromfile", "secretfile"], examples: ["/run/secrets/smtp"], placeholder: "PATH")
    case .credential:
      KeySpec(
        "credential", .string(StringType("the name of a credential", form: .credentialName)), title: "Credential",
        summary: """
          The name of the systemd credential that contains the value: the file of that name in `$CREDENTIALS_DIRECTORY`.
          """,
        hint: "`{ credential: NAME }` names a credential that systemd passes to the unit",
        synonyms: ["credentials", "cred", "systemd", "loadcredential"], examples: ["smtp-password"],
        placeholder: "NAME")
    }
  }
}

// MARK: Mappings

extension MappingSpec {
  /// The top level of a configuration.
  package static let root = MappingSpec(
    "the top level", at: "at the top level",
    summary: """
      The SMTP servers of an installation, each declared once, and which of them send the mail of each site.
      """,
    table: RootKey.table,
    requirements: [
      .version,
      Requirement([RootKey.servers.spec], "`servers`", help: RootKey.servers.spec.hint),
      Requirement(
        [RootKey.global.spec, RootKey.sites.spec], "`global` or `sites`",
        help: "`global` and `sites` say which servers are used; one of them is enough"),
    ], allowsExtensions: true,
    hint: "the file begins with the key `version`; `servers`, `global` and `sites` begin in the same column",
    language: { configuration })

  /// A server.
  package static let server = MappingSpec(
    "a server",
    summary: "How one server is reached: over the network, or through a folder that another program empties.",
    table: ServerKey.table,
    requirements: [
      Requirement(
        [ServerKey.serverName.spec], "`serverName`",
        help: "write `serverName: smtp.example.com:587`, or set `deliveryMethod` if messages go to a folder")
    ], hint: "for a server: write its settings below it, e.g. `serverName: smtp.example.com`",
    language: { configuration })

  /// The settings for mail that belongs to no site, and what sites inherit.
  package static let global = MappingSpec(
    "`global`", summary: "Which servers send the mail that belongs to no site, and what sites inherit.",
    table: ScopeKey.table, without: [ScopeKey.senderDomains.spec],
    hint: "write `defaultServer` and `servers` below `global`, further to the right",
    strangers: ["senderDomains": "`global` handles the mail of every domain that no site lists in `senderDomains`"],
    language: { configuration })

  /// A site.
  package static let site = MappingSpec(
    "a site", summary: "Which servers send the mail of this site.", table: ScopeKey.table,
    hint: "for a site: write its settings below it, e.g. `servers: [primary]`", language: { configuration })

  /// A user name or password that is kept elsewhere.
  package static let reference = MappingSpec(
    "a reference", summary: "Where a user name or password is kept.", table: ReferenceKey.table,
    requirements: [
      Requirement(
        ReferenceKey.table.specs, isExclusive: true, "one of `env`, `file` or `credential`",
        help: "write `{ env: NAME }`, `{ file: PATH }` or `{ credential: NAME }`")
    ], hint: "write `{ env: NAME }`, `{ file: PATH }` or `{ credential: NAME }`", language: { configuration })

  /// What a file takes away from those that it extends.
  package static let removal = MappingSpec(
    "`remove`", summary: "Servers and sites of the extended files that this file takes away.", table: RemovalKey.table,
    hint: "write `remove: { servers: [bulk], sites: [intranet] }`", language: { configuration })

  /// What a file says about every server of those that it extends.
  package static let everyServer = MappingSpec(
    "the entry for every server", summary: "What applies to every server that the extended files declare.",
    table: ServerKey.table, without: [ServerKey.serverName.spec, ServerKey.pickupDirectory.spec],
    hint: "write what applies to every server below it, e.g. `enabled: false`",
    strangers: [
      "serverName": "it would give all servers the same address; write `serverName` in each server",
      "pickupDirectory": "it would give all servers the same folder; write `pickupDirectory` in each server",
    ], language: { configuration })

  /// What a file says about every site of those that it extends.
  package static let everySite = MappingSpec(
    "the entry for every site", summary: "What applies to every site that the extended files declare.",
    table: ScopeKey.table, without: [ScopeKey.senderDomains.spec],
    hint: "write what applies to every site below it, e.g. `defaultServer: trap`",
    strangers: ["senderDomains": "a domain belongs to one site; write `senderDomains` in that site"],
    language: { configuration })

  /// All mappings of a configuration.
  package static let configuration: [MappingSpec] = [.root, .server, .global, .site, .reference, .removal]
}

extension MappingSpec.Requirement {
  /// The version, which every file has.
  package static let version = Self(
    [RootKey.version.spec], "`version`",
    help: "`version: 1` is the version of the language that the file is written in")
}

// MARK: Forms

extension StringType.Form {
  /// A host, with or without a port.
  static let serverName = Self(
    #"^(?:\[[0-9A-Fa-f]*(?::[0-9A-Fa-f]*){2,8}(?:(?:\.[0-9]+){3})?\]|(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])|(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*(?:[A-Za-z_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?|[0-9]{1,62}(?:[A-Za-z_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?|-[A-Za-z0-9_-]{0,60}[A-Za-z0-9_]))\.?)(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?$"#,
    "A domain name, an IPv4 address or an IPv6 address in brackets, followed by a colon and a port from 1 to 65535 if it is not 25; no spaces, scheme, user name or path."
  )

  /// A DNS name.
  static let domain = Self(
    #"^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*(?:[A-Za-z_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?|[0-9]{1,62}(?:[A-Za-z_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?|-[A-Za-z0-9_-]{0,60}[A-Za-z0-9_]))\.?$"#,
    "A domain name, such as shop.example; no address, `@`, port or `*`.")

  /// An id.
  package static let id = Self(
    "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$",
    "An id is 1 to 100 letters, digits, dots, underscores and hyphens, starting with a letter or a digit.")

  /// The path of a YAML file from the folder of another.
  static let relativePath = Self(
    #"^(?![~/])(?!.*://)[^\\\x00-\x1F\x7F-\x9F]*\.ya?ml$"#,
    "A path relative to the folder of this file, with `/` between folders, to a .yaml or .yml file.")

  /// An absolute path, of POSIX or of Windows.
  static let absolutePath = Self(
    #"^(?:/|[A-Za-z]:[\\/]|\\\\[^\\/]+\\[^\\/])[^\x00-\x1F\x7F-\x9F]*$"#,
    #"An absolute path: /…, C:\… or \\server\share."#)

  /// The name of an environment variable.
  static let environmentName = Self(
    "^[A-Za-z_][A-Za-z0-9_]*$", "Letters, digits and underscores, not starting with a digit.")

  /// The name of a systemd credential.
  static let credentialName = Self(
    #"^(?!\.{1,2}$)[A-Za-z0-9_.-]{1,255}$"#, "1 to 255 letters, digits, underscores, dots and hyphens.")

  /// Any characters but control characters.
  static func withoutControls(_ what: String) -> Self {
    Self(#"^[^\x00-\x1F\x7F-\x9F]*$"#, "No control characters in \(what).")
  }
}
