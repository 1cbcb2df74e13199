import Diagnostics
import FolderAccess
package import Language
import LocatedYAML
import SourceText

/// Checks one file against all rules.
package final class Checker {
  /// What was found.
  package let collector: DiagnosticCollector

  /// The declarations that could be read; nil before ``run()``, and for a file that is not YAML.
  package private(set) var declarations: Configuration?

  private let file: LintedFile
  private let rules: RuleSet
  private let options: CheckOptions

  /// Prepares the check of a file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - rules: The rules.
  ///   - options: The user's options.
  package init(_ file: LintedFile, _ rules: RuleSet, _ options: CheckOptions) {
    self.file = file
    self.rules = rules
    self.options = options
    collector = DiagnosticCollector([file], options)
  }

  /// Checks the file.
  package func run() {
    for problem in file.reading.problems { rules.report(problem, in: file, to: collector) }
    guard file.tree.isComplete else { return }
    if options.honoursSuppressions { readSuppressions() }
    let declarations = readDeclarations()
    self.declarations = declarations
    checkServers(declarations)
    collector.folderIdentities = checkFolders(declarations)
    let view = ConfigurationView(declarations)
    checkScopes(view)
    for rule in rules.configuration {
      if case .configuration(let function) = rule.check { function(view, collector.context(rule, in: file)) }
    }
    checkTableSize(view)
    reportUnusedSuppressions()
  }

  private func checkTableSize(_ view: ConfigurationView) {
    guard !collector.hasErrorOfForm, let site = view.firstSiteBeyondLimit() else { return }
    rules.report(.limit(.tableRows(key: site.key.node)), in: file, to: collector)
  }

  private func readSuppressions() {
    file.suppressions = SuppressionTable(file.tree, rules, lines: file.lines, today: options.today) { report($0) }
  }

  private func report(_ problem: SuppressionProblem) {
    rules.owners.suppression(problem).report(in: file, to: collector)
  }

  private func readDeclarations() -> Configuration {
    let (file, owners, collector) = (file, rules.owners, collector)
    let report: (DeclarationProblem) -> Void = { owners.declaration($0).report(in: file, to: collector) }
    var reader = DeclarationReader(
      file.tree, report: report,
      isError: { problem, place in
        collector.severity(of: owners.declaration(problem).rule, at: file.tree.place(of: place.node)) == .error
      })
    reader.read()
    return Configuration(reader.layer, report: report)
  }

  /// A check and what it reports to, so that neither is looked up for each server.
  private struct ServerCheck {
    let function: @Sendable (ServerDeclaration, RuleContext) -> Void
    let context: RuleContext
  }

  private func checkServers(_ declarations: Configuration) {
    let checks = rules.server.compactMap { rule in
      if case .server(let function) = rule.check {
        ServerCheck(function: function, context: collector.context(rule, in: file))
      } else {
        nil
      }
    }
    for server in declarations.servers {
      for check in checks { check.function(server, check.context) }
    }
  }

  /// Applies the rules about folders, and returns the identities of the folders found, by the servers' indices.
  private func checkFolders(_ declarations: Configuration) -> [Int: FolderIdentity] {
    guard let inspect = options.inspectFolder else { return [:] }
    // Each path is inspected once. The key is its bytes: equal strings can be different paths.
    var conditions: [[UInt8]: FolderCondition] = [:]
    var identities: [Int: FolderIdentity] = [:]
    for (index, server) in declarations.servers.enumerated() {
      let folder = folder(of: server) { path in
        let bytes = Array(path.utf8)
        let condition = conditions[bytes] ?? inspect(path)
        conditions[bytes] = condition
        return condition
      }
      guard let folder else { continue }
      if case .inspected(_, .usable(let identity), _) = folder.state { identities[index] = identity }
      for rule in rules.folder {
        if case .folder(let function) = rule.check { function(folder, collector.context(rule, in: file)) }
      }
    }
    return identities
  }

  private func folder(of server: ServerDeclaration, _ inspect: (String) -> FolderCondition) -> PickupFolder? {
    guard server.isEnabled == true, let method = server.method else { return nil }
    switch method {
    case .network: return nil
    case .pickupDirectoryFromIIS:
      guard let place = server.deliveryMethod?.value else { return nil }
      return PickupFolder(server: server, place: place, state: .definedByIIS)
    case .pickupDirectory:
      guard let declared = server.pickupDirectory, let node = declared.content,
        let path = PickupPath(file.tree.text(of: node))
      else { return nil }
      switch path {
      case .windows(let path): return PickupFolder(server: server, place: declared.value, state: .elsewhere(path: path))
      case .posix(let path):
        let state = PickupFolder.State.inspected(path: path, inspect(path), asRoot: options.inspectsAsRoot)
        return PickupFolder(server: server, place: declared.value, state: state)
      }
    }
  }

  private func checkScopes(_ view: ConfigurationView) {
    for rule in rules.scope {
      guard case .scope(let function) = rule.check else { continue }
      let context = collector.context(rule, in: file)
      view.forEachKnownScope { function($0, view, context) }
    }
  }

  private func reportUnusedSuppressions() {
    for (comment, rule) in file.suppressions.unused {
      // If folders are not inspected, what their rules would report is unknown.
      if options.inspectFolder == nil, rules.isAboutFolders(rule) { continue }
      report(.unused(comment, rule: rule.id))
    }
  }
}
