import SourceText

/// An IPv4 address.
public struct IPv4Address: Hashable, Sendable, CustomStringConvertible {
  /// The four bytes in network order.
  public let bytes: [UInt8]

  /// Reads four decimal numbers of 0 to 255, without leading zeros, separated by dots (RFC 3986, section 3.2.2,
  /// `IPv4address`); nil for anything else.
  ///
  /// A leading zero is refused because some programs read such a number as octal.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let bytes = parts.compactMap { Self.byte($0) }
    guard bytes.count == 4 else { return nil }
    self.bytes = bytes
  }

  private static func byte(_ text: some StringProtocol) -> UInt8? {
    guard !text.isEmpty, text.utf8.count <= 3, text.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
    guard text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0") else { return nil }
    return UInt8(text)
  }

  /// The dotted quad.
  public var description: String { bytes.map(String.init).joined(separator: ".") }

  /// Whether the address is in 127.0.0.0/8 (RFC 1122, section 3.2.1.3).
  package var isLoopback: Bool { bytes[0] == 127 }
}

/// An IPv6 address.
public struct IPv6Address: Hashable, Sendable, CustomStringConvertible {
  /// The eight groups of 16 bits, in order.
  public let groups: [UInt16]

  /// Reads the text form of an address (RFC 4291, section 2.2), without brackets or zone; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let halves = Self.halves(of: String(text))
    guard let head = halves.first.flatMap({ Self.groups($0, mayEndInIPv4: halves.count == 1) }) else { return nil }
    guard halves.count == 2 else {
      guard halves.count == 1, head.count == 8 else { return nil }
      groups = head
      return
    }
    guard let tail = Self.groups(halves[1], mayEndInIPv4: true), head.count + tail.count <= 7 else { return nil }
    groups = head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  /// The text before and after the first `::`; one part if there is none.
  private static func halves(of text: String) -> [Substring] {
    let bytes = Array(text.utf8)
    let colon = UInt8(ascii: ":")
    guard let gap = bytes.indices.dropLast().first(where: { bytes[$0] == colon && bytes[$0 + 1] == colon }) else {
      return [Substring(text)]
    }
    return [Substring(text.utf8.prefix(gap)), Substring(text.utf8.dropFirst(gap + 2))]
  }

  private static func groups(_ text: Substring, mayEndInIPv4: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    var groups: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if mayEndInIPv4, index == parts.count - 1, let quad = IPv4Address(part) {
        groups.append(UInt16(quad.bytes[0]) << 8 | UInt16(quad.bytes[1]))
        groups.append(UInt16(quad.bytes[2]) << 8 | UInt16(quad.bytes[3]))
      } else {
        let isHexadecimal = part.utf8.allSatisfy { $0.isASCIIDigit || (0x41...0x46).contains($0 & 0xDF) }
        guard (1...4).contains(part.utf8.count), isHexadecimal, let group = UInt16(part, radix: 16) else { return nil }
        groups.append(group)
      }
    }
    return groups.count <= 8 ? groups : nil
  }

  /// Whether the address is in ::ffff:0:0/96 (RFC 4291, section 2.5.5.2).
  package var isIPv4Mapped: Bool { groups[..<5].allSatisfy { $0 == 0 } && groups[5] == 0xFFFF }

  /// Whether the address is ::1 or an IPv4-mapped address in 127.0.0.0/8.
  package var isLoopback: Bool {
    groups == [0, 0, 0, 0, 0, 0, 0, 1] || (isIPv4Mapped && groups[6] >> 8 == 127)
  }

  /// The form of RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups (the first of equal
  /// ones) as `::`; mixed notation for mapped addresses only.
  ///
  /// `inet_ntop` is not used, because it writes some addresses differently in different C libraries.
  public var description: String {
    if isIPv4Mapped {
      let quad = groups[6...].flatMap { [$0 >> 8, $0 & 0xFF] }.map { String($0) }.joined(separator: ".")
      return "::ffff:" + quad
    }
    guard let gap = longestZeroRun else { return Self.joined(groups[...]) }
    return Self.joined(groups[..<gap.lowerBound]) + "::" + Self.joined(groups[gap.upperBound...])
  }

  private static func joined(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  private var longestZeroRun: Range<Int>? {
    var longest: Range<Int>?
    var start = 0
    while start < groups.count {
      let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
      if end - start >= 2, end - start > (longest?.count ?? 0) { longest = start..<end }
      start = end + 1
    }
    return longest
  }
}

extension UInt8 {
  /// Whether the byte is allowed inside a label of a host name: a letter, a digit, `-` or `_`.
  var isPartOfLabel: Bool {
    isASCIILetter || isASCIIDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
  }
}
