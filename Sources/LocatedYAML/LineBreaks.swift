import SourceText

/// What libyaml takes for a line: NEL, LS and PS end one as well, as they did in YAML 1.1 (section 5.4). Only where it
/// looks for comments and indentation that matters; lines and columns that people are told know nothing of it.
extension SourceFile {
  /// The bytes of the line break at an offset, each of CRLF being one of its own; 0 where there is none.
  func parsedBreakLength(at offset: Int) -> Int {
    switch bytes[offset] {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): 1
    case 0xC2: offset + 1 < bytes.count && bytes[offset + 1] == 0x85 ? 2 : 0
    case 0xE2: offset + 2 < bytes.count && bytes[offset + 1] == 0x80 && bytes[offset + 2] & 0xFE == 0xA8 ? 3 : 0
    default: 0
    }
  }

  /// Where the line ends; `end` where it does not end before.
  func endOfParsedLine(from start: Int, before end: Int) -> Int {
    var offset = start
    while offset < end, parsedBreakLength(at: offset) == 0 { offset += 1 }
    return offset
  }
}
