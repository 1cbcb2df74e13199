import SourceText
import TestSupport
import Testing

@testable import Reporting

/// Breaks text into rows of limited width, with a string for every word.
private struct PlainWordWrap {
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
    var wrap = PlainWordWrap(first: first, rest: rest)
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

/// What is written as bytes, compared with plain ways to write it as strings.
@Suite("Text written as bytes")
struct PlainLayoutTests {
  private static let pieces = [
    "a", "word", " ", "  ", "`", "`code words`", "::", ":", "#", "##", "[", "##vso[", "##teamcity[", "é", "漢字", "😀",
    "e\u{301}",
    "\u{300}", "a-very-long-word-that-does-not-fit-into-a-row", "&", "<", "\"", "%", ",",
  ]

  private func text(_ most: Int, _ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...most, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
  }

  @Test("Rows break where they would break if every word were a string", arguments: 0..<2000)
  func wordWrap(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let text = text(30, &random)
    let (first, rest) = (Int.random(in: 0...40, using: &random), Int.random(in: 0...40, using: &random))
    #expect(
      WordWrap.rows(of: text, first: first, rest: rest) == PlainWordWrap.rows(of: text, first: first, rest: rest))
  }

  @Test("A row is written as its text", arguments: 0..<1000, [true, false])
  func rows(seed: Int, colour: Bool) {
    var random = SeededGenerator(seed: seed)
    var row = Row()
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      row.append(text(4, &random), [.plain, .error, .gutter].randomElement(using: &random) ?? .plain)
    }
    // What is there already may end in a sign.
    var output = Array("##".utf8)
    row.write(to: &output, colour: colour)
    #expect(output == Array(("##" + row.text(colour: colour) + "\n").utf8))
  }

  @Test("Replacing bytes is replacing characters one by one", arguments: 0..<500)
  func replacements(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let text = text(12, &random)
    let expected = text.unicodeScalars.reduce(into: "") { replaced, scalar in
      switch scalar {
      case "&": replaced += "&amp;"
      case ":": replaced += ""
      default: replaced.unicodeScalars.append(scalar)
      }
    }
    let replaced = text.replacingBytes { byte in
      switch byte {
      case UInt8(ascii: "&"): "&amp;"
      case UInt8(ascii: ":"): ""
      default: nil
      }
    }
    #expect(Array(replaced.utf8) == Array(expected.utf8))
  }

  @Test("Line feeds and tabs are kept, and the rest is escaped part by part", arguments: 0..<500)
  func escapes(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let signs = ["\n", "\t", "\r", "\u{0}", "\u{1B}", "\u{202E}", "\r\n"]
    let text = (0..<6).map { _ in self.text(2, &random) + (signs.randomElement(using: &random) ?? "") }.joined()
    let expected = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).escapedControls(keepingTabs: true) }.joined(separator: "\n")
    #expect(Array(text.escapedForJSON.utf8) == Array(expected.utf8))
  }
}
