package import LocatedYAML
package import SourceText

/// The places of a file that must never be shown, found once for each file that is read.
///
/// These are the values of keys that look like a password's, everything that aliases bring there, and users before an
/// `@` in a server name; in a file that could not be read as YAML, also what the plain text suggests. In doubt, text is
/// hidden. Making a map takes time in proportion to the file's size.
package struct SecretMap: Sendable {
  /// The secret places, sorted and disjoint.
  package let spans: [ByteSpan]

  /// The names of the anchors in secret places: a password may begin with `&`.
  private let anchors: Set<String>

  /// Finds the secrets of a file.
  package init(_ reading: YAMLReading) {
    let tree = reading.tree
    var found = SecretCollector.secrets(of: tree)
    if !reading.problems.isEmpty { found += SecretsInText.find(in: tree.source) }
    if reading.problems.contains(where: \.isOtherEncoding) { found = [ByteSpan(0, tree.source.bytes.count)] }
    spans = Self.merged(found)
    anchors =
      reading.problems.isEmpty ? [] : TextAnchors.names(after: UInt8(ascii: "&"), in: spans, of: tree.source.bytes)
  }

  /// Whether a place touches any of the secret ones.
  package func hide(_ span: ByteSpan) -> Bool {
    let next = spans.partitioningIndex { $0.end > span.start }
    return next < spans.count && spans[next].overlaps(span)
  }

  /// Whether an anchor of that name may be a password that was read as an anchor.
  func hideAnchor(_ name: String) -> Bool { anchors.contains(name) }

  private static func merged(_ spans: [ByteSpan]) -> [ByteSpan] {
    spans.filter { !$0.isEmpty }.sorted().reduce(into: []) { merged, span in
      if let last = merged.last, span.start <= last.end {
        merged[merged.count - 1] = ByteSpan(last.start, max(last.end, span.end))
      } else {
        merged.append(span)
      }
    }
  }
}

extension YAMLProblem {
  /// Whether the bytes are in an encoding in which no secrets can be found.
  fileprivate var isOtherEncoding: Bool { if case .encoding(.otherEncoding) = self { true } else { false } }
}
