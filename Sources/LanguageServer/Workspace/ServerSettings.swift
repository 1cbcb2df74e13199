import Analysis
import JSONRPC
import Linting

/// What the user sets in the editor.
struct ServerSettings: Sendable {
  /// Whether pickup folders of this machine are checked.
  var checksFolders = false
  /// Whether findings are reported that a YAML language server with the schema reports as well.
  var reportsSchemaFindings = true
  /// Whether the tests of open test files are run.
  var runsTests = false
  /// Whether only files are served whose names say that they belong to smtpconf.
  var servesOnlyNamed = false
  /// Whether warnings are shown as errors, because they fail a run.
  var isStrict = false
  /// Whether a server name without a port gets a hint.
  var hintsPort = true
  /// Whether a default server gets a hint about its priority.
  var hintsPriority = true
  /// Whether a site gets a hint about its first server.
  var hintsFirstServer = true
  /// The severities of rules.
  var policy = RulePolicy()
  /// What is wrong with the settings, for the user.
  private(set) var problems: [String] = []

  /// The default settings.
  init() {}

  /// Reads settings; what is absent is as by default.
  init(_ json: JSON) {
    guard let members = json.object else { return }
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      switch name {
      case "filesystem": read(value, name, \.checksFolders)
      case "schemaFindings": read(value, name, \.reportsSchemaFindings)
      case "runTests": read(value, name, \.runsTests)
      case "onlyNamed": read(value, name, \.servesOnlyNamed)
      case "strict": read(value, name, \.isStrict)
      case "inlayHints": readHints(value)
      case "allow": read(value, name, .allow)
      case "warn": read(value, name, .warn)
      case "deny": read(value, name, .deny)
      default: problems.append("there is no setting `\(name)`")
      }
    }
  }

  private mutating func read(_ value: JSON, _ name: String, _ setting: WritableKeyPath<ServerSettings, Bool>) {
    if let flag = value.boolean {
      self[keyPath: setting] = flag
    } else if !value.isNull {
      problems.append("`\(name)` must be true or false")
    }
  }

  private mutating func readHints(_ value: JSON) {
    if let flag = value.boolean { (hintsPort, hintsPriority, hintsFirstServer) = (flag, flag, flag) }
    read(value["port"], "inlayHints.port", \.hintsPort)
    read(value["priority"], "inlayHints.priority", \.hintsPriority)
    read(value["firstServer"], "inlayHints.firstServer", \.hintsFirstServer)
  }

  private mutating func read(_ value: JSON, _ name: String, _ level: RulePolicy.Level) {
    let rules = value.string.map { [JSON.string($0)] } ?? value.array ?? []
    for rule in rules.compactMap(\.string) {
      do throws(RulePolicyError) {
        try policy.set(rule, to: level)
      } catch {
        switch error {
        case .unknownRule(let rule, _): problems.append("`\(name)`: there is no rule `\(rule)`")
        case .notAdjustable(let rule): problems.append("`\(name)`: the severity of `\(rule)` is fixed")
        }
      }
    }
  }
}
