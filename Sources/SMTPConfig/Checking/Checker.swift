public import Diagnostics
package import FolderAccess
import LocatedYAML
public import SourceText

/// What `check` and `build` may be asked to do differently.
public struct CheckOptions: Sendable {
  /// The severities the user sets.
  public var policy = RulePolicy()

  /// Whether comments may allow rules.
  public var honoursAllowances = true

  /// The day on which allowances are judged that name their last one.
  public var today = CalendarDay.today

  /// How many findings of a file are kept, errors first; 0 for all.
  public var findingLimit = Self.defaultFindingLimit

  /// Which fixes a finding must have one of to be more than counted; nil for any finding.
  package var keepsOnlyFixable: FixSelection?

  /// How many findings of a file are kept where nothing else is said.
  public static let defaultFindingLimit = 1000

  /// Looks at pickup folders; nil where the file system must not be asked.
  package var inspectFolder: FolderInspection?

  /// Whether folders are looked at as root, who can write nearly anywhere.
  package var inspectsAsRoot = false

  /// The usual options, without a look at folders.
  public init() {}
}

/// A file that was checked: what is wrong with it, and, where nothing is, what it means.
public struct CheckedFile: Sendable {
  /// The findings.
  public let report: FileReport

  /// The configuration; nil where there is an error. It is made when it is asked for.
  public var configuration: ValidConfiguration? { declared.flatMap { ValidConfiguration($0) } }

  /// What is declared; nil where there is an error.
  private let declared: Configuration?

  /// Reads a file and applies every rule.
  public init(_ source: SourceFile, options: CheckOptions = CheckOptions()) {
    let checker = Checker(source, options)
    checker.run()
    report = checker.findings.report()
    declared = report.count(.error) == 0 ? checker.declared : nil
  }
}

/// One walk of a file through all rules.
private final class Checker {
  let findings: Findings
  private(set) var declared: Configuration?
  private let reading: YAMLReading
  private let options: CheckOptions

  // Of these there may be as many problems as a file has lines.
  private lazy var yaml = checks(RuleCatalog.yaml)
  private lazy var declaration = checks(RuleCatalog.declaration)

  init(_ source: SourceFile, _ options: CheckOptions) {
    reading = YAMLReading(source)
    findings = Findings(reading, options)
    self.options = options
  }

  func run() {
    for problem in reading.problems {
      for check in yaml { check.function(problem, check.context) }
    }
    guard reading.tree.isComplete else { return }
    if options.honoursAllowances { readAllowances() }
    let declared = readDeclarations()
    self.declared = declared
    checkServers(declared)
    let view = ConfigurationView(declared, folderIdentities: checkFolders(declared))
    checkScopes(view)
    for check in checks(RuleCatalog.configuration) { check.function(view, check.context) }
    checkTableSize(view)
    reportUnusedAllowances()
  }

  private func checkTableSize(_ view: ConfigurationView) {
    guard !findings.hasErrorOfForm, let site = TableSize.firstSiteBeyondLimit(of: view) else { return }
    for check in yaml { check.function(.limit(.tableRows(key: site.key.node)), check.context) }
  }

  /// The checks of some rules, each with what it reports to.
  private func checks<Function>(_ rules: [CheckOf<Function>]) -> [(function: Function, context: RuleContext)] {
    rules.map { ($0.function, RuleContext(rule: $0.rule, tree: reading.tree, findings: findings)) }
  }

  private func readAllowances() {
    let table = AllowanceTable(reading.tree, lines: findings.lines, today: options.today) { report($0) }
    findings.allowances = table
  }

  private func report(_ problem: AllowanceProblem) {
    for check in checks(RuleCatalog.allowance) { check.function(problem, check.context) }
  }

  private func readDeclarations() -> Configuration {
    var reader = DeclarationReader(
      reading.tree,
      report: { problem in
        for check in self.declaration { check.function(problem, check.context) }
      },
      isError: { rule, place in
        self.findings.severity(of: rule, at: self.reading.tree.span(of: place.node)) == .error
      })
    reader.read()
    return reader.configuration
  }

  private func checkServers(_ declared: Configuration) {
    let checks = checks(RuleCatalog.server)
    for server in declared.servers {
      for check in checks { check.function(server, check.context) }
    }
  }

  /// Applies the rules about folders, and tells which folders were found: by the servers' places.
  private func checkFolders(_ declared: Configuration) -> [Int: FolderIdentity] {
    guard let inspect = options.inspectFolder else { return [:] }
    // Each path is looked at once. By its bytes: two paths may differ that are equal strings.
    var conditions: [[UInt8]: FolderCondition] = [:]
    let checks = checks(RuleCatalog.folder)
    var identities: [Int: FolderIdentity] = [:]
    for (index, server) in declared.servers.enumerated() {
      let folder = folder(of: server) { path in
        let bytes = Array(path.utf8)
        let condition = conditions[bytes] ?? inspect(path)
        conditions[bytes] = condition
        return condition
      }
      guard let folder else { continue }
      if case .inspected(_, .usable(let identity), _) = folder.state { identities[index] = identity }
      for check in checks { check.function(folder, check.context) }
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
        let path = PickupPath(reading.tree.text(of: node))
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
    guard view.declared.knowsGlobal else { return }
    for check in checks(RuleCatalog.scope) {
      func apply(to scope: ScopeDeclaration) {
        if !scope.isFaulty { check.function(ScopeView(configuration: view, scope: scope), check.context) }
      }
      if let global = view.declared.global { apply(to: global) }
      for site in view.declared.sites { apply(to: site) }
    }
  }

  private func reportUnusedAllowances() {
    for (comment, rule) in findings.allowances.unused {
      // Without a look at folders nobody knows what their rules would have found there.
      if options.inspectFolder == nil, RuleCatalog.pickupFolder.contains(where: { $0.id == rule.id }) { continue }
      report(.unused(comment, rule: rule.id))
    }
  }
}
