import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// The text around the place where a file stops being YAML. It shows what was probably meant.
struct SyntaxErrorContext {
  /// The character at the place; nil at the end of a line or of the text.
  let character: Unicode.Scalar?
  /// Whether the place must not be shown.
  let isSecret: Bool
  /// The place's line, up to the place.
  let before: Substring
  /// The place's line, from the place on.
  let after: Substring
  /// The nearest line above that is neither blank nor a comment.
  let lineAbove: Substring?

  /// Only this many bytes of a line are read: nobody writes longer lines by hand.
  private static let longestLine = 1000
  /// The most empty lines and comments that are skipped on the way up.
  private static let farthestLine = 100

  init(source: SourceFile, offset: Int, isSecret: Bool) {
    let bytes = source.bytes
    let start = Self.lineStart(bytes, offset, source.textStart)
    let end = bytes[offset...].firstIndex(where: Self.isLineEnd) ?? bytes.count
    before = Self.text(source, start, offset)
    after = Self.text(source, offset, end)
    character = after.unicodeScalars.first
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
  /// Whether only blanks come before the place on its line.
  var isAtStartOfLine: Bool { before.allSatisfy(\.isWhitespace) }

  /// Whether the line, or the one above, is a conflict marker of git.
  var isConflict: Bool {
    let line = before + after
    return ["<<<<<<<", "=======", ">>>>>>>"].contains { line.hasPrefix($0) || lineAbove?.hasPrefix($0) ?? false }
  }

  /// The last character before the place that is not a blank.
  var lastBefore: Character? { before.last { !$0.isWhitespace } }

  /// Whether the place directly follows a bracket that closes a list.
  var isAfterList: Bool { before.last == "]" }

  /// Whether a key with a value comes before the place on its line.
  var hasKeyBefore: Bool { before.contains(": ") }

  /// Whether the line above is a key with a value, less indented than this line.
  var isBelowValue: Bool {
    guard let lineAbove, lineAbove.contains(": ") else { return false }
    return Self.indentation(lineAbove) < Self.indentation(before)
  }

  private static func indentation(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
