/// A domain that a site sends from: what follows the last `@` of the reverse-path of its messages (RFC 5321, section 4.1.2).
public struct SenderDomain: Hashable, Sendable {
  /// The domain in lower case, without a trailing dot.
  public let name: String

  /// Reads a DNS name; one trailing dot is allowed.
  ///
  /// - Throws: The first problem, in the order empty, `@`, wildcard, non-ASCII, brackets, colon, address, labels.
  public init(_ text: String) throws(SenderDomainProblem) {
    if text.isEmpty { throw .empty }
    if let sign = text.unicodeScalars.lastIndex(of: "@") {
      let domain = String(text[text.unicodeScalars.index(after: sign)...])
      throw .mailAddress(domain: (try? SenderDomain(domain)) == nil ? nil : domain)
    }
    if text.contains("*") { throw .wildcard }
    if let scalar = text.unicodeScalars.first(where: { !$0.isASCII }) { throw .nonASCII(scalar) }
    if text.contains("[") || text.contains("]") { throw .address }
    if text.contains(":") { throw .port }
    do throws(ServerNameProblem) {
      guard case .name(let name) = try Host(name: Array(text.utf8)[...]) else { throw .host(.notIPv4(text)) }
      self.name = name
    } catch {
      switch error {
      case .host(.notIPv4): throw .address
      case .host(let problem): throw .name(problem)
      case .whitespace, .scheme, .unbracketedIPv6, .port, .portOutOfRange: throw .address
      }
    }
  }
}

/// The ways in which a string is not a sender domain.
public enum SenderDomainProblem: Error, Hashable, Sendable {
  /// An empty string.
  case empty
  /// A mail address, or a domain with an `@` before it; `domain` is what follows the `@`, if that is a domain.
  case mailAddress(domain: String?)
  /// A `*`: domains are compared exactly.
  case wildcard
  /// A character outside of ASCII; such a domain has an `xn--` form.
  case nonASCII(Unicode.Scalar)
  /// An IP address, or a name whose last part is a number.
  case address
  /// A port.
  case port
  /// A problem with the name itself.
  case name(ServerNameProblem.HostProblem)
}
