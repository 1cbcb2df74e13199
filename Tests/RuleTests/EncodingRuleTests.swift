import Analysis
import Diagnostics
import SourceText
import Testing

@testable import Language

/// Bytes that are not UTF-8, which no example can show because a Swift string cannot contain them.
@Suite("Files that are not UTF-8")
struct EncodingRuleTests {
  private static let document = """
    version: 1
    servers:
      relay:
        serverName: smtp.example.com
    global:
      defaultServer: relay

    """

  private func check(_ bytes: [UInt8]) -> FileReport {
    Analysis(SourceFile(name: "example.yaml", bytes: bytes)).report
  }

  private func bytes(_ before: String, _ raw: [UInt8], _ after: String) -> [UInt8] {
    Array(before.utf8) + raw + Array(after.utf8)
  }

  @Test("A byte that is not UTF-8 is reported at its place, and nothing else is")
  func invalidByte() throws {
    let report = check(bytes("# caf", [0xE9], "\n" + Self.document))
    let finding = try #require(report.diagnostics.first)
    #expect(report.diagnostics.count == 1)
    #expect(finding.rule == "yaml-encoding")
    #expect(finding.span == SourceSpan(5, 6))
    #expect(finding.message == "the byte E9 is not UTF-8")
  }

  @Test("Of several such places, the first is reported, and the others are counted", arguments: [1, 2])
  func furtherBytes(further: Int) throws {
    let report = check(bytes("# caf", Array(repeating: 0xE9, count: further + 1), "\n" + Self.document))
    let finding = try #require(report.diagnostics.first)
    #expect(report.diagnostics.count == 1)
    #expect(finding.span == SourceSpan(5, 6))
    #expect(finding.message.contains(further == 1 ? "nor is 1 other place" : "nor are 2 other places"))
  }

  @Test(
    "Overlong forms, surrogates, and anything beyond Unicode are not UTF-8",
    arguments: [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]])
  func malformed(raw: [UInt8]) {
    let report = check(bytes("# ", raw, "\n" + Self.document))
    #expect(report.diagnostics.map(\.rule) == ["yaml-encoding"])
    #expect(report.diagnostics.first?.span.start == 2)
  }

  @Test("A byte of a password is not shown, not even its value")
  func byteOfPassword() throws {
    let report = check(bytes("version: 1\nservers:\n  relay:\n    password: ge", [0xE9], "heim\n"))
    let finding = try #require(report.diagnostics.first)
    #expect(finding.message == "this is not UTF-8")
    #expect(!report.secrets.isEmpty)
  }

  @Test("A NUL inside the text is a forbidden character")
  func nul() throws {
    let report = check(bytes("# a comment ", [0x00], "\n" + Self.document))
    let finding = try #require(report.diagnostics.first)
    #expect(report.diagnostics.map(\.rule) == ["yaml-encoding"])
    #expect(finding.span == SourceSpan(12, 13))
    #expect(finding.message == "a NUL is not allowed in YAML")
  }

  @Test("UTF-16 and UTF-32 are named, with or without a byte order mark", arguments: Encoding.all)
  func otherEncodings(encoding: Encoding) throws {
    for mark in [true, false] {
      let report = check(encoding.encode(Self.document, mark: mark))
      let finding = try #require(report.diagnostics.first)
      #expect(report.diagnostics.map(\.rule) == ["yaml-encoding"])
      #expect(finding.span == SourceSpan(0, 0))
      #expect(finding.message == "the file is \(encoding.name), not UTF-8")
      #expect(finding.help?.contains("iconv -f \(encoding.name) -t UTF-8") ?? false)
    }
  }

  @Test("A byte order mark at the start is allowed")
  func byteOrderMark() {
    #expect(check(bytes("", [0xEF, 0xBB, 0xBF], Self.document)).count(.error) == 0)
  }

  @Test("A second byte order mark is not")
  func secondByteOrderMark() throws {
    let report = check(bytes("", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF], Self.document))
    let finding = try #require(report.diagnostics.first)
    #expect(finding.span == SourceSpan(3, 6))
    #expect(finding.fixes.map(\.edits) == [[TextEdit(SourceSpan(3, 6), "")]])
  }

  @Test("A file with only a byte order mark is empty")
  func onlyByteOrderMark() throws {
    let finding = try #require(check([0xEF, 0xBB, 0xBF]).diagnostics.first)
    #expect(finding.rule == "multiple-documents")
    #expect(finding.span == SourceSpan(3, 3))
  }

  /// An encoding of fixed width.
  struct Encoding: Sendable, CustomTestStringConvertible {
    let name: String
    let width: Int
    let isLittleEndian: Bool

    static let all = [
      Encoding(name: "UTF-16LE", width: 2, isLittleEndian: true),
      Encoding(name: "UTF-16BE", width: 2, isLittleEndian: false),
      Encoding(name: "UTF-32LE", width: 4, isLittleEndian: true),
      Encoding(name: "UTF-32BE", width: 4, isLittleEndian: false),
    ]

    var testDescription: String { name }

    /// An ASCII text in this encoding.
    func encode(_ text: String, mark: Bool) -> [UInt8] {
      let units = (mark ? [0xFEFF] : []) + text.unicodeScalars.map(\.value)
      return units.flatMap { unit -> [UInt8] in
        let bytes = (0..<width).map { UInt8(truncatingIfNeeded: unit >> UInt32(8 * $0)) }
        return isLittleEndian ? bytes : bytes.reversed()
      }
    }
  }
}
