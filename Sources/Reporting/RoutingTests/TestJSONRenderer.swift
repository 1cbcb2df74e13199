import Diagnostics
import Routing
import RoutingTesting
import SourceText

/// Test results for programs.
package struct TestJSONRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// One document on one line, keys sorted.
  /// - Throws: What `JSONEncoder` throws, which never happens for strings and whole numbers.
  package func render(_ run: TestRunReport) throws -> String {
    try JSONText.line(Document(run))
  }
}

private struct Document: Encodable {
  let formatVersion = 1
  let passed: Bool
  let files: [FileEntry]
  let coverage: [CoverageEntry]

  init(_ run: TestRunReport) {
    passed = run.hasPassed
    files = run.entries.map { FileEntry($0) } + run.unread.map { FileEntry($0) }
    coverage = run.routings.map { CoverageEntry($0) }
  }
}

private struct FileEntry: Encodable {
  let file: String
  let configuration: NullableText
  let tests: [TestEntry]
  let diagnostics: [JSONValue]
  /// Why the file was not tested; nil, and not in the document, if it was.
  var reason: String?

  init(_ entry: TestRunReport.Entry) {
    file = entry.report.source.name.escapedForJSON
    diagnostics = JSONDiagnostic.all(of: entry.report)
    switch entry {
    case .untested(_, _, let reason):
      configuration = NullableText(text: nil)
      tests = []
      self.reason = reason.escapedForJSON
    case .tested(let tested):
      let text = ReportText(tested.report).root
      configuration = NullableText(text: tested.configuration.escapedForJSON)
      tests = tested.results.map { TestEntry($0, in: text) }
    }
  }

  init(_ file: RunReport.FailedFile) {
    self.file = file.name.escapedForJSON
    configuration = NullableText(text: nil)
    tests = []
    diagnostics = []
    reason = file.reason.escapedForJSON
  }
}

private struct TestEntry: Encodable {
  let kind: String
  let name: String
  let line: Int
  let status: String
  let failures: [FailureEntry]

  init(_ result: TestResult, in text: FileText) {
    kind = result.kind.rawValue
    name = result.name.escapedForJSON
    line = text.position(at: text.source.bytes(of: result.span).start).line
    failures = result.failures.map { FailureEntry($0, in: text) }
    switch result.verdict {
    case .passed: status = "passed"
    case .failed: status = "failed"
    case .invalid: status = "invalid"
    }
  }
}

private struct FailureEntry: Encodable {
  let expected: String
  let actual: String
  let message: String
  let line: Int
  let witness: WitnessEntry

  init(_ failure: TestFailure, in text: FileText) {
    expected = failure.expected.escapedForJSON
    actual = failure.actual.escapedForJSON
    message = failure.diagnostic.message.escapedForJSON
    line = text.start(of: failure.diagnostic).line
    witness = WitnessEntry(failure.witness)
  }
}

private struct WitnessEntry: Encodable {
  /// The site's name, `null` for `global`.
  let site: NullableText
  let busy: [String]
  let down: [String]

  init(_ witness: TestFailure.Witness) {
    site = NullableText(siteOf: witness.scope)
    busy = witness.busy
    down = witness.down
  }
}

private struct CoverageEntry: Encodable {
  let configuration: String
  let percent: Int
  let chains: PartEntry<[String]>
  let servers: PartEntry<String>
  let fallBacks: PartEntry<FallBackEntry>

  init(_ routing: TestRunReport.CoveredRouting) {
    let coverage = routing.coverage
    configuration = routing.name.escapedForJSON
    percent = coverage.percent
    chains = PartEntry(total: coverage.chains.all.count, missed: coverage.chains.missed)
    servers = PartEntry(total: coverage.servers.all.count, missed: coverage.servers.missed)
    fallBacks = PartEntry(
      total: coverage.fallBacks.all.count,
      missed: coverage.fallBacks.missed.map { FallBackEntry(from: $0.from, to: $0.to) })
  }
}

private struct PartEntry<Item: Encodable>: Encodable {
  let total: Int
  let missed: [Item]
}

private struct FallBackEntry: Encodable {
  let from: String
  let to: String
}
