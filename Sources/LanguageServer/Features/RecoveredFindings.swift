import Diagnostics
import Language
import Linting
import LocatedYAML
import Rules
import SourceText

/// Tells which findings of a text with blanked lines would also be there if these lines were right.
struct RecoveredFindings {
  private let document: OpenDocument
  private let blanked: [String]
  /// Whether an alias may use what was blanked somewhere else.
  private let hasAliases: Bool
  /// Whether nothing is certain.
  private let isMisread: Bool
  /// The entries of the top level, or the servers and sites, that blanked lines are in or next to.
  private let doubtful: [ByteSpan]

  /// Rules about what is absent or about the whole: a blanked line may have contained it.
  private static let aboutTheWhole = rules(of: ["Routing", "Suppressions"])
    .union(["nothing-to-remove", "near-name", "inherited-credentials", "invalid-id"])
  /// Rules about the keys of one server, which may come from elsewhere.
  private static let aboutServers = rules(of: ["Delivery"]).union(["missing-key"])

  private static func rules(of groups: Set<String>) -> Set<RuleID> {
    Set(RuleCatalog.rules.groups.filter { groups.contains($0.name) }.flatMap(\.rules).map(\.id))
  }

  /// A judge for a document that was recovered.
  init(_ recovered: RecoveredText, of document: OpenDocument) {
    self.document = document
    let source = document.text.source
    blanked = recovered.blanked.map { source.text(of: $0) }
    isMisread = recovered.isMisread || blanked.contains { $0.contains(RootKey.extends.name) }
    let tree = recovered.reading.tree
    hasAliases = tree.hasAliases
    // What begins last before a blanked line, on each of the two upper levels, is what the line may belong to.
    let entries = Self.entries(of: tree)
    doubtful = recovered.blanked.flatMap { line in
      entries.compactMap { level -> ByteSpan? in
        guard let index = level.lastIndex(where: { $0 <= line.end }) else { return nil }
        let end = index + 1 < level.count ? level[index + 1] : source.bytes.count
        return ByteSpan(level[index], end)
      }.suffix(1)
    }
  }

  /// Where the keys of the top level and of the mappings in it begin: the inner ones if there are any.
  private static func entries(of tree: YAMLTree) -> [[Int]] {
    guard let root = tree.root, tree.shape(of: root) == .mapping else { return [] }
    var outer: [Int] = []
    var inner: [Int] = []
    var children = tree.children(of: root)
    while let key = children.next(), let value = children.next() {
      outer.append(tree.span(of: key).start)
      inner.append(tree.span(of: key).start)
      guard tree.shape(of: value) == .mapping else { continue }
      var nested = tree.children(of: value)
      while let key = nested.next(), nested.next() != nil { inner.append(tree.span(of: key).start) }
    }
    return [outer, inner]
  }

  /// Whether a finding at a place of the document does not depend on what was blanked.
  func isCertain(_ diagnostic: Diagnostic, at span: ByteSpan) -> Bool {
    if isMisread || diagnostic.rule.text.hasPrefix("yaml-") { return false }
    if Self.aboutTheWhole.contains(diagnostic.rule) { return false }
    if hasAliases, Self.aboutServers.contains(diagnostic.rule) { return false }
    if doubtful.contains(where: { $0.start <= span.start && span.start < $0.end }) { return false }
    switch diagnostic.rule {
    case "missing-key": return diagnostic.path.steps.count > 1
    case "undefined-server":
      // The blanked line may declare it.
      let name = document.text.source.text(of: span)
      return !blanked.contains { line in
        if line.first.map({ !$0.isWhitespace }) ?? false { return true }
        let word = line.drop { $0.isWhitespace }.prefix { !$0.isWhitespace && $0 != ":" }
        return line.contains(name) || !word.isEmpty && name.hasPrefix(word)
      }
    default: return true
    }
  }
}
