import ArgumentParser
import FileStore
import Linting
import Reporting

/// Reads the plain forms of the commands that run most: `check FILE…` and `build FILE -o FILE` with a few flags.
///
/// The argument parser needs 23 million instructions for the same, five times as many as checking a small file. It reads
/// everything else, and reports everything that is wrong; a property test compares the two.
enum PlainForm {
  /// The command of the arguments, with the values that the parser would give it; nil if it has to read them.
  static func command(_ arguments: [String]) -> (any ParsableCommand)? {
    let rest = arguments.dropFirst()
    return switch arguments.first {
    case "check": check(rest)
    case "build": build(rest)
    default: nil
    }
  }

  private static func check(_ arguments: ArraySlice<String>) -> CheckCommand? {
    var command = CheckCommand()
    (command.files, command.baseline, command.target, command.statistics) = ([], nil, .table, false)
    (command.findings, command.machine, command.reports) = (.plain, .plain, .plain)
    var rest = arguments
    while let argument = rest.popFirst() {
      switch argument {
      case "--no-filesystem": command.machine.noFilesystem = true
      case "--strict": command.findings.strict = true
      case "--quiet", "-q": command.reports.quiet = true
      case "--format":
        guard let kind = rest.popFirst().flatMap({ try? ReportTarget<DiagnosticFormat>(argument: $0) }) else {
          return nil
        }
        command.reports.format.append(kind)
      case _ where isFile(argument): command.files.append(FileName(argumentText: argument))
      default: return nil
      }
    }
    return isValid { try command.validate() } && isValid { try command.reports.validate() } ? command : nil
  }

  private static func build(_ arguments: ArraySlice<String>) -> BuildCommand? {
    var command = BuildCommand()
    (command.file, command.output, command.check, command.compact) = (nil, nil, false, false)
    (command.target, command.findings, command.machine, command.reports) = (.plain, .plain, .plain, .plain)
    var rest = arguments
    while let argument = rest.popFirst() {
      switch argument {
      case "--no-filesystem": command.machine.noFilesystem = true
      case "--strict": command.findings.strict = true
      case "--quiet", "-q": command.reports.quiet = true
      case "--check": command.check = true
      case "--compact": command.compact = true
      case "-o", "--output":
        guard command.output == nil, let name = rest.popFirst(), isFile(name) else { return nil }
        command.output = FileName(argumentText: name)
      case _ where isFile(argument) && command.file == nil: command.file = FileName(argumentText: argument)
      default: return nil
      }
    }
    return isValid { try command.validate() } ? command : nil
  }

  private static func isFile(_ argument: String) -> Bool { !argument.isEmpty && !argument.hasPrefix("-") }

  private static func isValid(_ validation: () throws -> Void) -> Bool { (try? validation()) != nil }
}

/// A group of options that can be made without the parser.
private protocol PlainOptions: ParsableArguments {
  mutating func setDefaults()
}

extension PlainOptions {
  fileprivate static var plain: Self {
    var options = Self()
    options.setDefaults()
    return options
  }
}

extension DiagnosticOptions: PlainOptions {
  fileprivate mutating func setDefaults() {
    (rules, strict, maxFindings, stdinFilename) = (.plain, false, CheckOptions.defaultFindingLimit, "<stdin>")
    (fix, unsafeFixes, diff) = (false, false, false)
  }
}

extension RuleOptions: PlainOptions {
  fileprivate mutating func setDefaults() { (allow, warn, deny, noAllowances, today) = ([], [], [], false, nil) }
}

extension TargetOptions: PlainOptions {
  fileprivate mutating func setDefaults() {
    (target, noSecrets, mainCf, masterCf, gatePort) = (.table, false, nil, nil, nil)
  }
}

extension CheckMachineOptions: PlainOptions {
  fileprivate mutating func setDefaults() { (noFilesystem, secrets, account) = (false, .plain, .plain) }
}

extension BuildMachineOptions: PlainOptions {
  fileprivate mutating func setDefaults() {
    (filesystem, noFilesystem, secrets, account) = (false, false, .plain, .plain)
  }
}

extension SecretOptions: PlainOptions {
  fileprivate mutating func setDefaults() { requireSecrets = false }
}

extension AccountOptions: PlainOptions {
  fileprivate mutating func setDefaults() { (asUser, asGroup) = (nil, nil) }
}

extension ReportOptions: PlainOptions {
  fileprivate mutating func setDefaults() { (format, color, quiet) = ([], .auto, false) }
}
