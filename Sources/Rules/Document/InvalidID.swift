import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let invalidID = Rule.error(
    "invalid-id",
    summary: "The id of a server or site contains an invalid character or is too long",
    explanation: """
      The ids of servers and the names of sites have 1 to \(EntryID.longest) of the characters `A-Z a-z 0-9 . _ -` and
      begin with a letter or digit. Kentico Xperience uses the name of a site as its code name, which allows no other
      characters. Such an id never needs quotes.
      """,
    references: ["Kentico Xperience documentation, \"Sites\": code names"],
    bad: [
      "version: 1\nservers:\n  ↓main relay:\n    serverName: smtp.example.com\nglobal: {}\n",
      "version: 1\nservers:\n  ↓größe:\n    serverName: smtp.example.com\nglobal: {}\n",
      "version: 1\nservers:\n  ↓_relay:\n    serverName: smtp.example.com\nglobal: {}\n",
      "version: 1\nservers:\n  ↓\"\":\n    serverName: smtp.example.com\nglobal: {}\n",
      "version: 1\nservers:\n  ↓\(String(repeating: "a", count: 101)):\n    serverName: smtp.example.com\nglobal: {}\n",
      "version: 1\nservers:\n  relay:\n    serverName: smtp.example.com\nsites:\n  ↓shop/de:\n    servers: [relay]\n",
    ],
    good: [
      "version: 1\nservers:\n  main-relay.1:\n    serverName: smtp.example.com\nglobal:\n  servers: [main-relay.1]\n"
    ],
    check: .problem)

  static func reportInvalidID(_ key: NodeUse, of kind: EntryKind, _ context: RuleContext) {
    context.report(at: key, wording(key, kind, context))
  }

  private static func wording(_ key: NodeUse, _ kind: EntryKind, _ context: RuleContext) -> DiagnosticText {
    if context.text(of: key) == "*" {
      return DiagnosticText(
        "`*` stands for every \(kind.rawValue) of the extended files, and this file extends none",
        caption: "needs `extends`", help: "write the id of a \(kind.rawValue), or the file's `extends`")
    }
    let (reason, caption) = reason(key, context)
    return DiagnosticText(
      "the \(kind.rawValue) id \(reason)", caption: caption,
      help: "an id has 1 to \(EntryID.longest) of the characters `A-Z a-z 0-9 . _ -` and begins with a letter or digit")
  }

  private static func reason(_ key: NodeUse, _ context: RuleContext) -> (message: String, caption: String) {
    let id = context.text(of: key)
    let shown = "`\(context.shown(key))`"
    guard let first = id.unicodeScalars.first else { return ("is empty", "no id") }
    if context.isSecret(key) { return ("\(shown) is not valid", "not an id") }
    if let wrong = id.unicodeScalars.first(where: { !isAllowed($0) }) {
      return ("\(shown) contains \(wrong.inProse)", "not an id")
    }
    if [".", "_", "-"].contains(first) { return ("\(shown) begins with \(first.inProse)", "not an id") }
    let length = id.unicodeScalars.count
    return ("\(shown) is \(length) characters long", "\(length - EntryID.longest) too many")
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", ".", "_", "-": true
    default: false
    }
  }
}
