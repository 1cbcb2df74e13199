import SourceText

/// The parts of a file whose text stays hidden.
struct MaskedText: Sendable {
  /// A part of a span that is either shown or hidden as a whole.
  struct Piece: Equatable {
    /// The bytes of the part.
    let span: ByteSpan
    /// Whether it is replaced by a mask.
    let isSecret: Bool
  }

  private let spans: [ByteSpan]

  /// Accepts the places of a file in any order: a sorting error in a caller must not reveal a secret.
  init(_ secrets: [SourceSpan], in source: SourceFile) {
    let places = secrets.filter(source.overlaps).map(source.bytes)
    spans = places.filter { !$0.isEmpty }.sorted().reduce(into: []) { merged, span in
      if let last = merged.last, last.overlaps(span) {
        merged[merged.count - 1] = ByteSpan(last.start, max(last.end, span.end))
      } else {
        merged.append(span)
      }
    }
  }

  /// The span cut at the borders of secrets, in order, without empty parts.
  func pieces(of span: ByteSpan) -> [Piece] {
    var pieces: [Piece] = []
    var offset = span.start
    for secret in spans[firstIndex(endingAfter: span.start)...].prefix(while: { $0.start < span.end }) {
      if offset < secret.start { pieces.append(Piece(span: ByteSpan(offset, secret.start), isSecret: false)) }
      let hidden = ByteSpan(max(secret.start, span.start), min(secret.end, span.end))
      if !hidden.isEmpty { pieces.append(Piece(span: hidden, isSecret: true)) }
      offset = hidden.end
    }
    if offset < span.end { pieces.append(Piece(span: ByteSpan(offset, span.end), isSecret: false)) }
    return pieces
  }

  /// Secrets are disjoint, so their ends are sorted as well.
  private func firstIndex(endingAfter offset: Int) -> Int { spans.partitioningIndex { $0.end > offset } }
}
