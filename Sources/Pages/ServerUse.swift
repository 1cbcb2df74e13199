/// Whose mail a server sends, first or later.
struct ServerUse: Sendable, CustomStringConvertible {
  /// A number of scopes, in which `global` is separate.
  struct Scopes: Sendable {
    private(set) var sites = 0
    private(set) var hasGlobal = false

    /// Whether there are none.
    var isEmpty: Bool { sites == 0 && !hasGlobal }

    /// Adds some sites, or `global`.
    mutating func add(_ count: Int, isGlobal: Bool) {
      if isGlobal { hasGlobal = true } else { sites += count }
    }

    /// How many there are: `9 sites and global`.
    var counted: String {
      let sites = sites == 0 ? [] : ["\(sites) \(sites == 1 ? "site" : "sites")"]
      return (sites + (hasGlobal ? ["global"] : [])).joined(separator: " and ")
    }
  }

  /// The scopes whose chains begin with the server.
  var first = Scopes()
  /// The scopes that have it later in their chains.
  var later = Scopes()

  /// The use in a few words: `first for 9 sites and global`.
  var description: String {
    first.isEmpty ? (later.isEmpty ? "not used" : "later for \(later.counted)") : "first for \(first.counted)"
  }
}
