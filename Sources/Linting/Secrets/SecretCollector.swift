import Language
import LocatedYAML
import SourceText

/// Collects the secrets of a document from its nodes.
///
/// Nearly every scalar of nearly every file is passed over after a look at its first bytes.
struct SecretCollector {
  private var found: [ByteSpan] = []
  private let tree: YAMLTree
  /// The bytes of the file. An array would be retained and released for each scalar.
  private let bytes: UnsafeBufferPointer<UInt8>
  /// The mappings from ids to servers and sites, in the order of the text.
  private let entryMappings: [NodeID]
  /// The index of the first of them that was not passed yet.
  private var nextEntries = 0
  /// Whether there is an `@` anywhere, and so perhaps a user.
  private let mayHoldUsers: Bool
  private let hasAliases: Bool
  /// The part of the text whose secrets are wanted.
  private let part: ByteSpan
  private var meanings = KeyMeanings()
  private var hidden = NodeFlags()
  private var hiddenUsers = NodeFlags()

  /// The secrets of a document, in any order.
  static func secrets(of tree: YAMLTree) -> [ByteSpan] {
    secrets(of: tree, touching: ByteSpan(0, tree.source.bytes.count))
  }

  /// The secrets of a document that touch a part of its text, and perhaps others, in any order. The part must begin with a
  /// line; if the document has aliases, or could not be read to its end, it must be the whole text.
  static func secrets(of tree: YAMLTree, touching part: ByteSpan) -> [ByteSpan] {
    tree.source.bytes.withUnsafeBufferPointer { bytes in
      var collector = SecretCollector(tree, bytes, part)
      collector.collect()
      return collector.found
    }
  }

  private init(_ tree: YAMLTree, _ bytes: UnsafeBufferPointer<UInt8>, _ part: ByteSpan) {
    self.tree = tree
    self.part = part
    self.bytes = bytes
    hasAliases = tree.hasAliases
    entryMappings = Self.entryMappings(of: tree)
    let sign = UInt8(ascii: "@")
    mayHoldUsers = bytes.firstIndex(ofByte: sign, from: 0) != nil || tree.decodedTexts.contains(sign)
  }

  private mutating func collect() {
    var next = tree.firstNode
    while next < tree.endOfNodes {
      let node = NodeID(number: UInt32(truncatingIfNeeded: next))
      next += 1
      let shape = tree.shape(of: node)
      if tree.span(of: node).start > part.end { return }
      guard touchesPart(node) else {
        // What is in a collection is not outside of it.
        if shape == .mapping || shape == .sequence { next = max(next, Int(tree.node(after: node).number)) }
        continue
      }
      switch shape {
      case .scalar:
        if mayHoldUsers { hideUser(of: node, anywhere: false) }
        if mayHoldValue(node) { hideValueAfterKey(in: node) }
      case .mapping: collect(fromMapping: node)
      case .sequence, .alias: break
      }
    }
  }

  private mutating func collect(fromMapping mapping: NodeID) {
    let hasEntries = startsEntries(mapping)
    var children = tree.children(of: mapping)
    // Whether a secret key above has no value: what follows may be meant as its value.
    var isAfterEmptySecret = false
    while let key = children.next() {
      let value = children.next()
      // There may be a million sites, of which few touch a part.
      if tree.span(of: key).start > part.end { return }
      if !isAfterEmptySecret, let value, tree.shape(of: value) == .mapping, !touchesPart(value) { continue }
      let resolved = resolve(key)
      guard tree.shape(of: resolved) == .scalar else { continue }
      // Nothing is hidden because of the names of sites.
      let isEntry = if hasEntries, let value { self.isEntry(value) } else { false }
      if isEntry, !isAfterEmptySecret, !mayHoldUsers { continue }
      let meaning = meanings.meaning(of: resolved, in: tree)
      if meaning.contains(.secret) {
        guard let value, !isEntry else { continue }
        hideAll(of: value)
        hideComment(after: value)
        isAfterEmptySecret = !tree.isFlow(mapping) && isUnquotedAndEmpty(value)
      } else if isAfterEmptySecret, let value, tree.shape(of: value) == .scalar, !isMeantForLanguage(resolved) {
        // A value with a colon that should have been indented.
        hideAll(of: key)
        hideAll(of: value)
      } else {
        isAfterEmptySecret = false
        if mayHoldUsers, let value, meaning.contains(.serverName) { hideUsers(in: value) }
      }
    }
  }

  /// Whether a value in an entry mapping is what is declared under the id of a server or site: an id such as `east` is near
  /// a word for passwords, and what is below it is not a password.
  private mutating func isEntry(_ value: NodeID) -> Bool {
    let node = resolve(value)
    guard tree.shape(of: node) == .mapping else { return false }
    var children = tree.children(of: node)
    while let key = children.next() {
      _ = children.next()
      let resolved = resolve(key)
      if tree.shape(of: resolved) == .scalar, meanings.meaning(of: resolved, in: tree).contains(.ofEntry) {
        return true
      }
    }
    return false
  }

  @inline(__always) private func touchesPart(_ node: NodeID) -> Bool {
    let span = tree.span(of: node)
    return span.start <= part.end && span.end >= part.start
  }

  @inline(__always) private func resolve(_ node: NodeID) -> NodeID { hasAliases ? tree.resolve(node) : node }

  /// Whether a mapping is one from ids to servers or sites. Mappings must be asked about in the order of the text.
  private mutating func startsEntries(_ mapping: NodeID) -> Bool {
    while nextEntries < entryMappings.count, entryMappings[nextEntries] < mapping { nextEntries += 1 }
    return nextEntries < entryMappings.count && entryMappings[nextEntries] == mapping
  }

  private static func entryMappings(of tree: YAMLTree) -> [NodeID] {
    guard let root = tree.root, tree.shape(of: root) == .mapping else { return [] }
    var found: [NodeID] = []
    var children = tree.children(of: root)
    while let key = children.next(), let value = children.next() {
      guard tree.shape(of: key) == .scalar else { continue }
      if let known = tree.withText(of: key, RootKey.named), known == .servers || known == .sites {
        found.append(tree.resolve(value))
      }
    }
    return found.sorted()
  }

  /// Hides a value and everything that can be reached from it, except the names in `{ env: NAME }` and the like.
  private mutating func hideAll(of value: NodeID) {
    let node = tree.resolve(value)
    guard hidden.insert(node, in: tree) else { return }
    switch tree.shape(of: node) {
    case .scalar, .alias: found.append(textSpan(of: node))
    case .sequence: for item in tree.children(of: node) { hideAll(of: item) }
    case .mapping:
      var children = tree.children(of: node)
      while let key = children.next() {
        let value = children.next()
        let isReference = SecretWords.isReference(tree.resolve(key), in: tree)
        if let value, isReference, tree.shape(of: tree.resolve(value)) == .scalar { continue }
        if !isReference, !SecretWords.isWordOfLanguage(tree.resolve(key), in: tree) { hideAll(of: key) }
        if let value { hideAll(of: value) }
      }
    }
  }

  /// Hides a comment right after a literal password, because it may be part of the password: `#1` in `hunter2 #1`.
  private mutating func hideComment(after value: NodeID) {
    guard tree.shape(of: tree.resolve(value)) != .mapping else { return }
    var offset = tree.span(of: value).end
    // An empty value is right after the key, and so before the colon.
    while offset < bytes.count, bytes[offset].isBlank || bytes[offset] == UInt8(ascii: ":") { offset += 1 }
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "#") else { return }
    found.append(ByteSpan(offset, bytes[offset...].firstIndex(where: \.isLineEnd) ?? bytes.count))
  }

  private func isUnquotedAndEmpty(_ value: NodeID) -> Bool {
    let node = tree.resolve(value)
    return tree.shape(of: node) == .scalar && !tree.style(of: node).isQuoted && tree.textLength(of: node) == 0
  }

  private func isMeantForLanguage(_ key: NodeID) -> Bool {
    SecretWords.isWordOfLanguage(key, in: tree) || SecretWords.isNearWordOfLanguage(tree.text(of: key))
  }

  /// Hides the users in the value of a server name: anywhere in it, if it is a collection.
  private mutating func hideUsers(in value: NodeID) {
    let node = tree.resolve(value)
    guard hiddenUsers.insert(node, in: tree) else { return }
    switch tree.shape(of: node) {
    case .scalar: hideUser(of: node, anywhere: true)
    case .sequence, .mapping: for child in tree.children(of: node) { hideUsers(in: child) }
    case .alias: break
    }
  }

  /// The place of a scalar's text; in a block, the lines after the one with its indicator. An anchor or a tag is part
  /// of it: without quotes, a password that begins with `&` or `!` is read as one.
  private func textSpan(of node: NodeID) -> ByteSpan {
    let content = tree.contentSpan(of: node)
    guard tree.shape(of: node) == .scalar, tree.style(of: node).isBlock else { return tree.span(of: node) }
    // A comment after the indicator may be the password.
    let start = bytes[content.range].firstIndex { $0.isLineEnd || $0 == UInt8(ascii: "#") }
    return ByteSpan(start ?? content.start, content.end)
  }

  /// Whether a scalar may hold what follows a key: nearly all are one word or a name, and need no closer look.
  private func mayHoldValue(_ node: NodeID) -> Bool {
    guard tree.isPrintable(node) else { return true }
    let span = tree.span(of: node)
    return switch tree.style(of: node) {
    case .plain: mayHoldEndOfKey(from: span.start, to: span.end)
    // Nothing follows the closing quote.
    case .singleQuoted, .doubleQuoted: mayHoldEndOfKey(from: span.start + 1, to: span.end - 1)
    case .literal, .folded: true
    }
  }

  /// Whether a byte may be one that can follow a key. In 500 KB, examining eight at a time takes 2 million instructions;
  /// a closer look at every scalar takes 15.
  @inline(__always) private func mayHoldEndOfKey(from start: Int, to end: Int) -> Bool {
    let blocks = UnsafeRawBufferPointer(bytes)
    var offset = start
    while offset + 8 <= end {
      if Self.mayHoldEndOfKey(blocks.eightBytes(at: offset)) { return true }
      offset += 8
    }
    guard offset < end else { return false }
    // The last eight bytes may overlap those before.
    if end - start >= 8 { return Self.mayHoldEndOfKey(blocks.eightBytes(at: end - 8)) }
    if start + 8 > blocks.count { return bytes[start..<end].contains(where: Self.canFollowKey) }
    // What follows is replaced by letters.
    let shift = 8 * UInt64(8 - (end - start))
    let block = UInt64(littleEndian: blocks.eightBytes(at: start))
    return Self.mayHoldEndOfKey(block << shift | UInt64(eightTimes: UInt8(ascii: "a")) >> (64 - shift))
  }

  /// Whether a byte is below `-`, from `:` to `?`, `[`, above `z`, or outside ASCII.
  @inline(__always) private static func mayHoldEndOfKey(_ block: UInt64) -> Bool {
    // The highest bit marks a byte that is looked for. Only such a byte borrows from the next one, and only a byte outside
    // ASCII, which is marked itself, carries into it.
    let isBelow = block &- UInt64(eightTimes: UInt8(ascii: "-"))
    let isPunctuation = block.marksBytes(in: UInt8(ascii: ":")...UInt8(ascii: "?"))
    let isBracket = (block ^ UInt64(eightTimes: UInt8(ascii: "["))) &- UInt64(eightTimes: 1)
    let isAbove = block &+ UInt64(eightTimes: 0x80 - UInt8(ascii: "{"))
    return (block | isBelow | isPunctuation | isBracket | isAbove) & UInt64(eightTimes: 0x80) != 0
  }

  /// Hides what follows a word that looks like a password's key at the start of a scalar's line: `password:hunter2`,
  /// without a space, is one string in YAML, and so are a key and a value below another value.
  private mutating func hideValueAfterKey(in node: NodeID) {
    let span = textSpan(of: node)
    var start = span.start + (tree.style(of: node).isQuoted ? 1 : 0)
    while start < span.end {
      let word = bytes[start..<span.end].prefix(while: SecretWords.isPartOfWord)
      if word.endIndex < span.end, Self.canFollowKey(bytes[word.endIndex]),
        SecretWords.isSecret(UnsafeBufferPointer(rebasing: word))
      {
        // The character after the word remains visible, unless it is not ASCII.
        found.append(ByteSpan(word.endIndex + (bytes[word.endIndex] < 0x80 ? 1 : 0), span.end))
        return
      }
      if let value = Self.quotedValue(after: word.endIndex, in: bytes[start..<span.end]) {
        found.append(ByteSpan(value, span.end))
        return
      }
      // Nearly all scalars are on one line.
      guard !tree.isPrintable(node), let lineEnd = bytes[word.endIndex..<span.end].firstIndex(where: \.isLineEnd) else {
        return
      }
      start = bytes[lineEnd..<span.end].firstIndex { !$0.isLineEnd && !$0.isBlank } ?? span.end
    }
  }

  /// Where a quoted string begins after a key of several words without a colon: `smtp pass "hunter2"`.
  private static func quotedValue(after firstWord: Int, in text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard firstWord < text.endIndex, text[firstWord].isBlank else { return nil }
    let line = text[firstWord...].prefix { !$0.isLineEnd }
    guard let quote = line.firstIndex(where: \.isQuote), line[..<quote].last?.isBlank ?? false else {
      return nil
    }
    let words = text[..<quote]
    let end = words.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? words.startIndex
    let start = words[..<end].lastIndex(where: \.isBlank).map { $0 + 1 } ?? words.startIndex
    return SecretWords.isSecret(UnsafeBufferPointer(rebasing: words[start..<end])) ? quote : nil
  }

  /// Whether people write this character between a key and its value. A path or a host name continues with others.
  private static func canFollowKey(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x80...: true
    case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: ">"), UInt8(ascii: "|"): true
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"), UInt8(ascii: "["): true
    case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "?"): true
    default: false
    }
  }

  /// Hides what comes before the last `@`: in a server name always, elsewhere if it looks like `user:password@host`.
  private mutating func hideUser(of node: NodeID, anywhere: Bool) {
    guard tree.shape(of: node) == .scalar else { return }
    let holdsUser = tree.withText(of: node) { text in
      // Few scalars have one, and the C library finds that out in few instructions.
      guard text.firstIndex(ofByte: UInt8(ascii: "@"), from: 0) != nil,
        let sign = text.lastIndex(of: UInt8(ascii: "@"))
      else { return false }
      return anywhere || text[..<sign].contains(UInt8(ascii: ":"))
    }
    guard holdsUser else { return }
    let content = tree.contentSpan(of: node)
    let start = content.start + (tree.style(of: node).isQuoted ? 1 : 0)
    let sign = bytes[content.range].lastIndex(of: UInt8(ascii: "@"))
    found.append(ByteSpan(start, sign ?? content.end))
  }
}
