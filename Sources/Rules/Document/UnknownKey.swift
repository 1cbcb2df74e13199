import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let unknownKey = Rule.error(
    "unknown-key", fixable: true,
    summary: "A key that does not exist in this mapping",
    explanation: """
      An unknown key would be silently ignored: a password must not be sent unencrypted only because `useSSL` was spelt
      `useSsl`. Keys are case-sensitive.

      Keys of other programs are recognised. The port, for example, has no key of its own: it is part of the server
      name, as in `smtp.example.com:587`. At the top level, and only there, keys that begin with `x-` are ignored, so
      you can use them for anchors and notes.
      """,
    references: [
      "Kentico Xperience documentation, \"SMTP server properties\": the keys are its property labels in camelCase"
    ],
    bad: [
      .server("↓useSsl: true"),
      .server("↓pririty: High"),
      .server("↓priority_level: High"),
      .server("↓timeout: 30"),
      .server("↓port: 587"),
      .server("↓disabled: true"),
      .server("↓active: true"),
      .server("↓weight: 10"),
      .server("↓method: smtp"),
      .server("↓user: mailer"),
      .server("↓smtp_password: { env: SMTP_PASSWORD }"),
      .server("username: mailer\n↓pwd: { env: SMTP_PASSWORD }"),
      .server("username: mailer\npassword: { ↓variable: SMTP_PASSWORD }"),
      .server("↓tls: true"),
      .server("↓folder: /var/spool/pickup"),
      .server("↓defaultServer: relay"),
      .server("↓x-owner: post@example.com"),
      .global("defaultServer: relay\n↓fallback: [bulk]"),
      .global("defaultServer: relay\n↓priority: High"),
      .global("↓default: relay\nservers: [bulk]"),
      """
      version: 1
      servers:
        relay:
          ↓host: smtp.example.com
          ↓port: 587
      global:
        defaultServer: relay
      ↓tenants:
        shop:
          servers: [relay]
      """,
    ],
    good: [
      """
      x-owner: post@example.com
      version: 1
      servers:
        relay:
          serverName: smtp.example.com:587
          useSSL: true
          username: mailer
          password: { env: SMTP_PASSWORD }
      global:
        defaultServer: relay
      """
    ],
    check: .problem)

  static func reportUnknownKey(
    _ key: NodeUse, in container: Container, suggestion: String?, isFree: Bool, _ context: RuleContext
  ) {
    if let home = home(of: context.text(of: key)), suggestion == nil {
      return context.report(
        at: key, "`\(context.shown(key))` is a key of \(home), not of \(container.description)",
        caption: "in the wrong place",
        help: "is it indented too far, or not far enough? the keys of one mapping begin in the same column")
    }
    context.report(
      at: key, "unknown key `\(context.shown(key))` in \(container.description)",
      caption: suggestion.map { "did you mean `\($0)`?" } ?? "\(container.description) has no such key",
      help: help(context.text(of: key), suggestion, container),
      fixes: isFree ? suggestion.map { renaming(key, to: $0, context) } ?? [] : [])
  }

  static func reportIndentedRootKey(_ key: NodeUse, _ root: RootKey, _ context: RuleContext) {
    context.report(
      at: key, "`\(root.rawValue)` is a key of the top level, not a server", caption: "indented too far",
      help: "begin it in the same column as `servers`, with all that is below it")
  }

  /// A fix only if hardly any other key can be meant: the key differs only in case, by one letter, or by two letters of
  /// a longer word, and is not a synonym, which may expect another kind of value.
  private static func renaming(_ key: NodeUse, to suggestion: String, _ context: RuleContext) -> [Fix] {
    let text = context.text(of: key)
    let distance = text.unicodeScalars.count < 6 ? 1 : 2
    guard otherNames[suggestion]?.contains(text.lowercased()) != true,
      Suggestion.distance(text, suggestion, atMost: distance) != nil
    else { return [] }
    return context.replacement(.unsafe, of: key, with: suggestion, "write `\(suggestion)`")
  }

  /// The synonyms of each key, from every mapping that has such a key.
  private static let otherNames: [String: [String]] = {
    var names: [String: [String]] = [:]
    for key in RootKey.allCases { names[key.rawValue, default: []] += key.synonyms }
    for key in ServerKey.allCases { names[key.rawValue, default: []] += key.synonyms }
    for key in ScopeKey.allCases { names[key.rawValue, default: []] += key.synonyms }
    for key in ReferenceKey.allCases { names[key.rawValue, default: []] += key.synonyms }
    return names
  }()

  private static func help(_ text: String, _ suggestion: String?, _ container: Container) -> String {
    if let home = home(of: text) { return "`\(text)` is a key of \(home): is the indentation right?" }
    if text.hasPrefix("x-") { return "keys that begin with `x-` are free for your own use at the top level only" }
    let lowered = text.lowercased()
    if let suggestion, otherNames[suggestion]?.contains(lowered) == true,
      let hint = hint(lowered, suggestion, container)
    {
      return hint
    }
    let isSameButCase = suggestion.map { Suggestion.distance(text, $0, atMost: 0) != nil } ?? false
    let reason = isSameButCase ? "upper and lower case count in keys; " : ""
    return reason + "\(container.description) takes \(container.keys.listed("and"))"
  }

  /// Where a key of the language belongs if it is in the wrong mapping.
  private static func home(of text: String) -> String? {
    if ServerKey(rawValue: text) != nil { return "a server" }
    if text == ScopeKey.defaultServer.rawValue { return "`global` and of each site" }
    return RootKey(rawValue: text) == nil ? nil : "the top level"
  }

  private static func hint(_ text: String, _ suggestion: String, _ container: Container) -> String? {
    switch container {
    case .document: hintOfDocument(suggestion)
    case .server: ServerKey(rawValue: suggestion).map { hintOfServer(text, $0) }
    case .global, .site: hintOfScope(suggestion)
    case .username, .password: ReferenceKey(rawValue: suggestion)?.hint
    }
  }

  private static func hintOfDocument(_ suggestion: String) -> String? {
    switch RootKey(rawValue: suggestion) {
    case .version: "the version of this language is written `version: 1`"
    case .servers: "every server stands once below `servers`, under an id of your choice"
    case .global: "what holds for all sites stands below `global`"
    case .sites: "each site stands below `sites`, under its name"
    case nil: nil
    }
  }

  private static func hintOfServer(_ text: String, _ key: ServerKey) -> String {
    switch key {
    case .serverName where text == "port":
      "the port is a part of the server name: `serverName: smtp.example.com:587`"
    case .serverName:
      "host and port are one string here: `serverName: smtp.example.com:587`; port 25 unless it is in the name"
    case .priority: "`priority` is `High`, `Normal` or `Low`, and no number"
    case .enabled where text == "disabled": "it is said the other way round: `enabled: false`"
    case .enabled: "`enabled` is `true` or `false`"
    case .deliveryMethod: "`deliveryMethod` is `Network`, `PickupDirectory` or `PickupDirectoryFromIIS`"
    case .username: "the name to log in with is `username`"
    case .password: "the password is `password: { env: NAME }` or `password: { file: PATH }`"
    case .useSSL: "`useSSL: true` means: STARTTLS required, on the named port, with the certificate verified"
    case .pickupDirectory: "the folder to drop mail into is `pickupDirectory`, with `deliveryMethod: PickupDirectory`"
    }
  }

  private static func hintOfScope(_ suggestion: String) -> String? {
    switch ScopeKey(rawValue: suggestion) {
    case .defaultServer: "the server that is tried first is `defaultServer`, a server's id"
    case .servers: "further servers are `servers`, a list of ids: `servers: [primary, bulk]`"
    case nil: nil
    }
  }

}
