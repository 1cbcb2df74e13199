import Language
import Routing
import SourceText

/// Changes for people at a terminal.
package struct DiffTextRenderer: Renderer {
  private let style: TextStyle

  /// The number of names of a group that are shown.
  private static let mostNames = 12

  /// Makes a renderer of a style.
  package init(style: TextStyle) {
    self.style = style
  }

  /// The servers that change, then the scopes; empty if there are no changes.
  package func render(_ report: DiffReport) -> String {
    var rows: [Row] = []
    if !report.diff.servers.isEmpty {
      rows.append(Row("Servers", .heading))
      rows += report.diff.servers.flatMap { self.rows(of: $0, in: report) }
    }
    if !report.diff.scopes.isEmpty {
      rows.append(Row("Mail", .heading))
      rows += report.groups.flatMap(self.rows)
    }
    if !report.diff.domains.isEmpty {
      rows.append(Row("Sender domains", .heading))
      rows += report.diff.domains.flatMap { item("~", $0.domain, "\($0.old) → \($0.new)") }
    }
    return rows.reduce(into: "") { $0 += $1.text(colour: style.colour) + "\n" }
  }

  private func rows(of change: ServerChange, in report: DiffReport) -> [Row] {
    let text = ServerText(change)
    let count = report.scopeCount(of: change)
    let chains = "(\(count) \(count == 1 ? "chain" : "chains"))"
    return item(text.sign, text.name, text.parts.joined(separator: "; ") + " " + chains)
  }

  private func rows(of group: DiffReport.Group) -> [Row] {
    let text = group.text.parts.joined(separator: "; ")
    guard group.scopes.count > 1 else {
      return item(group.text.sign, "\(group.scopes[0])", text) + witness(of: group)
    }
    let names = group.scopes.prefix(Self.mostNames).map { "\($0)" }
    let more = group.scopes.count > names.count ? " and \(group.scopes.count - names.count) more" : ""
    return item(group.text.sign, "\(group.scopes.count) sites", text) + wrapped(names.joined(separator: ", ") + more)
      + witness(of: group)
  }

  /// An example that shows the change, if the first choice stays the same.
  private func witness(of group: DiffReport.Group) -> [Row] {
    guard case .changed(let change) = group.example, change.firstChoice == nil else { return [] }
    let (busy, old, new) = change.witness
    let whose = group.scopes.count > 1 ? "\(group.scopes[0]), " : ""
    let outcomes = "\(old ?? "mail waits") → \(new ?? "mail waits")"
    return wrapped("\(whose)while \(busy.joined(separator: ", ")) \(busy.count == 1 ? "is" : "are") busy: \(outcomes)")
  }

  private func item(_ sign: String, _ name: String, _ text: String) -> [Row] {
    let used = 4 + DisplayWidth.of(name) + 2
    let texts = WordWrap.rows(of: text, first: style.width - used, rest: style.width - Self.indent.utf8.count)
    var first = Row("  ")
    first.append(sign + " ", Self.role(of: sign))
    first.append(name, .message)
    first.append(": " + (texts.first ?? ""))
    return [first] + texts.dropFirst().map { Row(Self.indent + $0) }
  }

  private func wrapped(_ text: String) -> [Row] {
    let room = style.width - Self.indent.utf8.count
    return WordWrap.rows(of: text, first: room, rest: room).map { Row(Self.indent + $0, .faint) }
  }

  private static func role(of sign: String) -> Role {
    switch sign {
    case "+": .added
    case "-": .removed
    default: .warning
    }
  }

  private static let indent = "      "
}
