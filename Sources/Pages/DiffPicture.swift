import Language
import Reporting
import Routing

extension RoutingPicture {
  /// The picture of what changes between two routings: the groups and the servers that change first, then the others.
  ///
  /// Takes time in proportion to the scopes and the chains, and n log n for sorting n groups.
  init(_ report: DiffReport, old: Router, new: Router) {
    let groups = ChangedGroups(report, old: old, new: new)
    let shown = groups.groups.prefix(Self.mostBoxes)
    let servers = Self.shownServers(shown.map { ($0.chains.all, $0.scopes.count) }, count: groups.servers.count)
    let places = Dictionary(uniqueKeysWithValues: zip(servers, 0...))
    title = "What changes in the routing of mail"
    self.groups = shown.enumerated().map { number, group in
      Group(
        number: number, label: Self.label(of: group.scopes), note: group.note,
        isWaiting: false, description: "\(group.scopes.names()): \(group.note)", change: group.change,
        lines: group.chains.lines.compactMap { line in
          places[line.server].map { Line(server: $0, order: line.order, role: .spare, change: line.change) }
        })
    }
    let changes = Dictionary(report.diff.servers.map { ($0.id, $0) }) { first, _ in first }
    self.servers = servers.map { number in
      let id = groups.servers[number]
      let change = changes[id]
      let note = change.map { ServerText($0).parts.joined(separator: "; ") } ?? "unchanged"
      return Server(
        number: number, id: id, state: nil, note: note,
        description: "\(change.map { ServerText($0).name } ?? id): \(note)", change: change?.pictured)
    }
    let hiddenGroups = groups.groups.dropFirst(shown.count)
    hidden.groups = hiddenGroups.count
    hidden.scopes = hiddenGroups.reduce(0) { $0 + $1.scopes.count }
    hidden.servers = groups.servers.count - servers.count
  }
}

extension ServerChange {
  /// The kind of change in a picture.
  fileprivate var pictured: RoutingPicture.Change {
    switch self {
    case .added: .added
    case .removed: .removed
    case .renamed, .changed: .changed
    }
  }
}

/// The scopes of two routings by their chains in both.
private struct ChangedGroups {
  /// Scopes with the same chains, old and new.
  struct Group {
    var scopes: [Scope]
    let chains: Chains
    let kind: ScopeChange.Kind?

    /// What changes; nil if nothing does.
    var change: RoutingPicture.Change? {
      switch kind {
      case .added: .added
      case .removed: .removed
      case .changed: .changed
      case nil: nil
      }
    }

    /// What changes, in words.
    var note: String { kind.map { ScopeText($0).parts.joined(separator: "; ") } ?? "unchanged" }
  }

  /// Two chains, whose servers are numbers.
  struct Chains: Hashable {
    let old: [Int]
    let new: [Int]

    /// The servers of both, each once.
    var all: [Int] {
      let known = Set(new)
      return new + old.filter { !known.contains($0) }
    }

    /// The lines of the picture: those of the new chain, then those that are gone.
    var lines: [(server: Int, order: Int, change: RoutingPicture.Change?)] {
      let (before, after) = (Set(old), Set(new))
      let (oldCommon, newCommon) = (old.filter(after.contains), new.filter(before.contains))
      // Servers that are in both chains, in another order among themselves.
      let moved = Set(zip(oldCommon, newCommon).filter { $0 != $1 }.flatMap { [$0, $1] })
      let kept = new.enumerated().map { place, server in
        let change: RoutingPicture.Change? =
          before.contains(server) ? (moved.contains(server) ? .changed : nil) : .added
        return (server: server, order: place + 1, change: change)
      }
      let gone = old.enumerated().filter { !after.contains($0.element) }.map { place, server in
        (server: server, order: place + 1, change: RoutingPicture.Change?.some(.removed))
      }
      return kept + gone
    }
  }

  private struct Key: Hashable {
    let chains: Chains
    let kind: RoutingPicture.Change?
  }

  /// The ids of the servers, in the order of their code points.
  let servers: [String]
  /// `global` first, then the groups that change, then the others; the largest first.
  let groups: [Group]

  init(_ report: DiffReport, old: Router, new: Router) {
    let changes = Dictionary(report.diff.scopes.map { ($0.scope, $0.kind) }) { first, _ in first }
    let scopes = new.scopes + report.diff.scopes.map(\.scope).filter { new.chainIndex(of: $0) == nil }
    let sides = scopes.map { scope -> (kind: ScopeChange.Kind?, old: [String], new: [String]) in
      switch changes[scope] {
      case .added(let chain)?: (changes[scope], [], chain)
      case .removed(let chain)?: (changes[scope], chain, [])
      case .changed(let change)?: (changes[scope], change.old, change.new)
      case nil: (nil, new.chain(of: scope)?.ids ?? [], new.chain(of: scope)?.ids ?? [])
      }
    }
    // Ids are ASCII.
    let ids = Set(sides.flatMap { $0.old + $0.new }).union(report.diff.servers.map(\.id)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(ids, 0...))
    var places: [Key: Int] = [:]
    var groups: [Group] = []
    for (scope, side) in zip(scopes, sides) {
      let chains = Chains(old: side.old.compactMap { numbers[$0] }, new: side.new.compactMap { numbers[$0] })
      let group = Group(scopes: [scope], chains: chains, kind: side.kind)
      let key = Key(chains: chains, kind: group.change)
      if scope != .global, let place = places[key] {
        groups[place].scopes.append(scope)
      } else {
        if scope != .global { places[key] = groups.count }
        groups.append(group)
      }
    }
    servers = ids
    let rest = groups.dropFirst().enumerated().sorted { left, right in
      let (isLeftChanged, isRightChanged) = (left.element.change != nil, right.element.change != nil)
      if isLeftChanged != isRightChanged { return isLeftChanged }
      let (leftCount, rightCount) = (left.element.scopes.count, right.element.scopes.count)
      return leftCount == rightCount ? left.offset < right.offset : leftCount > rightCount
    }
    self.groups = groups.prefix(1) + rest.map(\.element)
  }
}
