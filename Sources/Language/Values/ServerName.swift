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
    // Nearly every name consists of these characters only, and then has no foreign part.
    if text.isEmpty || !text.utf8.allSatisfy({ $0.isPartOfLabel || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") })
    {
      try Self.refuseForeignParts(text)
    }
    let (hostText, portText) = try Self.split(text)
    host = try hostText.isBracketed ? Host(bracketed: hostText.text) : Host(name: hostText.text)
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

  private static func refuseForeignParts(_ text: String) throws(ServerNameProblem) {
    if text.isEmpty { throw .host(.empty) }
    if text.unicodeScalars.contains(where: \.properties.isWhitespace) {
      throw .whitespace(
        cleaned: cleaned(String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))))
    }
    if let scheme = text.firstRange(of: "://") {
      throw .scheme(String(text[..<scheme.lowerBound]), cleaned: cleaned(String(text[scheme.upperBound...])))
    }
    // Scalar by scalar: a sign with a combining character after it is a different Character.
    let scalars = text.unicodeScalars
    if let sign = scalars.lastIndex(of: "@") {
      throw .host(.userInfo(cleaned: cleaned(String(text[scalars.index(after: sign)...]))))
    }
    if let slash = scalars.firstIndex(of: "/") { throw .host(.path(cleaned: cleaned(String(text[..<slash])))) }
    if let scalar = text.unicodeScalars.first(where: { !$0.isASCII }) { throw .host(.nonASCII(scalar)) }
  }

  /// The name without a scheme, user and path; nil if the rest is not a valid name.
  private static func cleaned(_ text: String) -> String? {
    var text = Substring(text)
    if let scheme = text.firstRange(of: "://") { text = text[scheme.upperBound...] }
    if let sign = text.unicodeScalars.lastIndex(of: "@") { text = text[text.unicodeScalars.index(after: sign)...] }
    if let slash = text.unicodeScalars.firstIndex(of: "/") { text = text[..<slash] }
    return (try? ServerName(String(text))) == nil ? nil : String(text)
  }

  /// The host's text, without brackets, and the port's, without the colon.
  private static func split(
    _ text: String
  ) throws(ServerNameProblem) -> (host: (text: Substring, isBracketed: Bool), port: Substring?) {
    let bytes = text.utf8
    if bytes.contains(UInt8(ascii: "[")) || bytes.contains(UInt8(ascii: "]")) { return try splitBracketed(text) }
    let colons = bytes.count { $0 == UInt8(ascii: ":") }
    guard colons > 0, let last = bytes.lastIndex(of: UInt8(ascii: ":")) else { return ((text[...], false), nil) }
    let port = text[bytes.index(after: last)...]
    if colons > 1 {
      let readings = [("[\(text)]", IPv6Address(text)), ("[\(text[..<last])]:\(port)", IPv6Address(text[..<last]))]
      let addresses = readings.filter { $0.1 != nil }.map(\.0)
      if !addresses.isEmpty { throw .unbracketedIPv6(readings: addresses.filter { cleaned($0) != nil }) }
      throw .port(.severalColons)
    }
    return ((text[..<last], false), port)
  }

  private static func splitBracketed(
    _ text: String
  ) throws(ServerNameProblem) -> (host: (text: Substring, isBracketed: Bool), port: Substring?) {
    guard text.first == "[", let close = text.firstIndex(of: "]") else { throw .host(.misplacedBracket) }
    let inside = text[text.index(after: text.startIndex)..<close]
    if inside.contains("%") { throw .host(.zone) }
    guard IPv6Address(inside) != nil else { throw .host(.notIPv6(String(inside))) }
    let rest = text[text.index(after: close)...]
    if rest.isEmpty { return ((inside, true), nil) }
    guard rest.first == ":" else { throw .host(.textAfterBracket) }
    return ((inside, true), rest.dropFirst())
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

  init(bracketed text: Substring) throws(ServerNameProblem) {
    guard let address = IPv6Address(text) else { throw .host(.notIPv6(String(text))) }
    self = .ipv6(address)
  }

  init(name text: Substring) throws(ServerNameProblem) {
    guard let last = text.utf8.last else { throw .host(.missing) }
    let hasTrailingDot = last == UInt8(ascii: ".")
    let name = hasTrailingDot ? Substring(text.utf8.dropLast()) : text
    let lastLabel = name.utf8.suffix(while: { $0 != UInt8(ascii: ".") })
    if !lastLabel.isEmpty, lastLabel.allSatisfy(\.isASCIIDigit) {
      guard !hasTrailingDot, let address = IPv4Address(text) else { throw .host(.notIPv4(String(text))) }
      self = .ipv4(address)
      return
    }
    if name.utf8.count > Self.longestName { throw .host(.nameTooLong) }
    for label in name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      try Self.check(label)
    }
    let hasUpperCase = name.utf8.contains(where: \.isASCIICapital)
    self = .name(hasUpperCase ? name.lowercased() : String(name))
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
  private static func check(_ label: Substring.UTF8View) throws(ServerNameProblem) {
    guard let first = label.first, let last = label.last else { throw .host(.emptyLabel) }
    if label.count > longestLabel { throw .host(.labelTooLong(String(Substring(label)))) }
    if first == UInt8(ascii: "-") || last == UInt8(ascii: "-") { throw .host(.hyphenAtEnd(String(Substring(label)))) }
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
  fileprivate init(serverNamePart text: Substring) throws(ServerNameProblem) {
    guard let first = text.utf8.first else { throw .port(.missing) }
    if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { throw .port(.signed) }
    if text.contains(":") { throw .port(.severalColons) }
    guard text.utf8.allSatisfy(\.isASCIIDigit) else { throw .port(.notANumber) }
    if text.utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) { throw .port(.zero) }
    if first == UInt8(ascii: "0") { throw .port(.leadingZero) }
    guard let number = UInt16(text), let port = Port(number) else { throw .portOutOfRange }
    self = port
  }
}

extension Substring.UTF8View {
  /// The bytes at the end, after the last one that does not satisfy the predicate.
  fileprivate func suffix(while isWanted: (UInt8) -> Bool) -> Substring.UTF8View {
    guard let boundary = lastIndex(where: { !isWanted($0) }) else { return self }
    return self[index(after: boundary)...]
  }
}

extension StringProtocol {
  /// The first occurrence of a short ASCII string, compared scalar by scalar.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    let scalars = unicodeScalars
    var start = startIndex
    while start < endIndex {
      if scalars[start...].starts(with: text.unicodeScalars) {
        return start..<scalars.index(start, offsetBy: text.unicodeScalars.count)
      }
      start = scalars.index(after: start)
    }
    return nil
  }
}
