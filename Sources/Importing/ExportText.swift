import SourceText

/// The JSON object in what a tool for SQL Server has written: without its encoding, the line breaks that the tool added,
/// the header and the number of rows.
struct ExportText {
  /// The object in UTF-8, from its opening to its closing brace.
  let json: [UInt8]

  /// Finds the object. Takes time proportional to the size.
  ///
  /// - Throws: ``ExportProblem`` if there is no whole object, or more than one.
  init(_ bytes: [UInt8]) throws(ExportProblem) {
    // JSON has no line breaks inside strings, numbers and words, so each of them there is the tool's: rows of a result
    // end, and lines of a console are broken, at any character.
    let text = try Self.utf8(bytes).filter { !$0.isLineEnd }
    guard let start = text.firstIndex(of: UInt8(ascii: "{")) else {
      throw ExportProblem("there is no JSON object in it; the query prints one in a column called `smtp`")
    }
    guard let end = Self.end(of: text[start...]) else {
      throw ExportProblem(
        "the JSON is cut off; run sqlcmd with `-y 0`, or raise the limit of characters that your tool keeps of a column"
      )
    }
    guard !text[end...].contains(UInt8(ascii: "{")) else {
      throw ExportProblem("it contains more than one JSON object; keep the output of one run of the query")
    }
    json = Array(text[start..<end])
  }

  private static func utf8(_ bytes: [UInt8]) throws(ExportProblem) -> ArraySlice<UInt8> {
    switch bytes.prefix(2) {
    case [0xFF, 0xFE]: return utf8(units: bytes.dropFirst(2), isBigEndian: false)
    case [0xFE, 0xFF]: return utf8(units: bytes.dropFirst(2), isBigEndian: true)
    default: break
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard String(validating: text, as: UTF8.self) != nil else {
      throw ExportProblem("it is neither UTF-8 nor UTF-16 with a byte order mark; run sqlcmd with `-f 65001`")
    }
    return text
  }

  /// The UTF-8 of pairs of bytes; a half pair at the end is left out, and what is not UTF-16 becomes U+FFFD.
  private static func utf8(units bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> ArraySlice<UInt8> {
    let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { offset in
      let (first, second) = (UInt16(bytes[offset]), UInt16(bytes[offset + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)[...]
  }

  /// The offset after the brace that closes the first one; nil if there is none.
  private static func end(of text: ArraySlice<UInt8>) -> Int? {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for offset in text.indices {
      let byte = text[offset]
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return offset + 1 }
      default: break
      }
    }
    return nil
  }
}
