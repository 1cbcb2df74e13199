import JSONRPC
import Language
import LanguageServerProtocol
import LocatedYAML
import Routing
import SourceText

/// What the file does not say, shown beside what it says.
struct InlayHints {
  private let document: OpenDocument
  private let span: ByteSpan
  private let snapshot: Snapshot

  private var text: ParsedText { document.text }

  /// The hints for a range of a document.
  init(_ document: OpenDocument, _ range: TextRange, _ snapshot: Snapshot) {
    self.document = document
    self.snapshot = snapshot
    span = document.text.map.span(of: range, snapshot.client.encoding)
  }

  /// The hints, as JSON.
  var json: JSON {
    guard case .configuration = document.kind else { return [] }
    let parts = text.outline.parts.filter { part in
      let place = text.tree.span(of: part.node)
      return place.start <= span.end && span.start <= place.end
    }
    return .array(parts.compactMap { values($0) } + firstServers(parts))
  }

  private func values(_ part: Outline.Part) -> JSON? {
    guard case .value(let key) = part.role, text.tree.shape(of: part.node) == .scalar else { return nil }
    let value = text.tree.text(of: part.node)
    if key === ServerKey.serverName.spec, snapshot.settings.hintsPort, let name = try? ServerName(value),
      !value.hasSuffix(":\(name.port)")
    {
      return hint(":\(name.port)", after: part.node, "the default port", isClose: true)
    }
    if key === ScopeKey.defaultServer.spec, snapshot.settings.hintsPriority, text.tree.isString(part.node) {
      return hint("High", after: part.node, "the default server is tried first, whatever its priority")
    }
    return nil
  }

  private func firstServers(_ parts: [Outline.Part]) -> [JSON] {
    let sites = parts.filter { if case .declaration(.site) = $0.role { true } else { false } }
    guard snapshot.settings.hintsFirstServer, !sites.isEmpty,
      let router = ConfigurationModel(document, snapshot).router
    else { return [] }
    return sites.compactMap { part in
      let chain = router.chain(ofSite: text.tree.text(of: part.node))
      guard let first = chain?.ids.first else { return nil }
      let others = chain.map { $0.ids.dropFirst().joined(separator: ", ") } ?? ""
      let note = others.isEmpty ? "the only server of this site" : "the first server of this site; then \(others)"
      return hint("→ \(first)", atEndOfLineOf: part.node, note)
    }
  }

  private func hint(_ label: String, after node: NodeID, _ tooltip: String, isClose: Bool = false) -> JSON {
    hint(label, at: text.tree.span(of: node).end, tooltip, isClose: isClose)
  }

  private func hint(_ label: String, atEndOfLineOf node: NodeID, _ tooltip: String) -> JSON {
    // The colon comes after the key.
    let end = text.tree.span(of: node).end
    let bytes = text.source.bytes
    let colon = bytes[end...].firstIndex { !$0.isBlank } ?? end
    let isColon = colon < bytes.count && bytes[colon] == UInt8(ascii: ":")
    return hint(label, at: isColon ? colon + 1 : end, tooltip, isClose: false)
  }

  private func hint(_ label: String, at offset: Int, _ tooltip: String, isClose: Bool) -> JSON {
    [
      "position": text.map.position(at: offset, snapshot.client.encoding).json, "label": .string(label),
      "tooltip": .string(tooltip), "paddingLeft": .boolean(!isClose),
    ]
  }
}
