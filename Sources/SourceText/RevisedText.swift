/// A text and what became of it: parts that were kept, and new ones between them.
///
/// However often it is revised, it is known of every byte whether it stood in the original, and where.
package struct RevisedText: Sendable, Equatable {
  /// A part of the revised text.
  package enum Piece: Sendable, Equatable {
    /// Bytes of the original.
    case kept(ByteSpan)
    /// Bytes that are new.
    case added([UInt8])

    fileprivate var count: Int {
      switch self {
      case .kept(let span): span.length
      case .added(let bytes): bytes.count
      }
    }
  }

  /// A place of the original that is not as it was.
  package struct Change: Sendable, Equatable {
    /// What was replaced; empty where something was inserted.
    package let span: ByteSpan
    /// What took its place.
    package let added: [UInt8]
  }

  /// The text before all revisions.
  package let original: [UInt8]

  private var pieces: [Piece]

  /// A text that is still as it was.
  package init(_ original: [UInt8]) {
    self.original = original
    pieces = original.isEmpty ? [] : [.kept(ByteSpan(0, original.count))]
  }

  /// The text as it is now.
  package var bytes: [UInt8] {
    pieces.reduce(into: []) { bytes, piece in
      switch piece {
      case .kept(let span): bytes += original[span.range]
      case .added(let added): bytes += added
      }
    }
  }

  /// Whether anything was revised.
  package var isChanged: Bool { !changes.isEmpty }

  /// The places of the original that are not as they were, in order and apart from each other.
  package var changes: [Change] {
    var changes: [Change] = []
    var offset = 0
    var added: [UInt8] = []
    func close(before start: Int) {
      if offset < start || !added.isEmpty { changes.append(Change(span: ByteSpan(offset, start), added: added)) }
      added = []
    }
    for piece in pieces {
      switch piece {
      case .added(let bytes): added += bytes
      case .kept(let span):
        close(before: span.start)
        offset = span.end
      }
    }
    close(before: original.count)
    return changes
  }

  /// Replaces spans of the text as it is now.
  ///
  /// - Parameter edits: What is replaced by what, in the order of the text and without overlaps.
  package mutating func apply(_ edits: [(span: ByteSpan, text: String)]) {
    var revised: [Piece] = []
    var cutter = PieceCutter(pieces)
    for edit in edits {
      cutter.take(upTo: edit.span.start) { revised.append($0) }
      cutter.take(upTo: edit.span.end) { _ in }
      if !edit.text.isEmpty { revised.append(.added(Array(edit.text.utf8))) }
    }
    cutter.take(upTo: .max) { revised.append($0) }
    pieces = revised
  }
}

/// Hands out pieces from left to right, cut where it is asked to.
private struct PieceCutter {
  private var rest: ArraySlice<RevisedText.Piece>
  /// What is left of a piece that was cut.
  private var remainder: RevisedText.Piece?
  private var offset = 0

  init(_ pieces: [RevisedText.Piece]) {
    rest = pieces[...]
  }

  /// Hands out the pieces before an offset.
  mutating func take(upTo end: Int, _ body: (RevisedText.Piece) -> Void) {
    while offset < end, let piece = remainder ?? rest.popFirst() {
      let (head, tail) = Self.split(piece, at: end - offset)
      remainder = tail
      offset += head.count
      body(head)
    }
  }

  private static func split(
    _ piece: RevisedText.Piece, at length: Int
  ) -> (RevisedText.Piece, RevisedText.Piece?) {
    guard length < piece.count else { return (piece, nil) }
    return switch piece {
    case .kept(let span):
      (.kept(ByteSpan(span.start, span.start + length)), .kept(ByteSpan(span.start + length, span.end)))
    case .added(let bytes): (.added(Array(bytes[..<length])), .added(Array(bytes[length...])))
    }
  }
}
