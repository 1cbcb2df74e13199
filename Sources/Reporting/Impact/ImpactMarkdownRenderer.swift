package import Routing

/// What happens if servers are lost, as a comment on a pull request.
package struct ImpactMarkdownRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// A heading with the answer, and a table of the losses, the worst first.
  package func render(_ impact: Impact) -> String {
    let rows = impact.losses.prefix(MarkdownText.mostRows).map { loss in
      let consequences = impact.consequences(of: loss)
      let servers = loss.servers.map(MarkdownText.code).joined(separator: ", ")
      return "| \(servers) | \(Self.waiting(consequences.waiting)) | \(Self.moves(consequences.moved)) |"
    }
    let table = MarkdownText.table(
      "| without | mail waits | mail moves to |", "| --- | --- | --- |", rows, count: impact.losses.count)
    let heading = "### Mail routing: \(impact.headline(code: MarkdownText.code))"
    return ([heading] + table).joined(separator: "\n") + "\n"
  }

  private static func waiting(_ scopes: [Scope]) -> String {
    let names = scopes.names(code: MarkdownText.code)
    return scopes.count > 1 ? "**\(scopes.counted)**: \(names)" : names
  }

  private static func moves(_ moves: [Impact.Move]) -> String {
    let shown = moves.prefix(Impact.mostNames).map { "\(MarkdownText.code($0.server)) (\($0.scopes.counted))" }
    let more = moves.count > Impact.mostNames ? " and \(moves.count - Impact.mostNames) more" : ""
    return shown.joined(separator: ", ") + more
  }
}
