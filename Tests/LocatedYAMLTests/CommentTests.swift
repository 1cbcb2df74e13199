import SourceText
import Testing

@testable import LocatedYAML

@Suite("Finding comments by their beginning")
struct CommentTests {
  @Test(
    "A comment is found wherever it is",
    arguments: [
      "‹# find: x›\na: b\n", "a: b ‹# find: x›\n", "a: b\n‹# find: x›", "a: ‹# find›\n  b\n",
      "a: [b, ‹# find›\n  c] ‹# find›\n", "a: {b: c} ‹# find›\n",
      "a: 'b' ‹# find›\nc: \"d\" ‹# find›\n",
      "a: | ‹# find›\n  b\n", "a: >- ‹# find›\n  b\nc: d ‹# find›\n", "a: &x ‹# find›\n  b\n",
      "a: !!str ‹# find›\n  b\n",
      "a: &x ‹# find›\n  b: c\n", "a: b\r\n  ‹# find›\r\nc: d ‹# find›\r\n", "\u{FEFF}‹# find é›\na: b\n",
      "--- ‹# find›\na: b\n",
      "a: b\n... ‹# find›\n", "a: *x ‹# find›\n", "a: ‹# find›\n", "- ‹# find›\n  a\n", "a: [] ‹# find›\n",
      "é: 日本 ‹# find›\n", "a: \"x\n  y\" ‹# find›\n", "? a ‹# find›\n: b ‹# find›\n",
      "a: |\n  b\n‹# find›\nc: d\n", "a: |\n  # b\n ‹# find›\n", "a: >-\n  b\n\n‹# find›\n", "a: one\n  two ‹# find›\n",
      "a: ‹# find # find›\n", "a: &x # y\n  ‹# find›\n  b\n", "‹# find›\n# x\n‹# find›\n",
    ])
  func found(marked: String) {
    let expected = MarkedText(marked)
    #expect(read(expected.text).tree.comments(beginningWith: "# find") == expected.spans)
  }

  @Test(
    "Text that only looks like a comment is not found",
    arguments: [
      "a: b # other find\n", "a: b # # find\n", "a: b ## find\n", "a: '# find'\n", "a: \"# find\"\n",
      "a: 'x\n  # find'\n",
      "a: \"x\n  # find\n  y\"\n", "a: |\n  # find\n", "a: >\n  x\n  # find\n  y\n", "a: b#find\n",
      "a: | # other # find\n  b\n",
      "a: \"b\" # x # find\n", "a: [b] # x # find\n", "a: ['# find', \"# find\"]\n", "'# find': a\n",
      "a: b # fin\n", "#find\na: b\n", "#  find\na: b\n", "#\tfind\na: b\n", "a: &x # y # find\n  b\n",
      "a: |+ # y\n  # find\n\n",
    ])
  func notFound(text: String) {
    #expect(read(text).tree.comments(beginningWith: "# find").isEmpty)
  }

  @Test("Comments after a second document's marker do not belong to the document")
  func secondDocument() {
    let expected = MarkedText("‹# find 1›\na: b\n---\n# find 2\n")
    #expect(read(expected.text).tree.comments(beginningWith: "# find") == expected.spans)
  }

  @Test("Many `#` on one line take time in proportion to its length", arguments: ["", "# x "])
  func manySigns(start: String) {
    let text = "a: b \(start)" + String(repeating: "# find ", count: 100_000) + "\n"
    // Counting from the start of the line for each of them would take minutes.
    #expect(read(text).tree.comments(beginningWith: "# find").count == (start.isEmpty ? 1 : 0))
  }

  @Test("The same for many `#` in a scalar")
  func manySignsInAScalar() {
    let text = "a: '" + String(repeating: "# find ", count: 100_000) + "' # find\n"
    #expect(read(text).tree.comments(beginningWith: "# find") == [ByteSpan(text.utf8.count - 7, text.utf8.count - 1)])
  }
}
