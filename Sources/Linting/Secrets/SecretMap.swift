package import LocatedYAML
package import SourceText

/// The places of a file that must never be shown.
///
/// These are the values of keys that look like a password's, everything that aliases bring there, and users before an
/// `@` in a server name; in a file that could not be read as YAML, also what the plain text suggests. In doubt, text is
/// hidden. Finding all takes time in proportion to the file's size; the first few places that are asked about are looked
/// at alone, because most files have few findings: with one in 500 KB, that takes a seventh of the instructions.
package final class SecretMap: Sendable {
  private let reading: YAMLReading
  private let known = Locked(Known())

  /// What was found so far.
  private struct Known: Sendable {
    /// All secret places, sorted and disjoint.
    var all: [ByteSpan]?
    /// The numbers of the blocks that were looked at alone.
    var blocks: [Int] = []
    /// The secret places that touch these blocks, and perhaps others, sorted and disjoint.
    var ofBlocks: [ByteSpan] = []
    /// The names of the anchors in secret places of a file that could not be read as YAML: a password may begin with `&`.
    var anchors: Set<String>?
  }

  private static let blockSize = 4096
  /// More blocks are not looked at alone.
  private static let mostBlocks = 8

  /// The secrets of a file.
  package init(_ reading: YAMLReading) {
    self.reading = reading
  }

  /// All secret places, sorted and disjoint.
  package var spans: [ByteSpan] { known.withLock(all) }

  /// The secret places that touch a part of the file, sorted and disjoint.
  package func spans(touching part: ByteSpan) -> [ByteSpan] {
    withSpans(touching: part) { spans in
      Array(spans[spans.partitioningIndex { $0.end >= part.start }...].prefix { $0.start <= part.end })
    }
  }

  /// Whether a place touches any of the secret ones.
  package func hide(_ span: ByteSpan) -> Bool {
    withSpans(touching: span) { spans in
      let next = spans.partitioningIndex { $0.end > span.start }
      return next < spans.count && spans[next].overlaps(span)
    }
  }

  /// Whether an anchor of that name may be a password that was read as an anchor.
  func hideAnchor(_ name: String) -> Bool {
    if reading.problems.isEmpty { return false }
    return known.withLock { known in
      let anchors =
        known.anchors
        ?? TextAnchors.names(after: UInt8(ascii: "&"), in: all(&known), of: reading.tree.source.bytes)
      known.anchors = anchors
      return anchors.contains(name)
    }
  }

  /// Calls a function with the secret places that touch a part of the file, and perhaps others, sorted and disjoint.
  private func withSpans<Result>(touching part: ByteSpan, _ body: ([ByteSpan]) -> Result) -> Result {
    known.withLock { known in
      if known.all == nil, let blocks = blocks(at: part, known) {
        for block in blocks where !known.blocks.contains(block) {
          known.blocks.append(block)
          known.ofBlocks = Self.merged(known.ofBlocks + found(inBlock: block))
        }
        return body(known.ofBlocks)
      }
      return body(all(&known))
    }
  }

  /// The blocks that a part of the file touches; nil if they must not be looked at alone, or if there are so many that it
  /// does not pay.
  private func blocks(at part: ByteSpan, _ known: Known) -> ClosedRange<Int>? {
    let size = reading.tree.source.bytes.count
    // An alias makes what it refers to secret, wherever that is.
    guard reading.problems.isEmpty, !reading.tree.hasAliases, size > 2 * Self.mostBlocks * Self.blockSize else {
      return nil
    }
    let blocks = max(0, part.start) / Self.blockSize...max(0, part.end) / Self.blockSize
    guard blocks.count <= Self.mostBlocks else { return nil }
    let new = blocks.count { !known.blocks.contains($0) }
    return known.blocks.count + new <= Self.mostBlocks ? blocks : nil
  }

  private func found(inBlock block: Int) -> [ByteSpan] {
    let start = block * Self.blockSize
    // A comment is hidden because of a value before it on its line.
    let lineStart = reading.tree.source.bytes[..<start].lastIndex(where: \.isLineEnd).map { $0 + 1 } ?? 0
    return SecretCollector.secrets(of: reading.tree, touching: ByteSpan(lineStart, start + Self.blockSize))
  }

  private func all(_ known: inout Known) -> [ByteSpan] {
    if let all = known.all { return all }
    let tree = reading.tree
    var found = SecretCollector.secrets(of: tree)
    if !reading.problems.isEmpty { found += SecretsInText.find(in: tree.source) }
    if reading.problems.contains(where: \.isOtherEncoding) { found = [ByteSpan(0, tree.source.bytes.count)] }
    let all = Self.merged(found)
    known.all = all
    return all
  }

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
