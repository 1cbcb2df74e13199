import Language
package import Routing
import SourceText

/// What changes from one routing to another, in the words and groups in which people are told.
package struct DiffReport: Sendable {
  /// The names of both sides, escaped for display.
  package let names: (old: String, new: String)

  /// The changes themselves.
  package let diff: RoutingDiff

  /// How many scopes use each server in the new routing, or did in the old one where it is gone.
  private let uses: [String: Int]

  /// Makes a report of a comparison.
  package init(old: Router, new: Router, names: (old: String, new: String)) {
    diff = RoutingDiff(from: old, to: new)
    self.names = (names.old.escapedForDisplay(), names.new.escapedForDisplay())
    uses = Self.uses(in: old).merging(Self.uses(in: new)) { $1 }
  }

  private static func uses(in router: Router) -> [String: Int] {
    var counts = [Int](repeating: 0, count: router.chains.count)
    for scope in router.scopes { if let chain = router.chainIndex(of: scope) { counts[chain] += 1 } }
    return zip(router.chains, counts).reduce(into: [:]) { uses, chain in
      for link in chain.0.links { uses[link.server.id, default: 0] += chain.1 }
    }
  }

  /// How many scopes use a server that changes.
  func scopeCount(of change: ServerChange) -> Int { uses[change.id] ?? 0 }

  /// Scopes that change in the same way.
  struct Group {
    /// The scopes, in their order.
    private(set) var scopes: [Scope]
    /// What is said of all of them.
    let words: ScopeWords
    /// What changes for the first of them.
    let example: ScopeChange.Kind

    fileprivate init(_ change: ScopeChange, _ words: ScopeWords) {
      scopes = [change.scope]
      self.words = words
      example = change.kind
    }

    fileprivate mutating func add(_ scope: Scope) { scopes.append(scope) }
  }

  /// The changes of scopes, those of which the same is to be said in one group: the largest groups first. What changes for
  /// mail of no site stands alone, and first.
  var groups: [Group] {
    var groups: [Group] = []
    var places: [ScopeWords: Int] = [:]
    for change in diff.scopes {
      let words = ScopeWords(change.kind)
      if change.scope != .global, let place = places[words] {
        groups[place].add(change.scope)
      } else {
        if change.scope != .global { places[words] = groups.count }
        groups.append(Group(change, words))
      }
    }
    let isGlobalFirst = groups.first?.scopes.first == .global
    let rest = groups.dropFirst(isGlobalFirst ? 1 : 0).enumerated().sorted { left, right in
      let (leftCount, rightCount) = (left.element.scopes.count, right.element.scopes.count)
      return leftCount == rightCount ? left.offset < right.offset : leftCount > rightCount
    }
    return groups.prefix(isGlobalFirst ? 1 : 0) + rest.map(\.element)
  }

  /// All changes in one line: `3 sites and mail of no site take another way; 1 server changes`.
  package var summary: String {
    if diff.isEmpty { return "nothing changes for any mail" }
    var changed = 0
    var added = 0
    var removed = 0
    for change in diff.scopes {
      switch change.kind {
      case .changed: changed += 1
      case .added: added += 1
      case .removed: removed += 1
      }
    }
    let counts = [
      (changed, "scope changes", "scopes change"), (added, "site is new", "sites are new"),
      (removed, "site is gone", "sites are gone"), (diff.servers.count, "server changes", "servers change"),
    ]
    return counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }.joined(separator: ", ")
  }
}

/// A format in which the changes between two routings are handed out.
package protocol DiffRenderer: Sendable {
  /// The whole document, line end included; empty where a format has nothing to say.
  ///
  /// - Throws: What an encoder throws.
  func render(_ report: DiffReport) throws -> String
}
