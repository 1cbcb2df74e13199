/// Usage errors of the argument parser, with the quotation marks of our own messages.
enum ParserText {
  /// Replaces `'…'` by `` `…` `` in a string.
  ///
  /// A quotation mark opens at the start of a word and closes at the end of one, so that apostrophes stay. Text in
  /// backquotes is our own and is not changed.
  static func requoted(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let next = rest.first {
      if next == "`", let end = rest.dropFirst().firstIndex(of: "`") {
        result += rest[...end]
        rest = rest[rest.index(after: end)...]
      } else if next == "'", opens(after: result), let end = closing(in: rest) {
        result += "`\(rest[rest.index(after: rest.startIndex)..<end])`"
        rest = rest[rest.index(after: end)...]
      } else {
        result.append(next)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static func opens(after text: String) -> Bool { text.last.map { $0.isWhitespace || $0 == "(" } ?? true }

  /// The first quotation mark that can close the one at the start.
  private static func closing(in text: Substring) -> Substring.Index? {
    text.dropFirst().indices.first { index in
      let following = text[text.index(after: index)...].first
      return text[index] == "'" && following.map { $0.isWhitespace || ".,:;?)".contains($0) } ?? true
    }
  }
}
