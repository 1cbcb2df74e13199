import Routing

/// A number of scopes, in which `global` is separate.
package struct ScopeCount: Sendable, CustomStringConvertible {
  private var sites: Int
  private var hasGlobal: Bool

  /// Some sites, and perhaps `global`.
  package init(sites: Int = 0, hasGlobal: Bool = false) {
    self.sites = sites
    self.hasGlobal = hasGlobal
  }

  /// Whether there are none.
  package var isEmpty: Bool { sites == 0 && !hasGlobal }

  /// Adds some sites, or `global`.
  package mutating func add(_ count: Int, isGlobal: Bool) {
    if isGlobal { hasGlobal = true } else { sites += count }
  }

  /// How many there are: `9 sites and global`.
  package var description: String {
    let sites = sites == 0 ? [] : ["\(sites) \(sites == 1 ? "site" : "sites")"]
    return (sites + (hasGlobal ? ["global"] : [])).joined(separator: " and ")
  }
}

extension [Scope] {
  /// How many there are: `12 sites and global`.
  package var counted: String {
    let siteCount = count { $0 != .global }
    return "\(ScopeCount(sites: siteCount, hasGlobal: siteCount < count))"
  }
}
