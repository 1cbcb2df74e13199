/// A site's name as it is compared: without regard to case, as in the product. Names of sites are ASCII.
struct SiteName: Hashable, Sendable {
  private let lowered: String

  /// The name to compare with; nil for a text that can be no site's name.
  init?(_ text: String) {
    // Beside ASCII there are characters that Unicode holds for its letters, such as the Kelvin sign.
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    lowered = text.lowercased()
  }
}
