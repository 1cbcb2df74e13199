/// A word that is compared with so many others that most must be ruled out without counting edits.
package struct FuzzyMatch: Sendable {
  /// The word.
  package let text: String
  private let signature: WordSignature
  private let bound: Int
  /// Nil for a word that can only be compared as a string.
  private let pattern: EditPattern?

  /// A word to compare with.
  ///
  /// - Parameters:
  ///   - text: The word.
  ///   - bound: The largest edit distance of a near word.
  package init(_ text: String, within bound: Int = Suggestion.closeDistance) {
    self.text = text
    self.bound = bound
    signature = WordSignature(text)
    pattern = EditPattern(text)
  }

  /// Whether a string with this signature is at most this many edits away, without regard to ASCII case.
  package func isNear(_ other: UnsafeBufferPointer<UInt8>, _ otherSignature: WordSignature) -> Bool {
    guard signature.mayBeNear(otherSignature, within: bound) else { return false }
    if let distance = pattern?.distance(to: other) { return distance <= bound }
    return Suggestion.distance(String(decoding: other, as: UTF8.self), text, atMost: bound) != nil
  }
}

/// What can be compared of a word in a few instructions: its length and its set of characters.
package struct WordSignature: Sendable {
  /// The number of Unicode scalars.
  private let length: Int
  /// A bit for each letter, without regard to case, and for each digit; one for all other characters.
  private let characters: UInt64

  /// The signature of a UTF-8 string.
  package init(_ text: UnsafeBufferPointer<UInt8>) {
    var characters: UInt64 = 0
    var length = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        characters |= 1 << UInt64(byte & 0x1F)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): characters |= 1 << UInt64(byte - UInt8(ascii: "0") + 32)
      default: characters |= 1
      }
      if byte & 0xC0 != 0x80 { length += 1 }
    }
    self.characters = characters
    self.length = length
  }

  /// The signature of a string.
  package init(_ text: String) {
    var text = text
    self = text.withUTF8 { WordSignature($0) }
  }

  /// Whether this word may contain the other.
  package func mayHold(_ part: WordSignature) -> Bool {
    part.length <= length && part.characters & ~characters == 0
  }

  /// Whether this word may contain one that is one edit away from the other.
  package func mayHoldNear(_ part: WordSignature) -> Bool {
    part.length <= length + 1 && (part.characters & ~characters).nonzeroBitCount <= 1
  }

  /// Whether the words may be this near: each edit changes the length by at most one, and adds and removes at most one
  /// character.
  package func mayBeNear(_ other: WordSignature, within bound: Int) -> Bool {
    abs(other.length - length) <= bound && (characters & ~other.characters).nonzeroBitCount <= bound
      && (other.characters & ~characters).nonzeroBitCount <= bound
  }
}

/// Known words in which the nearest to a misspelt word is found, many times.
package struct SuggestionIndex: Sendable {
  private let words: [(text: String, signature: WordSignature)]

  /// How many words a misspelt one should be compared with: a limit, because the cost is the product of both numbers.
  package static let mostCompared = 1000

  /// A list of words.
  package init(_ words: [String]) {
    self.words = words.map { ($0, WordSignature($0)) }
  }

  /// The index of the word that ``Suggestion/nearest(to:among:)`` would find.
  package func nearest(to word: String) -> Int? {
    let signature = WordSignature(word)
    let pattern = EditPattern(word)
    var best: (distance: Int, place: Int)?
    var bound = Suggestion.bound(for: word)
    for (place, candidate) in words.enumerated() where signature.mayBeNear(candidate.signature, within: bound) {
      let distance = pattern?.distance(to: candidate.text) ?? Suggestion.distance(word, candidate.text, atMost: bound)
      guard let distance, distance <= bound else { continue }
      best = (distance, place)
      // Only a nearer one is better.
      bound = distance - 1
      if bound < 0 { break }
    }
    return best?.place
  }
}

/// A short ASCII word, prepared for comparison with others: a column of the table of edit distances is stored as the
/// bits of two numbers (Myers 1999, in the form of Hyyrö 2003).
private struct EditPattern: Sendable {
  private let length: Int
  /// For each character its positions in the word, without regard to case.
  private var places = [UInt64](repeating: 0, count: 128)

  /// Prepares a word; nil if it is empty, longer than 64 characters, or not ASCII.
  init?(_ word: String) {
    length = word.utf8.count
    guard (1...64).contains(length) else { return nil }
    for (place, byte) in word.utf8.enumerated() {
      guard byte < 0x80 else { return nil }
      places[Int(byte.lowercasedASCII)] |= 1 << UInt64(place)
    }
  }

  /// The edit distance to another word, without regard to case; nil if that is not ASCII.
  func distance(to other: String) -> Int? {
    var other = other
    return other.withUTF8 { distance(to: $0) }
  }

  /// The edit distance to another word in UTF-8, without regard to case; nil if that is not ASCII.
  func distance(to other: UnsafeBufferPointer<UInt8>) -> Int? {
    var (positive, negative) = (UInt64.max, UInt64(0))
    var score = length
    let last = UInt64(1) << UInt64(length - 1)
    for byte in other {
      guard byte < 0x80 else { return nil }
      let equal = places[Int(byte.lowercasedASCII)]
      let vertical = equal | negative
      let horizontal = (((equal & positive) &+ positive) ^ positive) | equal
      var rises = negative | ~(horizontal | positive)
      var falls = positive & horizontal
      if rises & last != 0 { score += 1 }
      if falls & last != 0 { score -= 1 }
      rises = rises << 1 | 1
      falls <<= 1
      positive = falls | ~(vertical | rises)
      negative = rises & vertical
    }
    return score
  }
}
