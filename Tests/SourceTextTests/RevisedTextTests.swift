import Testing

@testable import SourceText

@Suite("Revised texts")
struct RevisedTextTests {
  private static func text(_ revised: RevisedText) -> String { String(decoding: revised.bytes, as: UTF8.self) }

  @Test("Without revisions a text is unchanged")
  func unchanged() {
    let revised = RevisedText(Array("abc".utf8))
    #expect(Self.text(revised) == "abc")
    #expect(!revised.isChanged)
    #expect(RevisedText([]).bytes.isEmpty)
  }

  @Test("Replaces, inserts and deletes at once, including at both ends")
  func edits() {
    var revised = RevisedText(Array("one two three".utf8))
    revised.apply([(ByteSpan(0, 0), "<"), (ByteSpan(4, 7), "2"), (ByteSpan(8, 13), "")])
    #expect(Self.text(revised) == "<one 2 ")
    #expect(
      revised.changes == [
        .init(span: ByteSpan(0, 0), added: Array("<".utf8)), .init(span: ByteSpan(4, 7), added: Array("2".utf8)),
        .init(span: ByteSpan(8, 13), added: []),
      ])
  }

  @Test("Knows after several revisions what happened to the original")
  func rounds() {
    var revised = RevisedText(Array("abcdef".utf8))
    revised.apply([(ByteSpan(2, 4), "XYZ")])
    revised.apply([(ByteSpan(3, 6), "-"), (ByteSpan(6, 7), "")])
    #expect(Self.text(revised) == "abX-")
    #expect(revised.changes == [.init(span: ByteSpan(2, 6), added: Array("X-".utf8))])
  }

  @Test("Equals a plain replacement of bytes, and its changes turn the original into the result")
  func random() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let original = (0..<Int.random(in: 0...30, using: &generator)).map { UInt8(97 + $0 % 26) }
      var plain = original
      var revised = RevisedText(original)
      for _ in 0..<3 {
        let cuts = (0..<4).map { _ in Int.random(in: 0...plain.count, using: &generator) }.sorted()
        let edits = [(ByteSpan(cuts[0], cuts[1]), "12"), (ByteSpan(cuts[2], cuts[3]), "")]
        revised.apply(edits)
        for (span, text) in edits.reversed() { plain.replaceSubrange(span.range, with: Array(text.utf8)) }
      }
      #expect(revised.bytes == plain)
      var rebuilt = original
      for change in revised.changes.reversed() { rebuilt.replaceSubrange(change.span.range, with: change.added) }
      #expect(rebuilt == plain)
    }
  }
}
