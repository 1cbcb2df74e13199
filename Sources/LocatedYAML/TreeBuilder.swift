import CLibYAML
import SourceText

/// Builds the flat tree from libyaml's events.
struct TreeBuilder {
  var tree: TreeDraft
  var problems: [YAMLProblem] = []

  /// The open collections, the root first.
  var open: [OpenCollection] = []
  private var anchors: [String: Anchor] = [:]
  /// The extent of the innermost open collection, or of the top level if none is open.
  private var extent = Extent(contentEnd: 0)
  /// Whether all text is printable ASCII apart from line ends.
  private var isPrintable = false

  /// If a node has at least this many bytes on average, the list of nodes need not grow.
  private static let fewestBytesOfNode = 8

  /// A collection whose end has not come yet.
  struct OpenCollection {
    let index: Int
    let anchor: String?
    /// What is known so far of the enclosing collection.
    fileprivate let outer: Extent
  }

  /// What is known of a collection before it ends.
  fileprivate struct Extent {
    /// The number of nodes it represents so far, aliases expanded.
    var size = 1
    /// The number of levels of collections in it so far, aliases expanded.
    var height = 1
    /// The end of its last child; libyaml ends a block only at the next token.
    var contentEnd: Int

    /// Adds a finished child.
    mutating func take(size: Int, height: Int, end: Int) {
      // An expanded size is bounded by the limit for aliases, so the sum cannot overflow.
      self.size += size
      self.height = max(self.height, height + 1)
      contentEnd = max(contentEnd, end)
    }
  }

  private struct Anchor {
    let node: Int
    /// The number of nodes and levels it represents; nil while its own node is open.
    var measure: (size: Int, height: Int)?
  }

  init(_ source: SourceFile, firstNode: Int) {
    tree = TreeDraft(source: source, firstNode: firstNode)
  }

  mutating func read() {
    guard tree.source.bytes.count <= YAMLLimits.sourceSize else {
      problems = [.limit(.sourceSize)]
      return
    }
    let encoding = EncodingCheck(tree.source)
    guard encoding.problems.isEmpty else {
      problems = encoding.problems.map(YAMLProblem.encoding)
      return
    }
    if let span = directiveBeyondLimit() {
      problems = [.limit(.directives(span: span))]
      return
    }
    isPrintable = encoding.isPrintable
    // Memory that is never touched is never there: this is for more nodes than nearly all files have.
    tree.nodes.reserveCapacity(tree.source.bytes.count / Self.fewestBytesOfNode)
    let textStart = tree.source.textStart
    tree.source.bytes.withUnsafeBufferPointer { bytes in
      let text = UnsafeBufferPointer(rebasing: bytes[textStart...])
      readEvents(text, MarkCursor(text: text, isASCII: encoding.isASCII, base: textStart))
    }
  }

  // MARK: Events

  private mutating func readEvents(_ text: UnsafeBufferPointer<UInt8>, _ start: MarkCursor) {
    guard let parser = EventParser(text: text) else {
      problems.append(.limit(.memory))
      return
    }
    var cursor = start
    while parser.advance() {
      let event = parser.event
      switch event.pointee.type {
      case YAML_STREAM_END_EVENT:
        endStream()
        return
      case YAML_DOCUMENT_START_EVENT:
        if !startDocument(event, &cursor) { return }
      default:
        if !append(event, &cursor) { return }
      }
    }
    // The node of a tag is uncertain if the text has a syntax error.
    problems.removeAll { if case .misfitTag = $0 { true } else { false } }
    problems.append(problem(from: parser.failure, &cursor))
  }

  private mutating func endStream() {
    if tree.nodes.isEmpty { problems.append(.noDocument) }
    tree.isComplete = !tree.nodes.isEmpty
  }

  /// Handles the start of a document; false for a second one, after which nothing is read.
  private mutating func startDocument(_ event: UnsafePointer<yaml_event_t>, _ cursor: inout MarkCursor) -> Bool {
    let isExplicit = event.pointee.data.document_start.implicit == 0
    let end = cursor.offset(ofCharacter: event.pointee.end_mark.index)
    let start = isExplicit ? end - 3 : cursor.offset(ofCharacter: event.pointee.start_mark.index)
    guard tree.nodes.isEmpty else {
      problems.append(.secondDocument(marker: ByteSpan(start, isExplicit ? end : start)))
      tree.end = start
      tree.isComplete = true
      return false
    }
    tree.documentMarker = isExplicit ? ByteSpan(start, end) : nil
    return true
  }

  /// Handles an event inside the document; false if a limit ends the reading.
  private mutating func append(_ event: UnsafePointer<yaml_event_t>, _ cursor: inout MarkCursor) -> Bool {
    let start = cursor.offset(ofCharacter: event.pointee.start_mark.index)
    let end = cursor.offset(ofCharacter: event.pointee.end_mark.index)
    switch event.pointee.type {
    case YAML_SCALAR_EVENT: return appendScalar(event, start, end)
    case YAML_ALIAS_EVENT: return appendAlias(event, start, end)
    case YAML_SEQUENCE_START_EVENT:
      let data = event.pointee.data.sequence_start
      let node = collection(.sequence, data.style == YAML_FLOW_SEQUENCE_STYLE, start, end)
      return openCollection(node, anchor: data.anchor, tag: data.tag)
    case YAML_MAPPING_START_EVENT:
      let data = event.pointee.data.mapping_start
      let node = collection(.mapping, data.style == YAML_FLOW_MAPPING_STYLE, start, end)
      return openCollection(node, anchor: data.anchor, tag: data.tag)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      closeCollection(end)
      return true
    default:
      return true
    }
  }

  // MARK: Scalars and aliases

  private mutating func appendScalar(_ event: UnsafePointer<yaml_event_t>, _ start: Int, _ end: Int) -> Bool {
    let data = event.pointee.data.scalar
    var node = Node(kind: .scalar, start: UInt32(start), end: UInt32(end))
    node.style = ScalarStyle(data.style)
    if start < end, tree.source.bytes[start] == UInt8(ascii: "&") || tree.source.bytes[start] == UInt8(ascii: "!") {
      node.flags.insert(.hasProperties)
    }
    let isOnOneLine = event.pointee.start_mark.line == event.pointee.end_mark.line
    setText(of: &node, UnsafeBufferPointer(start: data.value, count: data.length), isOnOneLine: isOnOneLine)
    if isPrintable, isOnOneLine, data.length > 0, !node.flags.contains(.isDecoded) { node.flags.insert(.isPrintable) }
    let index = tree.nodes.count
    tree.nodes.append(node)
    if node.flags.contains(.hasProperties) {
      setTag(ofNodeAt: index, data.tag)
      remember(data.anchor, Anchor(node: index, measure: (1, 0)))
    }
    extent.take(size: 1, height: 0, end: end)
    return true
  }

  /// Refers to the text in the source if it is written there unchanged, and keeps a copy if not.
  private mutating func setText(of node: inout Node, _ text: UnsafeBufferPointer<UInt8>, isOnOneLine: Bool) {
    if isOnOneLine, node.style == .plain, text.count == Int(node.end - node.start) {
      // A plain scalar has no escapes, so on one line of the same length the text must be identical.
      node.first = node.start
      node.length = UInt32(text.count)
      return
    }
    node.length = UInt32(text.count)
    let end = Int(node.end) - (node.style.isQuoted ? 1 : 0)
    let start = end - text.count
    if !node.style.isBlock, start >= Int(node.start),
      tree.source.bytes.withUnsafeBufferPointer({
        text.hasSameBytes(as: UnsafeBufferPointer(rebasing: $0[start..<end]))
      })
    {
      node.first = UInt32(start)
    } else {
      node.first = UInt32(tree.decodedTexts.count)
      node.flags.insert(.isDecoded)
      tree.decodedTexts.append(contentsOf: text)
    }
  }

  private mutating func appendAlias(_ event: UnsafePointer<yaml_event_t>, _ start: Int, _ end: Int) -> Bool {
    let name = event.pointee.data.alias.anchor.map { String(cString: $0) } ?? ""
    let span = ByteSpan(start, end)
    var node = Node(kind: .alias, start: UInt32(start), end: UInt32(end))
    tree.hasAliases = true
    guard let anchor = anchors[name] else {
      // The first problems list the anchors for suggestions: many aliases times many anchors would take too long.
      let known = problems.count < Self.mostWithAnchors ? anchors.keys.sorted() : []
      problems.append(.undefinedAlias(name: name, span: span, known: known))
      node.flags.insert(.isFaulty)
      tree.nodes.append(node)
      extent.take(size: 1, height: 0, end: end)
      return true
    }
    if let problem = limitProblem(of: anchor, at: span) {
      problems.append(.limit(problem))
      return false
    }
    node.first = UInt32(anchor.node)
    tree.nodes.append(node)
    extent.take(size: anchor.measure?.size ?? 1, height: anchor.measure?.height ?? 0, end: end)
    return true
  }

  /// The number of problems that list the anchors.
  private static let mostWithAnchors = 100

  private mutating func limitProblem(of anchor: Anchor, at span: ByteSpan) -> LimitProblem? {
    let anchorSpan = ByteSpan(Int(tree.nodes[anchor.node].start), Int(tree.nodes[anchor.node].end))
    guard let measure = anchor.measure else { return .recursiveAlias(span: span, anchor: anchorSpan) }
    if open.count + measure.height > YAMLLimits.depth { return .aliasDepth(span: span, anchor: anchorSpan) }
    tree.nodesAddedByAliases += measure.size
    return tree.nodesAddedByAliases > YAMLLimits.nodesAddedByAliases ? .aliasExpansion(span: span) : nil
  }

  // MARK: Collections

  private func collection(_ kind: YAMLTree.Shape, _ isFlow: Bool, _ start: Int, _ end: Int) -> Node {
    Node(kind: kind, flags: isFlow ? .isFlow : [], start: UInt32(start), end: UInt32(end))
  }

  private mutating func openCollection(
    _ node: Node, anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?
  ) -> Bool {
    let index = tree.nodes.count
    var node = node
    if anchor != nil || tag != nil { node.flags.insert(.hasProperties) }
    node.first = UInt32(index + 1)
    tree.nodes.append(node)
    guard open.count < YAMLLimits.depth else {
      let bracket = tree.properties(of: tree.id(index)).contentStart
      problems.append(.limit(.depth(span: ByteSpan(bracket, bracket + 1))))
      return false
    }
    if tag != nil { setTag(ofNodeAt: index, tag) }
    let name = anchor.map { String(cString: $0) }
    remember(anchor, Anchor(node: index, measure: nil))
    open.append(OpenCollection(index: index, anchor: name, outer: extent))
    extent = Extent(contentEnd: Int(node.end))
    return true
  }

  private mutating func closeCollection(_ end: Int) {
    guard let closed = open.popLast() else { return }
    let isFlow = tree.nodes[closed.index].flags.contains(.isFlow)
    let inner = extent
    let contentEnd = isFlow ? end : inner.contentEnd
    tree.nodes[closed.index].close(end: contentEnd, next: tree.nodes.count)
    if let name = closed.anchor, anchors[name]?.node == closed.index {
      anchors[name]?.measure = (inner.size, inner.height)
    }
    extent = closed.outer
    extent.take(size: inner.size, height: inner.height, end: contentEnd)
  }

  private mutating func remember(_ name: UnsafeMutablePointer<yaml_char_t>?, _ anchor: Anchor) {
    guard let name else { return }
    anchors[String(cString: name)] = anchor
  }

  // MARK: Tags

  private mutating func setTag(ofNodeAt index: Int, _ tag: UnsafeMutablePointer<yaml_char_t>?) {
    let id = tree.id(index)
    guard let tag else {
      // libyaml drops a lone `!` before a scalar without a trace.
      if tree.nodes[index].kind == .scalar, tree.properties(of: id).tag != nil { tree.nodes[index].tag = .nonSpecific }
      return
    }
    guard let core = CoreTag(uri: String(cString: tag)) else {
      let node = tree[id]
      let span = tree.properties(of: id).tag ?? ByteSpan(Int(node.start), Int(node.end))
      problems.append(.unknownTag(text: tree.source.text(of: span), span: span, node: id))
      tree.nodes[index].flags.insert(.isFaulty)
      return
    }
    tree.nodes[index].tag = core
    let fits =
      switch tree.nodes[index].kind {
      case .scalar: tree.fitsTag(id)
      case .sequence: core == .sequence || core == .nonSpecific
      case .mapping: core == .mapping || core == .nonSpecific
      case .alias: true
      }
    if !fits {
      problems.append(.misfitTag(core, node: id))
      tree.nodes[index].flags.insert(.isFaulty)
    }
  }
}

extension ScalarStyle {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: self = .literal
    case YAML_FOLDED_SCALAR_STYLE: self = .folded
    default: self = .plain
    }
  }
}

extension CoreTag {
  /// The core tag of a resolved tag; nil for any other.
  fileprivate init?(uri: String) {
    let prefix = "tag:yaml.org,2002:"
    guard uri != "!" else {
      self = .nonSpecific
      return
    }
    guard uri.hasPrefix(prefix) else { return nil }
    switch uri.dropFirst(prefix.count) {
    case "str": self = .string
    case "int": self = .integer
    case "float": self = .float
    case "bool": self = .boolean
    case "null": self = .null
    case "seq": self = .sequence
    case "map": self = .mapping
    default: return nil
    }
  }
}
