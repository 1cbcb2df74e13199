import Diagnostics
import SourceText

/// The files that results are in, each once (section 3.14.15): those that were checked, then the others.
final class SARIFArtifacts {
  /// Their names as they were given.
  private(set) var names: [String] = []

  private let project: ProjectFolder
  /// By URI: a file may be given by several names.
  private var indices: [String: Int] = [:]
  /// By name: finding the URI of a file takes longer than anything else about a result.
  private var known: [String: (uri: String, place: JSONValue)] = [:]

  /// Lists the files of a run.
  init(_ run: RunReport, in project: ProjectFolder) {
    self.project = project
    for name in run.files.map(\.source.name) + run.files.flatMap(\.sources.files).map(\.name) {
      let uri = project.uri(of: name)
      guard indices[uri] == nil else { continue }
      indices[uri] = names.count
      names.append(name)
    }
  }

  /// The location of a file (section 3.4).
  func location(of name: String) -> JSONValue { location(of: name, uri: project.uri(of: name), index: nil) }

  /// The URI of a file of the report.
  func uri(of source: SourceFile) -> String { known(source).uri }

  /// The location of a file of the report, with its place among the artifacts.
  func place(of source: SourceFile) -> JSONValue { known(source).place }

  private func known(_ source: SourceFile) -> (uri: String, place: JSONValue) {
    if let known = known[source.name] { return known }
    let uri = project.uri(of: source.name)
    let found = (uri: uri, place: location(of: source.name, uri: uri, index: indices[uri]))
    known[source.name] = found
    return found
  }

  private func location(of name: String, uri: String, index: Int?) -> JSONValue {
    .object([
      ("index", index.map(JSONValue.number)), ("uri", .text(uri)),
      ("uriBaseId", project.contains(name) ? .text("%SRCROOT%") : nil),
    ])
  }
}
