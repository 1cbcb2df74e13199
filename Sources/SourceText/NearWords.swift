/// Known words, sorted, so that those near another word are found without comparing it with each: words that begin alike
/// are compared as one, and left as soon as their beginning is too far away.
///
/// Comparing every new name of an overlay with every name below took two thirds of a check.
package struct NearWords: Sendable {
  /// The scalars of all words, ASCII letters in lower case.
  private let scalars: [UInt32]
  /// The words in the order of their scalars, equal ones in the order given.
  private let words: [Word]

  /// A word's place among those given, and where its scalars are.
  private struct Word: BitwiseCopyable {
    let place: Int
    let start: Int
    let count: Int
  }

  /// Words with the same first scalars, and how far these are from the beginnings of the other word.
  private struct Branch {
    let words: Range<Int>
    let depth: Int
    let row: EditRow
  }

  /// Known words. Takes time in proportion to their number and its logarithm.
  package init(_ texts: [String]) {
    var scalars: [UInt32] = []
    var words: [Word] = []
    for (place, text) in texts.enumerated() where text.utf8.count <= Suggestion.longestWord {
      let start = scalars.count
      scalars.append(contentsOf: text.unicodeScalars.lazy.map(\.foldedValue))
      words.append(Word(place: place, start: start, count: scalars.count - start))
    }
    scalars.withUnsafeBufferPointer { scalars in
      words.sort { left, right in
        for offset in 0..<min(left.count, right.count) {
          let (one, other) = (scalars[left.start + offset], scalars[right.start + offset])
          if one != other { return one < other }
        }
        return (left.count, left.place) < (right.count, right.place)
      }
    }
    self.scalars = scalars
    self.words = words
  }

  /// The place of the first word, in the order given, that is at most so many edits away from another one, as
  /// ``Suggestion/distance(_:_:atMost:)`` counts them.
  ///
  /// - Parameters:
  ///   - word: The other word.
  ///   - bound: The largest distance, at most ``Suggestion/closeDistance``.
  ///   - steps: How many further scalars may be compared: words can be chosen so that all of them are. It is reduced.
  /// - Returns: The place; nil if no word is near, or if that was not found out within the steps.
  package func first(near word: String, within bound: Int, steps: inout Int) -> Int? {
    guard word.utf8.count <= Suggestion.longestWord else { return nil }
    let other = word.unicodeScalars.map(\.foldedValue)
    var first: Int?
    var pending = [Branch(words: words.indices, depth: 0, row: EditRow(within: bound, of: other.count))]
    while let branch = pending.popLast() {
      var rest = branch.words
      while let word = rest.first, words[word].count == branch.depth {
        if branch.row.distance(to: other.count) <= bound { first = min(first ?? .max, words[word].place) }
        rest.removeFirst()
      }
      while let next = rest.first {
        guard steps > 0 else { return nil }
        steps -= 1
        let scalar = scalars[words[next].start + branch.depth]
        let end = end(of: scalar, at: branch.depth, in: rest)
        let row = branch.row.next(scalar, in: other)
        if row.smallest <= bound { pending.append(Branch(words: next..<end, depth: branch.depth + 1, row: row)) }
        rest = end..<rest.upperBound
      }
    }
    return first
  }

  /// Where the words end that have a scalar at an offset, among words that are equal up to there.
  private func end(of scalar: UInt32, at offset: Int, in range: Range<Int>) -> Int {
    words[range].partitioningIndex { scalars[$0.start + offset] > scalar }
  }
}

/// A row of the table of edit distances (Levenshtein 1966): those of the beginning of a word to the beginnings of another
/// one whose lengths differ by no more than the bound. All others are beyond it.
private struct EditRow: BitwiseCopyable {
  /// The distances, the shortest beginning first; those beyond the bound are one above it.
  private var distances: SIMD8<UInt8>
  private let bound: Int
  /// The length of the beginning.
  private var length = 0

  /// The row of the empty beginning, compared with a word of so many scalars.
  init(within bound: Int, of count: Int) {
    self.bound = bound
    distances = SIMD8(repeating: UInt8(bound + 1))
    for other in 0...min(bound, count) { distances[other + bound] = UInt8(other) }
  }

  /// The row of the beginning that is one scalar longer.
  func next(_ scalar: UInt32, in other: [UInt32]) -> EditRow {
    var next = self
    next.length += 1
    var left = UInt8(bound + 1)
    for place in 0...2 * bound {
      let end = next.length - bound + place
      guard (0...other.count).contains(end) else {
        next.distances[place] = UInt8(bound + 1)
        continue
      }
      var distance = min(left, place < 2 * bound ? distances[place + 1] : UInt8(bound + 1)) + 1
      if end > 0 { distance = min(distance, distances[place] + (other[end - 1] == scalar ? 0 : 1)) }
      left = min(distance, UInt8(bound + 1))
      next.distances[place] = left
    }
    return next
  }

  /// The distance to the other word, of this length; more than the bound if it is beyond it.
  func distance(to count: Int) -> Int {
    let place = count - length + bound
    return (0...2 * bound).contains(place) ? Int(distances[place]) : bound + 1
  }

  /// The smallest distance.
  var smallest: Int { Int(distances.min()) }
}
