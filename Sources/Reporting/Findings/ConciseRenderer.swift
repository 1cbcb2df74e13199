package import Diagnostics
import SourceText

/// One line a finding, in the shape that compilers gave to the world, so that terminals and editors make a link of it:
/// `smtp.yaml:8:5: error: message (what to do) [rule]`.
package struct ConciseRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The lines of all files; empty where there is no finding.
  package func render(_ run: RunReport) -> String {
    run.files.flatMap(lines).reduce(into: "") { $0 += $1 + "\n" }
  }

  private func lines(of report: FileReport) -> [String] {
    guard !report.diagnostics.isEmpty || report.omitted > 0 else { return [] }
    let file = FileText(report)
    let name = report.source.name.escapedForDisplay()
    let lines = report.diagnostics.map { diagnostic in
      let start = file.start(of: diagnostic)
      let text = diagnostic.headline.escapedForDisplay()
      return "\(name):\(start.line):\(start.column): \(diagnostic.severity.rawValue): \(text) [\(diagnostic.rule.text)]"
    }
    return report.omitted > 0 ? lines + ["\(name): \(Omission(report.omitted))"] : lines
  }
}
