import SourceText

/// Finds secrets in text that may not be YAML at all: the rest of a line after a key that looks like a password's, with
/// the lines that continue it, and users before an `@`. Takes linear time.
enum SecretsInText {
  static func find(in source: SourceFile) -> [ByteSpan] {
    let anchors = TextAnchors(source)
    var scanner = Scanner(TextLines(source), anchors.namesOfSecretKeys)
    scanner.scan()
    return scanner.found + anchors.spans(usedIn: scanner.found)
  }
}

/// The lines of a text, and which of them continue a value.
struct TextLines {
  let bytes: [UInt8]
  /// Where the first line begins, after a byte order mark.
  let start: Int

  init(_ source: SourceFile) {
    bytes = source.bytes
    start = source.textStart
  }

  /// The end of the line that contains an offset, without its line end.
  func end(from offset: Int) -> Int {
    bytes[min(offset, bytes.count)...].firstIndex(where: \.isLineEnd) ?? bytes.count
  }

  /// Where the next line begins.
  func next(after lineEnd: Int) -> Int {
    let isPair =
      lineEnd + 1 < bytes.count && bytes[lineEnd] == UInt8(ascii: "\r") && bytes[lineEnd + 1] == UInt8(ascii: "\n")
    return lineEnd + (isPair ? 2 : 1)
  }

  /// The end of a value that begins in a line, with the quoted text that is open there and the lines that continue it.
  func endOfValue(from start: Int, lineStart: Int, lineEnd: Int) -> Int {
    let first = bytes[start..<lineEnd].firstIndex { !$0.isBlank }
    var end = lineEnd
    if let first, bytes[first].isQuote {
      let close = bytes[(first + 1)...].firstIndex(of: bytes[first]) ?? bytes.count
      end = close < lineEnd ? lineEnd : self.end(from: close)
    }
    let isBlock = first.map { "|>".utf8.contains(bytes[$0]) } ?? false
    return endOfContinuation(
      after: end, indentation: indentation(ofLineAt: lineStart), mayBeUnindented: isBlock || first == nil)
  }

  /// The end of the lines that continue a value: those indented more deeply than its key, and those without a key.
  /// Comments and empty lines are included if such a line follows.
  ///
  /// - Parameters:
  ///   - lineEnd: Where the line of the key ends.
  ///   - indentation: How far that line is indented.
  ///   - mayBeUnindented: Whether the value begins with these lines, so that their indentation may have been forgotten:
  ///     then only a key of the language ends it.
  /// - Returns: Where the last such line ends.
  private func endOfContinuation(after lineEnd: Int, indentation: Int, mayBeUnindented: Bool) -> Int {
    var end = lineEnd
    var unindentedLines = mayBeUnindented ? Self.mostUnindented : 0
    var line = next(after: lineEnd)
    while line < bytes.count {
      let lineEnd = self.end(from: line)
      let kind = kind(of: line..<lineEnd, indentation, unindentedLines > 0)
      if kind == .other { break }
      unindentedLines = kind == .deeper ? 0 : unindentedLines - 1
      if kind != .passed { end = lineEnd }
      line = next(after: lineEnd)
    }
    return end
  }

  /// The most unindented lines of a value; no password has more.
  private static let mostUnindented = 50

  private enum Kind {
    case deeper, bare, passed, other
  }

  private func kind(of line: Range<Int>, _ indentation: Int, _ mayBeUnindented: Bool) -> Kind {
    guard let first = bytes[line].firstIndex(where: { !$0.isBlank }) else { return .passed }
    if first - line.lowerBound > indentation { return .deeper }
    if bytes[first] == UInt8(ascii: "#") { return .passed }
    if bytes[first] == UInt8(ascii: ":") { return .bare }
    if bytes[first..<line.upperBound].allSatisfy({ $0.isBlank || "]},".utf8.contains($0) }) { return .other }
    guard let colon = bytes[first..<line.upperBound].firstIndex(of: UInt8(ascii: ":")) else { return .bare }
    guard mayBeUnindented else { return .other }
    if "{[".utf8.contains(bytes[first]) { return .bare }
    let isKey = colon + 1 == line.upperBound || bytes[colon + 1].isBlank
    guard isKey else { return .bare }
    let key = bytes[first..<colon].filter { !$0.isBlank && !$0.isQuote }
    let isMeant =
      first - line.lowerBound < indentation || key.withUnsafeBufferPointer(SecretWords.isWordOfLanguage)
      || SecretWords.isNearWordOfLanguage(String(decoding: key, as: UTF8.self))
    return isMeant ? .other : .bare
  }

  private func indentation(ofLineAt start: Int) -> Int {
    bytes[start...].prefix { $0.isBlank }.count
  }
}

/// Reads a text line by line.
private struct Scanner {
  private let lines: TextLines
  private let aliasesOfKeys: Set<String>
  private(set) var found: [ByteSpan] = []

  private var bytes: [UInt8] { lines.bytes }

  init(_ lines: TextLines, _ aliasesOfKeys: Set<String>) {
    self.lines = lines
    self.aliasesOfKeys = aliasesOfKeys
  }

  mutating func scan() {
    var line = lines.start
    while line < bytes.count {
      let end = lines.end(from: line)
      hideUsers(in: line..<end)
      if let value = valueOfSecretKey(in: line..<end) {
        let last = lines.endOfValue(from: value, lineStart: line, lineEnd: end)
        found.append(ByteSpan(value, last))
        // Lines that are hidden as a whole are not scanned again.
        line = lines.next(after: lines.end(from: last))
      } else {
        line = lines.next(after: end)
      }
    }
  }

  // MARK: Keys

  /// A piece of a line between two characters of YAML's syntax.
  private struct Piece {
    /// Whether it can begin with a key.
    var canBeKey: Bool
    /// Whether a word in it looks like a password's key.
    var isSecret = false
    /// The end of its first word, if that word can be a key and looks like a password's.
    var endOfBareKey: Int?
    /// The end of its last word, if that word looks like a password's key.
    var endOfSecretWord: Int?
    /// Whether a word was read.
    var hasWord = false
  }

  /// Where the text after the first key that looks like a password's begins; the end of the line if nothing follows.
  private func valueOfSecretKey(in line: Range<Int>) -> Int? {
    guard let first = bytes[line].firstIndex(where: { !$0.isBlank }), bytes[first] != UInt8(ascii: "#") else {
      return nil
    }
    var piece = Piece(canBeKey: true)
    var offset = first
    while offset < line.upperBound {
      let byte = bytes[offset]
      if Self.canBeginWord(byte) {
        let end = endOfWord(from: offset, before: line.upperBound)
        read(offset..<end, into: &piece)
        offset = end
        continue
      }
      switch byte {
      case UInt8(ascii: ":"), UInt8(ascii: "="):
        if piece.isSecret { return start(ofValueAfter: offset + 1, in: line) }
        piece = Piece(canBeKey: false)
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let value = bareValue(of: piece, before: offset, in: line) { return value }
        piece = Piece(canBeKey: true)
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        // A quoted value after a key of several words without a colon.
        if piece.canBeKey, let end = piece.endOfSecretWord, end < offset, bytes[end..<offset].allSatisfy(\.isBlank) {
          return offset
        }
        if let close = endOfEscapedKey(from: offset, in: line, &piece) { offset = close }
      default: break
      }
      offset += 1
    }
    if let value = bareValue(of: piece, before: line.upperBound, in: line) { return value }
    return piece.endOfBareKey == nil ? nil : line.upperBound
  }

  private func read(_ word: Range<Int>, into piece: inout Piece) {
    let isAlias = word.lowerBound > 0 && bytes[word.lowerBound - 1] == UInt8(ascii: "*")
    let isSecret =
      isAlias && aliasesOfKeys.contains(String(decoding: bytes[word], as: UTF8.self))
      // A host name with such a word in it is not a key: `token.example.com:587`.
      || (piece.canBeKey || isKey(word) || !bytes[word].contains(UInt8(ascii: ".")))
        && bytes[word].withUnsafeBufferPointer(SecretWords.isSecret)
    piece.endOfSecretWord = isSecret ? word.upperBound : nil
    if isSecret {
      piece.isSecret = true
      if piece.canBeKey, !piece.hasWord { piece.endOfBareKey = word.upperBound }
    }
    piece.hasWord = true
  }

  /// Whether a colon follows that ends a key, rather than the host of a server name.
  private func isKey(_ word: Range<Int>) -> Bool {
    let colon = word.upperBound
    guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { return false }
    return colon + 1 == bytes.count || bytes[colon + 1].isBlank || bytes[colon + 1].isLineEnd
  }

  /// Where the text after a key without a colon begins; nil if there is no such key, or nothing follows it.
  private func bareValue(of piece: Piece, before end: Int, in line: Range<Int>) -> Int? {
    guard let key = piece.endOfBareKey, bytes[key..<end].contains(where: { !$0.isBlank && !$0.isQuote }) else {
      return nil
    }
    let afterQuote = bytes[key].isQuote ? key + 1 : key
    // The character after the word remains visible, unless it is not ASCII.
    let value = afterQuote == key && bytes[key] < 0x80 ? key + 1 : afterQuote
    return start(ofValueAfter: value, in: line)
  }

  private func start(ofValueAfter offset: Int, in line: Range<Int>) -> Int {
    bytes[offset..<line.upperBound].firstIndex { !$0.isBlank } ?? line.upperBound
  }

  /// The closing quote of a double-quoted string with escapes, which may spell a password's key; nil if it has none.
  private func endOfEscapedKey(from open: Int, in line: Range<Int>, _ piece: inout Piece) -> Int? {
    guard bytes[open] == UInt8(ascii: "\""), piece.canBeKey, !piece.hasWord,
      let close = bytes[(open + 1)..<line.upperBound].firstIndex(of: UInt8(ascii: "\""))
    else { return nil }
    let text = bytes[(open + 1)..<close]
    guard text.contains(UInt8(ascii: "\\")) else { return nil }
    piece.hasWord = true
    if EscapedText.decoded(text).withUnsafeBufferPointer(SecretWords.isSecret) {
      piece.isSecret = true
      piece.endOfBareKey = close
    }
    return close
  }

  private func endOfWord(from start: Int, before end: Int) -> Int {
    bytes[start..<end].firstIndex { !Self.isPartOfWord($0) } ?? end
  }

  private static func canBeginWord(_ byte: UInt8) -> Bool {
    isPartOfWord(byte) && byte != UInt8(ascii: "-") && byte != UInt8(ascii: ".")
  }

  /// Invisible characters and bytes that are not UTF-8 are part of a word: they may be what is wrong with it.
  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    SecretWords.isPartOfWord(byte) || byte == UInt8(ascii: ".") || byte >= 0x80
      || byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F
  }

  // MARK: Users

  /// Hides `user:password` in every word `user:password@host`, and everything before an `@` after a server name's key.
  private mutating func hideUsers(in line: Range<Int>) {
    guard bytes[line].contains(UInt8(ascii: "@")) else { return }
    var wordStart = line.lowerBound
    var keyStart = line.lowerBound
    var hasColon = false
    var serverName: Int?
    var user: ByteSpan?
    for offset in line {
      switch bytes[offset] {
      case UInt8(ascii: "@"):
        guard let start = serverName ?? (hasColon ? wordStart : nil) else { continue }
        // The last `@` of a word ends the user.
        if let user, user.start != start { found.append(user) }
        user = ByteSpan(start, offset)
      case UInt8(ascii: ":"):
        let key = bytes[keyStart..<offset].drop { $0.isBlank || $0.isQuote || "-{[,".utf8.contains($0) }
        let name = key.prefix { !$0.isBlank && !$0.isQuote }
        if name.withUnsafeBufferPointer(SecretWords.isServerNameKey) {
          serverName = bytes[(offset + 1)..<line.upperBound].firstIndex { !$0.isBlank && !$0.isQuote }
        }
        hasColon = true
        keyStart = offset + 1
      case let byte where byte.isBlank || byte.isQuote:
        wordStart = offset + 1
        hasColon = false
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: "}"):
        keyStart = offset + 1
        // In braces another key may follow.
        if offset + 1 == line.upperBound || bytes[offset + 1].isBlank { serverName = nil }
      default: break
      }
    }
    if let user { found.append(user) }
  }
}

extension UInt8 {
  var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") }
}

/// Decodes a key in double quotes, for comparisons only: unknown escapes are not reported.
private enum EscapedText {
  static func decoded(_ quoted: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var rest = quoted
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
        text.append(byte)
        continue
      }
      let length = digits(after: kind)
      let code = UInt32(String(decoding: rest.prefix(length), as: UTF8.self), radix: 16)
      if length > 0, let scalar = code.flatMap(Unicode.Scalar.init) {
        text += Array(String(scalar).utf8)
        rest = rest.dropFirst(length)
      } else {
        text.append(kind)
      }
    }
    return text
  }

  private static func digits(after kind: UInt8) -> Int {
    switch kind {
    case UInt8(ascii: "x"): 2
    case UInt8(ascii: "u"): 4
    case UInt8(ascii: "U"): 8
    default: 0
    }
  }
}
