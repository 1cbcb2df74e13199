package import Diagnostics
package import SourceText

/// The changes that fixes make to a file, in the unified format (POSIX, `diff -u`), which `patch -p0` accepts.
///
/// As everywhere, secrets are masked, and control characters and commands for CI servers are escaped: a diff that
/// changes such a line can be read, but not applied. Unchanged lines with secrets or commands are left out of the
/// context, so that a diff that does not change them can be applied. Only LF ends a line, as for `patch`; the CR of a
/// CRLF belongs to its line.
package struct UnifiedDiff {
  private let name: String
  private let hunks: [Hunk]

  /// The number of lines shown around a change.
  private static let context = 3

  /// Compares a text with its revisions.
  ///
  /// - Parameters:
  ///   - text: The text and its revisions.
  ///   - report: The report of the original text: its name, and what must not be shown.
  package init(_ text: RevisedText, of report: FileReport) {
    name = report.source.name.escapedForDisplay()
    let lines = LineTable(text.original, MaskedText(report.source, hiding: report.hiddenPlaces))
    hunks = Self.groups(of: Self.blocks(of: text, lines), lines).map { Hunk($0, lines, context: Self.context) }
  }

  /// The diff, with a line end after each line; empty if nothing changed.
  package func text(colour: Bool) -> String {
    guard !hunks.isEmpty else { return "" }
    var added = 0
    var text = Role.heading.decorated("--- \(name)", colour: colour) + "\n"
    text += Role.heading.decorated("+++ \(name)", colour: colour) + "\n"
    for hunk in hunks {
      text += Role.gutter.decorated(hunk.header(shift: added), colour: colour) + "\n"
      added += hunk.newCount - hunk.oldCount
      for line in hunk.lines { text += line.text(colour: colour) }
    }
    return text
  }

  /// The lines that changes affect, without unchanged lines at both ends.
  private static func blocks(of text: RevisedText, _ lines: LineTable) -> [Block] {
    var regions: [(lines: ClosedRange<Int>, changes: [RevisedText.Change])] = []
    for change in text.changes {
      let concerned = lines.line(at: change.span.start)...lines.line(at: change.span.end)
      if let last = regions.indices.last, regions[last].lines.upperBound + 1 >= concerned.lowerBound {
        regions[last].lines = regions[last].lines.lowerBound...concerned.upperBound
        regions[last].changes.append(change)
      } else {
        regions.append((concerned, [change]))
      }
    }
    return regions.compactMap { Block($0.lines, $0.changes, lines) }
  }

  /// Groups blocks that are so near that they share their context.
  private static func groups(of blocks: [Block], _ lines: LineTable) -> [[Block]] {
    blocks.reduce(into: []) { groups, block in
      if let last = groups.last?.last, block.old.lowerBound - last.old.upperBound <= 2 * context,
        !(last.old.upperBound..<block.old.lowerBound).contains(where: lines.isUnfitAsContext)
      {
        groups[groups.count - 1].append(block)
      } else {
        groups.append([block])
      }
    }
  }
}

/// The lines of a text, counted from 0, by their start offsets. The last is empty if the text ends with a line end.
private struct LineTable {
  let bytes: [UInt8]
  let secrets: MaskedText
  private let starts: [Int]

  init(_ bytes: [UInt8], _ secrets: MaskedText) {
    self.bytes = bytes
    self.secrets = secrets
    starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// The number of lines that are not empty; a line end counts.
  var count: Int { starts.last == bytes.count ? starts.count - 1 : starts.count }

  func line(at offset: Int) -> Int { max(0, starts.partitioningIndex { $0 > offset } - 1) }

  /// The bytes of lines, including their line ends.
  func span(of lines: Range<Int>) -> ByteSpan {
    ByteSpan(start(of: lines.lowerBound), start(of: lines.upperBound))
  }

  /// Whether a context line would have to be masked, or would give a command to a CI server.
  func isUnfitAsContext(_ line: Int) -> Bool {
    let span = span(of: line..<line + 1)
    return secrets.pieces(of: span).contains(where: \.isSecret)
      || !String(decoding: bytes[span.range], as: UTF8.self).commandSigns.isEmpty
  }

  private func start(of line: Int) -> Int { line < starts.count ? starts[line] : bytes.count }
}

/// A line for comparison, and as it is shown.
private struct DiffLine {
  /// The whole line, including its line end.
  var bytes: [UInt8] = []
  /// The same with masks and without the LF.
  var shown: [UInt8] = []
}

/// The lines of a text made of parts of the original and new ones.
private struct DiffLines {
  private(set) var lines: [DiffLine] = []
  private var isOpen = false

  mutating func keep(_ span: ByteSpan, of table: LineTable) {
    for piece in table.secrets.pieces(of: span) {
      append(table.bytes[piece.span.range], shown: piece.isSecret ? Array(FileReport.mask.utf8) : nil)
    }
  }

  mutating func add(_ bytes: [UInt8]) { append(bytes[...], shown: nil) }

  private mutating func append(_ bytes: ArraySlice<UInt8>, shown mask: [UInt8]?) {
    var isMaskDue = mask != nil
    for byte in bytes {
      if !isOpen { lines.append(DiffLine()) }
      lines[lines.count - 1].bytes.append(byte)
      isOpen = byte != UInt8(ascii: "\n")
      if let mask {
        // A secret of several lines is masked on its first line; the others contain nothing else.
        if isMaskDue { lines[lines.count - 1].shown += mask }
        isMaskDue = false
      } else if isOpen {
        lines[lines.count - 1].shown.append(byte)
      }
    }
  }
}

/// Lines that changed: some of the original, and their replacements.
private struct Block {
  /// The lines of the original.
  let old: Range<Int>
  let oldLines: ArraySlice<DiffLine>
  let newLines: ArraySlice<DiffLine>

  /// Nil if the changes leave every line unchanged.
  init?(_ region: ClosedRange<Int>, _ changes: [RevisedText.Change], _ lines: LineTable) {
    let span = lines.span(of: region.lowerBound..<region.upperBound + 1)
    var before = DiffLines()
    before.keep(span, of: lines)
    var after = DiffLines()
    var offset = span.start
    for change in changes {
      after.keep(ByteSpan(offset, change.span.start), of: lines)
      after.add(change.added)
      offset = change.span.end
    }
    after.keep(ByteSpan(offset, span.end), of: lines)
    let (old, new) = (before.lines, after.lines)
    let ends = CommonEnds(old, new) { $0.bytes == $1.bytes }
    oldLines = old[ends.head..<old.count - ends.tail]
    newLines = new[ends.head..<new.count - ends.tail]
    self.old = region.lowerBound + ends.head..<region.lowerBound + old.count - ends.tail
    if oldLines.isEmpty, newLines.isEmpty { return nil }
  }
}

/// Blocks with their context lines.
private struct Hunk {
  private let start: Int
  let oldCount: Int
  let newCount: Int
  let lines: [HunkLine]

  init(_ blocks: [Block], _ table: LineTable, context: Int) {
    var lines: [HunkLine] = []
    func keep(_ range: Range<Int>) {
      var kept = DiffLines()
      kept.keep(table.span(of: range), of: table)
      lines += kept.lines.enumerated().map { HunkLine($1, .kept, isFirst: range.lowerBound + $0 == 0) }
    }
    let changed = (blocks.first?.old.lowerBound ?? 0)..<(blocks.last?.old.upperBound ?? 0)
    let around = Self.context(of: changed, table, atMost: context)
    var line = changed.lowerBound - around.before
    start = line
    for block in blocks {
      keep(line..<block.old.lowerBound)
      let isFirst = block.old.lowerBound == 0
      lines += block.oldLines.enumerated().map { HunkLine($1, .removed, isFirst: isFirst && $0 == 0) }
      lines += block.newLines.enumerated().map { HunkLine($1, .added, isFirst: isFirst && $0 == 0) }
      line = block.old.upperBound
    }
    keep(line..<line + around.after)
    oldCount = lines.count { $0.kind != .added }
    newCount = lines.count { $0.kind != .removed }
    self.lines = lines
  }

  /// The number of context lines before and after the changed ones: they end before an unfit line. If there is one,
  /// both sides have equal numbers, because `patch` considers a shorter side to be at an end of the file.
  private static func context(
    of changed: Range<Int>, _ table: LineTable, atMost limit: Int
  ) -> (before: Int, after: Int) {
    let above = (max(0, changed.lowerBound - limit)..<changed.lowerBound).reversed()
    let below = changed.upperBound..<max(changed.upperBound, min(table.count, changed.upperBound + limit))
    let shown = (above.prefix { !table.isUnfitAsContext($0) }.count, below.prefix { !table.isUnfitAsContext($0) }.count)
    if shown == (above.count, below.count) { return shown }
    return (min(shown.0, shown.1), min(shown.0, shown.1))
  }

  /// `@@ -1,7 +1,6 @@`; `shift` is the number of lines by which earlier hunks moved this one.
  func header(shift: Int) -> String {
    "@@ -\(Self.range(start, oldCount)) +\(Self.range(start + shift, newCount)) @@"
  }

  /// An empty range is given by the line before it.
  private static func range(_ start: Int, _ count: Int) -> String {
    let line = count == 0 ? start : start + 1
    return count == 1 ? "\(line)" : "\(line),\(count)"
  }
}

/// A line of a diff.
private struct HunkLine {
  enum Kind: String {
    case kept = " "
    case removed = "-"
    case added = "+"
  }

  let kind: Kind
  private let content: String
  private let isEnded: Bool

  /// A line; the first one of a file may begin with a byte order mark.
  init(_ line: DiffLine, _ kind: Kind, isFirst: Bool) {
    self.kind = kind
    isEnded = line.bytes.last == UInt8(ascii: "\n")
    var text = Substring(String(decoding: line.shown, as: UTF8.self))
    var (prefix, suffix) = ("", "")
    if isFirst, text.unicodeScalars.first == "\u{FEFF}" {
      text.unicodeScalars.removeFirst()
      prefix = "\u{FEFF}"
    }
    if text.unicodeScalars.last == "\r" {
      text.unicodeScalars.removeLast()
      suffix = "\r"
    }
    content = prefix + text.escapedForDisplay(keepingTabs: true) + suffix
  }

  func text(colour: Bool) -> String {
    let role: Role =
      switch kind {
      case .kept: .plain
      case .removed: .removed
      case .added: .added
      }
    return role.decorated(kind.rawValue + content, colour: colour)
      + (isEnded ? "\n" : "\n\\ No newline at end of file\n")
  }
}
