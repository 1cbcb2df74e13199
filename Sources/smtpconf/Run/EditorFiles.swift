import FileStore
import FolderAccess
import LanguageServer
import Linting
import LocatedYAML
import SystemPackage

/// What a language server may ask about the files of this machine. It only reads.
enum EditorFiles {
  /// The access.
  static let access = FileAccess(
    key: { FileKey(FileName(bytes: $0)) }, read: read, find: BaseFiles.find, search: search, list: list,
    inspectFolders: inspectFolders)

  /// More files or folders are not searched: the folder is not a project.
  private static let mostFiles = 2000
  private static let mostFolders = 5000

  private static func read(_ path: [UInt8]) -> [UInt8]? {
    guard case .whole(let bytes)? = try? InputFile.read(FileName(bytes: path), limit: YAMLLimits.sourceSize) else {
      return nil
    }
    return bytes
  }

  private static func search(_ folder: [UInt8]) -> [[UInt8]] {
    let search = FolderSearch(in: FileName(bytes: folder), mostFolders: mostFolders) { name in
      Inputs.Kind.configuration.includes(name) || Inputs.Kind.test.includes(name)
    }
    return search.files.prefix(mostFiles).map(\.bytes)
  }

  private static func list(_ folder: [UInt8]) -> [FileAccess.Entry] {
    let name = FileName(bytes: folder)
    let files = (try? FolderSearch.names(in: name, where: LinkedFile.isYAML)) ?? []
    let folders = (try? FolderSearch.folders(in: name)) ?? []
    return files.prefix(mostFiles).map { FileAccess.Entry(name: $0.bytes, isFolder: false) }
      + folders.prefix(mostFiles).map { FileAccess.Entry(name: $0.bytes, isFolder: true) }
  }

  private static func inspectFolders(_ options: inout CheckOptions) {
    guard let subject = try? Subject.lookUp(user: nil, group: nil) else { return }
    let inspector = FolderInspector(subject: subject)
    options.inspectFolder = { inspector.inspect($0) }
    options.inspectsAsRoot = subject.isRoot
  }
}
