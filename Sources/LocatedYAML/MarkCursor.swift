import CLibYAML
import SourceText

/// Converts libyaml's marks, which count characters, to byte offsets.
///
/// Marks arrive nearly in order, so moving on from the last one costs next to nothing.
struct MarkCursor {
  private let text: UnsafeBufferPointer<UInt8>
  private let isASCII: Bool
  private let base: Int
  private var byte = 0
  private var character = 0

  /// A cursor for the text that libyaml reads; `base` is the file offset of its first byte.
  init(text: UnsafeBufferPointer<UInt8>, isASCII: Bool, base: Int) {
    self.text = text
    self.isASCII = isASCII
    self.base = base
  }

  /// The span of an event in the file.
  mutating func span(of event: UnsafePointer<yaml_event_t>) -> ByteSpan {
    let start = offset(ofCharacter: event.pointee.start_mark.index)
    return ByteSpan(start, offset(ofCharacter: event.pointee.end_mark.index))
  }

  /// The byte offset in the file of a character counted from the start of the text.
  mutating func offset(ofCharacter index: Int) -> Int {
    if isASCII { return base + min(index, text.count) }
    while character < index, byte < text.count {
      byte += 1
      while byte < text.count, text[byte].isUTF8Continuation { byte += 1 }
      character += 1
    }
    while character > index, byte > 0 {
      byte -= 1
      while byte > 0, text[byte].isUTF8Continuation { byte -= 1 }
      character -= 1
    }
    return base + byte
  }
}
