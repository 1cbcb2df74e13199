public import Language

/// The differences between two routings for mail, by scope and by server.
///
/// Only differences that affect mail count: servers in no chain, priorities that do not change the order, and the
/// reason why a server is in a chain are ignored. A configuration and its own routing table are always equal.
public struct RoutingDiff: Sendable, Equatable {
  /// The servers that change, ordered by the code points of their ids.
  public let servers: [ServerChange]

  /// The scopes for which the outcome changes for some set of busy servers: the global one, then the sites of the new
  /// routing in its order, then removed sites. A renamed server is the same server.
  public let scopes: [ScopeChange]

  /// The sender domains that belong to another site, or to one and now to none, in the order of their code points.
  public let domains: [DomainChange]

  /// Whether nothing changes for any mail.
  public var isEmpty: Bool { servers.isEmpty && scopes.isEmpty && domains.isEmpty }

  /// Compares two routings.
  public init(from old: Router, to new: Router) {
    let renaming = Renaming(from: old.usedServers, to: new.usedServers)
    servers = renaming.changes
    scopes = Self.scopes(from: old, to: new, renaming)
    domains = Self.domains(from: old.senderDomains, to: new.senderDomains)
  }

  /// Names of sites are compared without case, as Kentico Xperience compares them.
  private static func domains(from old: [String: String], to new: [String: String]) -> [DomainChange] {
    Set(old.keys).union(new.keys).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
      .compactMap { domain in
        let (before, after) = (old[domain], new[domain])
        if before?.lowercased() == after?.lowercased() { return nil }
        return DomainChange(
          domain: domain, old: before.map(Scope.site) ?? .global, new: after.map(Scope.site) ?? .global)
      }
  }

  private static func scopes(from old: Router, to new: Router, _ renaming: Renaming) -> [ScopeChange] {
    var comparisons = ChainComparisons(old: old, new: new, renaming: renaming)
    var changes: [ScopeChange] = []
    for (scope, newChain) in new.chainsOfScopes {
      if let oldChain = old.chainIndex(of: scope) {
        if let change = comparisons.change(from: oldChain, to: newChain) {
          changes.append(ScopeChange(scope: scope, kind: .changed(change)))
        }
      } else {
        changes.append(ScopeChange(scope: scope, kind: .added(chain: new.chains[newChain].ids)))
      }
    }
    for (scope, chain) in old.chainsOfScopes where new.chainIndex(of: scope) == nil {
      changes.append(ScopeChange(scope: scope, kind: .removed(chain: old.chains[chain].ids)))
    }
    return changes
  }
}

/// A scope whose mail is routed differently.
public struct ScopeChange: Sendable, Equatable {
  /// The scope; a site by its name in the new routing, unless it is gone.
  public let scope: Scope
  /// What changes.
  public let kind: Kind

  /// The kinds of change.
  public enum Kind: Sendable, Hashable {
    /// The scope is new, with this chain.
    case added(chain: [String])
    /// The scope was removed; this was its chain.
    case removed(chain: [String])
    /// The scope has a different chain.
    case changed(ChainChange)
  }
}

/// How a chain differs from an earlier one. Renamed servers have their new ids on both sides.
public struct ChainChange: Sendable, Hashable {
  /// The ids of the servers that were in the chain, in order.
  public let old: [String]
  /// The ids of the servers that are in the chain now, in order.
  public let new: [String]

  /// The first servers of both chains, if they differ; nil on a side without any server.
  public var firstChoice: (old: String?, new: String?)? {
    old.first == new.first ? nil : (old.first, new.first)
  }

  /// The servers that are no longer in the chain, in the old order. Takes time in proportion to both chains.
  public var lost: [String] {
    let kept = Set(new)
    return old.filter { !kept.contains($0) }
  }

  /// The servers that are new in the chain, in the new order. Takes time in proportion to both chains.
  public var gained: [String] {
    let kept = Set(old)
    return new.filter { !kept.contains($0) }
  }

  /// The servers that are in both chains, in both orders, if these differ. Takes time in proportion to both chains.
  public var reordered: (old: [String], new: [String])? {
    let (oldIDs, newIDs) = (Set(old), Set(new))
    let (before, after) = (old.filter(newIDs.contains), new.filter(oldIDs.contains))
    return before == after ? nil : (before, after)
  }

  /// The smallest set of busy servers for which the outcomes differ, and the server that sends the message on each
  /// side: nil if none does.
  public var witness: (busy: [String], old: String?, new: String?) {
    let common = zip(old, new).prefix { $0 == $1 }.count
    return (Array(old.prefix(common)), old.dropFirst(common).first, new.dropFirst(common).first)
  }
}

/// A sender domain whose mail belongs to another site, or to none.
public struct DomainChange: Sendable, Equatable {
  /// The domain, in lower case.
  public let domain: String
  /// Whose mail it was; `global` if no site listed the domain.
  public let old: Scope
  /// Whose mail it is.
  public let new: Scope

  /// Makes a change from its parts.
  package init(domain: String, old: Scope, new: Scope) {
    self.domain = domain
    self.old = old
    self.new = new
  }
}

/// A server that changes.
public enum ServerChange: Sendable, Hashable {
  /// It is used by the routing now, and was not before.
  case added(Server)
  /// It is not used any more.
  case removed(Server)
  /// It has another id, but is otherwise unchanged.
  case renamed(old: Server, new: Server)
  /// Mail is passed to it in a different way.
  case changed(old: Server, new: Server)

  /// Its current id, or the old one if it was removed.
  public var id: String {
    switch self {
    case .added(let server), .removed(let server), .renamed(_, let server), .changed(_, let server): server.id
    }
  }
}

extension Router {
  /// The servers in at least one chain, by their ids.
  public var usedServers: [String: Server] {
    let used = zip(servers, scopeCounts).filter { $0.1 > 0 }.map(\.0)
    return Dictionary(used.map { ($0.id, $0) }) { first, _ in first }
  }
}

/// Matches the servers of one routing with those of the other.
private struct Renaming {
  let changes: [ServerChange]
  /// The new ids of renamed servers.
  private let newIDs: [String: String]

  init(from old: [String: Server], to new: [String: Server]) {
    let removed = old.values.filter { new[$0.id] == nil }
    let added = new.values.filter { old[$0.id] == nil }
    let renamed = Self.renamed(removed, added)
    let (oldIDs, ids) = (Set(renamed.map(\.old.id)), Set(renamed.map(\.new.id)))
    let all: [ServerChange] =
      renamed.map { .renamed(old: $0.old, new: $0.new) }
      + removed.filter { !oldIDs.contains($0.id) }.map { .removed($0) }
      + added.filter { !ids.contains($0.id) }.map { .added($0) }
      + new.values.compactMap { server in
        guard let before = old[server.id], before.delivery != server.delivery else { return nil }
        return .changed(old: before, new: server)
      }
    changes = all.sorted { $0.id.unicodeScalars.lexicographicallyPrecedes($1.id.unicodeScalars) }
    newIDs = Dictionary(renamed.map { ($0.old.id, $0.new.id) }) { first, _ in first }
  }

  /// A removed and an added server are the same if mail is passed to both in the same way, and to no other removed or
  /// added server.
  private static func renamed(_ removed: [Server], _ added: [Server]) -> [(old: Server, new: Server)] {
    let candidates = Dictionary(grouping: added, by: \.delivery)
    return Dictionary(grouping: removed, by: \.delivery).compactMap { delivery, servers in
      guard servers.count == 1, let old = servers.first, let matches = candidates[delivery], matches.count == 1,
        let new = matches.first
      else { return nil }
      return (old, new)
    }
  }

  func translated(_ ids: [String]) -> [String] { ids.map { newIDs[$0] ?? $0 } }
}

/// Compares chains: equal ones by the places of their servers, since most are, and each pair of different ones once.
private struct ChainComparisons {
  let old: Router
  let new: Router
  let renaming: Renaming
  /// For each server of the old routing, its place in the new one; nil if it is not there.
  private let places: [Int?]
  private var known: [Pair: ChainChange] = [:]

  init(old: Router, new: Router, renaming: Renaming) {
    self.old = old
    self.new = new
    self.renaming = renaming
    let newPlaces = Dictionary(zip(new.serverIDs, 0...)) { first, _ in first }
    places = renaming.translated(old.serverIDs).map { newPlaces[$0] }
  }

  private struct Pair: Hashable {
    let old: Int
    let new: Int
  }

  /// How the chains differ; nil if the same servers are in the same order. Otherwise the outcomes differ when all
  /// servers before the first difference are busy.
  mutating func change(from oldIndex: Int, to newIndex: Int) -> ChainChange? {
    let (before, after) = (old.chains[oldIndex], new.chains[newIndex])
    if before.links.elementsEqual(after.links, by: { places[$0.listed.place] == $1.listed.place }) { return nil }
    let pair = Pair(old: oldIndex, new: newIndex)
    if let known = known[pair] { return known }
    let change = ChainChange(old: renaming.translated(before.ids), new: after.ids)
    known[pair] = change
    return change
  }
}

extension Router {
  /// All scopes, the global one first, and the indices of their chains.
  fileprivate var chainsOfScopes: some Sequence<(scope: Scope, chain: Int)> {
    zip(scopes, [globalIndex] + chainIndices).lazy.map { (scope: $0, chain: $1) }
  }
}
