import SourceText

/// Breaks text into rows of limited width.
struct WordWrap {
  private let limits: (first: Int, rest: Int)
  private var rows: [String] = []
  private var row = ""
  private var width = 0

  private init(first: Int, rest: Int) {
    limits = (first, max(1, rest))
  }

  /// The rows of a text without line ends.
  ///
  /// Breaks are between words; text in backquotes stays together unless it alone is wider than a row, and a word wider
  /// than a row is broken anywhere. The first row is empty if no word fits into it. Callers may put only white space
  /// before the other rows, so none of them may begin with a command for a CI server.
  /// - Parameters:
  ///   - text: The text, escaped for display.
  ///   - first: The width of the first row in columns.
  ///   - rest: The width of every further row in columns.
  /// - Returns: At least one row.
  static func rows(of text: String, first: Int, rest: Int) -> [String] {
    guard DisplayWidth.of(text) > first else { return [text] }
    var wrap = WordWrap(first: first, rest: rest)
    for word in words(in: text) { wrap.add(word) }
    return wrap.rows + [wrap.row]
  }

  private var limit: Int { rows.isEmpty ? limits.first : limits.rest }

  private mutating func add(_ text: String) {
    let word = row.isEmpty && !rows.isEmpty ? text.withoutCommands : text
    let wordWidth = DisplayWidth.of(word)
    if row.isEmpty, wordWidth <= limit {
      append(word, wordWidth)
    } else if !row.isEmpty, width + 1 + wordWidth <= limit {
      append(" " + word, wordWidth + 1)
    } else if !row.isEmpty || (rows.isEmpty && wordWidth <= limits.rest) {
      breakRow()
      add(word)
    } else {
      addInParts(word)
    }
  }

  /// Only called on an empty row, for a word wider than it.
  private mutating func addInParts(_ word: String) {
    let parts = word.split(separator: " ")
    guard parts.count < 2 else {
      for part in parts { add(String(part)) }
      return
    }
    var rest = Substring(word).unicodeScalars
    while let scalar = rest.first {
      let scalarWidth = DisplayWidth.of(scalar)
      if width + scalarWidth > limit, scalarWidth <= limits.rest {
        breakRow()
        if rest.starts(with: "::".unicodeScalars) { rest = Substring(String(rest).withoutCommands).unicodeScalars }
        continue
      }
      append(String(Character(scalar)), scalarWidth)
      rest.removeFirst()
    }
  }

  private mutating func append(_ text: String, _ textWidth: Int) {
    row += text
    width += textWidth
  }

  private mutating func breakRow() {
    rows.append(row)
    row = ""
    width = 0
  }

  /// The text split at spaces outside of backquotes; a backquote without a second one is an ordinary character.
  private static func words(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    let (blank, quote) = (UInt8(ascii: " "), UInt8(ascii: "`"))
    let lastQuote = bytes.lastIndex(of: quote) ?? -1
    var words: [String] = []
    var start = 0
    var isQuoted = false
    for place in 0...bytes.count {
      if place < bytes.count {
        if bytes[place] == quote { isQuoted = !isQuoted && place < lastQuote }
        if bytes[place] != blank || isQuoted { continue }
      }
      if start < place { words.append(String(decoding: bytes[start..<place], as: UTF8.self)) }
      start = place + 1
    }
    return words
  }
}
