import LanguageServerProtocol
import SourceText

/// A document that is open in the editor: its text is the client's, whatever is on disk.
struct OpenDocument: Sendable {
  /// Its name, as the client writes it.
  let uri: DocumentURI
  /// The path of the file that it will be saved to; for a document without a file, a path that no file has.
  let path: [UInt8]
  /// The number that the client gave to this state of the text.
  let version: Int
  /// The text.
  let text: ParsedText

  /// What kind of file it is.
  var kind: FileKind { FileKind(path) }

  /// A document with a text.
  ///
  /// - Parameters:
  ///   - uri: Its name.
  ///   - version: The number of this state.
  ///   - text: The text.
  ///   - folder: The folder that names in messages start from.
  init(_ uri: DocumentURI, version: Int, text: String, folder: [UInt8]) {
    let path = uri.path.map(FilePaths.normalized) ?? FilePaths.normalized(folder + Array("/\(uri.text)".utf8))
    let name = String(decoding: FilePaths.relative(path, to: folder), as: UTF8.self)
    self.uri = uri
    self.path = path
    self.version = version
    self.text = ParsedText(
      SourceFile(name: name, bytes: Array(text.utf8)), FileKind(path), isOpen: true)
  }
}
