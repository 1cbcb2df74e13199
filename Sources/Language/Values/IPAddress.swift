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
    self.init(utf8: Array(text.utf8)[...])
  }

  /// Reads the same from UTF-8.
  init?(utf8 text: ArraySlice<UInt8>) {
    // With a fourth dot, it is not an address.
    let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 4, omittingEmptySubsequences: false)
    let bytes = parts.compactMap(Self.byte)
    guard parts.count == 4, bytes.count == 4 else { return nil }
    self.bytes = bytes
  }

  private static func byte(_ text: ArraySlice<UInt8>) -> UInt8? {
    guard (1...3).contains(text.count), text.allSatisfy(\.isASCIIDigit) else { return nil }
    guard text.count == 1 || text.first != UInt8(ascii: "0") else { return nil }
    return UInt8(exactly: text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
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
    self.init(utf8: Array(text.utf8)[...])
  }

  /// Reads the same from UTF-8.
  init?(utf8 text: ArraySlice<UInt8>) {
    let colon = UInt8(ascii: ":")
    guard let gap = text.indices.dropLast().first(where: { text[$0] == colon && text[$0 + 1] == colon }) else {
      guard let all = Self.groups(text, mayEndInIPv4: true), all.count == 8 else { return nil }
      groups = all
      return
    }
    guard let head = Self.groups(text[..<gap], mayEndInIPv4: false),
      let tail = Self.groups(text[(gap + 2)...], mayEndInIPv4: true), head.count + tail.count <= 7
    else { return nil }
    groups = head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  private static func groups(_ text: ArraySlice<UInt8>, mayEndInIPv4: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    var groups: [UInt16] = []
    // With an eighth colon, it is not an address.
    let parts = text.split(separator: UInt8(ascii: ":"), maxSplits: 8, omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if let group = group(part) {
        groups.append(group)
      } else if mayEndInIPv4, index == parts.count - 1, let quad = IPv4Address(utf8: part) {
        groups.append(UInt16(quad.bytes[0]) << 8 | UInt16(quad.bytes[1]))
        groups.append(UInt16(quad.bytes[2]) << 8 | UInt16(quad.bytes[3]))
      } else {
        return nil
      }
    }
    return groups.count <= 8 ? groups : nil
  }

  /// One to four hexadecimal digits as a number; nil for anything else.
  private static func group(_ text: ArraySlice<UInt8>) -> UInt16? {
    guard (1...4).contains(text.count) else { return nil }
    var group: UInt16 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): group = group << 4 | UInt16(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "a")...UInt8(ascii: "f"):
        group = group << 4 | UInt16(byte.lowercasedASCII - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    return group
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
