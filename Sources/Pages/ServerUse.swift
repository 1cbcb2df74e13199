import Reporting

/// Whose mail a server sends, first or later.
struct ServerUse: Sendable, CustomStringConvertible {
  /// The scopes whose chains begin with the server.
  var first = ScopeCount()
  /// The scopes that have it later in their chains.
  var later = ScopeCount()

  /// The use in a few words: `first for 9 sites and global`.
  var description: String {
    first.isEmpty ? (later.isEmpty ? "not used" : "later for \(later)") : "first for \(first)"
  }
}
