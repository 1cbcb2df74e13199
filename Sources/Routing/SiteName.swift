/// A site's name for comparison: not case-sensitive, as in Kentico Xperience. Names of sites are ASCII.
struct SiteName: Hashable, Sendable {
  private let lowered: String

  /// The name to compare with; nil for a string that cannot be a site's name.
  init?(_ text: String) {
    // Non-ASCII characters may have an ASCII letter as their lower case, such as the Kelvin sign.
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    lowered = text.lowercased()
  }
}
