import SourceText

/// Breaks text into rows of limited width.
struct WordWrap {
  private let limits: (first: Int, rest: Int)
  private var rows: [String] = []
  /// The row that is being filled, in UTF-8.
  private var row: [UInt8] = []
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
    var text = text
    text.withUTF8 { wrap.add(wordsOf: $0) }
    wrap.breakRow()
    return wrap.rows
  }

  private var limit: Int { rows.isEmpty ? limits.first : limits.rest }

  /// Adds text split at spaces outside of backquotes; a backquote without a second one is an ordinary character.
  private mutating func add(wordsOf text: UnsafeBufferPointer<UInt8>) {
    let (blank, quote) = (UInt8(ascii: " "), UInt8(ascii: "`"))
    let lastQuote = text.lastIndex(of: quote) ?? -1
    var start = 0
    var isQuoted = false
    for place in 0...text.count {
      if place < text.count {
        if text[place] == quote { isQuoted = !isQuoted && place < lastQuote }
        if text[place] != blank || isQuoted { continue }
      }
      if start < place { add(UnsafeBufferPointer(rebasing: text[start..<place])) }
      start = place + 1
    }
  }

  private mutating func add(_ word: UnsafeBufferPointer<UInt8>) {
    if row.isEmpty, !rows.isEmpty, word.holdsPair {
      var safe = Self.text(word).withoutCommands
      safe.withUTF8 { addSafe($0) }
    } else {
      addSafe(word)
    }
  }

  private mutating func addSafe(_ word: UnsafeBufferPointer<UInt8>) {
    let wordWidth = word.isASCII ? word.count : DisplayWidth.of(Self.text(word))
    if row.isEmpty, wordWidth <= limit {
      append(word, wordWidth)
    } else if !row.isEmpty, width + 1 + wordWidth <= limit {
      row.append(UInt8(ascii: " "))
      append(word, wordWidth + 1)
    } else if !row.isEmpty || (rows.isEmpty && wordWidth <= limits.rest) {
      breakRow()
      add(word)
    } else {
      addInParts(Self.text(word))
    }
  }

  /// Only called on an empty row, for a word wider than it.
  private mutating func addInParts(_ word: String) {
    let parts = word.split(separator: " ")
    guard parts.count < 2 else {
      for part in parts {
        var part = String(part)
        part.withUTF8 { add($0) }
      }
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
      row += String(Character(scalar)).utf8
      width += scalarWidth
      rest.removeFirst()
    }
  }

  private mutating func append(_ word: UnsafeBufferPointer<UInt8>, _ wordWidth: Int) {
    row += word
    width += wordWidth
  }

  private mutating func breakRow() {
    rows.append(String(decoding: row, as: UTF8.self))
    row.removeAll(keepingCapacity: true)
    width = 0
  }

  private static func text(_ word: UnsafeBufferPointer<UInt8>) -> String { String(decoding: word, as: UTF8.self) }
}
