/// A picture of the routing in the language of Mermaid, which GitHub and GitLab draw in Markdown.
package struct MermaidRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The flow chart; the line to the server that sends the message is thick.
  package func render(_ report: RouteReport) -> String {
    let picture = Picture(report)
    var lines = ["flowchart LR"]
    for (number, source) in picture.sources.enumerated() {
      lines.append("  scope\(number)[\"\(source.label.map(Self.escaped).joined(separator: "<br/>"))\"]")
    }
    for (number, server) in picture.servers.enumerated() {
      let state = server.state.map { "<br/>\($0)" } ?? ""
      lines.append("  server\(number)([\"\(Self.escaped(server.id))\(state)\"])")
    }
    for (number, source) in picture.sources.enumerated() {
      lines += source.targets.map { target in
        "  scope\(number) \(target.isSending ? "==>" : "-->")|\(target.order)| server\(target.server)"
      }
    }
    for (number, server) in picture.servers.enumerated() where server.state != nil {
      lines.append("  style server\(number) stroke-dasharray: 4 4")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Names are ids; only the text around them could have a meaning in Mermaid.
  private static func escaped(_ text: String) -> String {
    text.replacing("\"", with: "#quot;").replacing("<", with: "#lt;")
  }
}
