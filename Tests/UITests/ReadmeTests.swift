import Foundation
import Reporting
import Testing

/// What the README shows is what the program prints: each block that is marked as `console` is replayed at the top of
/// the repository.
@Suite("README", .serialized)
struct ReadmeTests {
  static let file = Place.repository.appending(path: "README.md")

  @Test("The README shows real output")
  func output() throws {
    var text = try String(contentsOf: Self.file, encoding: .utf8)
    let blocks = Self.consoleBlocks(in: text)
    #expect(blocks.count >= 2)
    for block in blocks {
      let expected = Transcript(block)
      let actual = try expected.replayed(with: Place.program, in: Place.repository)
      #expect(actual.text == expected.text)
      text = text.replacingOccurrences(of: block, with: actual.text)
    }
    if ProcessInfo.processInfo.environment["SMTPCONF_ACCEPT"] == "1" { try Data(text.utf8).write(to: Self.file) }
  }

  @Test("Every file the README links to is there")
  func links() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let targets = text.matches(of: /\]\(([^)]+)\)/).map { String($0.output.1) }.filter { !$0.contains("://") }
    #expect(targets.count > 3)
    for target in targets {
      #expect(FileManager.default.fileExists(atPath: Place.repository.appending(path: target).path), "\(target)")
    }
  }

  @Test("The program that embeds the library is one that is compiled, and tested")
  func example() throws {
    let example = Place.repository.appending(path: "Tests/SMTPConfKitTests/SenderExample.swift")
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    #expect(text.contains("```swift\n\(try String(contentsOf: example, encoding: .utf8))```"))
  }

  @Test("The expectations that the README shows hold")
  func expectations() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let block = try #require(text.firstMatch(of: /```yaml\n(version: 1\nconfiguration:[\s\S]*?)```/)).output.1
    let file = Place.repository.appending(path: "samples/.readme-\(UUID().uuidString).test.yaml")
    try Data(block.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let result = try SampleTests.run(["test", "--format", "json", file.path])
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("\"passed\":true"))
  }

  @Test("The table of formats has all there are, in their order")
  func formats() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let head = "| format | for |\n| --- | --- |\n"
    let table = try #require(text.firstMatch(of: /\| format \| for \|\n\| --- \| --- \|\n(\|.*\n)+/)).output.0
    let expected = head + DiagnosticFormat.allCases.map { "| `\($0.name)` | \($0.purpose) |\n" }.joined()
    #expect(String(table) == expected)
    if ProcessInfo.processInfo.environment["SMTPCONF_ACCEPT"] == "1" {
      try Data(text.replacingOccurrences(of: table, with: expected).utf8).write(to: Self.file)
    }
  }

  static func consoleBlocks(in text: String) -> [String] {
    text.matches(of: /```console\n([\s\S]*?)```/).map { String($0.output.1) }
  }
}
