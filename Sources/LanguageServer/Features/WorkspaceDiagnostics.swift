import JSONRPC
import LanguageServerProtocol
import SourceText

/// The diagnostics of all configurations and test files of the workspace, open or closed.
struct WorkspaceDiagnostics {
  private let snapshot: Snapshot

  /// The files of the workspace at one moment.
  init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
  }

  /// A report for each file, as JSON.
  func json(previous: JSON) -> JSON {
    var all = snapshot
    for path in Set(snapshot.folders).flatMap(snapshot.files.search) where all.document(at: path) == nil {
      guard let file = snapshot.documentOrFile(at: path) else { continue }
      all.documents[file.uri] = file
    }
    var known: [String: String] = [:]
    for result in previous.array ?? [] {
      if let uri = result["uri"].string { known[uri] = result["value"].string }
    }
    let run = DiagnosticRun(ofAll: all)
    let reports = run.findings.keys.sorted().map { uri -> JSON in
      let items = JSON(run.items(of: uri).map { $0.json(for: snapshot.client) })
      var members = ResultReport(items, previous: known[uri.text]).json.object ?? [:]
      members["uri"] = .string(uri.text)
      members["version"] = snapshot.documents[uri].map { .integer($0.version) } ?? .null
      return .object(members)
    }
    return ["items": .array(reports)]
  }
}
