import SourceText

/// Cuts a stream of bytes into the contents of messages: headers with the length, an empty line, the content.
package struct MessageReader {
  /// The largest content of a message, in bytes.
  package static let mostBytes = 64 << 20
  /// The largest header section of a message, in bytes.
  static let mostHeaderBytes = 4096

  /// What is next in the stream.
  package enum Part: Sendable, Equatable {
    /// The content of a message.
    case content([UInt8])
    /// The content of a message of this many bytes is too large, and is skipped.
    case tooLarge(Int)
    /// The headers mean nothing, so it is unknown where the next message begins.
    case broken
  }

  private var buffer: [UInt8] = []
  /// Everything before it was cut off already.
  private var start = 0
  private var skipped = 0
  /// The length of the content whose headers were read.
  private var length: Int?
  private var isBroken = false

  /// A reader at the beginning of a stream.
  package init() {}

  /// Adds bytes of the stream.
  package mutating func append(_ bytes: some Collection<UInt8>) {
    guard !isBroken else { return }
    var bytes = bytes[...]
    if skipped > 0 {
      let dropped = min(skipped, bytes.count)
      skipped -= dropped
      bytes = bytes.dropFirst(dropped)
    }
    buffer += bytes
  }

  /// The next part; nil if more bytes are needed.
  package mutating func next() -> Part? {
    guard !isBroken else { return nil }
    if length == nil {
      guard let end = endOfHeaders() else {
        return buffer.count - start > Self.mostHeaderBytes ? broken() : nil
      }
      guard end - start <= Self.mostHeaderBytes, let length = Self.length(in: buffer[start..<end]) else {
        return broken()
      }
      start = end
      if length > Self.mostBytes { return skip(length) }
      self.length = length
    }
    guard let length, buffer.count - start >= length else {
      discardOld()
      return nil
    }
    let content = Array(buffer[start..<start + length])
    start += length
    self.length = nil
    discardOld()
    return .content(content)
  }

  private mutating func broken() -> Part {
    isBroken = true
    buffer = []
    return .broken
  }

  private mutating func skip(_ length: Int) -> Part {
    let here = min(length, buffer.count - start)
    skipped = length - here
    start += here
    discardOld()
    return .tooLarge(length)
  }

  /// Frees what was read, once it is most of the buffer: each byte is moved a constant number of times.
  private mutating func discardOld() {
    guard start > buffer.count / 2 else { return }
    buffer.removeSubrange(..<start)
    start = 0
  }

  /// The offset after the empty line that ends the headers.
  private func endOfHeaders() -> Int? {
    var offset = start
    let limit = min(buffer.count, start + Self.mostHeaderBytes + 1)
    var isLineStart = true
    while offset < limit {
      let byte = buffer[offset]
      offset += 1
      if byte == UInt8(ascii: "\n") {
        if isLineStart { return offset }
        isLineStart = true
      } else if byte != UInt8(ascii: "\r") {
        isLineStart = false
      }
    }
    return nil
  }

  /// The length that headers give; nil if they give none, or several.
  private static func length(in headers: ArraySlice<UInt8>) -> Int? {
    var found: Int?
    for line in headers.split(whereSeparator: \.isLineEnd) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = String(decoding: line[..<colon].map(\.lowercasedASCII), as: UTF8.self)
      guard name == "content-length" else { continue }
      let value = line[(colon + 1)...].drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed()
      guard found == nil, !value.isEmpty, value.count <= 15, value.allSatisfy(\.isASCIIDigit) else { return nil }
      found = Int(String(decoding: value, as: UTF8.self))
    }
    return found
  }
}
