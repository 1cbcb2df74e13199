package import Routing

/// What happens if servers are lost, for people at a terminal.
package struct ImpactTextRenderer: Renderer {
  private let style: TextStyle

  /// Makes a renderer of a style.
  package init(style: TextStyle) {
    self.style = style
  }

  /// The answer in one line, then a block for each loss, the worst first.
  package func render(_ impact: Impact) -> String {
    var rows: [Row] = []
    if impact.losses.first.map({ $0.waitingCount == 0 }) ?? true {
      rows += self.rows(of: impact.headline(), .fix, indent: 0)
    }
    rows += impact.losses.prefix(Impact.mostShown).flatMap { self.rows(of: $0, in: impact) }
    let more = impact.losses.count - Impact.mostShown
    if more > 0 {
      rows.append(Row("… and \(more) more \(more == 1 ? "loss" : "losses"); --format json lists all", .faint))
    }
    return rows.reduce(into: "") { $0 += $1.text(colour: style.colour) + "\n" }
  }

  private func rows(of loss: Loss, in impact: Impact) -> [Row] {
    let consequences = impact.consequences(of: loss)
    let title = impact.title(of: loss, consequences)
    let waiting = consequences.waiting
    let moves = consequences.moved.prefix(Impact.mostNames)
    let others = consequences.moved.dropFirst(Impact.mostNames)
    return rows(of: title, waiting.isEmpty ? .message : .warning, indent: 0)
      + (waiting.isEmpty ? [] : rows(of: "waits: \(waiting.names())", indent: 1))
      + moves.flatMap { rows(of: "to \($0.server): \($0.scopes.names())", indent: 1) }
      + (others.isEmpty ? [] : rows(of: "to \(others.count) more: \(others.flatMap(\.scopes).counted)", indent: 1))
  }

  /// The text in rows; those after the first are indented further.
  private func rows(of text: String, _ role: Role = .plain, indent: Int) -> [Row] {
    let (first, rest) = (Self.indent * indent, Self.indent * (indent + 1))
    let texts = WordWrap.rows(of: text, first: style.width - first, rest: style.width - rest)
    return texts.enumerated().map { place, text in
      var row = Row(String(repeating: " ", count: place == 0 ? first : rest))
      row.append(text, role)
      return row
    }
  }

  private static let indent = 2
}
