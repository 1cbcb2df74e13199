import SourceText

/// Finds out what is written around a cursor, also in text that is not YAML yet.
///
/// One pass over the text with the indentation, quotes, brackets and comments of YAML, and no more. What does not end, such
/// as a bracket, ends at the next line that is not indented further than the key before it.
struct CursorScanner {
  /// A key of a mapping, or an item of a list.
  struct Entry {
    /// The index of the entry that it is in; nil at the top level.
    let parent: Int?
    /// The key or the item; empty for an item that is a collection.
    var text: String
    /// Where the key or item is, without quotes.
    var span: ByteSpan
    /// Whether it is an item.
    let isItem: Bool
  }

  /// What the cursor is at.
  enum Role: Equatable {
    /// A key, or a part of one that is not finished, or nothing yet.
    case key
    /// The value of a key.
    case value
    /// An item of a list.
    case item
    /// A comment.
    case comment
  }

  /// The entries, in the order of the text.
  private(set) var entries: [Entry] = []
  /// What the cursor is at.
  private(set) var role = Role.key
  /// The entry that the cursor is in: the key of a value.
  private(set) var parent: Int?
  /// What is written at the cursor, which may be nothing.
  private(set) var token: ByteSpan
  /// Whether the cursor is inside brackets or braces.
  private(set) var isFlow = false
  /// Whether a colon follows the token.
  private(set) var hasColon = false

  private let bytes: [UInt8]
  private let cursor: Int
  private var isFound = false
  private var offset = 0
  /// The entries that the current line may be in, with the columns at which they begin.
  private var open: [(column: Int, entry: Int, isDash: Bool)] = []

  /// Scans a text.
  init(_ bytes: [UInt8], cursor: Int) {
    self.bytes = bytes
    self.cursor = min(max(cursor, 0), bytes.count)
    token = ByteSpan(self.cursor, self.cursor)
    while offset < bytes.count { scanLine() }
    if !isFound { findOnEmptyLine(column: self.cursor - lineStart(of: self.cursor)) }
  }

  /// The entries beside the token, in the same mapping or list.
  var siblings: Set<String> {
    // An item after a dash is in the list that the dash is in.
    let list = role == .item ? parent.flatMap { entries[$0].isItem ? $0 : nil } : nil
    let container = list.map { entries[$0].parent } ?? parent
    let others = entries.filter { entry in
      entry.parent == container && (entry.span.end < token.start || token.end < entry.span.start)
    }
    return Set(others.map(\.text))
  }

  // MARK: Lines

  private func lineStart(of place: Int) -> Int { bytes[..<place].lastIndex(where: \.isLineEnd).map { $0 + 1 } ?? 0 }

  private func lineEnd(from place: Int) -> Int { bytes[place...].firstIndex(where: \.isLineEnd) ?? bytes.count }

  private func firstText(from place: Int, to end: Int) -> Int { bytes[place..<end].firstIndex { !$0.isBlank } ?? end }

  private func at(_ place: Int, _ character: Unicode.Scalar) -> Bool {
    place < bytes.count && bytes[place] == UInt8(ascii: character)
  }

  private func isSpace(_ place: Int, before end: Int) -> Bool { place >= end || bytes[place].isBlank }

  private mutating func scanLine() {
    let start = offset
    let end = lineEnd(from: start)
    defer { if offset <= end { offset = end + 1 } }
    let text = firstText(from: start, to: end)
    if text == end || at(text, "#") {
      guard !isFound, start <= cursor, cursor <= end else { return }
      if text < end, cursor > text { return find(.comment, in: nil, token: ByteSpan(text, end)) }
      return findOnEmptyLine(column: cursor - start)
    }
    if bytes[start..<end].starts(with: "---".utf8), isSpace(start + 3, before: end) {
      open = []
      return
    }
    scanText(from: text, lineStart: start, end: end)
  }

  private mutating func close(from column: Int, isDash: Bool) {
    while let last = open.last, last.column > column || last.column == column && (!isDash || last.isDash) {
      open.removeLast()
    }
  }

  private mutating func scanText(from text: Int, lineStart: Int, end: Int) {
    var place = text
    // A cursor before the text of its line is where another entry would begin.
    if !isFound, lineStart <= cursor, cursor < text { findOnEmptyLine(column: cursor - lineStart) }
    while at(place, "-"), isSpace(place + 1, before: end) {
      close(from: place - lineStart, isDash: true)
      entries.append(
        Entry(parent: open.last?.entry, text: "", span: ByteSpan(place, place), isItem: true))
      open.append((place - lineStart, entries.count - 1, true))
      let next = firstText(from: min(place + 1, end), to: end)
      if !isFound, cursor > place, cursor <= next, next == end || cursor < next {
        find(.item, in: open.last?.entry, token: ByteSpan(cursor, cursor))
      }
      place = next
    }
    guard place < end else { return }
    place = skippedProperties(from: place, to: end)
    if let key = key(at: place, end: end) {
      scanEntry(key, lineStart: lineStart, end: end)
    } else {
      let isItem = open.last.map { $0.isDash && $0.column < place - lineStart } ?? false
      if !isItem { close(from: place - lineStart, isDash: false) }
      scanValue(from: place, end: end, isBare: true)
    }
  }

  private mutating func scanEntry(_ key: (span: ByteSpan, colon: Int), lineStart: Int, end: Int) {
    close(from: key.span.start - lineStart, isDash: false)
    entries.append(Entry(parent: open.last?.entry, text: text(of: key.span), span: key.span, isItem: false))
    if !isFound, key.span.start <= cursor, cursor <= key.span.end {
      find(.key, in: open.last?.entry, token: key.span, hasColon: true)
    }
    open.append((key.span.start - lineStart, entries.count - 1, false))
    let value = firstText(from: min(key.colon + 1, end), to: end)
    if !isFound, cursor > key.colon, cursor <= value {
      if value == end || cursor < value || at(value, "#") {
        find(.value, in: entries.count - 1, token: ByteSpan(cursor, cursor))
      }
    }
    scanValue(from: skippedProperties(from: value, to: end), end: end, isBare: false)
  }

  /// The place after anchors and tags.
  private func skippedProperties(from start: Int, to end: Int) -> Int {
    var place = start
    while at(place, "&") || at(place, "!") {
      let word = bytes[place..<end].firstIndex(where: \.isBlank) ?? end
      place = firstText(from: word, to: end)
    }
    return place
  }

  /// The key that begins at a place and is followed by a colon.
  private func key(at place: Int, end: Int) -> (span: ByteSpan, colon: Int)? {
    guard place < end else { return nil }
    if at(place, "\"") || at(place, "'") {
      guard let close = closingQuote(from: place, end: end) else { return nil }
      let colon = firstText(from: close + 1, to: end)
      guard at(colon, ":"), isSpace(colon + 1, before: end) else { return nil }
      return (ByteSpan(place + 1, close), colon)
    }
    if bytes[place].isFlowSign || at(place, "|") || at(place, ">") || at(place, "#") || at(place, "*") { return nil }
    var colon = place
    while colon < end {
      if at(colon, ":"), isSpace(colon + 1, before: end) {
        let last = bytes[place..<colon].lastIndex { !$0.isBlank } ?? place
        return (ByteSpan(place, last + 1), colon)
      }
      if at(colon, "#"), colon > place, bytes[colon - 1].isBlank { return nil }
      colon += 1
    }
    return nil
  }

  private func closingQuote(from open: Int, end: Int) -> Int? {
    let quote = bytes[open]
    var place = open + 1
    while place < end, !bytes[place].isLineEnd {
      if bytes[place] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        place += 1
      } else if bytes[place] == quote {
        guard quote == UInt8(ascii: "'"), at(place + 1, "'") else { return place }
        place += 1
      }
      place += 1
    }
    return nil
  }

  private func text(of span: ByteSpan) -> String { String(decoding: bytes[span.range], as: UTF8.self) }

  // MARK: Values

  private mutating func scanValue(from place: Int, end: Int, isBare: Bool) {
    guard place < end, !at(place, "#") else {
      if !isFound, place < end, cursor > place, cursor <= end {
        find(.comment, in: nil, token: ByteSpan(place, end))
      }
      return
    }
    switch bytes[place] {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return scanFlow(from: place)
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return skipBlock(from: end)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return scanQuoted(from: place, end: end, isBare: isBare)
    default: break
    }
    var stop = place
    while stop < end, !(at(stop, "#") && bytes[stop - 1].isBlank) { stop += 1 }
    let last = bytes[place..<stop].lastIndex { !$0.isBlank } ?? place
    add(ByteSpan(place, last + 1), isBare: isBare)
    if !isFound, stop < end, cursor > stop, cursor <= end { find(.comment, in: nil, token: ByteSpan(stop, end)) }
    if !isFound, cursor > last, cursor <= stop { find(.value, in: open.last?.entry, token: ByteSpan(cursor, cursor)) }
  }

  /// Notes a scalar: the value of a key, an item, or a word whose colon is missing.
  private mutating func add(_ span: ByteSpan, isBare: Bool) {
    let isItem = open.last?.isDash ?? false
    if isItem, isBare, let entry = open.last?.entry {
      entries[entry].text = text(of: span)
      entries[entry].span = span
    }
    guard !isFound, span.start <= cursor, cursor <= span.end else { return }
    find(isBare ? isItem ? .item : .key : .value, in: open.last?.entry, token: span)
  }

  private mutating func scanQuoted(from place: Int, end: Int, isBare: Bool) {
    if let close = closingQuote(from: place, end: end) { return add(ByteSpan(place + 1, close), isBare: isBare) }
    // The text may go on in further lines, which are indented.
    add(ByteSpan(place + 1, end), isBare: isBare)
    var next = end + 1
    while next < bytes.count {
      let lineEnd = lineEnd(from: next)
      let text = firstText(from: next, to: lineEnd)
      if text < lineEnd, text - next <= open.last?.column ?? -1 { break }
      if let quote = bytes[next..<lineEnd].firstIndex(of: bytes[place]) {
        offset = max(quote, lineEnd) + 1
        return
      }
      next = lineEnd + 1
    }
  }

  private mutating func skipBlock(from end: Int) {
    var next = end + 1
    while next < bytes.count {
      let lineEnd = lineEnd(from: next)
      let text = firstText(from: next, to: lineEnd)
      if text < lineEnd, text - next <= open.last?.column ?? -1 { break }
      if !isFound, next <= cursor, cursor <= lineEnd { find(.value, in: nil, token: ByteSpan(cursor, cursor)) }
      next = lineEnd + 1
    }
    offset = next
  }

  // MARK: Brackets and braces

  private struct Flow {
    let isMapping: Bool
    let entry: Int?
    /// The key whose value is next.
    var key: Int?
  }

  private mutating func scanFlow(from start: Int) {
    let outer = open.last
    var stack: [Flow] = []
    var place = start
    /// The end of the last token or sign: a cursor after it, and before the next one, is at nothing.
    var previous = start
    while place < bytes.count {
      let byte = bytes[place]
      if byte.isBlank {
        place += 1
        continue
      }
      if byte.isLineEnd {
        if isAbandoned(after: place, column: outer?.column ?? -1) { break }
        place += 1
        continue
      }
      if at(place, "#"), place > 0, bytes[place - 1].isBlank || bytes[place - 1].isLineEnd {
        let end = lineEnd(from: place)
        if !isFound, cursor > place, cursor <= end { find(.comment, in: nil, token: ByteSpan(place, end)) }
        place = end
        continue
      }
      if let top = stack.last { findInGap(top, from: previous, to: place) }
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        stack.append(Flow(isMapping: byte == UInt8(ascii: "{"), entry: container(stack.last, outer?.entry, place)))
        place += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        stack.removeLast()
        place += 1
        if stack.isEmpty {
          offset = place
          return
        }
        stack[stack.count - 1].key = nil
      case UInt8(ascii: ","):
        if !stack.isEmpty { stack[stack.count - 1].key = nil }
        place += 1
      case UInt8(ascii: ":") where stack.last?.key != nil: place += 1
      default:
        place = scanFlowToken(from: place, &stack)
      }
      previous = place
    }
    if let top = stack.last { findInGap(top, from: previous, to: place + 1) }
    offset = max(place, start + 1)
  }

  /// The entry that a nested collection is in.
  private mutating func container(_ top: Flow?, _ outer: Int?, _ place: Int) -> Int? {
    guard let top else { return outer }
    if top.isMapping { return top.key ?? top.entry }
    entries.append(Entry(parent: top.entry, text: "", span: ByteSpan(place, place), isItem: true))
    return entries.count - 1
  }

  private mutating func findInGap(_ top: Flow, from previous: Int, to place: Int) {
    guard !isFound, previous <= cursor, cursor < place || cursor == place && !isTokenStart(place) else { return }
    let here = ByteSpan(cursor, cursor)
    find(top.isMapping ? top.key == nil ? .key : .value : .item, in: top.key ?? top.entry, token: here)
    isFlow = true
  }

  private func isTokenStart(_ place: Int) -> Bool {
    place < bytes.count && !bytes[place].isFlowSign && !at(place, ":") && !at(place, "#") && !bytes[place].isLineEnd
  }

  private mutating func scanFlowToken(from start: Int, _ stack: inout [Flow]) -> Int {
    var span: ByteSpan
    var end = start
    if at(start, "\"") || at(start, "'") {
      let close = closingQuote(from: start, end: bytes.count) ?? lineEnd(from: start)
      span = ByteSpan(start + 1, close)
      end = min(close + 1, bytes.count)
    } else {
      while end < bytes.count, !bytes[end].isLineEnd, !bytes[end].isFlowSign,
        !(at(end, ":") && isFlowEnd(end + 1)), !(at(end, "#") && bytes[end - 1].isBlank)
      { end += 1 }
      end = max(end, start + 1)
      let last = bytes[start..<end].lastIndex { !$0.isBlank } ?? start
      span = ByteSpan(start, last + 1)
    }
    guard let top = stack.last else { return end }
    let isHere = !isFound && span.start <= cursor && cursor <= span.end
    let isKey = top.isMapping && top.key == nil
    if isHere {
      let colon = firstText(from: end, to: lineEnd(from: min(end, bytes.count)))
      let role: Role = isKey ? .key : top.isMapping ? .value : .item
      find(role, in: top.key ?? top.entry, token: span, hasColon: at(colon, ":"))
      isFlow = true
    }
    if isKey || !top.isMapping {
      entries.append(Entry(parent: top.entry, text: text(of: span), span: span, isItem: !top.isMapping))
    }
    if isKey { stack[stack.count - 1].key = entries.count - 1 }
    return end
  }

  private func isFlowEnd(_ place: Int) -> Bool {
    place >= bytes.count || bytes[place].isBlank || bytes[place].isLineEnd || bytes[place].isFlowSign
  }

  /// Whether the line after a line end begins something else.
  private func isAbandoned(after place: Int, column: Int) -> Bool {
    let start = place + 1
    guard start < bytes.count, column >= 0 else { return false }
    let end = lineEnd(from: start)
    let text = firstText(from: start, to: end)
    return text < end && !at(text, "#") && !at(text, "]") && !at(text, "}") && text - start <= column
  }

  // MARK: The cursor

  private mutating func find(_ role: Role, in parent: Int?, token: ByteSpan, hasColon: Bool = false) {
    isFound = true
    self.role = role
    self.parent = parent
    self.token = token
    self.hasColon = hasColon
  }

  /// The cursor is on a line without text: what it is in depends on its column.
  private mutating func findOnEmptyLine(column: Int) {
    let holder = open.last { $0.column < column }
    find(holder?.isDash == true ? .item : .key, in: holder?.entry, token: ByteSpan(cursor, cursor))
  }
}

extension UInt8 {
  /// Whether it is a bracket, a brace or a comma.
  fileprivate var isFlowSign: Bool {
    switch self {
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ","): true
    default: false
    }
  }
}
