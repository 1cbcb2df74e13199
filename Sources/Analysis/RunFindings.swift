package import Diagnostics
package import Linting
import LocatedYAML
import Rules
import SourceText

/// The reports of all configurations of a run.
package struct RunFindings {
  /// A configuration of a run.
  package enum Entry: Sendable {
    /// A configuration with all that is known about it.
    case checked(CheckedConfiguration)
    /// A report to which nothing will be added.
    case settled(FileReport)
  }

  private let options: CheckOptions
  private let entries: [Entry]
  /// The configurations that are not settled, with their indices.
  private let checked: [(index: Int, configuration: CheckedConfiguration)]
  /// The configurations that a file belongs to, by their places in ``checked``, and its place in each.
  private var uses: [ObjectIdentifier: [(place: Int, file: Int)]] = [:]
  /// The index of the configuration that reports what is wrong with the form of a file.
  private var owners: [ObjectIdentifier: Int] = [:]
  /// The files that were named.
  private var named = Set<ObjectIdentifier>()
  /// The findings about the whole of each configuration in ``checked``.
  private var results: [Findings]

  /// Prepares the reports of a run.
  ///
  /// - Parameters:
  ///   - entries: The configurations, in the order in which they were named.
  ///   - options: The options they were checked with.
  package init(_ entries: [Entry], _ options: CheckOptions) {
    self.entries = entries
    self.options = options
    checked = entries.enumerated().compactMap { index, entry in
      if case .checked(let configuration) = entry { (index, configuration) } else { nil }
    }
    results = checked.map(\.configuration.result)
    findOwners()
    joinEqual()
  }

  /// A file belongs to its own configuration, or to the first one that extends it.
  private mutating func findOwners() {
    for (index, configuration) in checked {
      let root = ObjectIdentifier(configuration.root)
      owners[root] = owners[root] ?? index
      named.insert(root)
    }
    for (place, (index, configuration)) in checked.enumerated() {
      for (file, id) in configuration.files.map(ObjectIdentifier.init).enumerated() {
        owners[id] = owners[id] ?? index
        uses[id, default: []].append((place, file))
      }
    }
  }

  private struct Finding: Hashable {
    let rule: RuleID
    let span: SourceSpan
    let message: String

    init(_ diagnostic: Diagnostic) {
      rule = diagnostic.rule
      span = diagnostic.span
      message = diagnostic.message
    }
  }

  /// Reports equal findings of several configurations once, and says which configurations they belong to.
  private mutating func joinEqual() {
    guard checked.contains(where: { $0.configuration.files.count > 1 }) else { return }
    var firsts = Set<Finding>()
    var others: [Finding: [String]] = [:]
    for (place, (_, configuration)) in checked.enumerated() {
      let root = configuration.root.check.file.tree.source
      var own = Set<Finding>()
      results[place].remove { diagnostic in
        let finding = Finding(diagnostic)
        // What a layer says about all sites can be wrong for several.
        let isRepeated = !own.insert(finding).inserted
        if isRepeated { return configuration.files.count > 1 }
        if firsts.insert(finding).inserted { return false }
        others[finding, default: []].append(root.name)
        return true
      }
      results[place].change { if !root.contains($0.span) { $0.configuration = root.name } }
    }
    guard !others.isEmpty else { return }
    for place in results.indices {
      results[place].change { $0.otherConfigurations = others[Finding($0)] ?? [] }
    }
  }

  /// The reports, in the order of the configurations.
  package var reports: [FileReport] {
    var reports: [FileReport] = []
    var results = results.makeIterator()
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .settled(let report): reports.append(report)
      case .checked(let configuration): reports.append(report(index, configuration, results.next()))
      }
    }
    return reports
  }

  private func report(_ index: Int, _ configuration: CheckedConfiguration, _ result: Findings?) -> FileReport {
    var findings = result.map { [$0] } ?? []
    for (file, links) in zip(configuration.files, configuration.links) where owners[ObjectIdentifier(file)] == index {
      findings.append(file.check.findings)
      if let links { findings.append(links) }
      if let unused = unusedSuppressions(of: file) { findings.append(unused) }
    }
    explainFixes(of: configuration, in: &findings)
    return FindingsReport(configuration.files.map(\.check.file), findings, limit: options.findingLimit).report
  }

  /// Says of fixes in files that were not named that they are not applied.
  private func explainFixes(of configuration: CheckedConfiguration, in findings: inout [Findings]) {
    guard configuration.files.count > 1 else { return }
    let unnamed = configuration.files.filter { !named.contains(ObjectIdentifier($0)) }.map(\.check.file.tree.source)
    for index in findings.indices {
      findings[index].changeFixes(in: configuration.root.check.file.tree.source) { fix in
        guard let file = unnamed.first(where: { file in fix.edits.contains { file.contains($0.span) } }) else { return }
        fix.message += " in \(file.name), which was not named"
      }
    }
  }

  /// The comments of a file that no configuration of the run needs; nil if that is not known, because the file was not
  /// named, or none of them was judged.
  private func unusedSuppressions(of file: WorkspaceFile) -> Findings? {
    guard !file.check.file.suppressions.isEmpty, named.contains(ObjectIdentifier(file)) else { return nil }
    var found = [(findings: file.check.findings, file: 0)]
    var isJudged = false
    for (place, index) in uses[ObjectIdentifier(file)] ?? [] {
      let configuration = checked[place].configuration
      if configuration.isJudged { isJudged = true }
      found.append((configuration.result, index))
      if let links = configuration.links[index] { found.append((links, 0)) }
    }
    return isJudged ? file.check.unusedSuppressions(found, RuleCatalog.rules, options) : nil
  }
}
