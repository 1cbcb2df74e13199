import Language
import SourceText

/// The anchors of a text that may not be YAML: a value that is used in a secret place is also secret at its anchor.
struct TextAnchors {
  private let lines: TextLines
  private let anchors: [Anchor]

  /// The names of anchors that mark a password's key: `&k password`. Their aliases can be keys.
  let namesOfSecretKeys: Set<String>

  /// An anchor and its line.
  private struct Anchor {
    let name: String
    /// Where the name ends and the marked value begins.
    let end: Int
    let lineStart: Int
    let lineEnd: Int
  }

  /// Finds the anchors of a text.
  init(_ source: SourceFile) {
    let lines = TextLines(source)
    let anchors = Self.anchors(in: lines)
    self.lines = lines
    self.anchors = anchors
    namesOfSecretKeys = Set(anchors.filter { Self.marksSecretKey($0, in: lines.bytes) }.map(\.name))
  }

  /// What is marked by the anchors that are used in some places, and by those used there in turn.
  func spans(usedIn places: [ByteSpan]) -> [ByteSpan] {
    guard !anchors.isEmpty else { return [] }
    var found: [ByteSpan] = []
    var known = Set<String>()
    var new = Self.names(after: UInt8(ascii: "*"), in: places, of: lines.bytes)
    for _ in 0..<Self.mostRounds where !new.isEmpty {
      known.formUnion(new)
      let spans = spans(markedBy: new)
      found += spans
      new = Self.names(after: UInt8(ascii: "*"), in: spans, of: lines.bytes).subtracting(known)
    }
    // Nobody writes aliases to aliases to aliases: what is left of them is hidden with all the rest.
    return new.isEmpty ? found : [ByteSpan(lines.start, lines.bytes.count)]
  }

  /// Each round looks at the whole text.
  private static let mostRounds = 4

  /// The names after an indicator, that of anchors or that of aliases, in some places.
  static func names(after indicator: UInt8, in places: [ByteSpan], of bytes: [UInt8]) -> Set<String> {
    var names = Set<String>()
    for span in places {
      var rest = bytes[span.range]
      while let sign = rest.firstIndex(of: indicator) {
        let name = rest[(sign + 1)...].prefix(while: isPartOfName)
        names.insert(String(decoding: name, as: UTF8.self))
        rest = rest[name.endIndex...]
      }
    }
    return names
  }

  private func spans(markedBy names: Set<String>) -> [ByteSpan] {
    var spans: [ByteSpan] = []
    var end = 0
    for anchor in anchors where anchor.end >= end && names.contains(anchor.name) {
      end = lines.endOfValue(from: anchor.end, lineStart: anchor.lineStart, lineEnd: anchor.lineEnd)
      spans.append(ByteSpan(anchor.end, end))
    }
    return spans
  }

  private static func anchors(in lines: TextLines) -> [Anchor] {
    let bytes = lines.bytes
    guard bytes.contains(UInt8(ascii: "&")) else { return [] }
    var anchors: [Anchor] = []
    var line = lines.start
    while line < bytes.count {
      let end = lines.end(from: line)
      var rest = bytes[line..<end]
      while let sign = rest.firstIndex(of: UInt8(ascii: "&")) {
        let name = rest[(sign + 1)...].prefix(while: isPartOfName)
        let text = String(decoding: name, as: UTF8.self)
        anchors.append(Anchor(name: text, end: name.endIndex, lineStart: line, lineEnd: end))
        rest = rest[name.endIndex...]
      }
      line = lines.next(after: end)
    }
    return anchors
  }

  private static func marksSecretKey(_ anchor: Anchor, in bytes: [UInt8]) -> Bool {
    let word = bytes[anchor.end..<anchor.lineEnd].drop { $0.isBlank || $0.isQuote }.prefix(
      while: SecretWords.isPartOfWord)
    return word.withUnsafeBufferPointer(SecretWords.isSecret)
  }

  /// Whether libyaml takes the byte into the name of an anchor.
  private static func isPartOfName(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }
}
