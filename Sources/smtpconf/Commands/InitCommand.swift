import ArgumentParser
import BundledFiles
import FileStore
import SourceText
import SystemPackage

/// `smtpconf init`: a starter configuration.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented starter configuration. Never overwrites an existing file.",
    discussion: """
      Examples:
        smtpconf init
        smtpconf init prod.smtp.yaml
        smtpconf init -                 to standard output
      """
  )

  @Argument(help: "The file to write, or - for standard output.", completion: .configurations)
  var file = Inputs.standardName

  func run() throws {
    let text = BundledFile.starterConfiguration.text
    if file == Inputs.standardInput { return Terminal.writeOut(text) }
    if file.isEmpty { throw Failure("the file name is empty") }
    let isNew = try AtomicFile(file).create { sink in try Array(text.utf8).withUnsafeBytes { try sink($0) } }
    guard isNew else { throw Failure("`\(file)` already exists and was not changed; choose another name") }
    let name = file.text.escapedForDisplay()
    Terminal.writeError(
      "Wrote \(name). Edit it, then: smtpconf check\(file == Inputs.standardName ? "" : " \(name)")\n")
  }
}
