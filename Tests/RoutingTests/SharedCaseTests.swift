import Analysis
import Diagnostics
import Foundation
import Language
import SourceText
import Testing

@testable import Routing

/// Generated configurations with the expected result of each, in the folder that the environment variable
/// `SMTPCONF_SHARED_CASES` names: CI has them, a clone need not.
enum SharedCases {
  struct Expectation: Decodable {
    var valid: Bool
    var table: String?
    var rule: String?
    var severity: String?
    var line: Int?
    var absent: [String]?
  }

  static let variable = "SMTPCONF_SHARED_CASES"
  static let folder = ProcessInfo.processInfo.environment[variable] ?? ""

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let names = files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    if names.isEmpty {
      let note = Array("SKIPPED: the shared cases; \(variable) names no folder with any\n".utf8)
      note.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
    return names
  }()

  static func read(_ file: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file))
  }
}

@Suite(
  "The shared cases", .enabled(if: !SharedCases.names.isEmpty, "SMTPCONF_SHARED_CASES names the folder they are in"))
struct SharedCaseTests {
  @Test(
    "Each gives the expected table, or the expected rule on the line, and no other error", arguments: SharedCases.names)
  func example(name: String) throws {
    let expected = try JSONDecoder().decode(SharedCases.Expectation.self, from: SharedCases.read(name + ".json"))
    let source = SourceFile(name: name, bytes: Array(try SharedCases.read(name + ".smtp.yaml")))
    let checked = Analysis(source)
    let findings = checked.report.diagnostics
    if expected.valid {
      let table = RoutingTable(try #require(checked.configuration(), "\(findings)"))
      #expect(table.text() == expected.table)
      return
    }
    let lines = LineIndex(source)
    for rule in expected.absent ?? [] { #expect(!findings.contains { $0.rule.text == rule }, "\(rule) fires") }
    #expect(findings.allSatisfy { $0.severity != .error || $0.rule.text == expected.rule }, "\(findings)")
    guard let rule = expected.rule else { return }
    let own = findings.filter { $0.rule.text == rule && $0.severity.rawValue == expected.severity }
    #expect(own.contains { lines.position(at: $0.span.start).line == expected.line }, "\(findings)")
  }
}
