/// "Did you mean": the nearest of some known words.
package enum Suggestion {
  /// The largest edit distance at which a word counts as a misspelling of another.
  package static let closeDistance = 2

  /// Longer words are not compared: they are not misspellings of short words, and the cost is quadratic.
  static let longestWord = 200

  /// The candidate nearest to the word, without regard to ASCII case; the first of equally near ones.
  ///
  /// A candidate further away than two edits, or than half of the word's length, is not suggested.
  package static func nearest<Candidates: Sequence<String>>(to word: String, among candidates: Candidates) -> String? {
    let bound = bound(for: word)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      guard let distance = distance(word, candidate, atMost: best.map { $0.distance - 1 } ?? bound) else { continue }
      best = (distance, candidate)
      if distance == 0 { break }
    }
    return best?.candidate
  }

  /// The largest distance to a word that may have been meant.
  package static func bound(for word: String) -> Int { min(closeDistance, max(1, word.unicodeScalars.count / 2)) }

  /// Whether two words are at most two edits apart, without regard to ASCII case.
  package static func isClose(_ left: String, _ right: String) -> Bool {
    distance(left, right, atMost: closeDistance) != nil
  }

  /// The number of insertions, deletions and substitutions that turn one word into the other, without regard to ASCII
  /// case (Levenshtein 1966); nil if it is more than `bound` or a word is too long to compare.
  package static func distance(_ left: String, _ right: String, atMost bound: Int) -> Int? {
    guard bound >= 0, left.utf8.count <= longestWord, right.utf8.count <= longestWord,
      WordSignature(left).mayBeNear(WordSignature(right), within: bound)
    else { return nil }
    let source = left.unicodeScalars.map(\.foldedValue)
    let target = right.unicodeScalars.map(\.foldedValue)
    guard abs(source.count - target.count) <= bound else { return nil }
    var row = Array(0...target.count)
    for (i, scalar) in source.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in target.enumerated() {
        let substitution = diagonal + (scalar == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, diagonal + 1)
      }
      if row.allSatisfy({ $0 > bound }) { return nil }
    }
    return row[target.count] <= bound ? row[target.count] : nil
  }
}

extension Unicode.Scalar {
  /// The scalar's value, ASCII letters in lower case.
  var foldedValue: UInt32 {
    (0x41...0x5A).contains(value) ? value + 0x20 : value
  }
}
