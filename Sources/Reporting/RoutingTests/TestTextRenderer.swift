import Diagnostics
import RoutingTesting
import SourceText

/// Test results for people: mistakes and failures, as findings, and what is not covered.
package struct TestTextRenderer: Renderer {
  private let style: TextStyle

  /// The maximum number of uncovered items that are listed.
  private static let mostListed = 20

  /// Makes a renderer of a style.
  package init(style: TextStyle) {
    self.style = style
  }

  /// The findings, then the coverage if it was requested; empty if there is nothing to show.
  package func render(_ run: TestRunReport) -> String {
    let findings = TextRenderer(style: style).render(run.findings)
    let coverage = run.showsCoverage ? run.routings.map { text(rows(of: $0)) } : []
    return ([findings] + coverage).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func rows(of routing: TestRunReport.CoveredRouting) -> [Row] {
    let coverage = routing.coverage
    var title = Row("Coverage of \(routing.name.escapedForDisplay()): ", .heading)
    title.append("\(coverage.percent) %", coverage.percent == 100 ? .fix : .warning)
    return [title] + rows("chains", coverage.chains) { $0.joined(separator: ", ") }
      + rows("servers", coverage.servers) { $0 }
      + rows("fall-backs", coverage.fallBacks) { "\($0.from) → \($0.to)" }
  }

  private func rows<Item>(_ noun: String, _ part: Coverage.Part<Item>, _ describe: (Item) -> String) -> [Row] {
    let missed = part.missed
    let rows = [Row("  \(part.all.count - missed.count) of \(part.all.count) \(noun)")]
    guard !missed.isEmpty else { return rows }
    let listed = missed.prefix(Self.mostListed).flatMap { item in
      let texts = WordWrap.rows(of: describe(item), first: style.width - 6, rest: style.width - 8)
      return texts.enumerated().map { number, text in
        var row = Row(number == 0 ? "    - " : "        ", .removed)
        row.append(text)
        return row
      }
    }
    let more = missed.count > Self.mostListed ? [Row("    … and \(missed.count - Self.mostListed) more")] : []
    return rows + [Row("    not covered:", .faint)] + listed + more
  }

  private func text(_ rows: [Row]) -> String { rows.reduce(into: "") { $0 += $1.text(colour: style.colour) + "\n" } }
}
