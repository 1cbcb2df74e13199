import Testing

@testable import SourceText

@Suite("Spans and the text in them")
struct SourceFileTests {
  @Test("A string becomes its UTF-8 bytes, and a span of them the string again")
  func text() {
    let source = SourceFile(name: "a.yaml", text: "größer")
    #expect(source.bytes.count == 8)
    #expect(source.text(of: ByteSpan(2, 6)) == "öß")
    #expect(source.text(of: ByteSpan(3, 3)) == "")
  }

  @Test("A span that extends beyond the end gives the existing part")
  func textBeyondTheEnd() {
    let source = SourceFile(name: "a.yaml", text: "abc")
    #expect(source.text(of: ByteSpan(1, 99)) == "bc")
    #expect(source.text(of: ByteSpan(50, 99)) == "")
  }

  @Test("Bytes that are not UTF-8 become replacement characters")
  func invalidUTF8() {
    let source = SourceFile(name: "a.yaml", bytes: [0x61, 0xFF, 0x62])
    #expect(source.text(of: ByteSpan(0, 3)) == "a\u{FFFD}b")
  }

  @Test("Only the three bytes of U+FEFF at the very start are a byte order mark")
  func byteOrderMark() {
    #expect(SourceFile(name: "a.yaml", text: "\u{FEFF}a").textStart == 3)
    #expect(SourceFile(name: "a.yaml", text: "a\u{FEFF}").textStart == 0)
    #expect(SourceFile(name: "a.yaml", bytes: [0xEF, 0xBB]).textStart == 0)
    #expect(SourceFile(name: "a.yaml", bytes: [0xFE, 0xFF]).textStart == 0)
    #expect(SourceFile(name: "a.yaml", bytes: []).hasByteOrderMark == false)
  }

  @Test("A span whose end is before its start is empty")
  func backwardSpan() {
    #expect(ByteSpan(5, 2) == ByteSpan(5, 5))
    #expect(ByteSpan(5, 2).isEmpty)
  }

  @Test("Spans overlap if they share a byte; touching is not enough")
  func overlap() {
    #expect(ByteSpan(0, 3).overlaps(ByteSpan(2, 4)))
    #expect(!ByteSpan(0, 3).overlaps(ByteSpan(3, 4)))
    #expect(!ByteSpan(3, 3).overlaps(ByteSpan(3, 4)))
    #expect(ByteSpan(3, 4).overlaps(ByteSpan(0, 9)))
  }

  @Test("Spans are ordered by their starts, equal starts by their ends")
  func order() {
    let spans = [ByteSpan(2, 3), ByteSpan(1, 9), ByteSpan(1, 4), ByteSpan(0, 0)]
    #expect(spans.sorted() == [ByteSpan(0, 0), ByteSpan(1, 4), ByteSpan(1, 9), ByteSpan(2, 3)])
  }

  @Test("Byte buffers are equal when all bytes are, whatever their length")
  func sameBytes() {
    func same(_ left: [UInt8], _ right: [UInt8]) -> Bool {
      left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { left.hasSameBytes(as: $0) } }
    }
    #expect(same([], []))
    #expect(same([0, 1, 2], [0, 1, 2]))
    #expect(!same([0, 1, 2], [0, 1]))
    #expect(!same([0, 1, 2], [0, 1, 3]))
    // Canonically equivalent, but different bytes: é as one scalar and as two.
    #expect(!same(Array("é".utf8), Array("e\u{301}".utf8)))
  }
}
