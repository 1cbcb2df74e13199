package import Diagnostics

/// A format for the findings of `check` and `build`. Options, help, completions, docs/ci.md, the fuzzer and the tests
/// that search for secrets and commands take their formats from here: a new one is a file with its renderer and an
/// entry in ``allCases``.
package struct DiagnosticFormat: Sendable {
  /// Who reads a report.
  package enum Reader: Sendable {
    /// People, at a console.
    case people
    /// Programs, which usually need a report in a file of its own.
    case programs
    /// A CI server, which executes the commands that it finds on standard output.
    case server
  }

  /// The name of the format for users.
  package let name: String

  /// Who reads it.
  package let reader: Reader

  /// Its purpose, in Markdown: a row of the table in docs/ci.md.
  package let purpose: String

  private let renderer: @Sendable (RenderingContext) -> any Renderer<RunReport>

  /// Makes a format from its parts.
  init(
    _ name: String, for reader: Reader, _ purpose: String,
    renderer: @escaping @Sendable (RenderingContext) -> any Renderer<RunReport>
  ) {
    self.name = name
    self.reader = reader
    self.purpose = purpose
    self.renderer = renderer
  }

  /// The whole output, including the line end; an empty string if the format has nothing to show.
  ///
  /// - Throws: What an encoder throws; plain text never fails.
  package func render(_ run: RunReport, in context: RenderingContext) throws -> String {
    try renderer(context).render(run)
  }
}

extension DiagnosticFormat: CaseIterable, RawRepresentable, Equatable {
  /// All formats, in the order in which they are listed; the first is the default.
  package static let allCases: [DiagnosticFormat] = [
    text, concise, json, sarif, github, gitlab, azure, teamCity, junit, checkstyle, rdjson,
  ]

  /// The name.
  package var rawValue: String { name }

  /// The format with a name; nil if there is none.
  package init?(rawValue: String) {
    guard let format = Self.allCases.first(where: { $0.name == rawValue }) else { return nil }
    self = format
  }

  /// Whether two formats have the same name.
  package static func == (left: DiagnosticFormat, right: DiagnosticFormat) -> Bool { left.name == right.name }
}

/// What renderers need besides the findings.
package struct RenderingContext: Sendable {
  /// The style of text for people.
  package let style: TextStyle

  /// Locates the files.
  package let project: ProjectFolder

  /// The rules.
  package let rules: RuleDescriptions

  /// The version of this program.
  package let version: String

  /// The web pages about the program and its rules.
  package let pages: ProjectPages

  /// Makes a context from its parts.
  package init(
    style: TextStyle, project: ProjectFolder, rules: RuleDescriptions, version: String, pages: ProjectPages = .none
  ) {
    self.style = style
    self.project = project
    self.rules = rules
    self.version = version
    self.pages = pages
  }
}
