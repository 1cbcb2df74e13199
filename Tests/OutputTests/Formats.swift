import Diagnostics
import Reporting
import SMTPConfig
import SourceText
import SystemPackage

/// All that can be printed of findings, each with a name.
enum Formats {
  private static let project = ProjectFolder(workingDirectory: "/work/project")

  static let all: [(name: String, renderer: any Renderer)] = [
    ("text", TextRenderer(style: TextStyle(colour: false))),
    ("text in colour", TextRenderer(style: TextStyle(colour: true, width: 40))),
    ("concise", ConciseRenderer()),
    ("json", JSONRenderer()),
    ("sarif", SARIFRenderer(project: project, rules: [], version: "0")),
    ("github", GitHubRenderer(project: project)),
    ("gitlab", GitLabRenderer(project: project)),
    ("junit", JUnitRenderer()),
  ]

  /// What is printed of a file in every format, of its repair, and of what is left after it.
  static func outputs(of source: SourceFile) throws -> [(name: String, text: String)] {
    let fixed = FixedFile(source)
    let runs = [RunReport([fixed.unfixed.report]), RunReport([fixed.checked.report])]
    var outputs = try runs.flatMap { run in
      try all.map { ($0.name, try $0.renderer.render(run)) } + [("summary", "\(Summary(run.files))")]
    }
    for colour in [false, true] {
      outputs.append(("diff", UnifiedDiff(fixed.text, of: fixed.unfixed.report).text(colour: colour)))
    }
    return outputs
  }
}
