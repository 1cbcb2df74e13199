import Language
import LocatedYAML
import SourceText

/// Where a new server goes in a document, and what is written there.
struct NewServer {
  /// Where it is inserted.
  let offset: Int
  /// What is inserted.
  let text: String

  private static let serverName = "serverName: smtp.example.com"

  /// A server after the last one, or under a new key `servers` at the end.
  init(_ id: String, in document: ParsedText) {
    let (tree, source) = (document.tree, document.source)
    let key = YAMLText.scalar(id)
    let end = source.lineEnd
    let servers = Self.servers(of: tree)
    if let servers, tree.shape(of: servers.value) == .scalar {
      offset = document.map.line(at: tree.span(of: servers.key).start).end
      text = "\(end)  \(key):\(end)    \(Self.serverName)"
      return
    }
    guard let servers, tree.shape(of: servers.value) == .mapping,
      let first = tree.firstChild(of: servers.value)
    else {
      let isStart = source.isLineStart(source.bytes.count)
      offset = source.bytes.count
      text = (isStart ? "" : end) + "servers:\(end)  \(key):\(end)    \(Self.serverName)\(end)"
      return
    }
    let last = tree.textEnd(of: servers.value)
    if tree.isFlow(servers.value) {
      // The last entry may be a flow mapping as well, whose brace comes first.
      let close = max(last - 1, 0)
      let before = source.bytes[..<close].lastIndex { !$0.isBlank && !$0.isLineEnd } ?? close
      offset = min(before + 1, close)
      text = ", \(key): { \(Self.serverName) }"
      return
    }
    let start = tree.span(of: first).start
    let line = document.map.line(at: start)
    let indentation = String(repeating: " ", count: start - line.start)
    let entry = "\(indentation)\(key):\(end)\(indentation)  \(Self.serverName)"
    if source.isLineStart(last) {
      offset = last
      text = entry + end
    } else {
      offset = document.map.line(at: last).end
      text = end + entry
    }
  }

  private static func servers(of tree: YAMLTree) -> (key: NodeID, value: NodeID)? {
    guard let root = tree.root, tree.shape(of: root) == .mapping else { return nil }
    var children = tree.children(of: root)
    while let key = children.next(), let value = children.next() {
      if tree.text(of: tree.resolve(key)) == RootKey.servers.name { return (key, value) }
    }
    return nil
  }
}
