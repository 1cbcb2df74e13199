import JSONRPC
import Language
import LanguageServerProtocol
import LocatedYAML
import SourceText

/// The names in documents.
struct Symbols {
  private let text: ParsedText
  private let encoding: PositionEncoding
  private var tree: YAMLTree { text.tree }

  /// The names in a text.
  init(_ text: ParsedText, _ encoding: PositionEncoding) {
    self.text = text
    self.encoding = encoding
  }

  /// The keys of the top level, with the servers, sites or tests in each.
  var tops: [DocumentSymbol] {
    guard let root = tree.root else { return [] }
    return entries(of: root).map { key, value in
      let children: [DocumentSymbol] =
        switch tree.text(of: key) {
        case RootKey.servers.name: entries(of: value).map { symbol($0, $1, .server) }
        case RootKey.sites.name: entries(of: value).map { symbol($0, $1, .site) }
        case "tests", "invariants": items(of: value).map(test)
        default: []
        }
      return symbol(key, value, children.isEmpty ? .value : .section, children)
    }
  }

  private func entries(of node: NodeID) -> [(key: NodeID, value: NodeID)] {
    guard tree.shape(of: node) == .mapping else { return [] }
    var found: [(NodeID, NodeID)] = []
    var children = tree.children(of: node)
    while let key = children.next(), let value = children.next() { found.append((key, value)) }
    return found
  }

  private func items(of node: NodeID) -> [NodeID] {
    tree.shape(of: node) == .sequence ? Array(tree.children(of: node)) : []
  }

  private func symbol(
    _ key: NodeID, _ value: NodeID, _ kind: DocumentSymbol.Kind, _ children: [DocumentSymbol] = []
  ) -> DocumentSymbol {
    let name = tree.text(of: tree.resolve(key)).escapedControls()
    let span = ByteSpan(tree.span(of: key).start, max(tree.span(of: key).end, tree.textEnd(of: value)))
    return DocumentSymbol(
      name, detail: detail(value, kind), kind, range: text.map.range(of: span, encoding),
      selection: text.map.range(of: tree.span(of: key), encoding), children: children)
  }

  /// The server name of a server; nothing of it is secret if it is a valid one.
  private func detail(_ value: NodeID, _ kind: DocumentSymbol.Kind) -> String {
    guard kind == .server else { return "" }
    let entry = entries(of: tree.resolve(value)).first { tree.text(of: $0.key) == ServerKey.serverName.name }
    let name = entry.map { tree.text(of: tree.resolve($0.value)) } ?? ""
    return (try? ServerName(name)) == nil ? "" : name
  }

  private func test(_ item: NodeID) -> DocumentSymbol {
    let range = text.map.range(of: ByteSpan(tree.span(of: item).start, tree.textEnd(of: item)), encoding)
    let parts = entries(of: tree.resolve(item))
    let named = parts.first { tree.text(of: $0.key) == "name" } ?? parts.first
    let name = named.map { part in
      let value = tree.text(of: tree.resolve(part.value))
      return tree.text(of: part.key) == "name" ? value : "\(tree.text(of: part.key)): \(value)"
    }
    return DocumentSymbol((name ?? "-").escapedControls(), .test, range: range, selection: range)
  }

  // MARK: The workspace

  /// The servers and sites of all files of the workspace whose names contain the letters of a query, in its order.
  static func all(_ query: String, _ snapshot: Snapshot) -> JSON {
    let graph = FileGraph(from: snapshot.inOrder, snapshot, everything: true)
    let most = 1000
    var found: [JSON] = []
    for file in graph.files where found.count < most {
      for use in file.text.outline.occurrences where use.isDeclaration && matches(use.name, query) {
        let kind: DocumentSymbol.Kind = use.kind == .server ? .server : .site
        let location = Location(file.uri, file.text.range(of: use.node, snapshot.client.encoding))
        found.append([
          "name": .string(use.name.escapedControls()), "kind": .integer(kind.rawValue), "location": location.json,
          "containerName": .string(file.text.source.name.escapedControls()),
        ])
      }
    }
    return .array(Array(found.prefix(most)))
  }

  private static func matches(_ name: String, _ query: String) -> Bool {
    var rest = query.lowercased()[...]
    for character in name.lowercased() where character == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}
