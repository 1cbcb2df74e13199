import Analysis
import Language
import LanguageServerProtocol
import Linting
import Reporting
import RoutingTesting
import SourceText

/// The documents and settings at one moment: every answer is about one of these.
struct Snapshot: Sendable {
  /// The open documents.
  var documents: [DocumentURI: OpenDocument] = [:]
  /// The settings.
  var settings = ServerSettings()
  /// The folders of the workspace.
  var folders: [[UInt8]] = []
  /// What the client can do.
  var client = ClientCapabilities()
  /// The files of this machine.
  let files: FileAccess
  /// The pages about rules.
  let pages: ProjectPages
  /// The folder that the program was started in.
  let startFolder: [UInt8]

  /// The open documents, in the order of their paths.
  var inOrder: [OpenDocument] {
    documents.values.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  /// The folder that names in messages start from.
  var home: [UInt8] { folders.first ?? startFolder }

  /// The name of a file in messages.
  func name(of path: [UInt8]) -> String { String(decoding: FilePaths.relative(path, to: home), as: UTF8.self) }

  /// The open document with a path.
  func document(at path: [UInt8]) -> OpenDocument? { documents.values.first { $0.path == path } }

  /// The name of the document or file with a path.
  func uri(of path: [UInt8]) -> DocumentURI { document(at: path)?.uri ?? DocumentURI(path: path) }
}

extension Snapshot {
  /// Whether a document gets answers: all do, unless the client sends every YAML file.
  func serves(_ document: OpenDocument) -> Bool { !settings.servesOnlyNamed || FileKind.isNamed(document.path) }

  /// The open document with a path, or the file on disk as if it were open; nil if there is neither.
  func documentOrFile(at path: [UInt8]) -> OpenDocument? {
    if let document = document(at: path) { return document }
    guard let bytes = files.read(path) else { return nil }
    // An editor would not show a byte order mark.
    let source = SourceFile(name: "", bytes: bytes)
    let text = String(decoding: bytes[source.textStart...], as: UTF8.self)
    return OpenDocument(DocumentURI(path: path), version: 0, text: text, folder: home)
  }
}
