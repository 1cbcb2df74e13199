import Analysis
import Diagnostics
import Foundation
import Language
import Linting
import LocatedYAML
import Rules
import SourceText
import Testing

/// Each text is checked alone and as the second of two files: the findings must be the same, at the same places.
@Suite struct `Where a file lies among the files of a run makes no difference` {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")

  private static func files(in folder: String) -> [URL] {
    let folder = repository.appending(path: folder).standardizedFileURL
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { folder.appending(path: $0) }.filter { !$0.hasDirectoryPath }
  }

  private static let samples = files(in: "samples").filter { $0.pathExtension == "yaml" } + files(in: "samples/broken")
  private static let found = ["check", "fix", "read"].flatMap { files(in: "fuzz/found/\($0)") }

  /// Everything a configuration may contain, in few bytes.
  private static let dense = """
    %YAML 1.2
    ---
    # smtpconf: allow unused-server -- "ü" is to come
    version: 1
    x-common: &common { useSSL: true, priority: "Hi\\x67h" }
    servers:
      main: &main
        <<: *common
        serverName: "[2001:db8::1]:0"
        username: ü📮
        password: hunter2 # smtpconf: allow plaintext-password until 2020-01-01 -- lab
      bulk: { serverName: 'u:p@b.example.com', enabled: yes, pasword: !!str 12 }
      drop:
        deliveryMethod: pickupDirectory
        pickupDirectory: |
          /var/mail
    global:
      defaultServer: Main
    sites:
      ? shop.example
      : servers: [ main, bulk, main ]
      b: { defaultServer: none, <<: [*main, *common] } # *anchor
    """

  /// What a check gives that must not depend on the addresses.
  private struct Outcome {
    var report: FileReport
    var symbols: [[SourceSpan]]
    var isValid: Bool
  }

  /// Checks a text as the last of some files.
  private func checked(_ bytes: [UInt8], after others: [String], _ options: CheckOptions) -> Outcome {
    let workspace = Workspace(options)
    for other in others { _ = workspace.check(Workspace.Root(SourceFile(name: "other.yaml", text: other))) }
    let checked = workspace.check(Workspace.Root(SourceFile(name: "test.yaml", bytes: bytes)))
    let table = checked.declarations.map { SymbolTable($0) }
    let symbols = ((table?.servers ?? []) + (table?.sites ?? [])).map { symbol in
      ([symbol.declaration] + symbol.references).compactMap { checked.declarations?.documents.place(of: $0.node) }
    }
    let analysis = Analysis(checked, options: options)
    return Outcome(
      report: analysis.report, symbols: symbols,
      isValid: checked.declarations.flatMap { ValidConfiguration($0) } != nil)
  }

  /// Compares the check of a text alone with that after other files.
  private func compare(
    _ bytes: [UInt8], _ options: CheckOptions = CheckOptions(), _ location: SourceLocation = #_sourceLocation
  ) {
    let alone = checked(bytes, after: [], options)
    #expect(alone.report.source.address == 0, sourceLocation: location)
    let first = "x-anchor: &common [a, b]\nx-other: { password: &main other }\n"
    let second = checked(bytes, after: [first], options)
    #expect(second.report.source.address == first.utf8.count + 2, sourceLocation: location)
    let third = checked(bytes, after: [first, ""], options)
    #expect(third.report.source.address == first.utf8.count + 4, sourceLocation: location)
    for moved in [second, third] {
      let distance = moved.report.source.address
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(
        moved.report.diagnostics == alone.report.diagnostics.map { $0.moved(by: distance) }, "\(text)",
        sourceLocation: location)
      #expect(
        moved.report.secrets == alone.report.secrets.map { $0.moved(by: distance) }, "\(text)",
        sourceLocation: location)
      #expect(moved.report.counts == alone.report.counts, sourceLocation: location)
      #expect(moved.report.ruleCounts == alone.report.ruleCounts, sourceLocation: location)
      #expect(moved.report.fixable == alone.report.fixable, sourceLocation: location)
      #expect(moved.report.omitted == alone.report.omitted, sourceLocation: location)
      #expect(
        moved.symbols == alone.symbols.map { $0.map { $0.moved(by: distance) } }, sourceLocation: location)
      #expect(moved.isValid == alone.isValid, sourceLocation: location)
    }
  }

  @Test(arguments: RuleCatalog.rules.all.map(\.id.text)) func `for the examples of a rule`(id: String) throws {
    let rule = try #require(RuleCatalog.rules.rule(RuleID(id)))
    for example in rule.bad + rule.good {
      compare(Array(example.unmarked.text.utf8), example.options)
      // Every kind of line end, and a byte order mark.
      compare(Array(("\u{FEFF}" + example.unmarked.text.replacing("\n", with: "\r\n")).utf8), example.options)
    }
  }

  @Test(arguments: samples + found) func `for a sample or a find of the fuzzer`(file: URL) throws {
    compare([UInt8](try Data(contentsOf: file)))
  }

  @Test func `for enough samples and finds`() {
    #expect(Self.samples.count >= 20)
    #expect(Self.found.count >= 5)
  }

  @Test(arguments: SecretsInFindingsTests.documents) func `for documents with secrets`(text: String) {
    compare(Array(text.utf8))
  }

  @Test func `for a configuration cut off at any byte`() {
    let bytes = Array(Self.dense.utf8)
    for length in 0...bytes.count { compare(Array(bytes.prefix(length))) }
  }

  @Test(arguments: [1, 2, 5]) func `for the choice of the findings that are kept`(limit: Int) throws {
    var options = CheckOptions()
    options.findingLimit = limit
    for file in Self.samples { compare([UInt8](try Data(contentsOf: file)), options) }
  }

  @Test func `for the choice of the findings that can be fixed`() throws {
    var options = CheckOptions()
    options.keepsOnlyFixable = .all
    for file in Self.samples { compare([UInt8](try Data(contentsOf: file)), options) }
  }

  @Test func `for other encodings, and bytes that are not text`() {
    let text = Document.server("serverName: h:0\nusername: u\npassword: hunter2")
    compare([0xFF, 0xFE] + text.utf8.flatMap { [$0, 0] })
    compare(Array(text.utf8) + [0xC3, 0x28, 0x0A])
    compare([0])
    compare([])
  }
}

extension SourceSpan {
  fileprivate func moved(by distance: Int) -> SourceSpan { SourceSpan(start + distance, end + distance) }
}

extension Diagnostic {
  /// The finding with all its places moved.
  fileprivate func moved(by distance: Int) -> Diagnostic {
    var moved = self
    moved.span = span.moved(by: distance)
    moved.labels = labels.map { Label($0.span.moved(by: distance), $0.message) }
    moved.fixes = fixes.map { fix in
      Fix(fix.applicability, fix.message, fix.edits.map { TextEdit($0.span.moved(by: distance), $0.text) })
    }
    return moved
  }
}
