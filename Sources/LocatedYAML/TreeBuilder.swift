import CLibYAML
import SourceText

/// Builds the flat tree from libyaml's events.
struct TreeBuilder: ~Copyable {
  var tree: TreeDraft
  var problems: [YAMLProblem] = []

  /// The open collections, the root first.
  var open = FlatList<OpenCollection>(capacity: YAMLLimits.depth)
  private var anchors: [String: Anchor] = [:]
  /// The anchors of open collections, and the indices of these, the outermost first.
  private var openAnchors: [(name: String, node: Int)] = []
  /// The extent of the innermost open collection, or of the top level if none is open.
  private var extent = Extent(contentEnd: 0)
  /// Whether all text is printable ASCII apart from line ends.
  private var isPrintable = false

  /// If a node has at least this many bytes on average, the list of nodes need not grow.
  private static let fewestBytesOfNode = 8

  /// A collection whose end has not come yet.
  struct OpenCollection: BitwiseCopyable {
    let index: Int
    /// What is known so far of the enclosing collection.
    fileprivate let outer: Extent
  }

  /// What is known of a collection before it ends.
  fileprivate struct Extent: BitwiseCopyable {
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
    // Memory that is never touched is never there: this is for more nodes than nearly all files have.
    let capacity = min(source.bytes.count, YAMLLimits.sourceSize) / Self.fewestBytesOfNode
    tree = TreeDraft(source: source, firstNode: firstNode, capacity: capacity)
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
    let (source, textStart) = (tree.source, tree.source.textStart)
    source.bytes.withUnsafeBufferPointer { bytes in
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
    var isWithinLimits = true
    while isWithinLimits, parser.advance() {
      let event = parser.event
      switch event.pointee.type {
      case YAML_SCALAR_EVENT: appendScalar(event, cursor.span(of: event))
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: closeCollection(cursor.span(of: event).end)
      case YAML_MAPPING_START_EVENT:
        let data = event.pointee.data.mapping_start
        let isFlow = data.style == YAML_FLOW_MAPPING_STYLE
        let node = Node(kind: .mapping, flags: isFlow ? .isFlow : [], cursor.span(of: event))
        isWithinLimits = openCollection(node, anchor: data.anchor, tag: data.tag)
      case YAML_SEQUENCE_START_EVENT:
        let data = event.pointee.data.sequence_start
        let isFlow = data.style == YAML_FLOW_SEQUENCE_STYLE
        let node = Node(kind: .sequence, flags: isFlow ? .isFlow : [], cursor.span(of: event))
        isWithinLimits = openCollection(node, anchor: data.anchor, tag: data.tag)
      case YAML_ALIAS_EVENT: isWithinLimits = appendAlias(event, cursor.span(of: event))
      case YAML_DOCUMENT_START_EVENT: if !startDocument(event, &cursor) { return }
      case YAML_STREAM_END_EVENT: return endStream()
      default: break
      }
    }
    guard isWithinLimits else { return }
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

  // MARK: Scalars and aliases

  @inline(__always) private mutating func appendScalar(_ event: UnsafePointer<yaml_event_t>, _ span: ByteSpan) {
    let length = event.pointee.data.scalar.length
    let isOnOneLine = event.pointee.start_mark.line == event.pointee.end_mark.line
    if isOnOneLine, event.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE, length == span.length {
      // A plain scalar has no escapes, so on one line of the same length the text must be identical, and there is no
      // place for an anchor or a tag. All this is known without looking at the text, and most scalars are like that.
      tree.nodes.append(Node(plain: span, isPrintable: isPrintable && length > 0))
    } else {
      appendUnusualScalar(event, span, isOnOneLine: isOnOneLine)
    }
    extent.take(size: 1, height: 0, end: span.end)
  }

  @inline(never) private mutating func appendUnusualScalar(
    _ event: UnsafePointer<yaml_event_t>, _ span: ByteSpan, isOnOneLine: Bool
  ) {
    let data = event.pointee.data.scalar
    var node = Node(kind: .scalar, span)
    node.style = ScalarStyle(data.style)
    setText(of: &node, UnsafeBufferPointer(start: data.value, count: data.length))
    if isPrintable, isOnOneLine, data.length > 0, !node.flags.contains(.isDecoded) { node.flags.insert(.isPrintable) }
    appendWithProperties(node, anchor: data.anchor, tag: data.tag)
  }

  /// Appends a scalar that may have an anchor or a tag.
  private mutating func appendWithProperties(
    _ node: Node, anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?
  ) {
    let index = tree.nodes.count
    tree.nodes.append(node)
    let start = Int(node.start)
    guard start < Int(node.end),
      tree.source.bytes[start] == UInt8(ascii: "&") || tree.source.bytes[start] == UInt8(ascii: "!")
    else { return }
    tree.nodes[index].flags.insert(.hasProperties)
    setTag(ofNodeAt: index, tag)
    remember(anchor, Anchor(node: index, measure: (1, 0)))
  }

  /// Refers to the text in the source if it is written there unchanged, and keeps a copy if not.
  private mutating func setText(of node: inout Node, _ text: UnsafeBufferPointer<UInt8>) {
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

  private mutating func appendAlias(_ event: UnsafePointer<yaml_event_t>, _ span: ByteSpan) -> Bool {
    let name = event.pointee.data.alias.anchor.map { String(cString: $0) } ?? ""
    var node = Node(kind: .alias, span)
    tree.hasAliases = true
    guard let anchor = anchors[name] else {
      // The first problems list the anchors for suggestions: many aliases times many anchors would take too long.
      let known = problems.count < Self.mostWithAnchors ? anchors.keys.sorted() : []
      problems.append(.undefinedAlias(name: name, span: span, known: known))
      node.flags.insert(.isFaulty)
      tree.nodes.append(node)
      extent.take(size: 1, height: 0, end: span.end)
      return true
    }
    if let problem = limitProblem(of: anchor, at: span) {
      problems.append(.limit(problem))
      return false
    }
    node.first = UInt32(anchor.node)
    tree.nodes.append(node)
    extent.take(size: anchor.measure?.size ?? 1, height: anchor.measure?.height ?? 0, end: span.end)
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

  private mutating func openCollection(
    _ node: Node, anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?
  ) -> Bool {
    let index = tree.nodes.count
    var node = node
    node.first = UInt32(truncatingIfNeeded: index + 1)
    tree.nodes.append(node)
    if anchor != nil || tag != nil { tree.nodes[index].flags.insert(.hasProperties) }
    guard open.count < YAMLLimits.depth else {
      let bracket = tree.properties(of: tree.id(index)).contentStart
      problems.append(.limit(.depth(span: ByteSpan(bracket, bracket + 1))))
      return false
    }
    if tag != nil { setTag(ofNodeAt: index, tag) }
    if let anchor {
      remember(anchor, Anchor(node: index, measure: nil))
      openAnchors.append((String(cString: anchor), index))
    }
    open.append(OpenCollection(index: index, outer: extent))
    extent = Extent(contentEnd: Int(node.end))
    return true
  }

  private mutating func closeCollection(_ end: Int) {
    guard let closed = open.popLast() else { return }
    let isFlow = tree.nodes[closed.index].flags.contains(.isFlow)
    let inner = extent
    let contentEnd = isFlow ? end : inner.contentEnd
    tree.nodes[closed.index].close(end: contentEnd, next: tree.nodes.count)
    if let (name, node) = openAnchors.last, node == closed.index {
      openAnchors.removeLast()
      // Another node may have the name by now.
      if anchors[name]?.node == node { anchors[name]?.measure = (inner.size, inner.height) }
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
