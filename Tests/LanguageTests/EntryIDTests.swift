import Testing

@testable import Language

@Suite("Ids of servers and sites")
struct EntryIDTests {
  private func isValid(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { EntryID.isValid($0) }
  }

  @Test(
    "1 to 100 letters, digits, dots, hyphens and underscores, a letter or digit first",
    arguments: [
      "a", "Z", "0", "primary", "x-ray_62", "a.b", "9lives.7", "2024", "null", "true", "a-", "a..b", "on", "A._-",
      String(repeating: "k", count: 100),
    ])
  func valid(text: String) { #expect(isValid(text)) }

  @Test(
    "Anything else is not an id",
    arguments: [
      "", ".a", "-a", "_a", "a b", " a", "a ", "a/b", "a:b", "größer", "日本", "a@b", "a,b", "a*", "~", "<<", "a\n",
      "a\u{0}", "a+b",
      String(repeating: "k", count: 101), "１", "e\u{301}",
    ])
  func invalid(text: String) { #expect(!isValid(text)) }
}
