import Foundation

/// A page of the documentation. The outputs that it shows are real: the commands are run from top to bottom in a new
/// folder, which contains the samples.
///
/// - A block marked as `console` is a session at a shell, as in a ``Transcript``.
/// - A block below `<!-- output: COMMAND -->` is the output of the command.
/// - A block below `<!-- file: NAME -->` is a file in the folder, for the commands that follow.
///
/// Set SMTPCONF_ACCEPT=1 to write the current output of the commands into the page, then read the diff.
struct Page: CustomStringConvertible {
  let file: URL
  let text: String

  /// The README and the pages in docs, without docs/rules, whose pages the program generates.
  static let executed = [Place.repository.appending(path: "README.md")] + Place.files(in: "docs", endingIn: ".md")

  /// All pages that are written by hand.
  static let all =
    executed
    + ["integrations/README.md", "samples/README.md", "CHANGELOG.md"].map { Place.repository.appending(path: $0) }

  /// A block between fences, with the comment above it if there is one.
  struct Block {
    enum Kind: Equatable {
      case session
      case output(of: String)
      case file(named: String)
      case illustration(language: String)
    }

    let kind: Kind
    let text: String
    let range: Range<String.Index>
  }

  init(_ file: URL) throws {
    self.file = file
    text = try String(contentsOf: file, encoding: .utf8)
  }

  /// The path from the top of the repository.
  var description: String { String(file.path.dropFirst(Place.repository.path.count + 1)) }

  /// The blocks, from top to bottom.
  var blocks: [Block] {
    text.matches(of: /(?:<!-- (file|output): (.+) -->\n)?```([a-z]*)\n([\s\S]*?)```\n/).map { match in
      let (_, directive, argument, language, body) = match.output
      let kind: Block.Kind =
        switch directive {
        case "file": .file(named: String(argument ?? ""))
        case "output": .output(of: String(argument ?? ""))
        default: language == "console" ? .session : .illustration(language: String(language))
        }
      return Block(kind: kind, text: String(body), range: body.startIndex..<body.endIndex)
    }
  }

  /// The text of the page with the current output of its commands.
  func replayed(with program: URL) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "smtpconf-page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(
      at: Place.repository.appending(path: "samples"), to: folder.appending(path: "samples"))
    var replayed = ""
    var position = text.startIndex
    for block in blocks {
      replayed += text[position..<block.range.lowerBound]
      position = block.range.upperBound
      switch block.kind {
      case .session:
        replayed += try Transcript(block.text).replayed(with: program, in: folder).text
      case .output(let command):
        let session = try Transcript("$ \(command)\n\(block.text)").replayed(with: program, in: folder)
        replayed += session.text.dropFirst("$ \(command)\n".count)
      case .file(let name):
        try Data(block.text.utf8).write(to: folder.appending(path: name))
        replayed += block.text
      case .illustration:
        replayed += block.text
      }
    }
    return replayed + text[position...]
  }

  /// The link targets outside of blocks, without those on other servers.
  var links: [String] {
    prose.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }.filter { !$0.contains("://") }
  }

  /// The link targets in the page: its headings, as GitHub and MkDocs name them.
  var anchors: [String] {
    prose.matches(of: /(?m)^#+ (.+)$/).map { match in
      let kept = match.output.1.lowercased().filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
      return kept.replacing(" ", with: "-")
    }
  }

  /// The text between the blocks.
  private var prose: String {
    var (prose, position) = ("", text.startIndex)
    for block in blocks {
      prose += text[position..<block.range.lowerBound]
      position = block.range.upperBound
    }
    return prose + text[position...]
  }
}
