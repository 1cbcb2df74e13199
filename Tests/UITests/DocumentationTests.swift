import Foundation
import Reporting
import Testing

/// Outputs in the documentation are real, and its links work.
@Suite("Documentation", .serialized)
struct DocumentationTests {
  @Test("A page shows real output", arguments: Page.executed)
  func output(file: URL) throws {
    let page = try Page(file)
    let replayed = try page.replayed(with: Place.program)
    for (was, now) in zip(Self.lines(of: page.text), Self.lines(of: replayed)) where was != now {
      Issue.record("\(page) shows `\(was)`, the program prints `\(now)`; write it with SMTPCONF_ACCEPT=1")
      break
    }
    #expect(page.text.utf8.count == replayed.utf8.count, "\(page)")
    if ProcessInfo.processInfo.environment["SMTPCONF_ACCEPT"] == "1" { try Data(replayed.utf8).write(to: file) }
  }

  @Test("Pages that explain the program run its commands")
  func sessions() throws {
    let pages = ["ci", "commands", "configuration", "environments", "import", "mail-engines", "page", "routing-tests"]
      .map { "docs/\($0).md" }
    for name in ["README.md"] + pages {
      let page = try Page(Place.repository.appending(path: name))
      #expect(page.blocks.filter { $0.kind == .session }.count >= 2, "\(page)")
    }
  }

  @Test("A complete file that a page shows is one that its commands can use", arguments: Page.executed)
  func files(file: URL) throws {
    let page = try Page(file)
    for block in page.blocks where block.text.hasPrefix("version: 1\n") {
      guard case .file = block.kind else {
        Issue.record("\(page): the file below is not marked with <!-- file: NAME -->\n\(block.text)")
        continue
      }
    }
  }

  @Test("Every link target exists", arguments: Page.all)
  func links(file: URL) throws {
    let page = try Page(file)
    for link in page.links {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let target = parts[0].isEmpty ? file : file.deletingLastPathComponent().appending(path: parts[0]).standardized
      #expect(FileManager.default.fileExists(atPath: target.path), "\(page) links to \(link)")
      if parts.count == 2 { #expect(try Page(target).anchors.contains(parts[1]), "\(page) links to \(link)") }
    }
  }

  @Test("Pages in docs link to nothing outside it: they are a separate site")
  func site() throws {
    let docs = Place.repository.appending(path: "docs").path + "/"
    for file in Place.files(in: "docs", endingIn: ".md") {
      let page = try Page(file)
      for link in page.links where !link.hasPrefix("#") {
        let target = file.deletingLastPathComponent().appending(path: link).standardized
        #expect(target.path.hasPrefix(docs), "\(page) links to \(link)")
      }
    }
  }

  @Test("Each page in docs can be reached from its front page and from the README")
  func overview() throws {
    let names = Place.files(in: "docs", endingIn: ".md").map(\.lastPathComponent).filter { $0 != "index.md" }
    let front = try Page(Place.repository.appending(path: "docs/index.md"))
    let readme = try Page(Place.repository.appending(path: "README.md"))
    for name in names {
      #expect(front.links.contains(name))
      #expect(readme.links.contains("docs/\(name)"))
    }
  }

  @Test("The programs that use the library are compiled, and tested", arguments: ["LookupExample", "SenderExample"])
  func example(name: String) throws {
    let example = Place.repository.appending(path: "Tests/SMTPConfKitTests/\(name).swift")
    let page = try Page(Place.repository.appending(path: "docs/library.md"))
    let text = try String(contentsOf: example, encoding: .utf8)
    #expect(page.blocks.contains { $0.kind == .illustration(language: "swift") && $0.text == text })
  }

  @Test("The query that a page shows is the one in the samples")
  func query() throws {
    let query = Place.repository.appending(path: "samples/import/smtp.sql")
    let page = try Page(Place.repository.appending(path: "docs/import.md"))
    let shown = page.blocks.filter { $0.kind == .illustration(language: "sql") }.map(\.text)
    #expect(shown == [try String(contentsOf: query, encoding: .utf8)])
  }

  @Test("The table of formats is complete and in order")
  func formats() throws {
    let page = try Page(Place.repository.appending(path: "docs/ci.md"))
    let head = "| format | for |\n| --- | --- |\n"
    let table = try #require(page.text.firstMatch(of: /\| format \| for \|\n\| --- \| --- \|\n(\|.*\n)+/)).output.0
    let expected = head + DiagnosticFormat.allCases.map { "| `\($0.name)` | \($0.purpose) |\n" }.joined()
    #expect(String(table) == expected)
    if ProcessInfo.processInfo.environment["SMTPCONF_ACCEPT"] == "1" {
      try Data(page.text.replacingOccurrences(of: table, with: expected).utf8).write(to: page.file)
    }
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
