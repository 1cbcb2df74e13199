import SourceText

/// Text from files in Markdown: it is shown as it is, and means nothing.
enum MarkdownText {
  /// Text as code in a line.
  static func code(_ text: String) -> String {
    "`" + text.escapedForDisplay().replacing("`", with: "'") + "`"
  }

  /// Lines as a block.
  static func block(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.escapedForDisplay().replacing("```", with: "'''") }
    return "```text\n" + lines.joined(separator: "\n") + "\n```"
  }

  /// Names as code, at most some of them.
  static func list(_ names: [String]) -> String {
    let most = 8
    let shown = names.prefix(most).map(code).joined(separator: ", ")
    return names.count > most ? "\(shown) and \(names.count - most) more" : shown
  }
}
