import Language
import Routing
import SourceText

/// Changes as a comment on a pull request.
package struct DiffMarkdownRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The number of names of a group in its row; further ones are counted.
  private static let mostNames = 12
  /// The maximum number of rows in a table: comments have a limit, and readers too.
  private static let mostRows = 100

  /// A heading, a summary, and tables of the servers and of the scopes that change.
  package func render(_ report: DiffReport) -> String {
    var lines = ["### Mail routing: \(report.summary)"]
    let servers = report.diff.servers.map { change in
      let text = ServerText(change)
      return "| \(Self.code(text.name)) | \(Self.joined(text.parts)) | \(report.scopeCount(of: change)) |"
    }
    lines += Self.table("| server | change | chains |", "| --- | --- | --: |", servers)
    let scopes = report.groups.map { group in
      "| \(Self.names(of: group.scopes)) | \(Self.joined(group.text.parts)) | \(Self.witness(of: group)) |"
    }
    lines += Self.table("| site | change | for example |", "| --- | --- | --- |", scopes)
    let domains = report.diff.domains.map {
      "| \(Self.code($0.domain)) | \(Self.code("\($0.old)")) → \(Self.code("\($0.new)")) |"
    }
    lines += Self.table("| sender domain | belongs to |", "| --- | --- |", domains)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func table(_ head: String, _ rule: String, _ rows: [String]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let more = rows.count > mostRows ? ["", "… and \(rows.count - mostRows) more."] : []
    return ["", head, rule] + rows.prefix(mostRows) + more
  }

  private static func names(of scopes: [Scope]) -> String {
    let shown = scopes.prefix(mostNames).map { code("\($0)") }.joined(separator: ", ")
    let more = scopes.count > mostNames ? " and \(scopes.count - mostNames) more" : ""
    return scopes.count > 1 ? "**\(scopes.count) sites**: \(shown)\(more)" : shown
  }

  private static func witness(of group: DiffReport.Group) -> String {
    guard case .changed(let change) = group.example else { return "" }
    let (busy, old, new) = change.witness
    let outcomes = "\(old.map(code) ?? "waits") → \(new.map(code) ?? "waits")"
    return (busy.isEmpty ? "all idle" : busy.map(code).joined(separator: ", ") + " busy") + ": " + outcomes
  }

  private static func joined(_ parts: [String]) -> String { parts.map(escaped).joined(separator: "; ") }

  private static func code(_ text: String) -> String { "`\(text.replacing("`", with: "'"))`" }

  /// The text with everything escaped that Markdown would interpret.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "|", "`", "*", "_", "\\", "#", "[", "]", "@": escaped += "\\" + String(Character(scalar))
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
