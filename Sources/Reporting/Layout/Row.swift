import SourceText

/// What a piece of text is for; a decoration such as colour follows from it, never the layout.
enum Role: Sendable {
  /// Source text and explanations.
  case plain
  /// What is said of an error, and the underline of its place.
  case error
  /// What is said of a warning, and the underline of its place.
  case warning
  /// What is said of an info, and the underline of its place.
  case info
  /// The message of a finding.
  case message
  /// Line numbers and what frames the source.
  case gutter
  /// A second place.
  case secondary
  /// The word in front of an advice.
  case heading
  /// The word in front of a repair.
  case fix
  /// A line that a repair takes away.
  case removed
  /// A line that a repair brings.
  case added
  /// What is there, but not in use.
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

  /// A text as it is written, with escape sequences if they are wanted.
  func decorated(_ text: String, colour: Bool) -> String {
    guard colour, !text.isEmpty, let graphicRendition else { return text }
    return "\u{1B}[\(graphicRendition)m\(text)\u{1B}[0m"
  }
}

/// One row of output, made of pieces with a role each.
struct Row: Sendable {
  /// A text with one role.
  struct Run: Sendable {
    /// The text, escaped for display.
    var text: String
    /// What it is for.
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

  /// The row as it is written, a line of its own: without blanks at its end, without commands to a CI server, and with
  /// escape sequences if they are wanted.
  func text(colour: Bool) -> String {
    let runs = trimmed()
    let text = runs.reduce(into: "") { $0 += $1.text }
    let signs = text.commandSigns
    if signs.isEmpty, !colour { return text }
    return Self.escaping(signs, in: runs).reduce(into: "") { $0 += $1.role.decorated($1.text, colour: colour) }
  }

  /// The pieces without what may be a command only together, whatever colour sequences would stand between them.
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
    var kept = runs
    while var last = kept.popLast() {
      while last.text.unicodeScalars.last == " " { last.text.unicodeScalars.removeLast() }
      if !last.text.isEmpty { return kept + [last] }
    }
    return kept
  }
}
