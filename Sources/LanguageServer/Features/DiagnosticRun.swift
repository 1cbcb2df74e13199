import Analysis
import Diagnostics
import JSONRPC
import LanguageServerProtocol
import Linting
import LocatedYAML
import Reporting
import Routing
import RoutingTesting
import SourceText

/// The findings in one open document and in those that belong to it: the ones of `smtpconf check`.
struct DiagnosticRun {
  /// A finding, with the files that its places are in.
  struct Finding: Sendable {
    /// The finding.
    let diagnostic: Diagnostic
    /// The files.
    let places: FilePlaces

    /// Where it is in its file.
    var offsets: ByteSpan { places.offsets(of: diagnostic.span) }
  }

  /// The findings of each file, in the order of `check`.
  private(set) var findings: [DocumentURI: [Finding]] = [:]
  /// The open documents that were checked.
  private(set) var documents: [OpenDocument] = []

  private let snapshot: Snapshot

  /// Checks a document, with the open documents that may extend it.
  init(of document: OpenDocument, _ snapshot: Snapshot) {
    self.snapshot = snapshot
    switch document.kind {
    case .test: checkTests(document)
    case .configuration: checkConfigurations(document)
    }
  }

  /// Checks all documents at once, as `smtpconf check` does for a folder.
  init(ofAll snapshot: Snapshot) {
    self.snapshot = snapshot
    let all = snapshot.inOrder
    check(all.filter { $0.kind == .configuration })
    for document in all where document.kind == .test { checkTests(document) }
    documents = all
  }

  /// The findings of a file as the client reads them.
  func items(of uri: DocumentURI) -> [DiagnosticItem] {
    (findings[uri] ?? []).map { finding in item(finding) }
  }

  // MARK: Configurations

  private mutating func checkConfigurations(_ document: OpenDocument) {
    let all = snapshot.inOrder.filter { $0.kind == .configuration }
    // Others matter only if they can have a file in common with this one.
    check(all.contains(where: \.mayExtend) ? all : [document])
    if snapshot.serves(document) { addRecovered(document) }
  }

  private mutating func check(_ configurations: [OpenDocument]) {
    // Others are checked only as parts of these.
    documents = configurations.filter(snapshot.serves)
    let files = SnapshotFiles(snapshot, recovering: false)
    let options = files.options
    let workspace = files.workspace(options)
    let checked = documents.map { files.check($0, in: workspace) }
    let reports = RunFindings(checked.map { .checked($0) }, options).reports
    var uris: [Int: DocumentURI] = [:]
    for (document, configuration) in zip(documents, checked) {
      for file in configuration.files {
        let source = file.check.file.tree.source
        uris[source.address] = files.uri(of: file.key, orElse: document.path)
      }
      if let root = configuration.files.last { uris[root.check.file.tree.source.address] = document.uri }
      findings[document.uri] = findings[document.uri] ?? []
    }
    for report in reports { add(report, uris) }
  }

  /// What can be said about a document in which a syntax error hides the rest.
  private mutating func addRecovered(_ document: OpenDocument) {
    guard let recovered = document.text.recovered, recovered.reading.tree.isComplete else { return }
    let files = SnapshotFiles(snapshot, recovering: true)
    let options = files.options
    let workspace = files.workspace(options)
    let checked = files.check(document, in: workspace)
    let filter = RecoveredFindings(recovered, of: document)
    for report in RunFindings([.checked(checked)], options).reports {
      let places = FilePlaces(report.sources, [report.source.address: document.uri], snapshot)
      for diagnostic in report.diagnostics
      where report.source.contains(diagnostic.span) && isWanted(diagnostic)
        && filter.isCertain(diagnostic, at: report.source.bytes(of: diagnostic.span))
      {
        findings[document.uri, default: []].append(Finding(diagnostic: diagnostic, places: places))
      }
    }
  }

  private mutating func add(_ report: FileReport, _ uris: [Int: DocumentURI]) {
    let places = FilePlaces(report.sources, uris, snapshot)
    for diagnostic in report.diagnostics where isWanted(diagnostic) {
      findings[places.uri(of: diagnostic.span), default: []].append(Finding(diagnostic: diagnostic, places: places))
    }
  }

  private func isWanted(_ diagnostic: Diagnostic) -> Bool {
    snapshot.settings.reportsSchemaFindings || !SchemaRules.ids.contains(diagnostic.rule.text)
  }

  // MARK: Tests

  private mutating func checkTests(_ document: OpenDocument) {
    documents.append(document)
    let file = RoutingTestFile(document.text.source)
    var report = file.report
    if snapshot.settings.runsTests, file.isReadable, let router = testedRouting(document, file) {
      report = file.tested(with: router.router, configuration: router.name).report
    }
    let source = document.text.source
    let places = FilePlaces(SourceMap(source), [source.address: document.uri], snapshot)
    findings[document.uri] = report.diagnostics.filter(isWanted).map { Finding(diagnostic: $0, places: places) }
  }

  private func testedRouting(_ document: OpenDocument, _ file: RoutingTestFile) -> (router: Router, name: String)? {
    let path = FilePaths.resolved(file.suite.configurationName, in: document.path)
    guard let configuration = snapshot.documentOrFile(at: path) else { return nil }
    if Router.isTable(configuration.text.source.bytes) {
      return (try? Router(tableJSON: configuration.text.source.bytes)).map { ($0, configuration.text.source.name) }
    }
    let files = SnapshotFiles(snapshot, recovering: false)
    let options = files.options
    let workspace = files.workspace(options)
    let analysis = Analysis(files.check(configuration, in: workspace), options: options)
    return analysis.configuration().map { (Router(RoutingTable($0)), configuration.text.source.name) }
  }

  // MARK: Items

  private func item(_ finding: Finding) -> DiagnosticItem {
    let (diagnostic, places) = (finding.diagnostic, finding.places)
    let severity: DiagnosticItem.Severity =
      switch diagnostic.severity {
      case .error: .error
      case .warning: snapshot.settings.isStrict ? .error : .warning
      case .info: .information
      }
    return DiagnosticItem(
      range: places.location(of: diagnostic.span).range, severity: severity, code: diagnostic.rule.text,
      page: snapshot.pages.page(of: diagnostic.rule), message: diagnostic.message.escapedForJSON,
      isUnnecessary: diagnostic.rule == "unused-server",
      related: diagnostic.labels.map { label in
        DiagnosticItem.Related(places.location(of: label.span), label.message.escapedForJSON)
      },
      data: snapshot.client.readsDiagnosticData ? data(of: finding) : .null)
  }

  private func data(of finding: Finding) -> JSON {
    let diagnostic = finding.diagnostic
    let advice = [diagnostic.caption, diagnostic.help ?? ""].filter { !$0.isEmpty }.joined(separator: "\n")
    let fixes = diagnostic.fixes.map { fix -> JSON in
      [
        "title": .string(fix.message.escapedForJSON), "isSafe": .boolean(fix.applicability == .safe),
        "edit": finding.places.edit(fix).json(versioned: snapshot.client.readsVersionedEdits),
      ]
    }
    return JSON(members: [
      "help": advice.isEmpty ? nil : .string(advice.escapedForJSON),
      "configuration": diagnostic.configuration.map { .string($0.escapedForJSON) },
      "fixes": fixes.isEmpty ? nil : .array(fixes),
    ])
  }
}

extension OpenDocument {
  /// Whether it may extend other files.
  fileprivate var mayExtend: Bool {
    let word = Array("extends".utf8)
    let bytes = text.source.bytes
    return bytes.withUnsafeBufferPointer { bytes in
      var offset = 0
      while let start = bytes.firstIndex(ofByte: word[0], from: offset), start + word.count <= bytes.count {
        if bytes[start..<start + word.count].elementsEqual(word) { return true }
        offset = start + 1
      }
      // A key can be written with escapes.
      return bytes.contains(UInt8(ascii: "\\"))
    }
  }
}
