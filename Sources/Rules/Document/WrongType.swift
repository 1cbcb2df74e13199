import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let wrongType = Rule.error(
    "wrong-type", fixable: true,
    summary: "A value of the wrong kind: a number for a string, a string for a list …",
    explanation: """
      YAML tells strings from numbers, booleans and null by how they are written, and quotes make a string of anything.
      Two surprises are behind most of these errors:

      - Booleans are `true` and `false`, nothing else. `yes`, `no`, `on` and `off` were booleans in YAML 1.1, which many
        programs still read; in YAML 1.2 they are strings.
      - A user name or password of digits is a number. Read as such, `0123` would lose its zero, so it is refused: put
        it in quotes, and every digit is kept.

      A key that takes a list takes one also for a single item: `servers: [bulk]`. Where nothing stands behind a key that
      takes a mapping or a list, that is an empty one; behind other keys it is an error, because it leaves open whether
      the value was forgotten. A tag such as `!!int` must fit its value.
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
      at: NodeUse(node), "this is not what its tag `\(tag.shorthand)` says", caption: "not \(tag.described)",
      help: "remove the tag: how a value is written says what it is, and nothing in this language needs a tag")
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
