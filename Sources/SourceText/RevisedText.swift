/// A text and its revisions: parts that were kept, and new ones between them.
///
/// However often it is revised, the original position of every kept byte is known.
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

  /// A place at which the original was changed.
  package struct Change: Sendable, Equatable {
    /// What was replaced; empty if something was inserted.
    package let span: ByteSpan
    /// The replacement.
    package let added: [UInt8]
  }

  /// The text before all revisions.
  package let original: [UInt8]

  private var pieces: [Piece]

  /// Unchanged text.
  package init(_ original: [UInt8]) {
    self.original = original
    pieces = original.isEmpty ? [] : [.kept(ByteSpan(0, original.count))]
  }

  /// The current text.
  package var bytes: [UInt8] {
    pieces.reduce(into: []) { bytes, piece in
      switch piece {
      case .kept(let span): bytes += original[span.range]
      case .added(let added): bytes += added
      }
    }
  }

  /// Whether anything was changed.
  package var isChanged: Bool { !changes.isEmpty }

  /// The changed places of the original, in order and separate from each other.
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

  /// Replaces spans of the current text.
  ///
  /// - Parameter edits: The replacements, in the order of the text and without overlaps.
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

/// Returns pieces from left to right, cut at given offsets.
private struct PieceCutter {
  private var rest: ArraySlice<RevisedText.Piece>
  /// The rest of a piece that was cut.
  private var remainder: RevisedText.Piece?
  private var offset = 0

  init(_ pieces: [RevisedText.Piece]) {
    rest = pieces[...]
  }

  /// Returns the pieces before an offset.
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
