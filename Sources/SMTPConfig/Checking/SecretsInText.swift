import SourceText

/// Finds secrets in a text that may not be YAML at all: behind a key that looks like a password's the rest of the line and
/// its continuation, and users before an `@`.
enum SecretsInText {
  static func find(in source: SourceFile) -> [ByteSpan] {
    var scanner = Scanner(source)
    while scanner.scanLine() {}
    return scanner.found
  }

  /// The names of the anchors that stand in secret places.
  static func anchors(in source: SourceFile, _ secrets: [ByteSpan]) -> Set<String> {
    var names = Set<String>()
    for span in secrets {
      let parts = source.bytes[span.range].split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
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

    init(_ source: SourceFile) {
      bytes = source.bytes
      lineStart = source.textStart
    }

    /// Looks at one line, and takes what continues it; false at the end of the text.
    mutating func scanLine() -> Bool {
      guard lineStart < bytes.count else { return false }
      let end = endOfLine(from: lineStart)
      hideUsers(in: lineStart..<end)
      if let value = valueOfSecretKey(in: lineStart..<end) {
        let last = endOfValue(from: value, lineEnd: end)
        found.append(ByteSpan(value, last))
        lineStart = max(start(ofLineBehind: last), start(ofLineBehind: end))
      } else {
        lineStart = start(ofLineBehind: end)
      }
      return true
    }

    private func endOfLine(from start: Int) -> Int {
      bytes[start...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.count
    }

    private func start(ofLineBehind offset: Int) -> Int {
      let end = endOfLine(from: min(offset, bytes.count))
      return end + 1 < bytes.count && bytes[end] == UInt8(ascii: "\r") && bytes[end + 1] == UInt8(ascii: "\n")
        ? end + 2 : end + 1
    }

    /// Where the text behind the first key begins that looks like a password's.
    private func valueOfSecretKey(in line: Range<Int>) -> Int? {
      for colon in line where bytes[colon] == UInt8(ascii: ":") || bytes[colon] == UInt8(ascii: "=") {
        let head = bytes[line.lowerBound..<colon]
        let wordEnd = (head.lastIndex { !isBlank($0) && !isQuote($0) } ?? head.startIndex - 1) + 1
        let wordStart = (bytes[line.lowerBound..<wordEnd].lastIndex { !isPartOfWord($0) } ?? line.lowerBound - 1) + 1
        guard wordStart < wordEnd else { continue }
        guard bytes[wordStart..<wordEnd].withUnsafeBufferPointer(SecretWords.isSecret) else { continue }
        return bytes[(colon + 1)..<line.upperBound].firstIndex { !isBlank($0) } ?? line.upperBound
      }
      return nil
    }

    /// The end of a value that begins in a line: of the quoted text that is open there, and of the lines behind that are
    /// indented more deeply than the key's.
    private func endOfValue(from start: Int, lineEnd: Int) -> Int {
      var end = lineEnd
      if let first = bytes[start..<lineEnd].first(where: { !isBlank($0) }), isQuote(first) {
        let open = bytes[start..<lineEnd].firstIndex(of: first) ?? start
        let close = bytes[(open + 1)...].firstIndex(of: first) ?? bytes.count
        end = endOfLine(from: min(close, bytes.count))
      }
      let isNested = !bytes[start..<lineEnd].contains { !isBlank($0) }
      let indentation = indentation(ofLineAt: lineStart)
      var next = self.start(ofLineBehind: end)
      var isFirst = true
      while next < bytes.count {
        let nextEnd = endOfLine(from: next)
        let isEmpty = !bytes[next..<nextEnd].contains { !isBlank($0) }
        guard
          isEmpty || self.indentation(ofLineAt: next) > indentation || isFirst && isNested && !holdsKey(next..<nextEnd)
        else { break }
        end = nextEnd
        if !isEmpty { isFirst = false }
        next = self.start(ofLineBehind: end)
      }
      return end
    }

    private func holdsKey(_ line: Range<Int>) -> Bool { bytes[line].contains(UInt8(ascii: ":")) }

    private func indentation(ofLineAt start: Int) -> Int {
      let end = endOfLine(from: start)
      return (bytes[start..<end].firstIndex { $0 != UInt8(ascii: " ") } ?? end) - start
    }

    /// Hides `user:password` in every word `user:password@host`.
    private mutating func hideUsers(in line: Range<Int>) {
      for sign in line where bytes[sign] == UInt8(ascii: "@") {
        let start = (bytes[line.lowerBound..<sign].lastIndex { isBlank($0) || isQuote($0) } ?? line.lowerBound - 1) + 1
        if bytes[start..<sign].contains(UInt8(ascii: ":")) || bytes[..<start].hasServerNameKey(before: start) {
          found.append(ByteSpan(start, sign))
        }
      }
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
    private func isPartOfWord(_ byte: UInt8) -> Bool {
      byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
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
