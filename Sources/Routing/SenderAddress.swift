import Language
import SourceText

/// The sender of an envelope, as MAIL FROM gives it (RFC 5321, section 4.1.1.2).
public struct SenderAddress: Sendable, Hashable {
  /// What follows the last `@`, in lower case and without a trailing dot; nil for the empty sender.
  public let domain: String?

  /// Reads an address, in angle brackets or not; nil if it has no domain and is not the empty sender `<>`.
  public init?(_ text: String) {
    var address = Substring(text)
    if address.first == "<", address.last == ">" { address = address.dropFirst().dropLast() }
    if address.isEmpty {
      guard text == "<>" else { return nil }
      domain = nil
      return
    }
    guard let sign = address.lastIndex(of: "@"), sign > address.startIndex else { return nil }
    var domain = address[address.index(after: sign)...]
    if domain.last == "." { domain = domain.dropLast() }
    guard !domain.isEmpty else { return nil }
    self.domain = domain.lowercased()
  }
}

extension Router {
  /// The scope that mail of a sender belongs to: the site that lists its domain, otherwise `global`.
  public func scope(of sender: SenderAddress) -> Scope {
    sender.domain.flatMap { senderDomains[$0] }.map(Scope.site) ?? .global
  }
}

extension RoutingTable {
  /// The same; takes time in proportion to the number of domains.
  package func scope(of sender: SenderAddress) -> Scope {
    guard let domain = sender.domain else { return .global }
    let site = configuration.senderDomains.first { $0.value.contains(domain) }?.key
    return site.map { .site(configuration.name(of: configuration.sites[$0])) } ?? .global
  }
}
