import Analysis
import LanguageServerProtocol
import Linting
import SourceText

/// The files of one answer: open documents with their unsaved text, all others from the disk. It lives as long as the answer,
/// so nothing in it can be out of date.
final class SnapshotFiles: Sendable {
  /// The documents and settings.
  let snapshot: Snapshot
  /// Whether text that cannot be read is replaced by what can be read of it.
  let isRecovering: Bool

  private let keys: [DocumentURI: FileKey]
  private let byPath: [[UInt8]: OpenDocument]
  private let byKey: [FileKey: OpenDocument]
  /// The paths of the files that were found.
  private let paths = Locked<[FileKey: [UInt8]]>([:])

  /// The files of a snapshot.
  init(_ snapshot: Snapshot, recovering isRecovering: Bool) {
    self.snapshot = snapshot
    self.isRecovering = isRecovering
    var keys: [DocumentURI: FileKey] = [:]
    var byKey: [FileKey: OpenDocument] = [:]
    for (number, document) in snapshot.inOrder.enumerated() {
      // No device has that number, so it is the key of no file.
      let key = snapshot.files.key(document.path) ?? FileKey(device: .max, inode: UInt64(number))
      keys[document.uri] = key
      byKey[key] = byKey[key] ?? document
    }
    self.keys = keys
    self.byKey = byKey
    byPath = Dictionary(snapshot.inOrder.map { ($0.path, $0) }) { first, _ in first }
  }

  /// Which file an open document is.
  func key(of document: OpenDocument) -> FileKey? { keys[document.uri] }

  /// The document or file with a key that was found.
  func uri(of key: FileKey?, orElse path: [UInt8]) -> DocumentURI {
    guard let key else { return snapshot.uri(of: path) }
    if let document = byKey[key] { return document.uri }
    return DocumentURI(path: paths.withLock { $0[key] } ?? path)
  }

  /// The text of an open document.
  func bytes(of document: OpenDocument) -> [UInt8] {
    isRecovering ? document.text.readableBytes : document.text.source.bytes
  }

  /// Options for a check.
  var options: CheckOptions {
    var options = CheckOptions()
    options.policy = snapshot.settings.policy
    options.findBase = { [self] path, file throws(UnreadableBase) in try find(path, in: file) }
    if snapshot.settings.checksFolders { snapshot.files.inspectFolders(&options) }
    return options
  }

  /// Files that are read and checked with some options.
  func workspace(_ options: CheckOptions) -> Workspace {
    let names = byKey.mapValues(\.text.source.name)
    return Workspace(options, names: names)
  }

  /// Checks an open document as a configuration.
  func check(_ document: OpenDocument, in workspace: Workspace) -> CheckedConfiguration {
    let source = SourceFile(name: document.text.source.name, bytes: bytes(of: document))
    let root = Workspace.Root(key: key(of: document), path: document.path, source)
    let checked = try? workspace.check(root.key, path: root.path) { source }
    return checked ?? workspace.check(root)
  }

  /// The file that a path leads to.
  private func find(_ written: String, in file: [UInt8]) throws(UnreadableBase) -> BaseFile {
    let path = FilePaths.resolved(written, in: file)
    if let document = byPath[path] {
      guard FilePaths.isYAML(path) else { throw UnreadableBase(name: document.text.source.name, .notYAML) }
      return base(document)
    }
    let found: BaseFile
    do throws(UnreadableBase) {
      found = try snapshot.files.find(written, file)
    } catch {
      throw UnreadableBase(name: snapshot.name(of: path), error.reason)
    }
    if let document = byKey[found.key] { return base(document) }
    paths.withLock { $0[found.key] = path }
    return BaseFile(key: found.key, path: path, name: snapshot.name(of: path), read: found.read)
  }

  private func base(_ document: OpenDocument) -> BaseFile {
    let bytes = bytes(of: document)
    return BaseFile(
      key: keys[document.uri] ?? FileKey(device: .max, inode: .max), path: document.path,
      name: document.text.source.name
    ) { () throws(UnreadableBase) in bytes }
  }
}
