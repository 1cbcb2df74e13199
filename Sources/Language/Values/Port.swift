/// A TCP port that a server can listen on: 1 to 65535.
public struct Port: Hashable, Sendable, CustomStringConvertible {
  /// The port's number.
  public let number: UInt16

  /// Makes a port; nil for 0, which no server can listen on.
  public init?(_ number: UInt16) {
    guard number > 0 else { return nil }
    self.number = number
  }

  private init(unchecked number: UInt16) {
    self.number = number
  }

  /// The number in decimal.
  public var description: String { String(number) }

  /// The port of a server name without one: 25 (RFC 5321, section 4.5.4.2, and Kentico Xperience's documentation).
  public static let smtp = Port(unchecked: 25)

  /// The port for submission by mail programs (RFC 6409).
  package static let submission = Port(unchecked: 587)

  /// The port for submission over TLS from the first byte (RFC 8314, section 3.3).
  package static let submissions = Port(unchecked: 465)

  /// The protocol that the port belongs to, if it is a well-known one other than SMTP that people enter by mistake
  /// (IANA Service Name and Transport Protocol Port Number Registry).
  package var foreignProtocol: String? {
    switch number {
    case 80: "HTTP"
    case 110: "POP3"
    case 143: "IMAP"
    case 443: "HTTPS"
    case 993: "IMAP over TLS"
    case 995: "POP3 over TLS"
    default: nil
    }
  }
}
