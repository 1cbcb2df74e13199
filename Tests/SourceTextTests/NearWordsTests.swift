import TestSupport
import Testing

@testable import SourceText

@Suite("Known words near another one")
struct NearWordsTests {
  private struct RandomWords {
    var random: SeededGenerator
    let letters: [Character]

    init(seed: Int) {
      random = SeededGenerator(seed: seed)
      letters = Array(seed % 4 == 0 ? "abAB1-é漢" : seed % 4 == 1 ? "ab" : "abAB1-_x")
    }

    /// Some are longer than any that are compared.
    mutating func word() -> String {
      let isLong = Int.random(in: 0..<50, using: &random) == 0
      let length = isLong ? Int.random(in: 195...205, using: &random) : Int.random(in: 0...9, using: &random)
      return String((0..<length).map { _ in letters.randomElement(using: &random) ?? "a" })
    }
  }

  @Test("The first near word is the one that counting the edits of each finds", arguments: 0..<200)
  func agreesWithDistances(seed: Int) {
    var words = RandomWords(seed: seed)
    let known = (0..<60).map { _ in words.word() }
    let index = NearWords(known)
    for bound in 0...2 {
      for _ in 0..<30 {
        let isNew = Bool.random(using: &words.random)
        let other = isNew ? words.word() : (known.randomElement(using: &words.random) ?? "") + "b"
        let expected = known.firstIndex { Suggestion.distance(other, $0, atMost: bound) != nil }
        var steps = Int.max
        let found = index.first(near: other, within: bound, steps: &steps)
        #expect(found == expected, "\(other) within \(bound) of \(known)")
      }
    }
  }

  @Test("The steps are counted, and without enough of them nothing is found")
  func stepsEnd() {
    let index = NearWords(["relay-1", "relay-2", "mailer"])
    var steps = Int.max
    #expect(index.first(near: "realy-2", within: 2, steps: &steps) == 1)
    let needed = Int.max - steps
    #expect(needed > 7)
    var (enough, tooFew) = (needed, needed - 1)
    #expect(index.first(near: "realy-2", within: 2, steps: &enough) == 1)
    #expect(index.first(near: "realy-2", within: 2, steps: &tooFew) == nil)
    #expect((enough, tooFew) == (0, 0))
    #expect(index.first(near: "relay-1", within: 2, steps: &tooFew) == nil)
  }

  @Test("Words that begin alike are compared as one")
  func sharedBeginnings() {
    let index = NearWords((0..<1000).map { "a-long-name-of-a-relay-\($0)" })
    var steps = Int.max
    #expect(index.first(near: "a-long-nmae-of-a-relay-900", within: 2, steps: &steps) == 900)
    #expect(Int.max - steps < 200)
  }

  @Test("Without words none is near")
  func noWords() {
    var steps = 1
    #expect(NearWords([]).first(near: "a", within: 2, steps: &steps) == nil)
  }
}
