/// What the argument parser says of a usage error, in the quotation marks of all our messages.
enum ParserText {
  /// A text with `'…'` as `` `…` ``.
  ///
  /// A mark opens at the start of a word and closes at the end of one, so that apostrophes stay. What stands in
  /// backquotes is ours, and stays as it is.
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

  /// The first mark that can close the one at the start.
  private static func closing(in text: Substring) -> Substring.Index? {
    text.dropFirst().indices.first { index in
      let following = text[text.index(after: index)...].first
      return text[index] == "'" && following.map { $0.isWhitespace || ".,:;?)".contains($0) } ?? true
    }
  }
}
