/// A string in JSON text, by its place there. ``JSONReader/text(of:)`` decodes it.
package struct JSONString: Sendable {
  /// The offsets between the quotes.
  let content: Range<Int>
  /// Whether escapes must be decoded.
  let hasEscapes: Bool
}
