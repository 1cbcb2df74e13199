import SourceText

/// Finds secrets in a text that may not be YAML at all: behind a key that looks like a password's the rest of the line and
/// its continuation, and users before an `@`.
enum SecretsInText {
  static func find(in source: SourceFile) -> [ByteSpan] {
    var scanner = Scanner(source)
    while scanner.scanLine() {}
    scanner.hideAnchorsUsed()
    return scanner.found
  }

  /// The names of the anchors that stand in secret places.
  static func anchors(in source: SourceFile, _ secrets: [ByteSpan]) -> Set<String> {
    names(behind: UInt8(ascii: "&"), in: secrets, of: source.bytes)
  }

  /// The names behind an indicator, that of anchors or that of aliases, in some places.
  private static func names(behind indicator: UInt8, in places: [ByteSpan], of bytes: [UInt8]) -> Set<String> {
    var names = Set<String>()
    for span in places {
      let parts = bytes[span.range].split(separator: indicator, omittingEmptySubsequences: false)
      for part in parts.dropFirst() {
        names.insert(String(decoding: part.prefix(while: isPartOfAnchor), as: UTF8.self))
      }
    }
    return names
  }

  /// Whether libyaml takes the byte into the name of an anchor.
  private static func isPartOfAnchor(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private struct Scanner {
    let bytes: [UInt8]
    var found: [ByteSpan] = []
    private var lineStart: Int
    /// Whether the line above is `? password`: the value comes behind a colon on a line of its own.
    private var isBehindExplicitKey = false

    init(_ source: SourceFile) {
      bytes = source.bytes
      lineStart = source.textStart
    }

    /// Looks at one line, and takes what continues it; false at the end of the text.
    mutating func scanLine() -> Bool {
      guard lineStart < bytes.count else { return false }
      let end = endOfLine(from: lineStart)
      hideUsers(in: lineStart..<end)
      if let value = valueOfExplicitKey(in: lineStart..<end) ?? valueOfSecretKey(in: lineStart..<end) {
        let last = endOfValue(from: value, lineEnd: end)
        found.append(ByteSpan(value, last))
        lineStart = max(start(ofLineBehind: last), start(ofLineBehind: end))
      } else {
        lineStart = start(ofLineBehind: end)
      }
      return true
    }

    /// Hides what stands behind the anchors that are used in secret places.
    mutating func hideAnchorsUsed() {
      let names = SecretsInText.names(behind: UInt8(ascii: "*"), in: found, of: bytes)
      guard !names.isEmpty else { return }
      for anchor in bytes.indices where bytes[anchor] == UInt8(ascii: "&") {
        let name = bytes[(anchor + 1)...].prefix(while: SecretsInText.isPartOfAnchor)
        guard names.contains(String(decoding: name, as: UTF8.self)) else { continue }
        lineStart = (bytes[..<anchor].lastIndex(where: \.isLineEnd) ?? -1) + 1
        found.append(ByteSpan(name.endIndex, endOfValue(from: name.endIndex, lineEnd: endOfLine(from: anchor))))
      }
    }

    private func endOfLine(from start: Int) -> Int {
      bytes[start...].firstIndex(where: \.isLineEnd) ?? bytes.count
    }

    private func start(ofLineBehind offset: Int) -> Int {
      let end = endOfLine(from: min(offset, bytes.count))
      return end + 1 < bytes.count && bytes[end] == UInt8(ascii: "\r") && bytes[end + 1] == UInt8(ascii: "\n")
        ? end + 2 : end + 1
    }

    /// Where the text behind the first key begins that looks like a password's.
    private func valueOfSecretKey(in line: Range<Int>) -> Int? {
      for colon in line where bytes[colon] == UInt8(ascii: ":") || bytes[colon] == UInt8(ascii: "=") {
        guard endsInSecretKey(line.lowerBound..<colon) else { continue }
        return bytes[(colon + 1)..<line.upperBound].firstIndex { !$0.isBlank } ?? line.upperBound
      }
      return valueBehindBareKey(in: line)
    }

    /// Where the text begins behind a first word that looks like a password's key and has lost its colon.
    private func valueBehindBareKey(in line: Range<Int>) -> Int? {
      guard let start = bytes[line].firstIndex(where: { !$0.isBlank && !isQuote($0) && !"-{[,?".utf8.contains($0) }),
        let end = bytes[start..<line.upperBound].firstIndex(where: { !SecretWords.isPartOfWord($0) }),
        bytes[start..<end].withUnsafeBufferPointer(SecretWords.isSecret)
      else { return nil }
      // The sign behind the word stays to be seen, unless it may be the first byte of a character.
      let value = bytes[end] < 0x80 ? end + 1 : end
      return value < line.upperBound ? value : nil
    }

    /// Where the value begins of a `? password` on a line above.
    private mutating func valueOfExplicitKey(in line: Range<Int>) -> Int? {
      guard let first = bytes[line].firstIndex(where: { !$0.isBlank }) else { return nil }
      if bytes[first] == UInt8(ascii: "#") { return nil }
      let isValue = isBehindExplicitKey && bytes[first] == UInt8(ascii: ":")
      let content = line.prefix { !isStartOfComment($0, in: line) }
      isBehindExplicitKey = bytes[content].contains(UInt8(ascii: "?")) && endsInSecretKey(content)
      guard isValue else { return nil }
      return bytes[(first + 1)..<line.upperBound].firstIndex { !$0.isBlank } ?? line.upperBound
    }

    private func isStartOfComment(_ offset: Int, in line: Range<Int>) -> Bool {
      bytes[offset] == UInt8(ascii: "#") && offset > line.lowerBound && bytes[offset - 1].isBlank
    }

    /// Whether the last word looks like a password's key: as letters, up to the last blank or bracket, or as a quoted
    /// text with its escapes read.
    private func endsInSecretKey(_ head: Range<Int>) -> Bool {
      let wordEnd = (bytes[head].lastIndex { !$0.isBlank && !isQuote($0) } ?? head.lowerBound - 1) + 1
      let wordStart = (bytes[head.lowerBound..<wordEnd].lastIndex { !isPartOfWord($0) } ?? head.lowerBound - 1) + 1
      let word = bytes[wordStart..<wordEnd]
      if !word.isEmpty, word.withUnsafeBufferPointer(SecretWords.isSecret) { return true }
      let plain = bytes[
        ((bytes[head.lowerBound..<wordEnd].lastIndex(where: isSeparator) ?? head.lowerBound - 1) + 1)..<wordEnd]
      if plain.withUnsafeBufferPointer(SecretWords.isSecret) { return true }
      let quote = UInt8(ascii: "\"")
      guard let close = bytes[head].lastIndex(where: { !$0.isBlank }), bytes[close] == quote,
        let open = bytes[head.lowerBound..<close].lastIndex(of: quote)
      else { return false }
      return EscapedText.decoded(bytes[(open + 1)..<close]).withUnsafeBufferPointer(SecretWords.isSecret)
    }

    /// The end of a value that begins in a line: of the quoted text that is open there, and of the lines behind that are
    /// indented more deeply than the key's.
    private func endOfValue(from start: Int, lineEnd: Int) -> Int {
      var end = lineEnd
      if let first = bytes[start..<lineEnd].first(where: { !$0.isBlank }), isQuote(first) {
        let open = bytes[start..<lineEnd].firstIndex(of: first) ?? start
        let close = bytes[(open + 1)...].firstIndex(of: first) ?? bytes.count
        end = endOfLine(from: min(close, bytes.count))
      }
      let indentation = indentation(ofLineAt: lineStart)
      var next = self.start(ofLineBehind: end)
      while next < bytes.count {
        let nextEnd = endOfLine(from: next)
        let isEmpty = !bytes[next..<nextEnd].contains { !$0.isBlank }
        guard
          isEmpty || self.indentation(ofLineAt: next) > indentation || isBareText(next..<nextEnd)
        else { break }
        end = nextEnd
        next = self.start(ofLineBehind: end)
      }
      return end
    }

    /// Whether a line is neither a comment nor has a key of its own.
    private func isBareText(_ line: Range<Int>) -> Bool {
      bytes[line].first { !$0.isBlank } != UInt8(ascii: "#") && !bytes[line].contains(UInt8(ascii: ":"))
    }

    private func indentation(ofLineAt start: Int) -> Int {
      let end = endOfLine(from: start)
      return (bytes[start..<end].firstIndex { !$0.isBlank } ?? end) - start
    }

    /// Hides `user:password` in every word `user:password@host`.
    private mutating func hideUsers(in line: Range<Int>) {
      for sign in line where bytes[sign] == UInt8(ascii: "@") {
        let start = (bytes[line.lowerBound..<sign].lastIndex { $0.isBlank || isQuote($0) } ?? line.lowerBound - 1) + 1
        if bytes[start..<sign].contains(UInt8(ascii: ":")) || bytes[..<start].hasServerNameKey(before: start) {
          found.append(ByteSpan(start, sign))
        }
      }
    }

    private func isSeparator(_ byte: UInt8) -> Bool { byte.isBlank || "{[,".utf8.contains(byte) }
    private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
    private func isPartOfWord(_ byte: UInt8) -> Bool {
      byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        || byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F
    }
  }
}

/// The text of a key in double quotes, for comparing only: what is no escape stays as it is.
private enum EscapedText {
  static func decoded(_ quoted: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var rest = quoted
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
        text.append(byte)
        continue
      }
      let length = digits(behind: kind)
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

  private static func digits(behind kind: UInt8) -> Int {
    switch kind {
    case UInt8(ascii: "x"): 2
    case UInt8(ascii: "u"): 4
    case UInt8(ascii: "U"): 8
    default: 0
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether `serverName:` stands right before an offset.
  fileprivate func hasServerNameKey(before offset: Int) -> Bool {
    let key = Array("serverName:".utf8)
    let head = self[..<offset].suffix(40)
    guard head.count >= key.count else { return false }
    return (head.startIndex...(head.endIndex - key.count)).contains { head[$0..<($0 + key.count)].elementsEqual(key) }
  }
}
