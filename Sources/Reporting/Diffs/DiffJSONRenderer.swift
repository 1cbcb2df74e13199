import Language
import Routing

/// Changes for programs: every scope and every server that changes, by name.
package struct DiffJSONRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// One document on one line, keys sorted.
  /// - Throws: What `JSONEncoder` throws, which never happens for strings and whole numbers.
  package func render(_ report: DiffReport) throws -> String {
    try JSONText.line(Document(report))
  }
}

private struct Document: Encodable {
  let formatVersion = 1
  let changed: Bool
  let scopes: [ScopeEntry]
  let servers: [ServerEntry]
  /// Nil, and not in the document, if none changes.
  let domains: [DomainEntry]?

  init(_ report: DiffReport) {
    domains = report.diff.domains.isEmpty ? nil : report.diff.domains.map(DomainEntry.init)
    changed = !report.diff.isEmpty
    scopes = report.diff.scopes.map { ScopeEntry($0) }
    servers = report.diff.servers.map { ServerEntry($0, scopeCount: report.scopeCount(of: $0)) }
  }
}

private struct DomainEntry: Encodable {
  let domain: String
  /// The site's name, `null` for mail of no site.
  let old: NullableText
  let new: NullableText

  init(_ change: DomainChange) {
    domain = change.domain
    old = NullableText(siteOf: change.old)
    new = NullableText(siteOf: change.new)
  }
}

private struct ScopeEntry: Encodable {
  /// The site's name, `null` for `global`.
  let site: NullableText
  let change: String
  var old: [String]?
  var new: [String]?
  var firstChoice: Pair?
  var lost: [String]?
  var gained: [String]?
  var reordered: Bool?
  var witness: Witness?

  struct Pair: Encodable {
    let old: NullableText
    let new: NullableText
  }

  struct Witness: Encodable {
    let busy: [String]
    let old: NullableText
    let new: NullableText
  }

  init(_ scope: ScopeChange) {
    site = NullableText(siteOf: scope.scope)
    switch scope.kind {
    case .added(let chain):
      change = "added"
      new = chain
    case .removed(let chain):
      change = "removed"
      old = chain
    case .changed(let difference):
      change = "changed"
      old = difference.old
      new = difference.new
      firstChoice = difference.firstChoice.map {
        Pair(old: NullableText(text: $0.old), new: NullableText(text: $0.new))
      }
      lost = difference.lost
      gained = difference.gained
      reordered = difference.reordered != nil
      let (busy, before, after) = difference.witness
      witness = Witness(busy: busy, old: NullableText(text: before), new: NullableText(text: after))
    }
  }
}

private struct ServerEntry: Encodable {
  let server: String
  let change: String
  var oldName: String?
  var differences: [Difference]?
  /// The number of scopes that use it, or did.
  let scopes: Int

  struct Difference: Encodable {
    let aspect: String
    let old: NullableText
    let new: NullableText
  }

  init(_ server: ServerChange, scopeCount: Int) {
    self.server = server.id
    scopes = scopeCount
    switch server {
    case .added: change = "added"
    case .removed: change = "removed"
    case .renamed(let old, _):
      change = "renamed"
      oldName = old.id
    case .changed(let old, let new):
      change = "changed"
      differences = DeliveryDifference.all(from: old.delivery, to: new.delivery).map { difference in
        Difference(
          aspect: difference.aspect.rawValue, old: NullableText(text: difference.old?.escapedForJSON),
          new: NullableText(text: difference.new?.escapedForJSON))
      }
    }
  }
}
