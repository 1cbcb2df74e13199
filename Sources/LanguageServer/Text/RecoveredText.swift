import LocatedYAML
import SourceText

/// A text that is YAML again: lines that hide the rest from the reader are blanked by spaces, so that every place holds.
struct RecoveredText: Sendable {
  /// The text.
  let bytes: [UInt8]
  /// What could be read of it.
  let reading: YAMLReading
  /// The lines that were blanked.
  let blanked: [ByteSpan]

  /// How many lines are blanked at most.
  private static let mostLines = 8
  /// How many bytes are read again at most, so that a large file is not read many times.
  private static let mostBytes = 8 << 20

  /// Blanks lines until a text can be read, or until that would take too long.
  init(_ reading: YAMLReading, _ map: PositionMap) {
    var bytes = reading.tree.source.bytes
    var current = reading
    var blanked: [ByteSpan] = []
    var budget = Self.mostBytes
    while !current.tree.isComplete, blanked.count < Self.mostLines, budget >= bytes.count,
      let next = Self.step(current, bytes, map, &budget)
    {
      (bytes, current) = (next.bytes, next.reading)
      blanked.append(next.line)
    }
    self.bytes = bytes
    self.reading = current
    self.blanked = blanked
  }

  private typealias Step = (bytes: [UInt8], reading: YAMLReading, line: ByteSpan)

  /// The text without the line after which most can be read.
  private static func step(
    _ reading: YAMLReading, _ bytes: [UInt8], _ map: PositionMap, _ budget: inout Int
  ) -> Step? {
    var best: (step: Step, reached: Int)?
    for line in suspects(reading, map) where bytes[line.range].contains(where: { !$0.isBlank }) {
      budget -= bytes.count
      guard budget >= -bytes.count else { break }
      var changed = bytes
      for offset in line.range { changed[offset] = UInt8(ascii: " ") }
      let source = reading.tree.source
      let next = YAMLReading(SourceFile(name: source.name, bytes: changed))
      let reached = next.tree.isComplete ? Int.max : end(of: next)
      if best.map({ $0.reached < reached }) ?? true { best = ((changed, next, line), reached) }
      if reached == .max { break }
    }
    return best?.step
  }

  /// How far a text could be read.
  private static func end(of reading: YAMLReading) -> Int { place(of: reading).map(\.start) ?? 0 }

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
    var offsets: [Int] = []
    for case .syntax(let problem) in reading.problems {
      if let context = problem.context { offsets.append(context.span.start) }
    }
    offsets.append(place.start)
    var lines: [ByteSpan] = []
    for offset in offsets { lines.append(map.line(at: offset)) }
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
