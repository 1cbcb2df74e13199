import SourceText

/// Lines as libyaml sees them: NEL, LS and PS end one as well, as in YAML 1.1 (section 5.4). This matters only when
/// looking for comments and indentation; the lines and columns shown to users ignore it.
extension SourceFile {
  /// The length in bytes of the line break at an offset, the two of CRLF counted separately; 0 if there is none.
  func parsedBreakLength(at offset: Int) -> Int {
    switch bytes[offset] {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): 1
    case 0xC2: offset + 1 < bytes.count && bytes[offset + 1] == 0x85 ? 2 : 0
    case 0xE2: offset + 2 < bytes.count && bytes[offset + 1] == 0x80 && bytes[offset + 2] & 0xFE == 0xA8 ? 3 : 0
    default: 0
    }
  }

  /// The end of the line; `end` if it does not end before.
  func endOfParsedLine(from start: Int, before end: Int) -> Int {
    var offset = start
    while offset < end, parsedBreakLength(at: offset) == 0 { offset += 1 }
    return offset
  }
}
