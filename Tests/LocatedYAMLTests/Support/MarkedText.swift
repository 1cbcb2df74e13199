import SourceText

/// A string in which places are marked: `‹` before and `›` after each. The marks are not part of the string.
struct MarkedText {
  let text: String
  /// The marked places, in the order in which they begin; of two that begin together, the longer first.
  let spans: [ByteSpan]

  init(_ marked: String) {
    var text = ""
    var spans: [ByteSpan] = []
    var open: [Int] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "‹":
        open.append(spans.count)
        spans.append(ByteSpan(text.utf8.count, text.utf8.count))
      case "›":
        guard let last = open.popLast() else { continue }
        spans[last] = ByteSpan(spans[last].start, text.utf8.count)
      default: text.unicodeScalars.append(scalar)
      }
    }
    self.text = text
    self.spans = spans
  }

  /// The string with marks around the given places, for the message of a failing test.
  static func marking(_ spans: [ByteSpan], in text: String) -> String {
    var marks: [Int: String] = [:]
    for span in spans.sorted() where span.isEmpty { marks[span.start, default: ""] += "‹›" }
    for span in spans.sorted() where !span.isEmpty {
      marks[span.start, default: ""] += "‹"
      marks[span.end] = "›" + (marks[span.end] ?? "")
    }
    var result: [UInt8] = []
    for (offset, byte) in (Array(text.utf8) + [0]).enumerated() {
      result += Array((marks[offset] ?? "").utf8)
      if offset < text.utf8.count { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
