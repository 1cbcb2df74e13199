import SourceText

/// Where an SMTP server listens: the `host` or `host:port` that Kentico Xperience calls the server name.
///
/// A value of this type is always valid; every way of being wrong is a ``ServerNameProblem``.
public struct ServerName: Hashable, Sendable {
  /// The host.
  public let host: Host

  /// The port; 25 if the name has none.
  public let port: Port

  /// Reads a server name.
  ///
  /// - Throws: The first problem, in the order white space, scheme, `@`, path, non-ASCII, brackets, colons, host, port.
  public init(_ text: String) throws(ServerNameProblem) {
    try self.init(utf8: Array(text.utf8)[...])
  }

  /// Reads a server name in UTF-8.
  private init(utf8 text: ArraySlice<UInt8>) throws(ServerNameProblem) {
    // Nearly every name consists of these characters only, and then has no foreign part.
    if text.isEmpty || !text.allSatisfy({ $0.isPartOfLabel || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }) {
      try Self.refuseForeignParts(text)
    }
    let portText: ArraySlice<UInt8>?
    (host, portText) = try Self.split(text)
    port = try portText.map { text throws(ServerNameProblem) in try Port(serverNamePart: text) } ?? .smtp
  }

  /// Reads a server name of the usual form, a DNS name with or without a port: a fast path for nearly all names.
  ///
  /// - Returns: Nil for anything else, valid or not: ``init(_:)`` decides.
  package init?(usual text: UnsafeBufferPointer<UInt8>) {
    let hostEnd = text.firstIndex(of: UInt8(ascii: ":")) ?? text.count
    guard let host = Host(usualName: UnsafeBufferPointer(rebasing: text[..<hostEnd])) else { return nil }
    self.host = host
    guard hostEnd < text.count else {
      port = .smtp
      return
    }
    let digits = text[(hostEnd + 1)...]
    guard (1...5).contains(digits.count), digits.first != UInt8(ascii: "0"), digits.allSatisfy(\.isASCIIDigit),
      let number = UInt16(exactly: digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }), let port = Port(number)
    else { return nil }
    self.port = port
  }

  private static func refuseForeignParts(_ text: ArraySlice<UInt8>) throws(ServerNameProblem) {
    if text.isEmpty { throw .host(.empty) }
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    if scalars.contains(where: \.isWhiteSpace) {
      let others = String(String.UnicodeScalarView(scalars.filter { !$0.isWhiteSpace }))
      throw .whitespace(cleaned: cleaned(Array(others.utf8)[...]))
    }
    if let scheme = text.schemeSeparator {
      throw .scheme(
        String(decoding: text[..<scheme.lowerBound], as: UTF8.self), cleaned: cleaned(text[scheme.upperBound...]))
    }
    if let sign = text.lastIndex(of: UInt8(ascii: "@")) {
      throw .host(.userInfo(cleaned: cleaned(text[(sign + 1)...])))
    }
    if let slash = text.firstIndex(of: UInt8(ascii: "/")) { throw .host(.path(cleaned: cleaned(text[..<slash]))) }
    if let scalar = scalars.first(where: { !$0.isASCII }) { throw .host(.nonASCII(scalar)) }
  }

  /// The name without a scheme, user and path; nil if the rest is not a valid name.
  private static func cleaned(_ text: ArraySlice<UInt8>) -> String? {
    var text = text
    if let scheme = text.schemeSeparator { text = text[scheme.upperBound...] }
    if let sign = text.lastIndex(of: UInt8(ascii: "@")) { text = text[(sign + 1)...] }
    if let slash = text.firstIndex(of: UInt8(ascii: "/")) { text = text[..<slash] }
    return (try? ServerName(utf8: text)) == nil ? nil : String(decoding: text, as: UTF8.self)
  }

  /// The host, and the text of the port without the colon. The text is ASCII.
  private static func split(
    _ text: ArraySlice<UInt8>
  ) throws(ServerNameProblem) -> (host: Host, port: ArraySlice<UInt8>?) {
    if text.contains(UInt8(ascii: "[")) || text.contains(UInt8(ascii: "]")) { return try splitBracketed(text) }
    guard let last = text.lastIndex(of: UInt8(ascii: ":")) else { return (try Host(name: text), nil) }
    let (host, port) = (text[..<last], text[(last + 1)...])
    if host.contains(UInt8(ascii: ":")) { throw severalColons(in: text, host: host, port: port) }
    return (try Host(name: host), port)
  }

  /// The problem of a name with more than one colon: an IPv6 address, perhaps with a port, or something else.
  private static func severalColons(
    in text: ArraySlice<UInt8>, host: ArraySlice<UInt8>, port: ArraySlice<UInt8>
  ) -> ServerNameProblem {
    let (isAddress, isHostAddress) = (IPv6Address(utf8: text) != nil, IPv6Address(utf8: host) != nil)
    guard isAddress || isHostAddress else { return .port(.severalColons) }
    var readings: [String] = []
    if isAddress { readings.append("[\(String(decoding: text, as: UTF8.self))]") }
    if isHostAddress, (try? Port(serverNamePart: port)) != nil {
      readings.append("[\(String(decoding: host, as: UTF8.self))]:\(String(decoding: port, as: UTF8.self))")
    }
    return .unbracketedIPv6(readings: readings)
  }

  private static func splitBracketed(
    _ text: ArraySlice<UInt8>
  ) throws(ServerNameProblem) -> (host: Host, port: ArraySlice<UInt8>?) {
    guard text.first == UInt8(ascii: "["), let close = text.firstIndex(of: UInt8(ascii: "]")) else {
      throw .host(.misplacedBracket)
    }
    let inside = text[..<close].dropFirst()
    if inside.contains(UInt8(ascii: "%")) { throw .host(.zone) }
    guard let address = IPv6Address(utf8: inside) else {
      throw .host(.notIPv6(String(decoding: inside, as: UTF8.self)))
    }
    let rest = text[(close + 1)...]
    if rest.isEmpty { return (.ipv6(address), nil) }
    guard rest.first == UInt8(ascii: ":") else { throw .host(.textAfterBracket) }
    return (.ipv6(address), rest.dropFirst())
  }
}

/// The host that a server name contains.
public enum Host: Hashable, Sendable {
  /// A DNS name in lower case, without a trailing dot.
  case name(String)
  /// An IPv4 address.
  case ipv4(IPv4Address)
  /// An IPv6 address.
  case ipv6(IPv6Address)

  /// Reads a DNS name or an IPv4 address.
  init(name text: ArraySlice<UInt8>) throws(ServerNameProblem) {
    let dot = UInt8(ascii: ".")
    guard let last = text.last else { throw .host(.missing) }
    let hasTrailingDot = last == dot
    let name = hasTrailingDot ? text.dropLast() : text
    let lastLabel = name.lastIndex(of: dot).map { name[($0 + 1)...] } ?? name
    if !lastLabel.isEmpty, lastLabel.allSatisfy(\.isASCIIDigit) {
      guard !hasTrailingDot, let address = IPv4Address(utf8: text) else {
        throw .host(.notIPv4(String(decoding: text, as: UTF8.self)))
      }
      self = .ipv4(address)
      return
    }
    if name.count > Self.longestName { throw .host(.nameTooLong) }
    for label in name.split(separator: dot, omittingEmptySubsequences: false) { try Self.check(label) }
    let lowercase = String(decoding: name, as: UTF8.self)
    self = .name(name.contains(where: \.isASCIICapital) ? lowercase.lowercased() : lowercase)
  }

  /// Reads a DNS name without a trailing dot; nil for anything else, valid or not.
  fileprivate init?(usualName text: UnsafeBufferPointer<UInt8>) {
    guard !text.isEmpty, text.count <= Self.longestName else { return nil }
    var labelStart = 0
    var hasUpperCase = false
    var isNumber = true
    for index in 0...text.count {
      guard index == text.count || text[index] == UInt8(ascii: ".") else {
        let byte = text[index]
        guard byte.isPartOfLabel else { return nil }
        if !byte.isASCIIDigit { isNumber = false }
        if byte.isASCIICapital { hasUpperCase = true }
        continue
      }
      guard (1...Self.longestLabel).contains(index - labelStart), text[labelStart] != UInt8(ascii: "-"),
        text[index - 1] != UInt8(ascii: "-")
      else { return nil }
      // A name that ends in a number must be an address.
      if index == text.count, isNumber { return nil }
      isNumber = true
      labelStart = index + 1
    }
    let name = String(decoding: text, as: UTF8.self)
    self = .name(hasUpperCase ? name.lowercased() : name)
  }

  /// The longest DNS name in text form, without its trailing dot (RFC 1035, section 2.3.4).
  private static let longestName = 253
  /// The longest label of a DNS name (RFC 1035, section 2.3.4).
  private static let longestLabel = 63

  /// Letters, digits and hyphens (RFC 1123, section 2.1), and `_`, which real names contain.
  private static func check(_ label: ArraySlice<UInt8>) throws(ServerNameProblem) {
    guard let first = label.first, let last = label.last else { throw .host(.emptyLabel) }
    if label.count > longestLabel { throw .host(.labelTooLong(String(decoding: label, as: UTF8.self))) }
    if first == UInt8(ascii: "-") || last == UInt8(ascii: "-") {
      throw .host(.hyphenAtEnd(String(decoding: label, as: UTF8.self)))
    }
    guard let wrong = label.first(where: { !$0.isPartOfLabel }) else { return }
    throw .host(.character(Unicode.Scalar(wrong)))
  }

  /// The host as the routing table writes it.
  public var description: String {
    switch self {
    case .name(let name): name
    case .ipv4(let address): address.description
    case .ipv6(let address): address.description
    }
  }

  /// Whether the host is an address, not a name.
  public var isAddress: Bool {
    switch self {
    case .name: false
    case .ipv4, .ipv6: true
    }
  }

  /// Whether mail to the host stays on the machine: `localhost` and names below it (RFC 6761, section 6.3), 127.0.0.0/8,
  /// ::1 and the IPv4-mapped addresses of 127.0.0.0/8.
  package var isLoopback: Bool {
    switch self {
    case .name(let name): name == "localhost" || name.hasSuffix(".localhost")
    case .ipv4(let address): address.isLoopback
    case .ipv6(let address): address.isLoopback
    }
  }
}

/// The ways in which a string is not a server name.
public enum ServerNameProblem: Error, Hashable, Sendable {
  /// White space anywhere; `cleaned` is the name without it, if that is a valid one.
  case whitespace(cleaned: String?)
  /// A URL's scheme; `cleaned` is the name after it, if that is a valid one.
  case scheme(String, cleaned: String?)
  /// An IPv6 address without brackets; the valid names it becomes with them: as a whole, or with a port at its end.
  case unbracketedIPv6(readings: [String])
  /// The host, or something that a host and port do not have.
  case host(HostProblem)
  /// The port.
  case port(PortProblem)
  /// A port above 65535.
  case portOutOfRange

  /// The ways in which a string is not a host.
  public enum HostProblem: Hashable, Sendable {
    /// An empty string.
    case empty
    /// A user before an `@`; `cleaned` is the name after it, if that is a valid one.
    case userInfo(cleaned: String?)
    /// A path after the name; `cleaned` is the name before it, if that is a valid one.
    case path(cleaned: String?)
    /// A character outside of ASCII; such a host name has an `xn--` form.
    case nonASCII(Unicode.Scalar)
    /// Nothing before the port.
    case missing
    /// Brackets that do not enclose the whole host.
    case misplacedBracket
    /// Something after the closing bracket that is not a port.
    case textAfterBracket
    /// A zone, which has a meaning on one machine only.
    case zone
    /// Brackets around something that is not an IPv6 address.
    case notIPv6(String)
    /// A name that ends in a number and is not an IPv4 address.
    case notIPv4(String)
    /// Two dots in a row, or one at the start.
    case emptyLabel
    /// A label of more than 63 characters.
    case labelTooLong(String)
    /// A label that starts or ends with a hyphen.
    case hyphenAtEnd(String)
    /// More than 253 characters.
    case nameTooLong
    /// A character that host names do not have.
    case character(Unicode.Scalar)
  }

  /// The ways in which a string is not a port.
  public enum PortProblem: Hashable, Sendable {
    /// A colon with nothing after it.
    case missing
    /// Not a plain decimal number.
    case notANumber
    /// A leading zero.
    case leadingZero
    /// A sign.
    case signed
    /// Port 0.
    case zero
    /// More than one colon after a name.
    case severalColons
  }
}

extension Port {
  /// Reads the text after the colon of a server name.
  fileprivate init(serverNamePart text: ArraySlice<UInt8>) throws(ServerNameProblem) {
    guard let first = text.first else { throw .port(.missing) }
    if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { throw .port(.signed) }
    if text.contains(UInt8(ascii: ":")) { throw .port(.severalColons) }
    guard text.allSatisfy(\.isASCIIDigit) else { throw .port(.notANumber) }
    if text.allSatisfy({ $0 == UInt8(ascii: "0") }) { throw .port(.zero) }
    if first == UInt8(ascii: "0") { throw .port(.leadingZero) }
    guard let number = UInt16(String(decoding: text, as: UTF8.self)), let port = Port(number) else {
      throw .portOutOfRange
    }
    self = port
  }
}

extension ArraySlice<UInt8> {
  /// The place of the first `://`.
  fileprivate var schemeSeparator: Range<Int>? {
    var rest = self
    while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
      rest = rest[(colon + 1)...]
      if rest.starts(with: "//".utf8) { return colon..<(colon + 3) }
    }
    return nil
  }
}
