/// Parts of a comment on a pull request, in which nothing from a file is interpreted.
enum MarkdownText {
  /// The maximum number of rows in a table: comments have a limit, and readers too.
  static let mostRows = 100

  /// A table after an empty line, with the number of rows that are left out; nothing if there are no rows.
  static func table(_ head: String, _ rule: String, _ rows: [String], count: Int? = nil) -> [String] {
    guard !rows.isEmpty else { return [] }
    let leftOut = (count ?? rows.count) - min(rows.count, mostRows)
    let more = leftOut > 0 ? ["", "… and \(leftOut) more."] : []
    return ["", head, rule] + rows.prefix(mostRows) + more
  }

  /// The text as code, in which only a backquote has a meaning.
  static func code(_ text: String) -> String { "`\(text.replacing("`", with: "'"))`" }

  /// The text with everything escaped that Markdown would interpret.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "|", "`", "*", "_", "\\", "#", "[", "]", "@": escaped += "\\" + String(Character(scalar))
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
