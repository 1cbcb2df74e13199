import Diagnostics
import FolderAccess
package import Language
import LocatedYAML
package import SourceText

/// Checks a configuration, which may consist of several files, against the rules that are about the whole.
package final class ConfigurationCheck {
  /// The declarations; nil before ``run(_:)``.
  package private(set) var declarations: Configuration?

  /// What was found.
  package var findings: Findings { collector.findings }

  /// The secrets that were read.
  package private(set) var secrets: [SecretReference: Secret] = [:]

  private let files: [FileCheck]
  private let root: LintedFile
  private let rules: RuleSet
  private let options: CheckOptions
  private let collector: DiagnosticCollector

  /// Prepares the check of a configuration.
  ///
  /// - Parameters:
  ///   - bases: The files that it extends: each comes after those that it extends itself.
  ///   - root: The file.
  ///   - rules: The rules.
  ///   - options: The user's options.
  package init(_ bases: [FileCheck], _ root: FileCheck, _ rules: RuleSet, _ options: CheckOptions) {
    files = bases + [root]
    self.root = root.file
    self.rules = rules
    self.options = options
    collector = DiagnosticCollector(files.map(\.file), options)
  }

  /// Reports a problem with the layers in the file that it is in.
  package func report(_ problem: LayerProblem) {
    rules.owners.layer(problem).report(in: root, to: collector)
  }

  /// Checks the whole, if every file is YAML.
  package func run() {
    let layers = files.compactMap(\.layer)
    guard layers.count == files.count, let top = layers.last else { return }
    let (root, owners, collector) = (root, rules.owners, collector)
    let declarations = Configuration(Array(layers.dropLast()), top) {
      owners.declaration($0).report(in: root, to: collector)
    }
    self.declarations = declarations
    checkServers(declarations)
    collector.folderIdentities = checkFolders(declarations)
    let view = ConfigurationView(declarations)
    checkScopes(view)
    for rule in rules.configuration {
      if case .configuration(let function) = rule.check { function(view, collector.context(rule, in: root)) }
    }
    checkSecrets(view)
    if let engine = options.engine {
      let input = EngineInput(engine: engine, view: view, secrets: secrets)
      for rule in rules.engine {
        if case .engine(let function) = rule.check { function(input, collector.context(rule, in: root)) }
      }
    }
    checkTableSize(view)
  }

  private func checkTableSize(_ view: ConfigurationView) {
    guard !collector.findings.hasErrorOfForm, !files.contains(where: \.findings.hasErrorOfForm),
      let site = view.firstSiteBeyondLimit()
    else { return }
    rules.report(.limit(.tableRows(key: site.key.node)), in: root, to: collector)
  }

  /// A check and what it reports to, so that neither is looked up for each server.
  private struct ServerCheck {
    let function: @Sendable (ServerDeclaration, RuleContext) -> Void
    let context: RuleContext
  }

  private func checkServers(_ declarations: Configuration) {
    let checks = rules.server.compactMap { rule in
      if case .server(let function) = rule.check {
        ServerCheck(function: function, context: collector.context(rule, in: root))
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
      let folder = folder(of: server, in: declarations) { path in
        let bytes = Array(path.utf8)
        let condition = conditions[bytes] ?? inspect(path)
        conditions[bytes] = condition
        return condition
      }
      guard let folder else { continue }
      if case .inspected(_, .usable(let identity), _) = folder.state { identities[index] = identity }
      for rule in rules.folder {
        if case .folder(let function) = rule.check { function(folder, collector.context(rule, in: root)) }
      }
    }
    return identities
  }

  private func folder(
    of server: ServerDeclaration, in declarations: Configuration, _ inspect: (String) -> FolderCondition
  ) -> PickupFolder? {
    guard server.isEnabled == true, let method = server.method else { return nil }
    switch method {
    case .network: return nil
    case .pickupDirectoryFromIIS:
      guard let place = server.deliveryMethod?.value else { return nil }
      return PickupFolder(server: server, place: place, state: .definedByIIS)
    case .pickupDirectory:
      guard let declared = server.pickupDirectory, let node = declared.content,
        let path = PickupPath(declarations.documents.text(of: node))
      else { return nil }
      switch path {
      case .windows(let path): return PickupFolder(server: server, place: declared.value, state: .elsewhere(path: path))
      case .posix(let path):
        let state = PickupFolder.State.inspected(path: path, inspect(path), asRoot: options.inspectsAsRoot)
        return PickupFolder(server: server, place: declared.value, state: state)
      }
    }
  }

  /// Reads every reference of servers in a chain once, and applies the rules about secrets to each.
  private func checkSecrets(_ view: ConfigurationView) {
    guard let read = options.readSecret else { return }
    for reference in SecretReferences(view).all {
      let limit = (reference.isUsername ? ServerKey.username : .password).spec.type.string?.limit ?? .max
      let found = SecretValue(read(reference.reference), of: reference.reference, limit: limit)
      if let value = found.value { secrets[reference.reference] = value }
      let use = SecretUse(
        reference: reference.reference, isUsername: reference.isUsername, place: reference.places[0],
        others: Array(reference.places.dropFirst()), problem: found.problem)
      for rule in rules.secret {
        if case .secret(let function) = rule.check { function(use, collector.context(rule, in: root)) }
      }
    }
  }

  private func checkScopes(_ view: ConfigurationView) {
    for rule in rules.scope {
      guard case .scope(let canApply, let function) = rule.check, canApply(view) else { continue }
      let context = collector.context(rule, in: root)
      view.forEachKnownScope { function($0, view, context) }
    }
  }
}

extension FileCheck {
  /// What is wrong with the comments that suppress findings: those that no configuration needs.
  ///
  /// - Parameters:
  ///   - findings: What was found in the file and in each configuration, with the place of the file in it.
  ///   - rules: The rules.
  ///   - options: The user's options.
  /// - Returns: The findings.
  package func unusedSuppressions(
    _ findings: [(findings: Findings, file: Int)], _ rules: RuleSet, _ options: CheckOptions
  ) -> Findings {
    let collector = DiagnosticCollector([file], options)
    let uses = findings.reduce(into: SuppressionTable.Uses()) { $0.formUnion($1.findings.suppressionUses[$1.file]) }
    for (comment, rule) in file.suppressions.unused(uses) {
      guard rules.applies(rule, under: options) else { continue }
      rules.owners.suppression(.unused(comment, rule: rule.id)).report(in: file, to: collector)
    }
    return collector.findings
  }
}
