import ArgumentParser
import FileStore
import Importing
import SourceText
import SystemPackage

/// `smtpconf import`: a configuration from an existing database.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Write a configuration with the mail routing of a Kentico Xperience database.",
    discussion: """
      Examples:
        smtpconf import kentico.json                      to standard output
        smtpconf import kentico.json -o prod.smtp.yaml    to a new file

      The file is what a documented, read-only SQL query prints (docs/import.md). It
      has no passwords: the configuration names environment variables for them. What
      cannot be written, and what should be looked at, goes to standard error and, as
      comments, into the configuration.
      Exit status: 0 with a configuration, 2 if the file cannot be used or the output
      exists.
      """
  )

  @Argument(
    help: ArgumentHelp("What the query printed, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var file: FileName

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to a file. Never overwrites an existing one.", valueName: "path"), completion: .file())
  var output: FileName?

  func validate() throws {
    if let output, output.isEmpty { throw ValidationError("-o requires a file name") }
  }

  func run() throws {
    let name = file == Inputs.standardInput ? "standard input" : file.text
    let imported: ImportedConfiguration
    do {
      imported = try Import(DatabaseExport(try content(name))).configuration()
    } catch let error as UnusableExport {
      throw Failure("cannot import `\(name)`\(Self.reasons(of: error))")
    }
    let text = ConfigurationWriter.text(of: imported, from: name)
    guard let output, output != Inputs.standardInput else {
      Terminal.writeOut(text)
      Self.show(imported.remarks)
      return Terminal.writeError("\(imported.counts)\n")
    }
    let isNew = try AtomicFile(output).create { sink in try Array(text.utf8).withUnsafeBytes { try sink($0) } }
    guard isNew else { throw Failure("`\(output)` already exists and was not changed; choose another name") }
    Self.show(imported.remarks)
    let shown = output.text.escapedForDisplay()
    let check = output == Inputs.standardName ? "smtpconf check" : "smtpconf check \(shown)"
    Terminal.writeError("Wrote \(shown): \(imported.counts). Check it, then: \(check)\n")
  }

  private func content(_ name: String) throws -> [UInt8] {
    let limit = DatabaseExport.largestSize
    let content =
      file == Inputs.standardInput
      ? try InputFile.readStandardInput(limit: limit) : try InputFile.read(file, limit: limit)
    guard case .whole(let bytes) = content else {
      throw Failure("`\(name)` is larger than \(limit >> 20) MiB, which no export of mail settings is")
    }
    return bytes
  }

  /// The reasons why an export cannot be used: after a colon, or on lines of their own.
  private static func reasons(of error: UnusableExport) -> String {
    if error.problems.count == 1, let problem = error.problems.first { return ": \(problem)" }
    let lines =
      error.problems.map { "\n  \($0)" } + (error.omitted > 0 ? ["\n  and \(error.omitted) more problems"] : [])
    return ":" + lines.joined()
  }

  /// Shows notes, each on a line.
  private static func show(_ remarks: [ImportedConfiguration.Remark]) {
    var lines = remarks.prefix(mostRemarks).map { remark in
      "\(remark.note.severity): \(remark.place.map { "\($0): " } ?? "")\(remark.note.text)".escapedForDisplay() + "\n"
    }
    let rest = remarks.count - lines.count
    if rest > 0 { lines.append("\(rest) more warnings and notes are in the configuration, as comments\n") }
    Terminal.writeError(lines.joined())
  }

  /// Nobody reads more lines than these, and the file has them all.
  private static let mostRemarks = 500
}

extension ImportedConfiguration {
  /// How much there is in it: "12 servers, 40 sites, 3 warnings".
  fileprivate var counts: String {
    let warnings = remarks.count { $0.note.severity == .warning }
    let numbers = [(servers.count, "server"), (sites.count, "site"), (warnings, "warning")]
    return numbers.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}
