/// A picture of the routing in the DOT language of Graphviz: `dot -Tsvg` draws it.
package struct DotRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The graph; the line to the server that sends the message is thick.
  package func render(_ report: RouteReport) -> String {
    let picture = Picture(report)
    var lines = [
      "digraph routing {", "  rankdir=LR;", "  nodesep=0.2;", "  ranksep=1.6;",
      "  node [fontname=\"Helvetica\", fontsize=11, shape=box];", "  edge [arrowsize=0.6];",
    ]
    for (number, source) in picture.sources.enumerated() {
      lines.append("  scope\(number) [shape=plain, label=<\(Self.table(source))>];")
    }
    for (number, server) in picture.servers.enumerated() {
      let state = server.state.map { "\\n\($0)" } ?? ""
      let style = server.state == nil ? "rounded" : "rounded,dashed"
      lines.append("  server\(number) [label=\"\(Self.quoted(server.id))\(state)\", style=\"\(style)\"];")
    }
    for (number, source) in picture.sources.enumerated() {
      lines += source.targets.map { target in
        "  scope\(number):\(target.order):e -> server\(target.server)"
          + (target.isSending ? " [penwidth=2];" : " [color=gray40];")
      }
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  /// The box of some scopes: their names on the left, and on the right a number for each server in their chain, at
  /// which its line begins. Labels beside the lines would overlap.
  private static func table(_ source: Picture.Source) -> String {
    let rows = max(source.targets.count, 1)
    let names = source.label.map(escaped).joined(separator: "<BR ALIGN=\"LEFT\"/>") + "<BR ALIGN=\"LEFT\"/>"
    var cells = source.targets.map { "<TD PORT=\"\($0.order)\">\($0.order)</TD>" }
    let first = cells.isEmpty ? "" : cells.removeFirst()
    let head = "<TR><TD ROWSPAN=\"\(rows)\" BALIGN=\"LEFT\">\(names)</TD>\(first)</TR>"
    return "<TABLE BORDER=\"0\" CELLBORDER=\"1\" CELLSPACING=\"0\" CELLPADDING=\"4\">"
      + head + cells.map { "<TR>\($0)</TR>" }.joined() + "</TABLE>"
  }

  private static func quoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
