import SourceText
import Testing

@testable import LocatedYAML

@Suite("Text that is not YAML")
struct SyntaxTests {
  private func problem(_ text: String) throws -> SyntaxProblem {
    let reading = read(text)
    #expect(reading.problems.count == 1)
    #expect(!reading.tree.isComplete)
    guard case .syntax(let problem)? = reading.problems.first else {
      throw Unexpected(problems: reading.problems)
    }
    return problem
  }

  private struct Unexpected: Error {
    let problems: [YAMLProblem]
  }

  @Test(
    "An unclosed quote is reported at its start",
    arguments: [
      "a: ‹\"›b\nc: d\n", "a: ‹'›b\nc: d\n", "‹\"›", "‹'›", "a: ‹\"›b\\\"\n", "a: ‹'›it''s\n", "a: [b, ‹\"›c]\n",
      "é: ‹\"›日本\n",
      "\u{FEFF}é: ‹\"›b\r\n", "a: &x !!str ‹'›b", "a: ‹\"›b\n--- \n", "a: ‹\"›b\n...\n", "‹\"›a: b\n", "- ‹'›x\n- y\n",
    ])
  func unclosedQuote(marked: String) throws {
    let expected = MarkedText(marked)
    let problem = try problem(expected.text)
    #expect(problem.kind == .unclosedQuote)
    #expect(problem.span == expected.spans[0])
  }

  @Test(
    "An unclosed bracket is reported at its start, the innermost of several; comments may follow",
    arguments: [
      "a: ‹[›", "a: ‹[›b, c\n", "a: ‹[›b, c # why\n\n# end\n", "a: [b, ‹[›c", "a: {b: ‹[›c, \n", "a: ‹[›b,\n", "‹[›",
      "a: ‹[›[b], [c]\n", "\u{FEFF}é: ‹[›日本, # é\r\n", "a: &x ‹[›b", "a: ‹[›b, {c: d}",
    ])
  func unclosedBracket(marked: String) throws {
    let expected = MarkedText(marked)
    let problem = try problem(expected.text)
    #expect(problem.kind == .unclosedBracket)
    #expect(problem.span == expected.spans[0])
  }

  @Test(
    "The same for an unclosed brace",
    arguments: [
      "a: ‹{›", "a: ‹{›b: c\n", "a: ‹{›b: c, # why\n", "a: [‹{›b: c\n", "‹{›", "a: ‹{›b: [c], d\n", "a: {b: ‹{›c: d\n",
    ])
  func unclosedBrace(marked: String) throws {
    let expected = MarkedText(marked)
    let problem = try problem(expected.text)
    #expect(problem.kind == .unclosedBrace)
    #expect(problem.span == expected.spans[0])
  }

  @Test(
    "Anything else is reported at libyaml's mark, with its message",
    arguments: [
      ("a: b‹:› c\n", "mapping values are not allowed in this context"),
      ("‹@›a\n", "found character that cannot start any token"),
      ("a: ‹`›b\n", "found character that cannot start any token"),
      ("a: ‹%›b\n", "found character that cannot start any token"),
      ("a:\n‹\t›b: c\n", "found character that cannot start any token"),
      ("a: \"‹\\›q\"\n", "found unknown escape character"),
      ("é: \"日‹\\›q\"\n", "found unknown escape character"),
      ("a: ‹]›\n", "did not find expected node content"),
      ("a: [b‹}›\n", "did not find expected ',' or ']'"),
    ])
  func other(marked: String, words: String) throws {
    let expected = MarkedText(marked)
    let problem = try problem(expected.text)
    #expect(problem.kind == .other(words))
    #expect(problem.span == expected.spans[0])
  }

  @Test("What libyaml was reading is reported with its start")
  func context() throws {
    let expected = MarkedText("‹s›ervers:\n  a: b\n ‹c›: d\n")
    let problem = try problem(expected.text)
    #expect(problem.kind == .other("did not find expected key"))
    #expect(problem.span == expected.spans[1])
    #expect(problem.context == .init(message: "while parsing a block mapping", span: expected.spans[0]))
  }

  @Test("A bracket that is closed too late for the next key is not reported as unclosed")
  func notUnclosed() throws {
    guard case .other = try problem("a: [b\nc: d\n").kind else {
      Issue.record("called unclosed although text follows")
      return
    }
  }

  @Test(
    "A second document is reported at its marker, and nothing after it is read",
    arguments: [
      "a: b\n‹---›\nc: [\n", "a: b\n...\n‹---›\n", "---\na: b\n‹---› c\n", "é: ö\r\n‹---›\r\nc: d\r\n", "---\n‹---›\n",
    ])
  func secondDocument(marked: String) {
    let expected = MarkedText(marked)
    let reading = read(expected.text)
    #expect(reading.problems == [.secondDocument(marker: expected.spans[0])])
    #expect(reading.tree.isComplete)
    #expect(reading.tree.end == expected.spans[0].start)
  }

  @Test("Text after `...` without a marker of its own is not YAML to libyaml")
  func bareSecondDocument() throws {
    let expected = MarkedText("a: b\n...\n‹c›: d\n")
    let problem = try problem(expected.text)
    #expect(problem.kind == .other("did not find expected <document start>"))
    #expect(problem.span == expected.spans[0])
  }

  @Test(
    "A marker at the end closes the document and begins none",
    arguments: ["a: b\n...\n", "a: b\n...\n# end\n", "---\na: b\n..."])
  func documentEnd(text: String) {
    #expect(read(text).problems.isEmpty)
  }

  @Test(
    "An empty file, white space and comments are not a document",
    arguments: ["", " ", "\n\n", "# a\n", "\u{FEFF}", "\u{FEFF}# a", "  # a\n\n"])
  func noDocument(text: String) {
    let reading = read(text)
    #expect(reading.problems == [.noDocument])
    #expect(reading.tree.root == nil)
    #expect(!reading.tree.isComplete)
  }

  @Test("A marker alone is a document: null", arguments: ["---", "---\n", "--- # a\n", "---\n...\n"])
  func nullDocument(text: String) throws {
    let reading = read(text)
    #expect(reading.problems.isEmpty)
    #expect(reading.tree.value(of: try #require(reading.tree.root)) == .null)
  }

  @Test("The nodes before an error are kept")
  func partialTree() {
    let reading = read("a: b\nc: [d\n")
    #expect(reading.tree.allNodes.map { reading.tree.text(of: $0) } == ["", "a", "b", "c", "", "d"])
  }
}
