package import Diagnostics

/// A format in which `check` and `build` hand out findings. Options, help, completions, docs/ci.md, the fuzzer and the tests
/// that look for secrets and commands take their formats from here: a new one is a file with its renderer, and an entry in
/// ``allCases``.
package struct DiagnosticFormat: Sendable {
  /// Who reads a report.
  package enum Reader: Sendable {
    /// People, at a console.
    case people
    /// Programs, which must find nothing else beside it, as a rule in a file.
    case programs
    /// A CI server, which obeys the commands that it finds on standard output.
    case server
  }

  /// How users name the format.
  package let name: String

  /// Who reads it.
  package let reader: Reader

  /// What it is good for, in Markdown: a row of the table in docs/ci.md.
  package let purpose: String

  private let renderer: @Sendable (RenderingContext) -> any Renderer

  /// Makes a format from its parts.
  init(
    _ name: String, for reader: Reader, _ purpose: String,
    renderer: @escaping @Sendable (RenderingContext) -> any Renderer
  ) {
    self.name = name
    self.reader = reader
    self.purpose = purpose
    self.renderer = renderer
  }

  /// The whole document, line end included; an empty string if the format has nothing to say.
  ///
  /// - Throws: What an encoder throws; layouts of plain text never fail.
  package func render(_ run: RunReport, in context: RenderingContext) throws -> String {
    try renderer(context).render(run)
  }
}

extension DiagnosticFormat: CaseIterable, RawRepresentable, Equatable {
  /// All formats, in the order in which they are named; the first is the usual one.
  package static let allCases: [DiagnosticFormat] = [
    text, concise, json, sarif, github, gitlab, azure, teamCity, junit, checkstyle, rdjson,
  ]

  /// The name.
  package var rawValue: String { name }

  /// The format of a name; nil if there is none.
  package init?(rawValue: String) {
    guard let format = Self.allCases.first(where: { $0.name == rawValue }) else { return nil }
    self = format
  }

  /// Whether two formats have the same name.
  package static func == (left: DiagnosticFormat, right: DiagnosticFormat) -> Bool { left.name == right.name }
}

/// What renderers have to know besides the findings.
package struct RenderingContext: Sendable {
  /// How text for people is shown.
  package let style: TextStyle

  /// Where the files are.
  package let project: ProjectFolder

  private let makeRules: @Sendable () -> [RuleDescription]

  /// All rules there are, in their order; made anew each time.
  package var rules: [RuleDescription] { makeRules() }

  /// The version of this program.
  package let version: String

  /// Where on the web the program and its rules are described.
  package let pages: ProjectPages

  /// Makes a context from its parts; what the rules are is asked only for a format that tells it, because it takes as
  /// long as to check some files.
  package init(
    style: TextStyle, project: ProjectFolder, rules: @autoclosure @escaping @Sendable () -> [RuleDescription],
    version: String, pages: ProjectPages = .none
  ) {
    self.style = style
    self.project = project
    makeRules = rules
    self.version = version
    self.pages = pages
  }
}
