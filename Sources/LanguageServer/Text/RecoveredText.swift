import LocatedYAML
import SourceText

/// A text that is YAML again: lines that hide the rest from the reader are blanked by spaces, so that every place holds.
///
/// Of a line with further lines inside it, the key is kept, so that these lines stay where they belong.
struct RecoveredText: Sendable {
  /// The text.
  let bytes: [UInt8]
  /// What could be read of it.
  let reading: YAMLReading
  /// The lines that were blanked.
  let blanked: [ByteSpan]
  /// Whether lines inside of a blanked one belong to another one now, so that the whole means something else.
  let isMisread: Bool

  /// How many lines are blanked at most.
  private static let mostLines = 8
  /// How many bytes are read again at most, so that a large file is not read many times.
  private static let mostBytes = 8 << 20

  /// Blanks lines until a text can be read, or until that would take too long.
  init(_ reading: YAMLReading, _ map: PositionMap) {
    var bytes = reading.tree.source.bytes
    var current = reading
    var blanked: [ByteSpan] = []
    var isMisread = false
    var budget = Self.mostBytes
    while !current.tree.isComplete, blanked.count < Self.mostLines, budget >= bytes.count,
      let next = Self.step(current, bytes, map, &budget)
    {
      (bytes, current) = (next.bytes, next.reading)
      blanked.append(next.line)
      if next.isMisread { isMisread = true }
    }
    self.bytes = bytes
    self.reading = current
    self.blanked = blanked
    self.isMisread = isMisread
  }

  private struct Step {
    let bytes: [UInt8]
    let reading: YAMLReading
    let line: ByteSpan
    let isMisread: Bool
  }

  /// The text with another line in place of one: the one after which most can be read.
  private static func step(
    _ reading: YAMLReading, _ bytes: [UInt8], _ map: PositionMap, _ budget: inout Int
  ) -> Step? {
    var best: (step: Step, reached: Int)?
    for line in suspects(reading, map) where bytes[line.range].contains(where: { !$0.isBlank }) {
      for (replacement, isMisread) in replacements(of: line, in: bytes, map) {
        budget -= bytes.count
        guard budget >= -bytes.count else { return best?.step }
        var changed = bytes
        changed.replaceSubrange(line.range, with: replacement)
        let next = YAMLReading(SourceFile(name: reading.tree.source.name, bytes: changed))
        let step = Step(bytes: changed, reading: next, line: line, isMisread: isMisread)
        let reached = next.tree.isComplete ? Int.max : place(of: next)?.start ?? 0
        if best.map({ $0.reached < reached }) ?? true { best = (step, reached) }
        if reached == .max { return step }
      }
    }
    return best?.step
  }

  /// What can be written in place of a line, of the same length, and whether lines inside it then belong to another.
  private static func replacements(
    of line: ByteSpan, in bytes: [UInt8], _ map: PositionMap
  ) -> [(bytes: [UInt8], isMisread: Bool)] {
    let blank = [UInt8](repeating: UInt8(ascii: " "), count: line.length)
    let text = bytes[line.range]
    let isOpen = indentation(ofLineAfter: line, in: bytes, map) > text.prefix(while: \.isBlank).count
    guard isOpen else { return [(blank, false)] }
    let spaces = text.prefix { $0.isBlank }.filter { $0 == UInt8(ascii: " ") }
    let word = text.drop(while: \.isBlank).prefix { !$0.isBlank && $0 != UInt8(ascii: ":") }
    let hasColon = word.endIndex < line.end && bytes[word.endIndex] == UInt8(ascii: ":")
    let isName = word.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "._-\"'*".utf8.contains($0) }
    // A line with a value of its own is not the one that is wrong: what follows is too far to the right.
    let rest = bytes[(hasColon ? word.endIndex + 1 : word.endIndex)..<line.end].first { !$0.isBlank }
    if hasColon, let rest, !"[{\"'&!*|>#".utf8.contains(rest) { return [(blank, true)] }
    // Without a colon, the last character has to make room for it.
    let key = Array(hasColon ? word : word.dropLast()) + [UInt8(ascii: ":")]
    let kept = spaces + key
    guard isName, key.count > 1, kept.count <= line.length else { return [(blank, true)] }
    return [(kept + blank.dropFirst(kept.count), false), (blank, true)]
  }

  /// The indentation of the next line with text; 0 after the last.
  private static func indentation(ofLineAfter line: ByteSpan, in bytes: [UInt8], _ map: PositionMap) -> Int {
    var number = map.lineNumber(at: line.start) + 1
    while true {
      let next = map.span(ofLine: number)
      guard next.start > line.end else { return 0 }
      let spaces = bytes[next.range].prefix(while: \.isBlank).count
      if spaces < next.length, bytes[next.start + spaces] != UInt8(ascii: "#") { return spaces }
      if next.end >= bytes.count { return 0 }
      number += 1
    }
  }

  /// Where a text cannot be read any further.
  private static func place(of reading: YAMLReading) -> ByteSpan? {
    reading.problems.lazy.compactMap { problem in
      switch problem {
      case .syntax(let problem): problem.span
      case .encoding(.forbiddenCharacter(_, let span)), .encoding(.invalidUTF8(let span, _)): span
      default: nil
      }
    }.first
  }

  /// The lines that may be wrong: where the reader was when it began what it could not finish, where it stopped, and the
  /// last line before that has text.
  private static func suspects(_ reading: YAMLReading, _ map: PositionMap) -> [ByteSpan] {
    guard let place = place(of: reading) else { return [] }
    var lines: [ByteSpan] = []
    for case .syntax(let problem) in reading.problems {
      if let context = problem.context { lines.append(map.line(at: context.span.start)) }
    }
    lines.append(map.line(at: place.start))
    var number = map.lineNumber(at: place.start) - 1
    let bytes = reading.tree.source.bytes
    while number >= 0 {
      let line = map.span(ofLine: number)
      if bytes[line.range].contains(where: { !$0.isBlank }) {
        lines.append(line)
        break
      }
      number -= 1
    }
    var seen = Set<ByteSpan>()
    return lines.filter { seen.insert($0).inserted }
  }
}
