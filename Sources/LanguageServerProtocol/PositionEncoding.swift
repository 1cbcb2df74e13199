/// The units in which a ``Position`` counts characters.
package enum PositionEncoding: String, Sendable {
  /// Bytes of UTF-8.
  case utf8 = "utf-8"
  /// UTF-16 code units, which every client understands.
  case utf16 = "utf-16"
}
