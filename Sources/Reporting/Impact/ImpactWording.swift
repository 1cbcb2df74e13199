package import Routing

extension Impact {
  /// The maximum number of losses that are shown to people.
  package static let mostShown = 100
  /// The maximum number of names in a list for people; further ones are counted.
  package static let mostNames = 12

  /// What the worst loss does, in one line: `without a and b, mail of 9 sites waits`.
  ///
  /// - Parameter code: How the id of a server is written.
  /// - Returns: A sentence without a full stop.
  package func headline(code: (String) -> String = { $0 }) -> String {
    guard let worst = losses.first else { return "no mail uses a server, so none can be lost" }
    guard worst.waitingCount > 0 else { return "losing any \(limit.phrase) makes no mail wait" }
    return title(of: worst, consequences(of: worst), code: code)
  }

  /// What a loss does, in one line.
  package func title(of loss: Loss, _ consequences: Consequences, code: (String) -> String = { $0 }) -> String {
    let effect =
      consequences.waiting.isEmpty
      ? "mail of \(consequences.moved.flatMap(\.scopes).counted) moves"
      : "mail of \(consequences.waiting.counted) waits"
    return "without \(Self.joined(loss.servers.map(code))), \(effect)"
  }

  /// `a`, `a and b`, `a, b and c`.
  private static func joined(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Impact.Limit {
  /// How many servers are lost: `one or two servers`.
  fileprivate var phrase: String {
    switch self {
    case .one: "one server"
    case .two: "one or two servers"
    case .three: "one, two or three servers"
    }
  }
}

extension [Scope] {
  /// The names of the first of them, and the number of the others: `a, b and 28 more`.
  package func names(code: (String) -> String = { $0 }) -> String {
    let shown = prefix(Impact.mostNames).map { code("\($0)") }.joined(separator: ", ")
    return shown + (count > Impact.mostNames ? " and \(count - Impact.mostNames) more" : "")
  }
}
