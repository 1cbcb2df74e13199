import Language
import Routing

/// Changes as a comment on a pull request.
package struct DiffMarkdownRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The number of names of a group in its row; further ones are counted.
  private static let mostNames = 12

  /// A heading, a summary, and tables of the servers and of the scopes that change.
  package func render(_ report: DiffReport) -> String {
    var lines = ["### Mail routing: \(report.summary)"]
    let servers = report.diff.servers.map { change in
      let text = ServerText(change)
      return "| \(MarkdownText.code(text.name)) | \(Self.joined(text.parts)) | \(report.scopeCount(of: change)) |"
    }
    lines += MarkdownText.table("| server | change | chains |", "| --- | --- | --: |", servers)
    let scopes = report.groups.map { group in
      "| \(Self.names(of: group.scopes)) | \(Self.joined(group.text.parts)) | \(Self.witness(of: group)) |"
    }
    lines += MarkdownText.table("| site | change | for example |", "| --- | --- | --- |", scopes)
    let domains = report.diff.domains.map {
      "| \(MarkdownText.code($0.domain)) | \(MarkdownText.code("\($0.old)")) → \(MarkdownText.code("\($0.new)")) |"
    }
    lines += MarkdownText.table("| sender domain | belongs to |", "| --- | --- |", domains)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func names(of scopes: [Scope]) -> String {
    let shown = scopes.prefix(mostNames).map { MarkdownText.code("\($0)") }.joined(separator: ", ")
    let more = scopes.count > mostNames ? " and \(scopes.count - mostNames) more" : ""
    return scopes.count > 1 ? "**\(scopes.count) sites**: \(shown)\(more)" : shown
  }

  private static func witness(of group: DiffReport.Group) -> String {
    guard case .changed(let change) = group.example else { return "" }
    let (busy, old, new) = change.witness
    let outcomes = "\(old.map(MarkdownText.code) ?? "waits") → \(new.map(MarkdownText.code) ?? "waits")"
    return (busy.isEmpty ? "all idle" : busy.map(MarkdownText.code).joined(separator: ", ") + " busy") + ": " + outcomes
  }

  private static func joined(_ parts: [String]) -> String { parts.map(MarkdownText.escaped).joined(separator: "; ") }
}
