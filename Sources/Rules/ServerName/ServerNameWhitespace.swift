import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let serverNameWhitespace = Rule.error(
    "server-name-whitespace", fixable: true,
    summary: "White space in the server name",
    explanation: """
      A host name never contains a space, and what Kentico Xperience does with one depends on where it is. White space
      often comes from copying a name, and much of it is invisible: a no-break space, a tab, or the line break at the
      end of a block of text (`|`), which `|-` leaves out.
      """,
    references: ["RFC 1123, section 2.1", "YAML 1.2.2, section 8.1.1.2"],
    bad: [
      .serverName("↓\" smtp.example.com\""),
      .serverName("↓smtp.example.com :587"),
      .serverName("↓smtp.example.com\u{A0}"),
      .serverName("↓\"smtp.example.com\\t\""),
      .serverName("↓smtp.example.com port 587"),
      .serverName("↓|\n      smtp.example.com"),
      .serverName("↓smtp1.example.com\n      smtp2.example.com"),
    ],
    good: [.serverName("smtp.example.com:587"), .serverName("|-\n      smtp.example.com")],
    check: .problem)

  static func reportWhitespace(_ place: NodeUse, cleaned: String?, _ context: RuleContext) {
    if let wording = context.wordingForColon(place) {
      return context.report(at: place, wording, fixes: context.fixesForColon(place))
    }
    let isBlock = context.tree(of: place).style(of: place.node).isBlock
    context.report(
      at: place, "the server name contains \(whiteSpace(in: place, context))", caption: "host and port only",
      help: isBlock
        ? "a block of text ends in a line break; `|-` leaves it out, and so does a single line"
        : "a server name is one host, followed by a colon and its port: `smtp.example.com:587`",
      fixes: fixes(place, cleaned, context))
  }

  /// The name without white space, if that does not join two words.
  private static func fixes(_ place: NodeUse, _ cleaned: String?, _ context: RuleContext) -> [Fix] {
    if context.tree(of: place).style(of: place.node).isBlock { return context.withoutFinalLineBreak(place) }
    let words = context.text(of: place).unicodeScalars.split(whereSeparator: \.isWhiteSpace)
    let joinsWords = zip(words, words.dropFirst()).contains { left, right in
      left.last.map(isPartOfWord) ?? false && right.first.map(isPartOfWord) ?? false
    }
    return joinsWords ? [] : context.cleaning(.safe, place, cleaned)
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_"
  }

  /// The first white space in the name, in prose.
  private static func whiteSpace(in place: NodeUse, _ context: RuleContext) -> String {
    let text = context.text(of: place)
    return text.unicodeScalars.first(where: \.isWhiteSpace)?.inProse ?? "white space"
  }
}
