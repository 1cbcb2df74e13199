import Analysis
import Diagnostics
import Language
import Reporting
import SourceText
import SystemPackage

/// Everything that can be printed about findings, each with a name.
enum Formats {
  private static let styles = [
    ("", TextStyle(colour: false)), (" in colour", TextStyle(colour: true, width: 40)),
  ]

  private static func context(_ style: TextStyle) -> RenderingContext {
    RenderingContext(style: style, project: ProjectFolder(workingDirectory: "/work/project"), rules: [], version: "0")
  }

  /// A run in every format, text with and without colour.
  static func reports(on run: RunReport) throws -> [(name: String, text: String)] {
    try styles.flatMap { suffix, style in
      try DiagnosticFormat.allCases.filter { suffix.isEmpty || $0.reader == .people }.map { format in
        (format.name + suffix, try format.render(run, in: context(style)))
      }
    }
  }

  /// The output for a file in every format, for its fixes, and for what is left after them.
  static func outputs(of source: SourceFile) throws -> [(name: String, text: String)] {
    let fixed = FixedFile(source)
    let runs = [RunReport([fixed.unfixed.report]), RunReport([fixed.checked.report])]
    var outputs = try runs.flatMap { run in
      try reports(on: run) + [("summary", "\(Summary(run.files))")]
    }
    for colour in [false, true] {
      outputs.append(("diff", UnifiedDiff(fixed.text, of: fixed.unfixed.report).text(colour: colour)))
    }
    return outputs
  }
}
