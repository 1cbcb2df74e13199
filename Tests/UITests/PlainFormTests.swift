import ArgumentParser
import TestSupport
import Testing

@testable import smtpconf

/// The argument parser is slow, so plain forms are read without it: to the same values.
@Suite("Plain forms of the command line")
struct PlainFormTests {
  @Test(
    "These are read without the parser",
    arguments: [
      "check", "check a.smtp.yaml", "check --no-filesystem --quiet a b c", "check -q a --strict",
      "check --format json a --format sarif=b",
      "build a", "build a -o b", "build --output b --check -q a", "build --compact --no-filesystem a --strict",
    ])
  func plain(line: String) throws {
    let arguments = line.split(separator: " ").map(String.init)
    let plain = try #require(PlainForm.run(arguments))
    #expect(description(plain) == description(try parsed(arguments)))
  }

  @Test(
    "These are left to the parser",
    arguments: [
      "", "help", "route a", "check -- a", "check --fix a", "check -", "check -qq a", "check --quiet=a", "build a b",
      "build -o", "build -o - a", "build -ob a", "build -o b -o c a", "build --check a", "check --format",
      "check --format jso a",
      "check --format json --format text a", "check --format=json a", "build --format json a",
    ])
  func other(line: String) {
    #expect(PlainForm.run(line.split(separator: " ").map(String.init)) == nil)
  }

  @Test("Whatever is read without the parser is what the parser would have read", arguments: 0..<20)
  func agreement(seed: Int) throws {
    let words = [
      "check", "build", "--no-filesystem", "--strict", "--quiet", "-q", "--check", "--compact", "-o", "--output", "a",
      "b.yaml", "", "-", "--", "help", "--help", "--version", "--fix", "--output=b", "--format", "json", "sarif=c",
      "text", "-qo", "\u{301}", "-\u{301}",
    ]
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<25 {
      let first = words[Int.random(in: 0..<2, using: &generator)]
      let rest = (0..<Int.random(in: 0..<5, using: &generator)).map { _ in words.randomElement(using: &generator)! }
      guard let plain = PlainForm.run([first] + rest) else { continue }
      #expect(description(plain) == description(try parsed([first] + rest)), "\([first] + rest)")
    }
  }

  /// What the parser reads.
  private func parsed(_ arguments: [String]) throws -> any CommandRun {
    switch try SMTPConfCommand.parseAsRoot(arguments) {
    case let command as CheckCommand: command.settings
    case let command as BuildCommand: command.settings
    case let command: throw Unexpected(command: "\(command)")
    }
  }

  private struct Unexpected: Error { let command: String }

  /// A run with all its values.
  private func description(_ run: any CommandRun) -> String { "\(run)" }
}
