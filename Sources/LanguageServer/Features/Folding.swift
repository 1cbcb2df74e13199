import JSONRPC
import LocatedYAML
import SourceText

/// The parts of a document that an editor can fold.
struct Folding {
  private let text: ParsedText

  /// More parts than that would only slow the editor down.
  private static let most = 5000

  /// The parts of a text.
  init(_ text: ParsedText) {
    self.text = text
  }

  /// The ranges, as JSON: collections of several lines from the line of their key, and comments of several lines.
  var json: JSON {
    var ranges: [Int: Int] = [:]
    let tree = text.tree
    for node in tree.allNodes where ranges.count < Self.most {
      guard tree.shape(of: node) == .mapping else { continue }
      var children = tree.children(of: node)
      while let key = children.next(), let value = children.next() {
        let start = text.map.lineNumber(at: tree.span(of: key).start)
        let end = lastLine(tree.textEnd(of: value))
        if end > start { ranges[start] = max(ranges[start] ?? 0, end) }
      }
    }
    let folds = ranges.sorted { $0.key < $1.key }.map { start, end -> JSON in
      ["startLine": .integer(start), "endLine": .integer(end)]
    }
    return .array(folds + comments)
  }

  /// The line of the last character before an offset.
  private func lastLine(_ end: Int) -> Int {
    var end = end
    while end > 0, text.source.bytes[end - 1].isBlank || text.source.bytes[end - 1].isLineEnd { end -= 1 }
    return text.map.lineNumber(at: max(0, end - 1))
  }

  private var comments: [JSON] {
    var found: [JSON] = []
    var start: Int?
    let count = text.map.lineNumber(at: text.source.bytes.count) + 1
    for line in 0...count {
      let bytes = line < count ? text.source.bytes[text.map.span(ofLine: line).range] : []
      let isComment = bytes.first { !$0.isBlank } == UInt8(ascii: "#")
      if isComment {
        start = start ?? line
      } else if let first = start {
        if line - first > 1, found.count < Self.most {
          found.append(["startLine": .integer(first), "endLine": .integer(line - 1), "kind": "comment"])
        }
        start = nil
      }
    }
    return found
  }
}
