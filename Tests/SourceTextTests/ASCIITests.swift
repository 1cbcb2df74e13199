import Testing

@testable import SourceText

@Suite("Texts examined eight bytes at a time")
struct ASCIITests {
  @Test(
    "One byte of every value, at every place of texts of every length, is judged as if it were alone", arguments: 0...20
  )
  func eachByte(length: Int) {
    for filler in [UInt8(ascii: " "), UInt8(ascii: "~"), UInt8(ascii: "a")] {
      let text = [UInt8](repeating: filler, count: length)
      #expect(text.withUnsafeBufferPointer(\.isPrintableASCII))
      for place in text.indices {
        for byte in UInt8.min...UInt8.max {
          var text = text
          text[place] = byte
          #expect(text.withUnsafeBufferPointer(\.isPrintableASCII) == (0x20..<0x7F).contains(byte))
          #expect(text.withUnsafeBufferPointer(\.isASCII) == (byte < 0x80))
        }
      }
    }
  }

  @Test(
    "Several wrong bytes next to each other do not hide one another", arguments: [0x1F, 0x7F, 0x80, 0xFF] as [UInt8])
  func neighbours(first: UInt8) {
    for second in [0x00, 0x1F, 0x7F, 0x80, 0xDF, 0xFF] as [UInt8] {
      for place in 0..<7 {
        var text = [UInt8](repeating: UInt8(ascii: "a"), count: 8)
        (text[place], text[place + 1]) = (first, second)
        #expect(!text.withUnsafeBufferPointer(\.isPrintableASCII))
      }
    }
  }
}
