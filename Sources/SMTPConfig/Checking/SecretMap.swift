import Diagnostics
import LocatedYAML
import SourceText

/// The places of a file that must never be shown: the values of keys that look like a password's, all that aliases bring
/// there, and users before an `@` in a server name.
///
/// Rather too much is hidden than too little.
struct SecretMap {
  /// The secret places, sorted and disjoint.
  private(set) var spans: [ByteSpan] = []
  private let tree: YAMLTree

  init(_ tree: YAMLTree) {
    self.tree = tree
    var found: [ByteSpan] = []
    var visited = Set<NodeID>()
    collect(&found, &visited)
    spans = Self.merged(found)
  }

  /// Whether any part of a node must not be shown.
  func hide(_ node: NodeID) -> Bool { Self.hide(tree.span(of: tree.resolve(node)), spans) }

  /// Whether a place touches any of the secret ones, which are sorted and disjoint.
  static func hide(_ span: ByteSpan, _ spans: [ByteSpan]) -> Bool {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].end <= span.start { low = middle + 1 } else { high = middle }
    }
    return low < spans.count && spans[low].overlaps(span)
  }

  /// The secret places with those that the bare text suggests: where YAML could not be read as it was meant.
  func spansWithThoseInText() -> [ByteSpan] {
    Self.merged(spans + SecretsInText.find(in: tree.source))
  }

  private static func merged(_ spans: [ByteSpan]) -> [ByteSpan] {
    spans.filter { !$0.isEmpty }.sorted().reduce(into: []) { merged, span in
      if let last = merged.last, span.start <= last.end {
        merged[merged.count - 1] = ByteSpan(last.start, max(last.end, span.end))
      } else {
        merged.append(span)
      }
    }
  }

  // MARK: Collecting

  private func collect(_ found: inout [ByteSpan], _ visited: inout Set<NodeID>) {
    for node in tree.allNodes {
      switch tree.shape(of: node) {
      case .scalar:
        hideUser(of: node, anywhere: false, &found)
        hideValueBehindKey(in: node, &found)
      case .mapping: collect(fromMapping: node, &found, &visited)
      case .sequence, .alias: break
      }
    }
  }

  private func collect(fromMapping mapping: NodeID, _ found: inout [ByteSpan], _ visited: inout Set<NodeID>) {
    var children = tree.children(of: mapping)
    while let key = children.next() {
      let value = children.next()
      let resolved = tree.resolve(key)
      guard tree.shape(of: resolved) == .scalar else { continue }
      if SecretWords.isSecretKey(resolved, in: tree) {
        if let value { hideAll(of: value, &found, &visited) }
      } else if let value, SecretWords.isServerNameKey(resolved, in: tree) {
        hideUsers(in: value, &found)
      }
    }
  }

  /// Hides a value and all that can be reached from it, but for the names of `{ env: NAME }` and `{ file: PATH }`.
  private func hideAll(of value: NodeID, _ found: inout [ByteSpan], _ visited: inout Set<NodeID>) {
    let node = tree.resolve(value)
    guard visited.insert(node).inserted else { return }
    switch tree.shape(of: node) {
    case .scalar, .alias: found.append(textSpan(of: node))
    case .sequence: for item in tree.children(of: node) { hideAll(of: item, &found, &visited) }
    case .mapping:
      var children = tree.children(of: node)
      while let key = children.next() {
        let value = children.next()
        let isSource = SecretWords.isPasswordSource(tree.resolve(key), in: tree)
        if let value, isSource, tree.shape(of: tree.resolve(value)) == .scalar { continue }
        if !isSource, !SecretWords.isWordOfLanguage(tree.resolve(key), in: tree) { hideAll(of: key, &found, &visited) }
        if let value { hideAll(of: value, &found, &visited) }
      }
    }
  }

  /// Hides the users in what was given as a server name: in the items as well, where someone wrote a list.
  private func hideUsers(in value: NodeID, _ found: inout [ByteSpan]) {
    let node = tree.resolve(value)
    switch tree.shape(of: node) {
    case .scalar: hideUser(of: node, anywhere: true, &found)
    case .sequence: for item in tree.children(of: node) { hideUser(of: tree.resolve(item), anywhere: true, &found) }
    case .mapping, .alias: break
    }
  }

  /// Where a scalar's text is written: the lines of a block are behind the one with its indicator. What reads as an anchor
  /// or a tag is part of it: it is the start of a password that begins with `&` or `!` where someone forgot the quotes.
  private func textSpan(of node: NodeID) -> ByteSpan {
    let content = tree.contentSpan(of: node)
    guard tree.shape(of: node) == .scalar, tree.style(of: node).isBlock else { return tree.span(of: node) }
    let bytes = tree.source.bytes[content.range]
    let firstLineEnd = bytes.firstIndex(where: \.isLineEnd)
    return ByteSpan(firstLineEnd ?? content.start, content.end)
  }

  /// Hides what stands in a scalar behind a key that looks like a password's: `password:hunter2`, where a space was
  /// forgotten, is one text to YAML.
  private func hideValueBehindKey(in node: NodeID, _ found: inout [ByteSpan]) {
    let isSecret = tree.withText(of: node) { text in
      let word = text.prefix(while: SecretWords.isPartOfWord)
      return word.count < text.count && SecretWords.isSecret(UnsafeBufferPointer(rebasing: word))
    }
    guard isSecret else { return }
    let span = textSpan(of: node)
    let quote = tree.style(of: node).isQuoted ? 1 : 0
    let word = tree.source.bytes[span.range].dropFirst(quote).prefix(while: SecretWords.isPartOfWord)
    // The sign behind the word stays to be seen, unless it may be the first byte of a character.
    let hasSign = word.endIndex < span.end && tree.source.bytes[word.endIndex] < 0x80
    found.append(ByteSpan(word.endIndex + (hasSign ? 1 : 0), span.end))
  }

  /// Hides what stands before the last `@`: in a server name always, elsewhere where it looks like `user:password@host`.
  private func hideUser(of node: NodeID, anywhere: Bool, _ found: inout [ByteSpan]) {
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
