import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// What stands around the place where a text stops being YAML. It helps to tell what was meant.
struct SyntaxErrorContext {
  /// The character at the place; nil at the end of a line or of the text.
  let character: Unicode.Scalar?
  /// Whether the place must not be shown.
  let isSecret: Bool
  /// The place's line, up to the place.
  let before: Substring
  /// The place's line, from the place on.
  let behind: Substring
  /// The nearest line above that holds more than blanks or a comment.
  let lineAbove: Substring?

  /// Longer lines than this are not looked at: nobody wrote them by hand.
  private static let longestLine = 1000
  /// No more empty lines and comments than this are passed on the way up.
  private static let farthestLine = 100

  init(source: SourceFile, offset: Int, isSecret: Bool) {
    let bytes = source.bytes
    let start = Self.lineStart(bytes, offset, source.textStart)
    let end = bytes[offset...].firstIndex(where: Self.isLineEnd) ?? bytes.count
    before = Self.text(source, start, offset)
    behind = Self.text(source, offset, end)
    character = behind.unicodeScalars.first
    lineAbove = Self.lineAbove(source, start)
    self.isSecret = isSecret
  }

  private static func lineAbove(_ source: SourceFile, _ start: Int) -> Substring? {
    var start = start
    for _ in 0..<farthestLine where start > source.textStart {
      let end = start - 1
      start = lineStart(source.bytes, end, source.textStart)
      let line = text(source, start, end)
      let content = line.drop(while: \.isWhitespace)
      if !content.isEmpty, content.first != "#" { return line }
    }
    return nil
  }

  private static func lineStart(_ bytes: [UInt8], _ offset: Int, _ textStart: Int) -> Int {
    bytes[textStart..<offset].lastIndex(where: isLineEnd).map { $0 + 1 } ?? textStart
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  private static func text(_ source: SourceFile, _ start: Int, _ end: Int) -> Substring {
    source.text(of: ByteSpan(start, min(end, start + longestLine)))[...]
  }
}

extension SyntaxErrorContext {
  /// Whether nothing but blanks stands before the place on its line.
  var isAtStartOfLine: Bool { before.allSatisfy(\.isWhitespace) }

  /// Whether the line, or the one above, is one that git leaves where two changes conflict.
  var isConflict: Bool {
    let line = before + behind
    return ["<<<<<<<", "=======", ">>>>>>>"].contains { line.hasPrefix($0) || lineAbove?.hasPrefix($0) ?? false }
  }

  /// The last character before the place that is no blank.
  var lastBefore: Character? { before.last { !$0.isWhitespace } }

  /// Whether the place is right behind a bracket that closes a list, on its line.
  var isBehindList: Bool { before.last == "]" }

  /// Whether a key with a value stands before the place on its line.
  var hasKeyBefore: Bool { before.contains(": ") }

  /// Whether the line above is a key with a value, less indented than this line.
  var isBelowValue: Bool {
    guard let lineAbove, lineAbove.contains(": ") else { return false }
    return Self.indentation(lineAbove) < Self.indentation(before)
  }

  private static func indentation(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
