import FileStore
import Reporting

/// Reads the plain forms of the commands that run most: `check FILE…` and `build FILE -o FILE` with a few flags.
///
/// The argument parser needs 23 million instructions for the same, five times as many as checking a small file. It reads
/// everything else, and reports everything that is wrong; a property test compares the two.
enum PlainForm {
  /// What the arguments ask for, as the parser would read them; nil if it has to read them.
  static func run(_ arguments: [String]) -> (any CommandRun)? {
    let rest = arguments.dropFirst()
    let run: (any CommandRun)? =
      switch arguments.first {
      case "check": check(rest)
      case "build": build(rest)
      default: nil
      }
    guard let run, (try? run.validate()) != nil else { return nil }
    return run
  }

  private static func check(_ arguments: ArraySlice<String>) -> CheckRun? {
    var run = CheckRun()
    var rest = arguments
    while let argument = rest.popFirst() {
      if take(argument, &run.findings, &run.reports) { continue }
      switch argument {
      case "--no-filesystem": (run.machine.checksFolders, run.machine.readsFiles) = (false, false)
      case "--format":
        guard let format = rest.popFirst().flatMap({ try? ReportTarget<DiagnosticFormat>(argument: $0) }) else {
          return nil
        }
        run.reports.formats.append(format)
      case _ where isFile(argument): run.files.append(FileName(argumentText: argument))
      default: return nil
      }
    }
    return (try? run.reports.validate()) == nil ? nil : run
  }

  private static func build(_ arguments: ArraySlice<String>) -> BuildRun? {
    var run = BuildRun()
    var rest = arguments
    while let argument = rest.popFirst() {
      if take(argument, &run.findings, &run.reports) { continue }
      switch argument {
      case "--no-filesystem": run.machine.readsFiles = false
      case "--check": run.isComparing = true
      case "--compact": run.isCompact = true
      case "-o", "--output":
        guard run.output == nil, let name = rest.popFirst(), isFile(name) else { return nil }
        run.output = FileName(argumentText: name)
      case _ where isFile(argument) && run.file == nil: run.file = FileName(argumentText: argument)
      default: return nil
      }
    }
    return run
  }

  /// Takes a flag that means the same to both commands; false for any other argument.
  private static func take(
    _ argument: String, _ findings: inout FindingSettings, _ reports: inout ReportSettings
  ) -> Bool {
    switch argument {
    case "--strict": findings.isStrict = true
    case "--quiet", "-q": reports.isQuiet = true
    default: return false
    }
    return true
  }

  private static func isFile(_ argument: String) -> Bool { !argument.isEmpty && !argument.hasPrefix("-") }
}
