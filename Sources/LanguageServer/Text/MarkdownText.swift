import SourceText

/// Text from files in Markdown: it is shown as it is, and means nothing.
enum MarkdownText {
  /// Text as code in a line.
  static func code(_ text: String) -> String {
    "`" + text.escapedForDisplay().replacing("`", with: "'") + "`"
  }

  /// Sentences with code in backquotes, whatever the code is: links and pictures in it mean nothing.
  static func prose(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().reduce(into: "") { result, part in
      let isCode = part.offset % 2 == 1 && part.offset < parts.count - 1
      if isCode {
        result += code(String(part.element))
      } else {
        result += part.offset % 2 == 1 ? "\\`" : ""
        for character in part.element {
          if "\\[]<>*_!#~|".contains(character) { result.append("\\") }
          result.append(character)
        }
      }
    }
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
