import Diagnostics
import SourceText
import SystemPackage
import TestSupport
import Testing

@testable import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("JSON values")
struct JSONValueTests {
  private static let pieces = [
    "a", "key", "é", "漢字", "😀", "\"", "\\", "/", "\n", "\r", "\t", "\u{0}", "\u{8}", "\u{C}", "\u{1F}", "\u{7F}",
    "\u{2028}",
    "##[", "##vso[", "#", "##TeamCity[x", "::error::", " ", "long enough for several blocks of eight bytes",
  ]

  private func value(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
    func text() -> String {
      (0..<Int.random(in: 0...5, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let count = Int.random(in: 0...3, using: &random)
    switch Int.random(in: 0...(depth > 0 ? 5 : 3), using: &random) {
    case 0: return .text(text())
    case 1: return .number(Int.random(in: -1000...1000, using: &random))
    case 2: return .flag(Bool.random(using: &random))
    case 3: return .null
    case 4: return .array((0..<count).map { _ in value(depth: depth - 1, &random) })
    default:
      let names = Set((0..<count).map { _ in text() }).sorted()
      return .object(names.map { ($0, Bool.random(using: &random) ? value(depth: depth - 1, &random) : nil) })
    }
  }

  @Test("A document is written to the byte as JSONEncoder writes it", arguments: 0..<300)
  func agreesWithEncoder(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let document = JSONValue.array([value(depth: 4, &random)])
    #expect(Array(try JSONText.line(document).utf8) == Array(try JSONText.line(Box(value: document)).utf8))
  }

  /// Goes to the encoder.
  private struct Box: Encodable {
    let value: JSONValue

    func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
  }

  @Test("Reports have their members in the order of their names, as JSONEncoder sorts them", arguments: 0..<100)
  func sortedMembers(seed: Int) throws {
    var random = RandomReport(seed: seed)
    let run = RunReport([random.make()])
    let project = ProjectFolder(workingDirectory: "/work/project")
    let rule = RuleDescription(
      id: "some-rule", group: "Group", severity: .error, isAdjustable: true, isFixable: true, summary: "A summary",
      explanation: "An explanation.", references: ["https://example.com"], badExample: "↓a: b", goodExample: "a: b")
    let pages = ProjectPages(home: "https://example.com", rules: "https://example.com/{rule}.html")
    for text in [
      try JSONRenderer(pages: pages).render(run),
      try SARIFRenderer(project: project, rules: [rule], version: "1", pages: pages).render(run),
      try GitLabRenderer(project: project).render(run), try RDJSONRenderer(project: project, pages: pages).render(run),
    ] {
      let parsed = try JSONDecoder().decode(Parsed.self, from: Data(text.utf8))
      #expect(try JSONText.line(Box(value: parsed.value)) == text)
    }
  }

  /// Any document.
  private struct Parsed: Decodable {
    let value: JSONValue

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        value = .null
      } else if let flag = try? container.decode(Bool.self) {
        value = .flag(flag)
      } else if let number = try? container.decode(Int.self) {
        value = .number(number)
      } else if let text = try? container.decode(String.self) {
        value = .text(text)
      } else if let values = try? container.decode([Parsed].self) {
        value = .array(values.map(\.value))
      } else {
        value = .object(try container.decode([String: Parsed].self).map { ($0, $1.value) })
      }
    }
  }
}
