import Diagnostics
import Testing

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
    "Close are two words at most two edits apart",
    arguments: [
      ("password", "passwrod", true), ("password", "pasword", true), ("password", "passwords1", true),
      ("password", "passsswords", false),
      ("PASSWORD", "password", true), ("pass", "p", false), ("pass", "pa", true), ("token", "tokens1", true),
    ])
  func close(left: String, right: String, isClose: Bool) {
    #expect(Suggestion.isClose(left, right) == isClose)
  }

  @Test(
    "The nearest is offered, of equally near ones the first; nothing that is further than two edits or half the word",
    arguments: [
      ("primry", ["primary", "private"], "primary"), ("bulk", ["Bulk", "bulk"], "Bulk"),
      ("ab", ["xy", "ax", "ay"], "ax"), ("a", ["b"], "b"),
      ("ab", ["xy"], ""), ("shop", ["corporate"], ""), ("x", [], ""), ("abcd", ["abxy"], "abxy"), ("abc", ["axy"], ""),
    ])
  func nearest(word: String, candidates: [String], expected: String) {
    #expect(Suggestion.nearest(to: word, among: candidates) ?? "" == expected)
  }

  @Test("Words too long to mean a short one are not compared at all")
  func longWords() {
    let long = String(repeating: "a", count: 201)
    #expect(Suggestion.distance(long, long, atMost: 2) == nil)
    #expect(Suggestion.nearest(to: String(repeating: "a", count: 1_000_000), among: ["a"]) == nil)
  }
}
