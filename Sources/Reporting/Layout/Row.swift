import SourceText

/// The role of a piece of text; it determines decoration such as colour, never the layout.
enum Role: Sendable {
  /// Source text and explanations.
  case plain
  /// Text about an error, and the underline of its place.
  case error
  /// Text about a warning, and the underline of its place.
  case warning
  /// Text about an info, and the underline of its place.
  case info
  /// The message of a finding.
  case message
  /// Line numbers and the frame of the source.
  case gutter
  /// A second place.
  case secondary
  /// The word before a note.
  case heading
  /// The word before a fix.
  case fix
  /// A line that a fix removes.
  case removed
  /// A line that a fix adds.
  case added
  /// Something that exists, but is not used.
  case faint

  /// The parameters of Select Graphic Rendition (ECMA-48, section 8.3.117), if the text is decorated.
  var graphicRendition: String? {
    switch self {
    case .plain: nil
    case .error: "1;31"
    case .warning: "1;33"
    case .info: "1;36"
    case .message, .heading: "1"
    case .gutter, .secondary: "1;34"
    case .fix: "1;32"
    case .removed: "31"
    case .added: "32"
    case .faint: "2"
    }
  }

  /// The text as it is written, with escape sequences if `colour` is true.
  func decorated(_ text: String, colour: Bool) -> String {
    guard colour, !text.isEmpty, let graphicRendition else { return text }
    return "\u{1B}[\(graphicRendition)m\(text)\u{1B}[0m"
  }
}

/// One row of output, made of pieces, each with a role.
struct Row: Sendable {
  /// A piece of text with one role.
  struct Run: Sendable {
    /// The text, escaped for display.
    var text: String
    /// Its role.
    var role: Role
  }

  /// The pieces from left to right.
  private(set) var runs: [Run] = []

  /// A row of one piece, or an empty one.
  init(_ text: String = "", _ role: Role = .plain) {
    append(text, role)
  }

  /// Adds a piece on the right.
  mutating func append(_ text: String, _ role: Role = .plain) {
    if !text.isEmpty { runs.append(Run(text: text, role: role)) }
  }

  /// Adds the pieces of another row on the right.
  mutating func append(_ row: Row) {
    runs += row.runs
  }

  /// Writes the row and a line end.
  ///
  /// Without colour, nearly every row can be written without making a string of it first: that saves a tenth of the
  /// instructions for a finding.
  func write(to output: inout [UInt8], colour: Bool) {
    let start = output.count
    if !colour {
      for var run in trimmed() { run.text.withUTF8 { output += $0 } }
    }
    let mayHoldCommands = output.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[start...]).holdsPair }
    if colour || mayHoldCommands {
      output.removeSubrange(start...)
      output += text(colour: colour).utf8
    }
    output.append(UInt8(ascii: "\n"))
  }

  /// The row as it is written, on a line of its own: without trailing white space, without commands for a CI server,
  /// and with escape sequences if `colour` is true.
  func text(colour: Bool) -> String {
    let runs = trimmed()
    let text = runs.reduce(into: "") { $0 += $1.text }
    let signs = text.commandSigns
    if signs.isEmpty, !colour { return text }
    return Self.escaping(signs, in: runs).reduce(into: "") { $0 += $1.role.decorated($1.text, colour: colour) }
  }

  /// The pieces with commands escaped that only appear when the pieces are joined, whatever colour sequences are
  /// between them.
  private static func escaping(_ signs: [CommandSign], in runs: [Run]) -> [Run] {
    guard !signs.isEmpty else { return runs }
    var start = 0
    return runs.map { run in
      let extent = start..<start + run.text.utf8.count
      start = extent.upperBound
      let own = signs.filter { extent.contains($0.offset) }.map { $0.moved(back: extent.lowerBound) }
      return Run(text: run.text.escaping(own), role: run.role)
    }
  }

  private func trimmed() -> [Run] {
    if let last = runs.last, last.text.utf8.last != UInt8(ascii: " ") { return runs }
    var kept = runs
    while var last = kept.popLast() {
      while last.text.unicodeScalars.last == " " { last.text.unicodeScalars.removeLast() }
      if !last.text.isEmpty { return kept + [last] }
    }
    return kept
  }
}
