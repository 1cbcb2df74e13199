import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let wrongType = Rule.error(
    "wrong-type", fixable: true,
    summary: "A value has the wrong type, for example a number where a string is expected",
    explanation: """
      YAML tells strings, numbers, booleans and null apart by how they are written; anything in quotes is a string. Most
      of these errors have one of two causes:

      - Booleans are `true` and `false` only. `yes`, `no`, `on` and `off` were booleans in YAML 1.1, which many programs
        still read; in YAML 1.2 they are strings.
      - A user name or password that consists of digits is a number. Read as a number, `0123` would lose its zero, so it
        is an error: in quotes, every digit is kept.

      A key that expects a list needs one even for a single item: `servers: [bulk]`. If nothing follows a key that
      expects a mapping or a list, the value is an empty one; after any other key a missing value is an error, because
      it may have been forgotten. A tag such as `!!int` must match its value.
      """,
    references: ["YAML 1.2.2, section 10.3.2"],
    bad: wrongTypeExamples,
    good: [
      .server("enabled: true\nusername: \"0123\"\npassword: { env: SMTP_PASSWORD }"),
      .global("defaultServer: null\nservers: [relay]"),
    ],
    check: .problem)

  static func reportMisfitTag(_ tag: CoreTag, on node: NodeID, _ context: RuleContext) {
    context.report(
      at: NodeUse(node), "the value does not match its tag `\(tag.shorthand)`", caption: "not \(tag.described)",
      help: "remove the tag: no value in this language needs one")
  }

  static func reportWrongType(
    _ place: NodeUse, _ subject: ValueSubject, expected: ValueType, _ context: RuleContext
  ) {
    let value = WrongValue(place: place, subject: subject, expected: expected, context: context)
    context.report(at: place, value.wording, fixes: value.fixes)
  }

  private static let wrongTypeExamples: [Rule.Example] = [
    // Booleans
    .server("enabled: ↓yes"),
    .server("enabled: ↓off"),
    .server("useSSL: ↓\"true\""),
    .server("useSSL: ↓1"),
    .server("useSSL: ↓always"),
    .server("enabled:↓"),
    // Strings
    .server("username: ↓0123\npassword: { env: SMTP_PASSWORD }"),
    .server("username: mailer\npassword: ↓0123"),
    .server("username: mailer\npassword:↓"),
    .server("username: mailer\npassword: ↓[a, b]"),
    .server("username: ↓true\npassword: { env: SMTP_PASSWORD }"),
    .server("username: ↓null\npassword: { env: SMTP_PASSWORD }"),
    .server("username: ↓[mailer]\npassword: { env: SMTP_PASSWORD }"),
    .serverName("↓25"),
    .serverName("↓{ host: smtp.example.com, port: 587 }"),
    .server("priority: ↓1"),
    .server("username: mailer\npassword: { env: ↓1 }"),
    // Lists and references
    .global("servers: ↓relay"),
    .global("servers: ↓relay, bulk"),
    .global("servers: ↓{ relay: bulk }"),
    .global("servers: [relay, ↓17]"),
    .global("servers:\n  - ↓relay:\n      enabled: true\n"),
    .global("defaultServer: ↓[relay]"),
    .global("defaultServer: ↓17"),
    // Mappings
    "↓- version: 1\n",
    "↓see the manual\n",
    "version: 1\nservers:\n  ↓- serverName: smtp.example.com\nglobal:\n  servers: []\n",
    "version: 1\nservers:\n  relay: ↓smtp.example.com\nglobal:\n  servers: [relay]\n",
    "version: 1\nservers:\n  relay:\n    ↓serverName:smtp.example.com\nglobal:\n  servers: [relay]\n",
    "version: 1\nservers:\n  relay:\n    ↓serverName smtp.example.com\nglobal:\n  servers: [relay]\n",
    "version: 1\nservers:\n  relay:\n    serverName: smtp.example.com\nglobal: ↓relay\n",
    "version: 1\nservers:\n  relay:\n    serverName: smtp.example.com\nsites: ↓[shop]\n",
    // The rest
    "version: ↓1.0\nservers:\n  relay:\n    serverName: smtp.example.com\nglobal:\n  servers: [relay]\n",
    "version: ↓one\nservers:\n  relay:\n    serverName: smtp.example.com\nglobal:\n  servers: [relay]\n",
    .server("<<: ↓common"),
    .server("<<:↓"),
    .server("username: ↓{{ mailer }}\npassword: { env: SMTP_PASSWORD }"),
    .server("↓[enabled, useSSL]: true"),
    .server("enabled: ↓!!bool yes"),
    .server("username: ↓!!str [mailer]"),
  ]
}

extension CoreTag {
  /// What a value with the tag is.
  fileprivate var described: String {
    switch self {
    case .none, .nonSpecific, .string: "a string"
    case .integer: "a whole number"
    case .float: "a number"
    case .boolean: "`true` or `false`"
    case .null: "`null`"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
