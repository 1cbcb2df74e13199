import LocatedYAML

/// What is certain about a server: the rules rely on it. Nil if an error in the server makes it uncertain.
extension ServerDeclaration {
  /// The delivery method; nil if it is wrong, or an unknown key may have been meant as it.
  package var method: DeliveryMethod? { fact(deliveryMethod, .deliveryMethod, default: .network) }

  /// Whether the server is enabled.
  package var isEnabled: Bool? { fact(enabled, .enabled, default: true) }

  /// Whether the server requires TLS.
  package var usesSSL: Bool? { fact(useSSL, .useSSL, default: false) }

  /// The endpoint of an enabled `Network` server, which advice about ports and TLS is about.
  package var activeEndpoint: (name: ServerName, at: NodeUse)? {
    guard method == .network, isEnabled == true, let serverName, let name = serverName.content else { return nil }
    return (name, serverName.value)
  }

  /// Whether the key is certainly absent.
  package func lacks(_ key: ServerKey) -> Bool { !isPartial && !doubtful.contains(key) && !declares(key) }

  private func declares(_ key: ServerKey) -> Bool {
    switch key {
    case .serverName: serverName != nil
    case .priority: priority != nil
    case .enabled: enabled != nil
    case .deliveryMethod: deliveryMethod != nil
    case .username: username != nil
    case .password: password != nil
    case .useSSL: useSSL != nil
    case .pickupDirectory: pickupDirectory != nil
    case .remove: false
    }
  }

  private func fact<Content>(_ declared: Declared<Content>?, _ key: ServerKey, default value: Content) -> Content? {
    if let declared { return declared.content }
    return lacks(key) ? value : nil
  }
}
