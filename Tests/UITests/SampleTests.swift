import Foundation
import Testing

/// The samples are what newcomers read first: the statements in them are tested.
@Suite("Samples")
struct SampleTests {
  static let environments = Place.files(in: "samples/environments", endingIn: ".smtp.yaml")
  static let good = Place.files(in: "samples", endingIn: ".smtp.yaml") + environments
  /// Those that are only there to be extended, and have no table.
  static let partial = environments.filter { $0.lastPathComponent == "relays.smtp.yaml" }
  static let complete = good.filter { !partial.contains($0) }
  static let tests =
    Place.files(in: "samples", endingIn: ".test.yaml")
    + Place.files(in: "samples/environments", endingIn: ".test.yaml")
  static let broken = Place.files(in: "samples/broken", endingIn: ".smtp.yaml")

  @Test("There are enough samples")
  func presence() {
    #expect(Self.good.count >= 6)
    #expect(Self.environments.count >= 4)
    #expect(Self.partial.count == 1)
    #expect(Self.tests.count >= 2)
    #expect(Self.broken.count >= 10)
  }

  @Test("A good sample has neither errors nor warnings", arguments: good)
  func isGood(file: URL) throws {
    let findings = try Self.findings(in: file)
    #expect(findings.filter { $0.severity != "info" } == [])
  }

  @Test("A good sample compiles to its table", arguments: complete)
  func compiles(file: URL) throws {
    let table = file.path.replacingOccurrences(of: ".smtp.yaml", with: ".routing.json")
    let expected = try String(contentsOfFile: table, encoding: .utf8)
    let result = try Self.run(["build", "--no-filesystem", file.path])
    #expect(result.output == expected)
    #expect(result.status == 0)
  }

  @Test("A partial sample cannot be built", arguments: partial)
  func isPartial(file: URL) throws {
    let result = try Self.run(["build", "--no-filesystem", file.path])
    #expect(result.output.isEmpty)
    #expect(result.status == 1)
  }

  @Test("The tests of a good sample pass, and cover everything", arguments: tests)
  func passes(file: URL) throws {
    let result = try Self.run(["test", "--fail-under", "100", file.path])
    #expect(result.status == 0)
  }

  @Test("A broken sample has exactly the findings that its comments announce", arguments: broken)
  func isBrokenAsAnnounced(file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let found = try Self.findings(in: file).filter { $0.severity != "info" }.map { "\($0.line): \($0.rule)" }
    #expect(found.sorted() == Self.announced(in: text).sorted())
  }

  struct Finding: Equatable {
    let rule: String
    let severity: String
    let line: Int
  }

  /// The rules named by `#~ rule, rule` for the same line and by `#~v rule` for the line below.
  static func announced(in text: String) -> [String] {
    let lines = text.replacingOccurrences(of: "\r\n", with: "\n").components(separatedBy: "\n")
    return lines.enumerated().flatMap { index, line -> [String] in
      guard let mark = line.range(of: "#~") else { return [] }
      var rest = line[mark.upperBound...]
      let isBelow = rest.hasPrefix("v")
      if isBelow { rest = rest.dropFirst() }
      let rules = rest.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      return rules.map { "\(index + 1 + (isBelow ? 1 : 0)): \($0)" }
    }
  }

  static func findings(in file: URL) throws -> [Finding] {
    let result = try run(["check", "--no-filesystem", "--format", "json", file.path])
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let diagnostics = try #require(document?["diagnostics"] as? [[String: Any]])
    return try diagnostics.map { diagnostic in
      let start = try #require(diagnostic["start"] as? [String: Int])
      return Finding(
        rule: try #require(diagnostic["rule"] as? String), severity: try #require(diagnostic["severity"] as? String),
        line: try #require(start["line"]))
    }
  }

  static func run(_ arguments: [String]) throws -> (output: String, status: Int32) {
    let process = Process()
    process.executableURL = Place.program
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }
}
