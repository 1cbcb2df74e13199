import TestSupport
import Testing

@testable import SourceText

@Suite("Words near a known one")
struct FuzzyMatchTests {
  @Test("A prepared word finds the same near words as counting edits", arguments: 0..<200)
  func agreesWithDistances(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let letters = Array(seed % 4 == 0 ? "abAB1-é漢" : "abAB1-_x")
    func word() -> String {
      String((0..<Int.random(in: 0...12, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
    }
    for bound in 0...2 {
      let known = FuzzyMatch(word(), within: bound)
      for _ in 0..<50 {
        let other = word()
        let isNear = Array(other.utf8).withUnsafeBufferPointer { known.isNear($0, WordSignature($0)) }
        #expect(isNear == (Suggestion.distance(known.text, other, atMost: bound) != nil), "\(known.text) \(other)")
      }
    }
  }

  @Test("Words longer than a machine word has bits are compared too")
  func longWords() {
    let long = String(repeating: "a", count: 70)
    for (other, isNear) in [(long, true), (long + "b", true), (long + "bcd", false)] {
      let known = FuzzyMatch(long)
      #expect(Array(other.utf8).withUnsafeBufferPointer { known.isNear($0, WordSignature($0)) } == isNear)
    }
  }
}
