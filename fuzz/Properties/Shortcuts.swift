import Analysis
import Diagnostics
import Language
import Linting
import LocatedYAML
import Routing
import Rules
import SourceText

extension Property {
  /// Special cases that make a check fast find what the general way finds: usual mappings are read without a list of
  /// their entries unless the document has an alias, and rules about sites are skipped if they cannot find anything.
  package static let shortcuts = Property("shortcuts") { input in
    let source = SourceFile(name: "fuzz.yaml", bytes: input)
    let checked = Analysis(source)
    try compareWithAlias(checked)
    try applySkippedRules(checked)
  }

  /// The same text, with an alias at its end that means nothing, has the same findings and the same table.
  private static func compareWithAlias(_ checked: Analysis) throws {
    let tree = checked.tree
    guard tree.isComplete, !tree.hasAliases, tree.source.bytes.last == UInt8(ascii: "\n"), let root = tree.root,
      tree.shape(of: root) == .mapping, !tree.isFlow(root), !tree.hasFurtherDocument
    else { return }
    let addition = Array("x-aliased: [&aliased word, *aliased]\n".utf8)
    let general = Analysis(SourceFile(name: "fuzz.yaml", bytes: tree.source.bytes + addition))
    // After the end of the document, or in a block scalar, the addition is something else.
    guard general.tree.isComplete, general.tree.hasAliases else { return }
    // An empty value at the end is where the next key begins.
    let found = [checked, general].map { analysis in
      findings(of: analysis).filter { $0.end < tree.source.bytes.count }
    }
    try require(found[0] == found[1], "with an alias there are other findings")
    let tables = [checked, general].map { analysis in analysis.configuration().map { RoutingTable($0).json() } }
    try require(tables[0] == tables[1], "with an alias there is another table")
  }

  private struct Found: Equatable {
    let rule: String
    let start, end: Int
    let message: String
  }

  private static func findings(of checked: Analysis) -> [Found] {
    checked.report.diagnostics.map {
      Found(rule: $0.rule.text, start: $0.span.start, end: $0.span.end, message: $0.message)
    }
  }

  /// Rules that say that they cannot find anything in a configuration find nothing in any of its sites.
  private static func applySkippedRules(_ checked: Analysis) throws {
    guard let declarations = checked.declarations else { return }
    let view = ConfigurationView(declarations)
    for rule in RuleCatalog.rules.all {
      guard case .scope(let canApply, let function) = rule.check, !canApply(view) else { continue }
      let file = LintedFile(YAMLReading(checked.report.source))
      let collector = DiagnosticCollector([file], CheckOptions())
      let context = collector.context(rule, in: file)
      view.forEachKnownScope { function($0, view, context) }
      try require(collector.findings.isEmpty, "\(rule.id) finds something although it cannot apply")
    }
  }
}
