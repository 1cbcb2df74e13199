import SourceText
import Testing

@testable import LocatedYAML

/// In each document every node is marked, collections around their children.
@Suite("The spans of nodes")
struct SpanTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let marked: String
    var testDescription: String { marked.debugDescription }
    init(_ marked: String) { self.marked = marked }
  }

  private func expectSpans(_ example: Case, sourceLocation: SourceLocation = #_sourceLocation) {
    let expected = MarkedText(example.marked)
    let reading = read(expected.text)
    #expect(reading.problems.isEmpty, sourceLocation: sourceLocation)
    #expect(
      reading.spans == expected.spans, "found: \(MarkedText.marking(reading.spans, in: expected.text))",
      sourceLocation: sourceLocation)
  }

  @Test(
    "Plain and quoted scalars with their quotes, without surrounding white space and comments",
    arguments: [
      Case("‹plain›"),
      Case("‹‹key›: ‹value››\n"),
      Case("‹‹key› :   ‹two words››   # comment\n"),
      Case("‹‹'a'›: ‹'it''s'››"),
      Case("‹‹\"a\"›: ‹\"b\\n\\u00e9\"››\n"),
      Case("‹‹a›: ‹one\n  two\n\n  three››\n\n"),
      Case("‹‹a›: ‹\"one\n  two\"››\n"),
      Case("‹- ‹x›\n- ‹y››\n"),
      Case("‹‹a›: ‹b›\n‹c›: ‹d››\n"),
    ])
  func scalars(example: Case) { expectSpans(example) }

  @Test(
    "Offsets are bytes, whatever the characters before",
    arguments: [
      Case("# größer 日本 😀\n‹‹ä›: ‹ö›\n‹日本›: ‹😀›\n‹e\u{301}›: ‹\"\u{85}\"››\n"),
      Case("\u{FEFF}‹‹a›: ‹b››\n"),
      Case("\u{FEFF}# é\n‹‹a›: ‹é››\n"),
      Case("‹‹a›: ‹b›\r\n‹é›:\r\n  ‹‹c›: ‹d›\r\n  ‹e›: ‹f›››\r\n"),
      Case("‹‹a›: ‹b›\r‹c›: ‹d››\r"),
      Case("‹‹a›: ‹'x\u{2028}y'›\n‹b›: ‹z››\n"),
    ])
  func bytes(example: Case) { expectSpans(example) }

  @Test(
    "A node begins at its anchor or tag, whichever comes first",
    arguments: [
      Case("‹‹a›: ‹&x b››"),
      Case("‹‹a›: ‹!!str b››"),
      Case("‹‹a›: ‹!!str &x b››"),
      Case("‹‹a›: ‹&x !!str 'b'››"),
      Case("‹‹a›: ‹!<tag:yaml.org,2002:str> b››"),
      Case("‹‹a›: ‹! 12››"),
      Case("‹‹a›: ‹&x [‹b›]››"),
      Case("‹‹a›: ‹&x {‹b›: ‹c›}››"),
      Case("‹‹a›: ‹&x !!map\n  ‹b›: ‹c›››\n"),
      Case("‹‹a›: ‹&x # why\n  b››\n"),
      Case("‹‹&k a›: ‹b››\n"),
      Case("‹&root\n‹a›: ‹b››\n"),
    ])
  func properties(example: Case) { expectSpans(example) }

  @Test(
    "An empty value is an empty place after the colon or the dash, or ends with its anchor or tag",
    arguments: [
      Case("‹‹a›:‹››\n"),
      Case("‹‹a›:‹›\n‹b›:‹››\n"),
      Case("‹‹a›:‹› # comment\n‹b›: ‹c››\n"),
      Case("‹-‹›\n-‹››\n"),
      Case("‹‹a›: ‹&x›\n‹b›: ‹c››\n"),
      Case("‹‹a›: ‹!!null››"),
      Case("‹{‹a›‹›, ‹b›: ‹c›}›"),
      Case("‹‹a›: ‹\"\"››"),
    ])
  func emptyValues(example: Case) { expectSpans(example) }

  @Test(
    "A collection in brackets or braces ends after the closing one",
    arguments: [
      Case("‹‹a›: ‹[]›\n‹b›: ‹{}››\n"),
      Case("‹‹a›: ‹[ ‹b›, ‹c›, ]› # x\n‹d›: ‹e››\n"),
      Case("‹‹a›: ‹{ ‹b›: ‹[‹c›]›, ‹d›: ‹{‹e›: ‹f›}› }››"),
      Case("‹‹a›: ‹[\n  ‹b›, # why\n  ‹c›\n]››\n\n# end\n"),
      Case("‹[‹‹a›: ‹b››]›"),
    ])
  func flowCollections(example: Case) { expectSpans(example) }

  @Test(
    "A block collection ends where its last content ends, not at the comments and lines after it",
    arguments: [
      Case("‹‹a›:\n  ‹‹b›: ‹c››\n\n  # about d\n\n‹d›: ‹e››\n"),
      Case("‹‹a›:\n  ‹- ‹b›\n  - ‹c››  # x\n\n‹d›: ‹e››\n"),
      Case("‹‹a›:\n‹- ‹b›\n- ‹‹c›: ‹d›\n  ‹e›: ‹f›››\n‹g›: ‹h››\n"),
      Case("‹‹a›:\n  ‹‹b›:\n    ‹‹c›: ‹d›››› # x\n# y\n"),
      Case("‹- ‹- ‹x›\n  - ‹y››\n- ‹z››\n\n"),
    ])
  func blockCollections(example: Case) { expectSpans(example) }

  @Test(
    "An alias is its own node, from its `*`",
    arguments: [
      Case("‹‹a›: ‹&x b›\n‹c›: ‹*x››\n"),
      Case("‹‹a›: ‹&x [‹b›]›\n‹c›: ‹[‹*x›, ‹*x›]››\n"),
      Case("‹‹a›: ‹&x b›\n‹*x› : ‹c››\n"),
    ])
  func aliases(example: Case) { expectSpans(example) }

  @Test(
    "The content of a node begins after its anchor, its tag and comments in between",
    arguments: [
      ("a: &x b", "b"), ("a: !!str &x 'b'", "'b'"), ("a: &x !<tag:yaml.org,2002:str>   b", "b"), ("a: ! b", "b"),
      ("a: &x # why\n  !!str # because\n  b", "b"), ("a: !!seq [b]", "[b]"), ("a: &x {b: c}", "{b: c}"), ("a: b", "b"),
      ("a: &x", ""), ("a: !!str", ""), ("a: &x\n  b: c", "b: c"), ("a: &x\n  - b", "- b"),
      ("a: !!str |\n  b\n", "|\n  b\n"),
    ])
  func contentSpan(text: String, content: String) throws {
    let reading = read(text)
    #expect(reading.tree.source.text(of: reading.tree.contentSpan(of: try reading.value())) == content)
  }

  @Test(
    "A tag is found wherever it is among the properties, and only if there is one",
    arguments: [
      ("a: !!str b", "!!str"), ("a: &x !!str b", "!!str"), ("a: !!str &x b", "!!str"), ("a: ! b", "!"),
      ("a: !<tag:yaml.org,2002:str> b", "!<tag:yaml.org,2002:str>"), ("a: !!seq [b]", "!!seq"),
      ("a: [!!str b]", ""), ("a: &x b", ""), ("a: '!x'", ""),
      ("%TAG !e! tag:yaml.org,2002:\n---\na: !e!str b", "!e!str"),
    ])
  func tagSpan(text: String, tag: String) throws {
    let reading = read(text)
    let span = reading.tree.tagSpan(of: try reading.value())
    #expect(span.map { reading.tree.source.text(of: $0) } ?? "" == tag)
  }

  @Test("The span of the marker before the document is known")
  func documentMarker() {
    #expect(read("a: b").tree.documentMarker == nil)
    #expect(read("---\na: b").tree.documentMarker == ByteSpan(0, 3))
    #expect(read("\u{FEFF}# é\n--- # x\na: b").tree.documentMarker == ByteSpan(8, 11))
    #expect(read("%YAML 1.2\n---\na: b").tree.documentMarker == ByteSpan(10, 13))
  }
}
