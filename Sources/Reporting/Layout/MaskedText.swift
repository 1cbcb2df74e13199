import Diagnostics
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

  private let secrets: HiddenPlaces
  private let source: SourceFile

  /// A file of which some places, perhaps among those of other files, must not be shown.
  init(_ source: SourceFile, hiding secrets: HiddenPlaces) {
    self.secrets = secrets
    self.source = source
  }

  /// The span cut at the borders of secrets, in order, without empty parts.
  func pieces(of span: ByteSpan) -> [Piece] {
    var pieces: [Piece] = []
    var offset = span.start
    for place in secrets.touching(source.place(span)) where source.overlaps(place) {
      let secret = source.bytes(of: place)
      if secret.end <= span.start || secret.start >= span.end { continue }
      if offset < secret.start { pieces.append(Piece(span: ByteSpan(offset, secret.start), isSecret: false)) }
      let hidden = ByteSpan(max(secret.start, span.start), min(secret.end, span.end))
      if !hidden.isEmpty { pieces.append(Piece(span: hidden, isSecret: true)) }
      offset = hidden.end
    }
    if offset < span.end { pieces.append(Piece(span: ByteSpan(offset, span.end), isSecret: false)) }
    return pieces
  }
}
