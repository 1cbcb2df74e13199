// CI servers read the output of the programs that they run and act on some of it. Azure's agent executes `##vso[`
// anywhere in a line, GitHub's runner `##[` anywhere and `::` at the beginning of a line, TeamCity `##teamcity[`. No
// output that quotes a file under review may contain these, wherever the program runs.

extension String {
  /// The string with everything that a CI server would execute escaped: the second `#` of `##[`, `##vso[` and
  /// `##teamcity[` as `\u{23}`, and the first colon of a line that begins with `::` as `\u{3A}`.
  package var withoutCommands: String { escaping(commandSigns) }

  /// The same as ``withoutCommands`` for a string that is not at the beginning of a line.
  package var withoutBracketCommands: String { escaping(commandSigns.filter { $0.sign == "#" }) }

  /// The characters that ``withoutCommands`` escapes, by their UTF-8 offsets.
  package var commandSigns: [CommandSign] {
    var text = self
    return text.withUTF8 { bytes in
      guard bytes.holdsPair else { return [] }
      var search = CommandSearch(bytes)
      return search.signs()
    }
  }

  /// The string with some of its ``commandSigns`` escaped.
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

/// A character that makes a command of the text after it.
package struct CommandSign: Equatable, Sendable {
  /// Its offset in UTF-8 bytes.
  package let offset: Int
  /// The character: `#` or `:`.
  package let sign: Unicode.Scalar

  /// The same character in a string that begins this many bytes later.
  package func moved(back distance: Int) -> CommandSign { CommandSign(offset: offset - distance, sign: sign) }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the byte at an offset is the second `#` of `##[`, `##vso[` or `##teamcity[`, in upper or lower case.
  package func isCommandSign(at offset: Int) -> Bool {
    guard offset > 0, self[offset] == UInt8(ascii: "#"), self[offset - 1] == UInt8(ascii: "#") else { return false }
    return isCommandWord("", at: offset + 1) || isCommandWord("vso", at: offset + 1)
      || isCommandWord("teamcity", at: offset + 1)
  }

  /// Whether two `#` or two colons are adjacent, which is rare: most strings need no closer examination.
  package var holdsPair: Bool {
    let bytes = UnsafeRawBufferPointer(self)
    var offset = 0
    while offset + 8 < count {
      let block = bytes.eightBytes(at: offset)
      let next = bytes.eightBytes(at: offset + 1)
      // Most bytes differ from the next one.
      if (block ^ next).marksBytes(below: 1) != 0,
        Self.areBoth(UInt8(ascii: "#"), block, next) || Self.areBoth(UInt8(ascii: ":"), block, next)
      {
        return true
      }
      offset += 8
    }
    while offset + 1 < count {
      let byte = self[offset]
      if byte == self[offset + 1], byte == UInt8(ascii: "#") || byte == UInt8(ascii: ":") { return true }
      offset += 1
    }
    return false
  }

  /// Whether two blocks have a byte at the same place.
  private static func areBoth(_ byte: UInt8, _ left: UInt64, _ right: UInt64) -> Bool {
    let byte = UInt64(eightTimes: byte)
    return ((left ^ byte) | (right ^ byte)).marksBytes(below: 1) != 0
  }

  private func isCommandWord(_ word: StaticString, at offset: Int) -> Bool {
    let end = offset + word.utf8CodeUnitCount
    guard end < count, self[end] == UInt8(ascii: "[") else { return false }
    // A lower-case ASCII letter is its capital with this bit set.
    return (offset..<end).allSatisfy { self[$0] | 0x20 == word.utf8Start[$0 - offset] }
  }
}

/// Searches a string once.
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

  /// Skips what runners strip from the start of a line before they read it, and what is invisible there, such as colour
  /// sequences.
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

  /// The length in bytes of an invisible character; nil for another one.
  private func blankLength() -> Int? {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes[offset...].makeIterator()
    guard case .valid(let encoded) = parser.parseScalar(from: &iterator) else { return nil }
    let properties = Unicode.UTF8.decode(encoded).properties
    return properties.isWhitespace || properties.isDefaultIgnorableCodePoint ? encoded.count : nil
  }
}
