// CI servers read what the programs that they run write, and act on some of it. Azure's agent obeys `##vso[` anywhere in a
// line, GitHub's runner `##[` anywhere and `::` at the beginning of a line, TeamCity `##teamcity[`. Nothing that is shown
// of a file under review may say that, wherever the program runs.

extension String {
  /// The text with everything that a CI server would obey written so that it can only be read: the second `#` of `##[`,
  /// `##vso[` and `##teamcity[` as `\u{23}`, and the first colon of a line that begins with `::` as `\u{3A}`.
  package var withoutCommands: String { escaping(commandSigns) }

  /// The same as ``withoutCommands`` for a text that does not stand at the beginning of a line.
  package var withoutBracketCommands: String { escaping(commandSigns.filter { $0.sign == "#" }) }

  /// What ``withoutCommands`` escapes, by the offsets in UTF-8.
  package var commandSigns: [CommandSign] {
    var text = self
    return text.withUTF8 { bytes in
      guard bytes.holdsPair else { return [] }
      var search = CommandSearch(bytes)
      return search.signs()
    }
  }

  /// The text with some of its ``commandSigns`` escaped.
  package func escaping(_ signs: [CommandSign]) -> String {
    guard !signs.isEmpty else { return self }
    var text = ""
    var (start, offset) = (utf8.startIndex, 0)
    for sign in signs {
      let place = utf8.index(start, offsetBy: sign.offset - offset)
      text += self[start..<place]
      text += sign.sign.escapedForm
      (start, offset) = (utf8.index(after: place), sign.offset + 1)
    }
    text += self[start...]
    return text
  }
}

/// A character without which a command is none.
package struct CommandSign: Equatable, Sendable {
  /// Where it stands, in bytes of UTF-8.
  package let offset: Int
  /// The character: `#` or `:`.
  package let sign: Unicode.Scalar

  /// The same character in a text that begins so many bytes later.
  package func moved(back distance: Int) -> CommandSign { CommandSign(offset: offset - distance, sign: sign) }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the byte at an offset is the second `#` of `##[`, `##vso[` or `##teamcity[`, in upper or lower case.
  package func isCommandSign(at offset: Int) -> Bool {
    guard offset > 0, self[offset] == UInt8(ascii: "#"), self[offset - 1] == UInt8(ascii: "#") else { return false }
    return isCommandWord("", at: offset + 1) || isCommandWord("vso", at: offset + 1)
      || isCommandWord("teamcity", at: offset + 1)
  }

  /// Whether two `#` or two colons stand beside each other, which is rare: most texts need no closer look.
  fileprivate var holdsPair: Bool {
    let bytes = UnsafeRawBufferPointer(self)
    var offset = 0
    while offset + 8 < count {
      let block = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let next = bytes.loadUnaligned(fromByteOffset: offset + 1, as: UInt64.self)
      if Self.areBoth(UInt8(ascii: "#"), block, next) || Self.areBoth(UInt8(ascii: ":"), block, next) { return true }
      offset += 8
    }
    while offset + 1 < count {
      let byte = self[offset]
      if byte == self[offset + 1], byte == UInt8(ascii: "#") || byte == UInt8(ascii: ":") { return true }
      offset += 1
    }
    return false
  }

  /// Whether a byte stands somewhere in two blocks at the same place.
  private static func areBoth(_ byte: UInt8, _ left: UInt64, _ right: UInt64) -> Bool {
    let eight = UInt64(0x0101_0101_0101_0101)
    let difference = (left ^ UInt64(byte) &* eight) | (right ^ UInt64(byte) &* eight)
    // Taking 1 from a byte sets its highest bit only if it is 0 or that bit is set already; what is borrowed from the
    // next byte comes from one that is 0.
    return (difference &- eight) & ~difference & eight << 7 != 0
  }

  private func isCommandWord(_ word: StaticString, at offset: Int) -> Bool {
    let end = offset + word.utf8CodeUnitCount
    guard end < count, self[end] == UInt8(ascii: "[") else { return false }
    // A small letter of ASCII is its capital with this bit set.
    return (offset..<end).allSatisfy { self[$0] | 0x20 == word.utf8Start[$0 - offset] }
  }
}

/// Goes through a text once.
private struct CommandSearch {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func signs() -> [CommandSign] {
    var signs: [CommandSign] = []
    var isLineStart = true
    while offset < bytes.count {
      if isLineStart {
        skipBlanks()
        if bytes[offset...].starts(with: "::".utf8) { signs.append(CommandSign(offset: offset, sign: ":")) }
        isLineStart = false
      } else {
        if bytes.isCommandSign(at: offset) { signs.append(CommandSign(offset: offset, sign: "#")) }
        isLineStart = bytes[offset].isLineEnd
        offset += 1
      }
    }
    return signs
  }

  /// Moves beyond what runners cut off a line before they read it, and what cannot be seen there, such as the sequences
  /// that make colours.
  private mutating func skipBlanks() {
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C: offset += 1
      case 0x1B: skipControlSequence()
      case 0x80...:
        guard let length = blankLength() else { return }
        offset += length
      default: return
      }
    }
  }

  /// ECMA-48, section 5.4: parameters, then one final byte.
  private mutating func skipControlSequence() {
    offset += 1
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "[") else { return }
    offset += 1
    while offset < bytes.count, (0x20...0x3F).contains(bytes[offset]) { offset += 1 }
    if offset < bytes.count, (0x40...0x7E).contains(bytes[offset]) { offset += 1 }
  }

  /// The bytes of a character that takes no ink; nil for another one.
  private func blankLength() -> Int? {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes[offset...].makeIterator()
    guard case .valid(let encoded) = parser.parseScalar(from: &iterator) else { return nil }
    let properties = Unicode.UTF8.decode(encoded).properties
    return properties.isWhitespace || properties.isDefaultIgnorableCodePoint ? encoded.count : nil
  }
}
