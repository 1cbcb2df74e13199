import Diagnostics
import SourceText

/// A word that others are compared with, so many that most must be told apart without counting edits.
struct NearWord: Sendable {
  private let text: String
  private let signature: WordSignature
  private let bound: Int

  /// A word of ASCII.
  ///
  /// - Parameters:
  ///   - text: The word.
  ///   - bound: Up to which edit distance another one is near.
  init(_ text: String, within bound: Int = Suggestion.closeDistance) {
    self.text = text
    self.bound = bound
    signature = Array(text.utf8).withUnsafeBufferPointer { WordSignature($0) }
  }

  /// Whether a text with this signature is at most so many edits away, without regard to ASCII case.
  func isNear(_ other: UnsafeBufferPointer<UInt8>, _ otherSignature: WordSignature) -> Bool {
    guard signature.mayBeNear(otherSignature, within: bound) else { return false }
    return Suggestion.distance(String(decoding: other, as: UTF8.self), text, atMost: bound) != nil
  }
}

/// What of a word can be compared in a few instructions: its length, and which letters it has.
struct WordSignature: Sendable {
  /// The number of Unicode scalars.
  private let length: Int
  /// A bit for each letter, without regard to case.
  private let letters: UInt32

  init(_ text: UnsafeBufferPointer<UInt8>) {
    var letters: UInt32 = 0
    var length = 0
    for byte in text {
      if byte.isASCIILetter { letters |= 1 << UInt32(byte & 0x1F) }
      if !byte.isUTF8Continuation { length += 1 }
    }
    self.letters = letters
    self.length = length
  }

  /// Whether the words may be so near: each edit changes the length by one at most, and brings one letter at most.
  func mayBeNear(_ other: WordSignature, within bound: Int) -> Bool {
    abs(other.length - length) <= bound && (letters & ~other.letters).nonzeroBitCount <= bound
  }
}
