import Language
package import Reporting
package import Routing

/// A page that shows how two routings differ: a picture in which what changes is marked, and a list of the changes.
package struct DiffPage {
  private let report: DiffReport
  private let picture: RoutingPicture
  private let scopeCount: Int

  /// Prepares the page of a comparison.
  ///
  /// Takes time in proportion to the scopes and the chains, and n log n for sorting n scopes.
  package init(_ report: DiffReport, old: Router, new: Router) {
    self.report = report
    picture = RoutingPicture(report, old: old, new: new)
    scopeCount = picture.groups.count + picture.hidden.groups
  }

  /// Writes the page.
  ///
  /// - Parameter sink: Receives the bytes, piece by piece.
  /// - Throws: What the sink throws.
  package func write(to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
    let frame = PageFrame(
      title: "Changes of mail routing", subtitle: "\(report.names.old) → \(report.names.new)", isInteractive: false)
    try frame.write(to: sink) { main in
      try main.section("answer", heading: nil) { section in
        try section.element("p", [("class", "headline")], text: report.summary.capitalizedSentence)
      }
      try main.section("map", heading: "Who sends whose mail") { section in
        try PictureWriter(picture).write(.page, to: &section)
        try section.element("p", [("class", "legend")]) { legend in
          for (name, text) in [
            ("added", "new"), ("changed", "another order"), ("removed", "removed"), ("third", "unchanged"),
          ] {
            try legend.element("span", [("class", "key \(name)")], text: text)
          }
        }
        section.endLine()
        try section.writeHidden(
          picture.hidden, groupCount: scopeCount, serverCount: picture.servers.count + picture.hidden.servers)
      }
      try writeServers(to: &main)
      try writeScopes(to: &main)
      try writeDomains(to: &main)
    }
  }

  private static let mostRows = 1_000

  private func writeServers(to main: inout MarkupWriter) throws {
    let rows = report.diff.servers.map { change in
      let text = ServerText(change)
      let count = report.scopeCount(of: change)
      return [text.sign, text.name, text.parts.joined(separator: "; "), "\(count) \(count == 1 ? "chain" : "chains")"]
    }
    try Self.writeTable("servers", "Servers", ["Server", "Change", "In"], rows, to: &main)
  }

  private func writeScopes(to main: inout MarkupWriter) throws {
    let rows = report.groups.map { group in
      let names = group.scopes.count > 1 ? "\(group.scopes.counted): \(group.scopes.names())" : group.scopes.names()
      return [group.text.sign, names, group.text.parts.joined(separator: "; "), Self.witness(of: group)]
    }
    try Self.writeTable("sites", "Mail", ["Sites", "Change", "For example"], rows, to: &main)
  }

  private func writeDomains(to main: inout MarkupWriter) throws {
    let rows = report.diff.domains.map { ["~", $0.domain, "\($0.old) → \($0.new)", ""] }
    try Self.writeTable("domains", "Sender domains", ["Domain", "Belongs to", ""], rows, to: &main)
  }

  private static func witness(of group: DiffReport.Group) -> String {
    guard case .changed(let change) = group.example else { return "" }
    let (busy, old, new) = change.witness
    let condition = busy.isEmpty ? "all idle" : busy.joined(separator: ", ") + " busy"
    return "\(condition): \(old ?? "waits") → \(new ?? "waits")"
  }

  /// Writes a table whose rows begin with the sign of the change; nothing if there are no rows.
  private static func writeTable(
    _ id: String, _ heading: String, _ columns: [String], _ rows: [[String]], to main: inout MarkupWriter
  ) throws {
    guard !rows.isEmpty else { return }
    try main.section(id, heading: heading) { section in
      try section.element("table", [("class", "changes")]) { table in
        try table.element("thead") { head in
          try head.element("tr") { row in
            for column in columns { try row.element("th", [("scope", "col")], text: column) }
          }
        }
        try table.element("tbody") { body in
          for cells in rows.prefix(mostRows) {
            body.endLine()
            try body.element("tr") { row in
              try row.element("th", [("scope", "row")]) { cell in
                try cell.element("span", [("class", "mark \(name(ofSign: cells[0]))")], text: cells[0])
                cell.text(cells[1])
              }
              for text in cells.dropFirst(2) { try row.element("td", text: text) }
            }
          }
        }
      }
      guard rows.count > mostRows else { return }
      try section.element("p", text: "… and \(rows.count - mostRows) more; smtpconf diff --format json lists all.")
    }
  }

  private static func name(ofSign sign: String) -> String {
    switch sign {
    case "+": "added"
    case "-": "removed"
    default: "changed"
    }
  }
}
