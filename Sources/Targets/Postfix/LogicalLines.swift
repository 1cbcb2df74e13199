/// The logical lines of `main.cf` or `master.cf`, as Postfix puts them together (postconf(5), master(5)): a line that begins
/// with white space continues the one before it; comments and empty lines are left out and do not end a line.
struct LogicalLines: Sequence {
  /// A logical line.
  struct Line {
    /// The number of the line it begins in, counted from 1.
    let number: Int
    /// Its words, separated by one blank each.
    fileprivate(set) var text: String
  }

  private var lines: [Line] = []

  /// The logical lines of a file in any encoding that contains ASCII.
  init(_ file: [UInt8]) {
    for (index, line) in file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let words = line.split(whereSeparator: Self.isSpace)
      guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
      let text = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
      if !lines.isEmpty, line.first.map(Self.isSpace) ?? false {
        lines[lines.count - 1].text += " \(text)"
      } else {
        lines.append(Line(number: index + 1, text: text))
      }
    }
  }

  /// Whether the C library counts a byte as white space.
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  func makeIterator() -> IndexingIterator<[Line]> { lines.makeIterator() }
}
