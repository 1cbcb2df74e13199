import Analysis
import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import Reporting
import Routing
import SourceText
import SystemPackage

extension Property {
  /// Any bytes are checked: findings are in the order of the text, their places are in it, and all formats can print
  /// them without giving a command to a CI server.
  package static let check = Property("check") { input in
    let source = SourceFile(name: "fuzz.yaml", bytes: input)
    let checked = Analysis(source, options: options)
    try check(checked.report)
    try require(
      (checked.configuration() == nil) == (checked.report.count(.error) > 0),
      "a configuration despite errors, or none without errors")
    try print(checked.report, choice: input.count)
  }

  /// A configuration without errors gives the same table in both layouts, which can be read again and gives the same
  /// answers.
  package static let build = Property("build") { input in
    let checked = Analysis(SourceFile(name: "fuzz.yaml", bytes: input), options: options)
    guard let configuration = checked.configuration() else { return }
    let table = RoutingTable(configuration)
    let compiled = Router(table)
    for layout in [TableLayout.indented, .compact] {
      let json = table.json(layout)
      try require(json == table.json(layout), "the same table is written differently")
      let obeyed = Runners.obeyed(in: String(decoding: json, as: UTF8.self))
      try require(obeyed.isEmpty, "a CI server executes commands in the table: \(obeyed)")
      try require(Router.isTable(json), "a table is not recognised")
      let read = try Router(tableJSON: json)
      try require(read.globalChain == compiled.globalChain, "the global chain differs from what was written")
      try require(read.siteNames.count == compiled.siteNames.count, "a site is missing")
      for name in compiled.siteNames {
        try require(
          read.chain(ofSite: name) == compiled.chain(ofSite: name), "the chain of a site differs from what was written")
      }
    }
  }

  /// A file that could be read can be read after it is fixed; a fixed file needs no fix; and no fix causes errors.
  package static let fix = Property("fix") { input in
    let source = SourceFile(name: "fuzz.yaml", bytes: input)
    let fixed = FixedFile(source, options: options)
    try check(fixed.unfixed.report)
    try check(fixed.checked.report)
    let repaired = SourceFile(name: "fuzz.yaml", bytes: fixed.text.bytes)
    try require(
      (fixed.fixes.total > 0) == fixed.text.isChanged, "fixes without changes, or changes without fixes")
    let before = YAMLReading(source)
    let after = YAMLReading(repaired)
    // If reading ended early, a fix lets it continue to further problems.
    if before.tree.isComplete {
      try require(after.tree.isComplete, "the fixed file cannot be read")
      try require(after.problems.count <= before.problems.count, "the fixed file has more problems")
    }
    let again = FixedFile(repaired, options: options)
    try require(again.fixes.total == 0, "the fixed file needs \(again.fixes.total) more fixes")
    let obeyed = Runners.obeyed(in: UnifiedDiff(fixed.text, of: fixed.unfixed.report).text(colour: true))
    try require(obeyed.isEmpty, "a CI server executes commands in the diff: \(obeyed)")
  }

  /// Options that check everything, except pickup folders on the machine.
  private static var options: CheckOptions {
    var options = CheckOptions()
    // Without errors there must be a configuration.
    options.refusesPartial = true
    options.inspectFolder = { .usable(identity: FolderIdentity(device: 0, inode: UInt64($0.utf8.count))) }
    return options
  }

  private static func check(_ report: FileReport) throws {
    let borders = Borders(report.source)
    var last: Diagnostic?
    for finding in report.diagnostics {
      let edits = finding.fixes.flatMap(\.edits)
      for span in [finding.span] + finding.labels.map(\.span) + edits.map(\.span) {
        try borders.check(span, "\(finding.rule)")
      }
      try require(!finding.message.isEmpty, "\(finding.rule) has no message")
      try require(finding.help != nil || !finding.caption.isEmpty, "\(finding.rule) does not say what to do")
      if let last {
        let isInOrder = (last.span.start, last.rule) <= (finding.span.start, finding.rule)
        try require(isInOrder, "\(finding.rule) at \(finding.span) comes after \(last.rule) at \(last.span)")
      }
      last = finding
    }
    var end = 0
    for secret in report.secrets {
      try borders.check(secret, "a secret")
      try require(secret.start >= end, "secrets overlap at \(secret)")
      end = secret.end
    }
  }

  /// Prints a report in one of the formats, in colour or not; the length of the input chooses, so that all are tested.
  static func print(_ report: FileReport, choice: Int) throws {
    let formats = DiagnosticFormat.allCases
    let style = choice / formats.count % 2 == 0 ? TextStyle(colour: false) : TextStyle(colour: true, width: 40)
    let context = RenderingContext(
      style: style, project: ProjectFolder(workingDirectory: "/work/project"), rules: [], version: "0")
    let format = formats[choice % formats.count]
    let obeyed = Runners.obeyed(in: try format.render(RunReport([report]), in: context), format: format.name)
    try require(obeyed.isEmpty, "a CI server executes commands in \(format.name): \(obeyed)")
  }
}
