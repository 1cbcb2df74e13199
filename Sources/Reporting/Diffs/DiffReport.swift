import Language
package import Routing
import SourceText

/// The differences between two routings, worded and grouped for users.
package struct DiffReport: Sendable {
  /// The names of both sides, escaped for display.
  package let names: (old: String, new: String)

  /// The changes themselves.
  package let diff: RoutingDiff

  /// The number of scopes that use each server in the new routing, or did in the old one if it was removed.
  private let uses: [String: Int]

  /// Makes a report of a comparison.
  package init(old: Router, new: Router, names: (old: String, new: String)) {
    diff = RoutingDiff(from: old, to: new)
    self.names = (names.old.escapedForDisplay(), names.new.escapedForDisplay())
    uses = Self.uses(in: old).merging(Self.uses(in: new)) { $1 }
  }

  private static func uses(in router: Router) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: zip(router.serverIDs, router.scopeCounts).filter { $0.1 > 0 })
  }

  /// The number of scopes that use a server that changes.
  package func scopeCount(of change: ServerChange) -> Int { uses[change.id] ?? 0 }

  /// Scopes that change in the same way.
  package struct Group {
    /// The scopes, in their order.
    package private(set) var scopes: [Scope]
    /// The description of the change.
    package let text: ScopeText
    /// The change of the first of them.
    package let example: ScopeChange.Kind

    fileprivate init(_ change: ScopeChange, _ text: ScopeText) {
      scopes = [change.scope]
      self.text = text
      example = change.kind
    }

    fileprivate mutating func add(_ scope: Scope) { scopes.append(scope) }
  }

  /// The changes of scopes, grouped by their descriptions, the largest groups first. The change of `global` is separate
  /// and comes first.
  package var groups: [Group] {
    var groups: [Group] = []
    var places: [ScopeText: Int] = [:]
    for change in diff.scopes {
      let text = ScopeText(change.kind)
      if change.scope != .global, let place = places[text] {
        groups[place].add(change.scope)
      } else {
        if change.scope != .global { places[text] = groups.count }
        groups.append(Group(change, text))
      }
    }
    let isGlobalFirst = groups.first?.scopes.first == .global
    let rest = groups.dropFirst(isGlobalFirst ? 1 : 0).enumerated().sorted { left, right in
      let (leftCount, rightCount) = (left.element.scopes.count, right.element.scopes.count)
      return leftCount == rightCount ? left.offset < right.offset : leftCount > rightCount
    }
    return groups.prefix(isGlobalFirst ? 1 : 0) + rest.map(\.element)
  }

  /// All changes in one line: `2 chains change, 1 site is new, 3 servers change`.
  package var summary: String {
    if diff.isEmpty { return "mail delivery does not change" }
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
      (changed, "chain changes", "chains change"), (added, "site is new", "sites are new"),
      (removed, "site is removed", "sites are removed"), (diff.servers.count, "server changes", "servers change"),
      (diff.domains.count, "sender domain moves", "sender domains move"),
    ]
    return counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }.joined(separator: ", ")
  }
}
