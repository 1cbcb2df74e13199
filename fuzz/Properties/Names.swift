import Language

extension Property {
  /// A server name is read the same way by both parsers, means the same when it is written again, and the suggestion
  /// for a wrong one is valid.
  package static let serverName = Property("name", takesConfigurations: false) { input in
    let text = String(decoding: input, as: UTF8.self)
    let usual = Array(text.utf8).withUnsafeBufferPointer { ServerName(usual: $0) }
    do {
      let name = try ServerName(text)
      if let usual { try require(usual == name, "the fast parser reads a different name") }
      let written: String
      switch name.host {
      case .ipv6: written = "[\(name.host.description)]:\(name.port)"
      case .name, .ipv4: written = "\(name.host.description):\(name.port)"
      }
      let again = try? ServerName(written)
      try require(again == name, "\(written) reads back as a different name")
    } catch let problem as ServerNameProblem {
      try require(usual == nil, "the fast parser accepts a wrong name")
      for name in problem.suggestions { try require((try? ServerName(name)) != nil, "\(name) is invalid") }
    }
  }
}

extension ServerNameProblem {
  /// The names that the finding suggests.
  fileprivate var suggestions: [String] {
    switch self {
    case .whitespace(let cleaned), .scheme(_, let cleaned), .host(.userInfo(let cleaned)), .host(.path(let cleaned)):
      cleaned.map { [$0] } ?? []
    case .unbracketedIPv6(let readings): readings
    case .host, .port, .portOutOfRange: []
    }
  }
}
