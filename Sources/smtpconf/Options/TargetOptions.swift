import ArgumentParser
import FileStore
import FolderAccess
import Language
import Linting
import SourceText
import Targets

/// What a configuration is built into, by its name.
enum TargetName: String, Choice {
  case table
  case postfix
  case postfixHAProxy = "postfix-haproxy"
  case nullmailer

  static let noun = "target"

  /// The mail engine; nil for the routing table.
  var engine: MailEngine? { MailEngine(rawValue: rawValue) }
}

/// What is built.
struct TargetSettings: Sendable {
  /// The target.
  var name = TargetName.table
  /// Whether there is an empty password in place of each, and no secret is read.
  var withholdsSecrets = false
  /// The operator's own `main.cf`; nil for the built-in one.
  var mainFile: FileName?
  /// The operator's own `master.cf`; nil for the built-in one.
  var masterFile: FileName?
  /// The first port of gates; nil for the default one.
  var gatePort: Int?

  /// Refuses options that the target does not have.
  ///
  /// - Throws: `ValidationError` with the option.
  func validate() throws {
    let isPostfix = name.engine?.isPostfix ?? false
    let unsupported = [
      (withholdsSecrets && name.engine == nil, "--no-secrets"), (mainFile != nil && !isPostfix, "--main-cf"),
      (masterFile != nil && !isPostfix, "--master-cf"), (gatePort != nil && !isPostfix, "--gate-port"),
    ].first { $0.0 }
    if let unsupported { throw ValidationError("the target \(name.rawValue) has no option \(unsupported.1)") }
    if let gatePort, !(1...65534).contains(gatePort) { throw ValidationError("--gate-port must be 1 to 65534") }
  }

  /// What the target is made from.
  ///
  /// - Parameters:
  ///   - configuration: The routing.
  ///   - secrets: The values of references.
  ///   - account: The user that writes into pickup folders.
  /// - Returns: The deployment.
  /// - Throws: ``Failure`` if there is a pickup folder, and no user for it.
  func deployment(
    of configuration: ValidConfiguration, secrets: [SecretReference: Secret], account: AccountSettings
  ) throws -> Deployment {
    let needsUser = (name.engine?.isPostfix ?? false) && configuration.usesPickupFolders
    return Deployment(
      configuration, secrets: withholdsSecrets ? .withheld : .read(secrets),
      pickupUser: needsUser ? try pickupUser(account) : nil, gatePort: gatePort ?? Deployment.defaultGatePort)
  }

  private func pickupUser(_ account: AccountSettings) throws -> String {
    guard let user = account.user else {
      throw Failure("a server in a chain writes mail to a folder: say as which user, with --as-user NAME")
    }
    guard user.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_.-]*/) != nil else {
      throw Failure("--as-user `\(user)`: Postfix needs the name of a user")
    }
    // Without secrets it is perhaps not built where mail is sent, and the user is not here.
    let isRoot = withholdsSecrets ? false : try account.subject().isRoot
    if isRoot || ["root", "postfix"].contains(user) {
      throw Failure("--as-user `\(user)`: Postfix refuses to write mail to folders as root or as itself")
    }
    return user
  }

  /// The files of a mail engine.
  ///
  /// - Parameters:
  ///   - deployment: What they are made from.
  ///   - engine: The engine.
  ///   - folder: The folder that they are for.
  /// - Returns: The files.
  /// - Throws: The exit status, after showing why they cannot be made; ``Failure`` or `FileStoreError` for the operator's
  ///   own files.
  func files(of deployment: Deployment, for engine: MailEngine, in folder: FileName) throws -> [OutputFile] {
    let target: any Target =
      switch engine {
      case .postfix: PostfixTarget(isGated: false, settings: try settings(for: folder))
      case .postfixHAProxy: PostfixTarget(isGated: true, settings: try settings(for: folder))
      case .nullmailer: NullmailerTarget()
      }
    do throws(TargetProblem) {
      return try target.files(of: deployment)
    } catch {
      for line in description(of: error) { Terminal.writeError(error: line) }
      throw ExitStatus.failure.code
    }
  }

  private func description(of problem: TargetProblem) -> [String] {
    switch problem {
    case .unsupported(let value):
      ["\(name.rawValue) cannot represent \(value.reason), as server `\(value.server)` has"]
    case .overridden(let settings): settings.map(description)
    }
  }

  private func description(of setting: OwnSetting) -> String {
    switch setting.kind {
    case .parameter(let value):
      "`\(mainFile?.text ?? ""):\(setting.line)` sets `\(setting.name)`, on which the routing depends: remove the line "
        + "(the routing sets it to \(value.isEmpty ? "nothing" : "`\(value)`"))"
    case .service:
      "`\(masterFile?.text ?? ""):\(setting.line)` defines the service `\(setting.name)`, as the routing does: rename it"
    }
  }

  /// The operator's own files.
  private func settings(for folder: FileName) throws -> PostfixSettings {
    for (file, name) in [(mainFile, "main.cf"), (masterFile, "master.cf")] {
      guard let file, FileIdentity(file) == FileIdentity(folder.appending(FileName(name))) else { continue }
      throw Failure("-o `\(folder)` would overwrite your own `\(file)`: keep it elsewhere")
    }
    return PostfixSettings(main: try mainFile.map(Self.read), master: try masterFile.map(Self.read))
  }

  private static func read(_ file: FileName) throws -> [UInt8] {
    switch try InputFile.read(file, limit: mostBytes) {
    case .whole(let bytes): return bytes
    case .tooLarge: throw FileStoreError(.read, file.text, reason: "it is larger than 1 MiB")
    }
  }

  private static let mostBytes = 1 << 20
}

/// The options of `build` that choose a target, and those that only some targets have.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("What to build: \(TargetName.list(default: .table)).", valueName: "name"),
    completion: TargetName.completion, transform: TargetName.init(argument:))
  var target = TargetName.table

  @Flag(help: "Write an empty password in place of each, and read no secrets.")
  var noSecrets = false

  @Option(help: ArgumentHelp("Your own main.cf, instead of the built-in one.", valueName: "file"), completion: .file())
  var mainCf: FileName?

  @Option(
    help: ArgumentHelp("Your own master.cf, instead of the built-in one.", valueName: "file"), completion: .file())
  var masterCf: FileName?

  @Option(
    help: ArgumentHelp(
      "Ports of loopback addresses for gates: <n> and <n> + 1 (default: \(Deployment.defaultGatePort)).",
      valueName: "n"))
  var gatePort: Int?

  func validate() throws { try settings.validate() }

  /// What the options mean.
  var settings: TargetSettings {
    TargetSettings(
      name: target, withholdsSecrets: noSecrets, mainFile: mainCf, masterFile: masterCf, gatePort: gatePort)
  }
}
