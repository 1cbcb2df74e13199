import Testing

@testable import SourceText

@Suite("Did you mean")
struct SuggestionTests {
  @Test(
    "The edit distance counts insertions, deletions and substitutions, without regard to ASCII case",
    arguments: [
      ("", "", 0), ("a", "a", 0), ("A", "a", 0), ("a", "", 1), ("", "ab", 2), ("kitten", "sitting", 3),
      ("flaw", "lawn", 2),
      ("serverName", "servername", 0), ("serverName", "sreverName", 2), ("priority", "prioritty", 1), ("abc", "xyz", 3),
      ("é", "e", 1),
      ("é", "É", 1), ("😀", "", 1), ("ab", "ba", 2), ("intention", "execution", 5),
    ])
  func distance(left: String, right: String, distance: Int) {
    #expect(Suggestion.distance(left, right, atMost: 10) == distance)
    #expect(Suggestion.distance(right, left, atMost: 10) == distance)
    #expect(Suggestion.distance(left, right, atMost: distance) == distance)
    #expect(Suggestion.distance(left, right, atMost: distance - 1) == nil)
  }

  @Test(
    "Two words are close if they are at most two edits apart",
    arguments: [
      ("password", "passwrod", true), ("password", "pasword", true), ("password", "passwords1", true),
      ("password", "passsswords", false),
      ("PASSWORD", "password", true), ("pass", "p", false), ("pass", "pa", true), ("token", "tokens1", true),
    ])
  func close(left: String, right: String, isClose: Bool) {
    #expect(Suggestion.isClose(left, right) == isClose)
  }

  @Test(
    "The nearest word is suggested, the first of equally near ones; none that is further than two edits or half the word",
    arguments: [
      ("primry", ["primary", "private"], "primary"), ("bulk", ["Bulk", "bulk"], "Bulk"),
      ("ab", ["xy", "ax", "ay"], "ax"), ("a", ["b"], "b"),
      ("ab", ["xy"], ""), ("shop", ["corporate"], ""), ("x", [], ""), ("abcd", ["abxy"], "abxy"), ("abc", ["axy"], ""),
    ])
  func nearest(word: String, candidates: [String], expected: String) {
    #expect(Suggestion.nearest(to: word, among: candidates) ?? "" == expected)
  }

  @Test("Words that are too long for a misspelling are not compared")
  func longWords() {
    let long = String(repeating: "a", count: 201)
    #expect(Suggestion.distance(long, long, atMost: 2) == nil)
    #expect(Suggestion.nearest(to: String(repeating: "a", count: 1_000_000), among: ["a"]) == nil)
  }

  @Test("An index finds the same word as comparing them one by one", arguments: 0..<40)
  func list(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let letters = Array("abAB1-é")
    func word(_ length: Int) -> String { String((0..<length).map { _ in letters[random(seed % 3 == 0 ? 7 : 6)] }) }
    // Words of about 64 characters or more are compared in a different way.
    let lengths = seed % 2 == 0 ? 1...5 : 62...66
    let candidates = (0..<60).map { _ in word(lengths.lowerBound + random(lengths.count)) }
    let list = SuggestionIndex(candidates)
    for _ in 0..<60 {
      var wanted = random(2) == 0 ? word(lengths.lowerBound + random(lengths.count)) : candidates[random(60)]
      if random(2) == 0 { wanted.removeLast() }
      let found = list.nearest(to: wanted).map { candidates[$0] }
      #expect(found == Suggestion.nearest(to: wanted, among: candidates), "\(wanted)")
    }
  }
}
