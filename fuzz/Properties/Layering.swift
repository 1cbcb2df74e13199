import Analysis
import Diagnostics
import Language
import Linting
import LocatedYAML
import Reporting
import Routing
import SourceText

extension Property {
  /// A line of this text separates the files of a stack: the first is the configuration, and the others are called
  /// `1.yaml`, `2.yaml` and so on.
  package static let fileSeparator = "%%\n"

  /// Any files that extend each other are checked: every place lies in a file of the configuration. What `show` prints
  /// gives the same table, and so does a file that says nothing more.
  package static let layers = Property("layers") { input in
    let files = stack(of: input)
    var options = CheckOptions()
    // What `show` prints has no comments.
    options.honoursSuppressions = false
    options.refusesPartial = true
    options.keepsLists = true
    options.findBase = files.find
    guard let checked = Workspace(options).check("0.yaml", of: files) else { return }
    let analysis = Analysis(checked, options: options)
    try check(analysis.report)
    try print(analysis.report, choice: input.count)
    try require(
      (analysis.configuration() == nil) == (analysis.report.count(.error) > 0),
      "a configuration despite errors, or none without errors")
    guard let configuration = analysis.configuration() else { return }
    let table = RoutingTable(configuration).json(.compact)
    let settings = SettingsReport(checked.settings, in: analysis.report.sources)
    if !settings.hidesSecrets {
      let shown = SettingsYAMLRenderer(isPlain: true).render(settings)
      try require(Self.table(of: shown, options) == table, "what `show` prints gives another table:\n\(shown)")
      let explained = SettingsYAMLRenderer(isPlain: false).render(settings)
      try require(Self.table(of: explained, options) == table, "comments change the table:\n\(explained)")
    }
    let nothing = FilesInMemory(texts(of: input).merging(["top.yaml": "version: 1\nextends: 0.yaml\n"]) { $1 })
    options.findBase = nothing.find
    let top = Workspace(options).check("top.yaml", of: nothing)
      .flatMap { Analysis($0, options: options).configuration() }
    let isTooMany = configuration.documents.trees.count == LayerLimit.mostFiles
    try require(
      isTooMany || top.map { RoutingTable($0).json(.compact) } == table, "a file that says nothing changes the table")
  }

  /// The texts of the files, by name.
  private static func texts(of input: [UInt8]) -> [String: String] {
    let parts = String(decoding: input, as: UTF8.self).split(separator: fileSeparator, omittingEmptySubsequences: false)
    return Dictionary(parts.prefix(40).enumerated().map { ("\($0).yaml", String($1)) }) { first, _ in first }
  }

  private static func stack(of input: [UInt8]) -> FilesInMemory { FilesInMemory(texts(of: input)) }

  private static func table(of text: String, _ options: CheckOptions) -> [UInt8]? {
    Analysis(SourceFile(name: "shown.yaml", text: text), options: options).configuration()
      .map { RoutingTable($0).json(.compact) }
  }

  private static func check(_ report: FileReport) throws {
    var last: Diagnostic?
    for finding in report.diagnostics {
      for span in [finding.span] + finding.labels.map(\.span) + finding.fixes.flatMap(\.edits).map(\.span) {
        let file = report.sources.file(at: span)
        try Borders(file).check(span, "\(finding.rule)")
      }
      let file = report.sources.file(at: finding.span)
      if let last, report.sources.file(at: last.span).address == file.address {
        let isInOrder = (last.span.start, last.rule) <= (finding.span.start, finding.rule)
        try require(isInOrder, "\(finding.rule) at \(finding.span) comes after \(last.rule) at \(last.span)")
      }
      last = finding
    }
  }
}
