import SourceText

@testable import Language
@testable import Linting
@testable import LocatedYAML

/// Collects the secrets of a document in the plainest way: every scalar is examined, every key is looked up, and nothing is
/// remembered.
struct PlainSecretCollector {
  private(set) var found: [ByteSpan] = []

  private let tree: YAMLTree
  private let entryMappings: Set<NodeID>
  private var hidden = Set<NodeID>()
  private var hiddenUsers = Set<NodeID>()

  init(_ tree: YAMLTree) {
    self.tree = tree
    entryMappings = Self.entryMappings(of: tree)
  }

  mutating func collect() {
    for node in tree.allNodes {
      switch tree.shape(of: node) {
      case .scalar:
        hideUser(of: node, anywhere: false)
        hideValueAfterKey(in: node)
      case .mapping: collect(fromMapping: node)
      case .sequence, .alias: break
      }
    }
  }

  private mutating func collect(fromMapping mapping: NodeID) {
    var children = tree.children(of: mapping)
    // Whether a secret key above has no value: what follows may be meant as its value.
    var isAfterEmptySecret = false
    while let key = children.next() {
      let value = children.next()
      let resolved = tree.resolve(key)
      guard tree.shape(of: resolved) == .scalar else { continue }
      if SecretWords.isSecretKey(resolved, in: tree) {
        guard let value, !isEntry(value, in: mapping) else { continue }
        hideAll(of: value)
        hideComment(after: value)
        isAfterEmptySecret = !tree.isFlow(mapping) && isUnquotedAndEmpty(value)
      } else if isAfterEmptySecret, let value, tree.shape(of: value) == .scalar, !isMeantForLanguage(resolved) {
        // A value with a colon that should have been indented.
        hideAll(of: key)
        hideAll(of: value)
      } else {
        isAfterEmptySecret = false
        if let value, SecretWords.isServerNameKey(resolved, in: tree) { hideUsers(in: value) }
      }
    }
  }

  /// Whether a value is what is declared under the id of a server or site: an id such as `east` is near a word for
  /// passwords, and what is below it is not a password.
  private func isEntry(_ value: NodeID, in mapping: NodeID) -> Bool {
    guard entryMappings.contains(mapping) else { return false }
    let node = tree.resolve(value)
    guard tree.shape(of: node) == .mapping else { return false }
    var children = tree.children(of: node)
    while let key = children.next() {
      _ = children.next()
      let isKnown = tree.withText(of: tree.resolve(key)) { ServerKey.named($0) != nil || ScopeKey.named($0) != nil }
      if tree.shape(of: tree.resolve(key)) == .scalar, isKnown { return true }
    }
    return false
  }

  /// The mappings from ids to servers and sites.
  private static func entryMappings(of tree: YAMLTree) -> Set<NodeID> {
    guard let root = tree.root, tree.shape(of: root) == .mapping else { return [] }
    var found = Set<NodeID>()
    var children = tree.children(of: root)
    while let key = children.next(), let value = children.next() {
      guard tree.shape(of: key) == .scalar else { continue }
      if let known = tree.withText(of: key, RootKey.named), known == .servers || known == .sites {
        found.insert(tree.resolve(value))
      }
    }
    return found
  }

  /// Hides a value and everything that can be reached from it, except the names in `{ env: NAME }` and the like.
  private mutating func hideAll(of value: NodeID) {
    let node = tree.resolve(value)
    guard hidden.insert(node).inserted else { return }
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
    let bytes = tree.source.bytes
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
    guard hiddenUsers.insert(node).inserted else { return }
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
    let bytes = tree.source.bytes[content.range]
    let start = bytes.firstIndex { $0.isLineEnd || $0 == UInt8(ascii: "#") }
    return ByteSpan(start ?? content.start, content.end)
  }

  /// Hides what follows a word that looks like a password's key at the start of a scalar's line: `password:hunter2`,
  /// without a space, is one string in YAML, and so are a key and a value below another value.
  private mutating func hideValueAfterKey(in node: NodeID) {
    let span = textSpan(of: node)
    let bytes = tree.source.bytes
    var start = span.start + (tree.style(of: node).isQuoted ? 1 : 0)
    while start < span.end {
      let word = bytes[start..<span.end].prefix(while: SecretWords.isPartOfWord)
      if word.endIndex < span.end, Self.canFollowKey(bytes[word.endIndex]),
        word.withUnsafeBufferPointer(SecretWords.isSecret)
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
  private static func quotedValue(after firstWord: Int, in text: ArraySlice<UInt8>) -> Int? {
    guard firstWord < text.endIndex, text[firstWord].isBlank else { return nil }
    let line = text[firstWord...].prefix { !$0.isLineEnd }
    guard let quote = line.firstIndex(where: \.isQuote), line[..<quote].last?.isBlank ?? false else {
      return nil
    }
    let words = text[..<quote]
    let end = words.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? words.startIndex
    let start = words[..<end].lastIndex(where: \.isBlank).map { $0 + 1 } ?? words.startIndex
    return words[start..<end].withUnsafeBufferPointer(SecretWords.isSecret) ? quote : nil
  }

  /// Whether people write this character between a key and its value. A path or a host name continues with others.
  private static func canFollowKey(_ byte: UInt8) -> Bool {
    byte.isBlank || byte.isLineEnd || byte >= 0x80 || ":=;>|,\"'{[&*!#?".utf8.contains(byte)
  }

  /// Hides what comes before the last `@`: in a server name always, elsewhere if it looks like `user:password@host`.
  private mutating func hideUser(of node: NodeID, anywhere: Bool) {
    guard tree.shape(of: node) == .scalar else { return }
    let holdsUser = tree.withText(of: node) { text in
      guard let sign = text.lastIndex(of: UInt8(ascii: "@")) else { return false }
      return anywhere || text[..<sign].contains(UInt8(ascii: ":"))
    }
    guard holdsUser else { return }
    let content = tree.contentSpan(of: node)
    let start = content.start + (tree.style(of: node).isQuoted ? 1 : 0)
    let sign = tree.source.bytes[content.range].lastIndex(of: UInt8(ascii: "@"))
    found.append(ByteSpan(start, sign ?? content.end))
  }
}
