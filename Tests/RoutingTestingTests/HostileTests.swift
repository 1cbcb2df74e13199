import Diagnostics
import Foundation
import Routing
import SourceText
import Testing

@testable import RoutingTesting

@Suite("Hostile test files")
struct HostileTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")

  private func tested(_ bytes: [UInt8], _ router: Router) -> TestedFile {
    RoutingTestFile(SourceFile(name: "hostile.test.yaml", bytes: bytes)).tested(
      with: router, configuration: "smtpconf.yaml")
  }

  private static let whole = Array(
    """
    version: 1
    tests:
      - { name: "ü", site: shop, busy: [primary], expect: { server: bulk, never: legacy } }
    invariants:
      - { noSiteUses: legacy, except: intranet }
    """.utf8)

  @Test("cut at any byte are read as far as they go, or refused")
  func truncated() throws {
    let router = try Example.router()
    #expect(tested(Self.whole, router).hasPassed)
    for length in Self.whole.indices {
      let file = tested(Array(Self.whole.prefix(length)), router)
      for diagnostic in file.report.diagnostics { #expect(diagnostic.span.end <= length) }
    }
  }

  @Test("with any byte replaced never crash, and report the place of the problem", arguments: 0..<64)
  func mutated(seed: Int) throws {
    let router = try Example.router()
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    for _ in 0..<50 {
      var bytes = Self.whole
      for _ in 0...(seed % 3) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
      }
      let file = tested(bytes, router)
      for diagnostic in file.report.diagnostics {
        #expect(diagnostic.span.start >= 0 && diagnostic.span.end <= bytes.count)
      }
    }
  }

  @Test("deep or with many aliases are limited as configurations are")
  func limits() throws {
    let router = try Example.router()
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(tested(Array("version: 1\ntests: \(deep)\n".utf8), router).rules == ["yaml-limit"])
    var bomb = "version: 1\nx-0: &a0 [1]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "x-\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(tested(Array((bomb + "tests: []\n").utf8), router).rules.contains("yaml-limit"))
  }

  @Test("The schema and the reader agree on every example of schemas/tests", arguments: ["good", "bad"])
  func schema(folder: String) throws {
    let folderURL = Self.repository.appending(path: "schemas/tests/routing-tests/\(folder)")
    let files = try FileManager.default.contentsOfDirectory(at: folderURL, includingPropertiesForKeys: nil)
    #expect(files.count >= 5)
    for file in files {
      let test = RoutingTestFile(SourceFile(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file))))
      #expect(test.report.diagnostics.isEmpty == (folder == "good"), "\(file.lastPathComponent)")
    }
  }
}
