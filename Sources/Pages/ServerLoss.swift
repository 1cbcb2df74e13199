import Language
import Reporting
import Routing

/// What the loss of one server does while all others work, worded for users.
struct ServerLoss {
  /// The server's id.
  let server: String
  /// The scopes whose mail waits.
  let waiting: [Scope]
  /// The scopes whose mail moves, by the server that sends it instead.
  let moved: [Impact.Move]
  /// How the server is used.
  let use: ServerUse

  /// Everything in one sentence, without a full stop.
  var sentence: String {
    guard !use.first.isEmpty else { return "without \(server), no mail waits or moves while the other servers work" }
    return "without \(server), mail of " + effects.joined(separator: "; ")
  }

  /// What happens to whose mail: `8 sites and global moves to agency-west`.
  private var effects: [String] {
    let waits = waiting.isEmpty ? [] : ["\(waiting.counted) waits"]
    let moves = moved.prefix(Impact.mostNames).map { "\($0.scopes.counted) moves to \($0.server)" }
    let others = moved.dropFirst(Impact.mostNames)
    return waits + moves + (others.isEmpty ? [] : ["\(others.flatMap(\.scopes).counted) moves to other servers"])
  }

  /// The losses of all used servers, the worst first; servers that are the first of no chain come last.
  ///
  /// Takes time in proportion to the scopes, and n log n for sorting n servers.
  static func all(_ impact: Impact, _ groups: ScopeGroups) -> [ServerLoss] {
    let uses = Dictionary(uniqueKeysWithValues: zip(groups.servers.map(\.id), groups.uses))
    let first = impact.losses.filter { $0.servers.count == 1 }.map { loss in
      let consequences = impact.consequences(of: loss)
      return ServerLoss(
        server: loss.servers[0], waiting: consequences.waiting, moved: consequences.moved,
        use: uses[loss.servers[0]] ?? ServerUse())
    }
    let known = Set(first.map(\.server))
    let later = groups.servers.map(\.id).filter { !known.contains($0) }.map { id in
      ServerLoss(server: id, waiting: [], moved: [], use: uses[id] ?? ServerUse())
    }
    return first + later
  }
}
