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
    _ key: NodeUse, in mapping: MappingSpec, suggestion: KeySpec?, isFree: Bool, _ context: RuleContext
  ) {
    let text = context.text(of: key)
    if let layerKey = mapping.key(text), layerKey.isForLayers {
      return context.report(
        at: key, "`\(text)` is only for files with `extends` or `partial`", caption: "needs `extends`",
        help: "a file that is based on no other has nothing to remove")
    }
    if let reason = mapping.reason(against: text), mapping == .everyServer || mapping == .everySite {
      return context.report(
        at: key, "`\(text)` is not a key of \(mapping.noun)", caption: "not for all of them", help: reason)
    }
    if let home = mapping.home(of: text), suggestion == nil {
      return context.report(
        at: key, "`\(context.shown(key))` is a key of \(home), not of \(mapping.noun)", caption: "in the wrong place",
        help: helpForStranger(text, in: mapping))
    }
    context.report(
      at: key, "unknown key `\(context.shown(key))` \(mapping.place)",
      caption: suggestion.map { "did you mean `\($0.name)`?" } ?? "not a key of \(mapping.noun)",
      help: help(text, suggestion, mapping),
      fixes: isFree ? suggestion.map { renaming(key, to: $0, context) } ?? [] : [])
  }

  private static func helpForStranger(_ text: String, in mapping: MappingSpec) -> String {
    if let reason = mapping.reason(against: text) { return reason }
    guard let parent = mapping.parent(of: text) else {
      return "check the indentation: the keys of one mapping begin in the same column"
    }
    return "put it under `\(parent.name)`: `\(parent.name): { \(text): … }`"
  }

  static func reportIndentedRootKey(_ key: NodeUse, _ root: KeySpec, _ context: RuleContext) {
    context.report(
      at: key, "`\(root.name)` is a key of the top level, not a server", caption: "indented too far",
      help: "begin it in the same column as `servers`, with everything that is below it")
  }

  /// A fix, if the key almost certainly means the suggested one: it differs only in case, in one letter, or in two letters of
  /// a longer word. Other names of the key have no fix, because their values may be of other types.
  private static func renaming(_ key: NodeUse, to suggestion: KeySpec, _ context: RuleContext) -> [Fix] {
    let text = context.text(of: key)
    let distance = text.unicodeScalars.count < 6 ? 1 : 2
    guard !suggestion.isCalled(text), Suggestion.distance(text, suggestion.name, atMost: distance) != nil else {
      return []
    }
    return context.replacement(.unsafe, of: key, with: suggestion.name, "write `\(suggestion.name)`")
  }

  private static func help(_ text: String, _ suggestion: KeySpec?, _ mapping: MappingSpec) -> String {
    if let home = mapping.home(of: text) { return "`\(text)` is a key of \(home): check the indentation" }
    if text.hasPrefix("x-") { return "keys that begin with `x-` are ignored at the top level only" }
    if let suggestion, suggestion.isCalled(text) { return suggestion.hint(for: text) }
    let isSameButCase = suggestion.map { Suggestion.distance(text, $0.name, atMost: 0) != nil } ?? false
    let reason = isSameButCase ? "keys are case-sensitive; " : ""
    return reason
      + "the keys of \(mapping.noun) are \(mapping.keys.filter { !$0.isForLayers }.map(\.name).listed("and"))"
  }
}
