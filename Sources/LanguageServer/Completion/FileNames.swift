import LanguageServerProtocol
import SourceText

/// The files that a path can lead to.
struct FileNames {
  /// The files and folders beside the document, or in the folder that is written already.
  let items: [CompletionItem]

  /// Looks for files.
  ///
  /// - Parameters:
  ///   - document: The document in which the path is written.
  ///   - token: What is written of the path.
  ///   - cursor: The offset of the cursor in it.
  ///   - snapshot: The documents at this moment.
  init(_ document: OpenDocument, _ token: ByteSpan, _ cursor: Int, _ snapshot: Snapshot) {
    let end = min(max(cursor, token.start), token.end)
    let written = document.text.source.bytes[token.start..<end]
    let folderText = written.lastIndex(of: UInt8(ascii: "/")).map { Array(written[...$0]) } ?? []
    let prefix = String(decoding: folderText, as: UTF8.self)
    let folder = FilePaths.resolved(prefix.isEmpty ? "." : prefix, in: document.path)
    var found = snapshot.files.list(folder)
    let inFolder = snapshot.inOrder.filter {
      FilePaths.normalized(FilePaths.folder(of: $0.path)) == folder && FilePaths.isYAML($0.path)
    }
    for open in inFolder {
      let name = FilePaths.name(of: open.path)
      if !found.contains(where: { $0.name == name }) { found.append(FileAccess.Entry(name: name, isFolder: false)) }
    }
    let own = FilePaths.name(of: document.path)
    let isOwnFolder = FilePaths.normalized(FilePaths.folder(of: document.path)) == folder
    items = found.compactMap { entry in
      if isOwnFolder, entry.name == own { return nil }
      if !entry.isFolder, FileKind(entry.name) == .test { return nil }
      guard let name = String(validating: entry.name, as: UTF8.self), name.escapedControls() == name else { return nil }
      let path = prefix + name + (entry.isFolder ? "/" : "")
      return CompletionItem(path, entry.isFolder ? .folder : .file)
    }
  }
}
