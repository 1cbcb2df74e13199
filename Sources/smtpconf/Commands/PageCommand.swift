import ArgumentParser
import FileStore
import Pages
import SystemPackage

/// `smtpconf page`: a page that shows a routing.
struct PageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page",
    abstract: "Write a page that shows the routing to people who do not read YAML.",
    discussion: """
      Examples:
        smtpconf page prod.smtp.yaml -o routing.html
        smtpconf page routing.json --title "Mail, production" --date 2026-11-26
        smtpconf page -o routing.html --check           fail if it is out of date

      The page is one HTML file that loads nothing from elsewhere: a picture in which
      servers can be set busy or down, what happens if servers are lost, and a list
      of the sites. It can be read without JavaScript, and printed. It contains no
      user names and no passwords. The same input gives the same bytes.
      Accepts a configuration or a routing table.
      Exit status: 0 if it was written; 1 if the configuration has errors or the file
      is out of date; 2 on usage or I/O errors.
      """
  )

  @Argument(help: .routing, completion: .routings)
  var file: FileName?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write to a file, atomically.", valueName: "path"), completion: .file())
  var output: FileName?

  @Flag(help: "Do not write; fail if the output is not up to date.")
  var check = false

  @Option(help: ArgumentHelp("The title of the page (default: Mail routing).", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("A date to show, in any form; by default there is none.", valueName: "text"))
  var date: String?

  @OptionGroup var routing: RoutingOptions

  func validate() throws {
    if check, outputFile == nil { throw ValidationError("--check needs the file to compare with: -o FILE") }
    if let output, output.isEmpty { throw ValidationError("-o requires a file name") }
  }

  func run() throws {
    let file = try Inputs.configuration(file)
    let checked = try routing.checkedRouter(of: file)
    try refuseOverwriting(file, checked)
    let caption = RoutingPage.Caption(title: title, date: date, file: checked.name)
    let page = RoutingPage(checked.router, findings: checked.configuration?.report, caption: caption)
    guard let outputFile else { return Terminal.writeOut(pieces: page.write) }
    let target = AtomicFile(outputFile)
    guard check else {
      try target.write(page.write)
      return
    }
    guard try target.hasContent(page.write) else {
      let problem = FolderSearch.exists(outputFile) ? "is out of date" : "does not exist"
      Terminal.writeError(error: "`\(outputFile)` \(problem); run the same command without --check")
      throw ExitStatus.findings.code
    }
  }

  /// Refuses to write over a file that the page is made from.
  private func refuseOverwriting(_ file: FileName, _ checked: CheckedRouter) throws {
    guard let outputFile else { return }
    if Inputs.identity(of: file) == FileIdentity(outputFile) {
      throw Failure("-o `\(outputFile)` would overwrite the input itself")
    }
    try checked.configuration?.checked.refuseOverwriting(outputFile)
  }

  private var outputFile: FileName? { output == Inputs.standardInput ? nil : output }
}
