import ArgumentParser
import FileStore
import LocatedYAML
import SourceText
import SystemPackage

/// The files a command works on.
enum Inputs {
  /// The file that is taken where none is named.
  static let standardName = "smtpconf.yaml"

  /// Standard input, as a file argument.
  static let standardInput = "-"

  /// The files behind arguments, each once: folders are searched, and nothing at all means the usual file here. A folder
  /// without any configuration, or one that cannot be read, is handed to `failed`, and the others are searched still.
  ///
  /// - Throws: ``Failure`` where standard input is named twice.
  static func files(_ arguments: [String], failed: (_ folder: String, any Error) -> Void) throws -> [String] {
    if arguments.isEmpty { return [standardName] }
    if arguments.count(where: { $0 == standardInput }) > 1 { throw Failure("standard input can be read once only") }
    let files = arguments.flatMap { argument -> [String] in
      guard argument != standardInput, FolderSearch.isFolder(FilePath(argument)) else { return [argument] }
      do {
        let found = try FolderSearch.files(in: FilePath(argument), where: isConfiguration).map(\.string)
        if found.isEmpty { throw Failure("no configuration in the folder `\(argument)`: \(wantedNames)") }
        return found
      } catch {
        failed(argument, error)
        return []
      }
    }
    // A file that is named twice, or also lies in a folder that is, is one file.
    var seen = Set<FilePath>()
    return files.filter { seen.insert(Terminal.absolutePath(of: $0)).inserted }
  }

  /// Reads a file, or standard input under another name.
  static func read(_ argument: String, stdinName: String) throws -> SourceFile {
    if argument.isEmpty { throw Failure("a file needs a name") }
    // One byte more than the language takes, so that a larger file gets the finding that says so.
    let limit = YAMLLimits.sourceSize
    let isStandardInput = argument == standardInput
    let content =
      isStandardInput
      ? try InputFile.readStandardInput(limit: limit) : try InputFile.read(FilePath(argument), limit: limit)
    let name = isStandardInput ? stdinName : argument
    return switch content {
    case .whole(let bytes): SourceFile(name: name, bytes: bytes)
    case .tooLarge: SourceFile(name: name, bytes: Array(repeating: UInt8(ascii: " "), count: limit + 1))
    }
  }

  private static let wantedNames = "files named *.smtp.yaml, *.smtp.yml, smtpconf.yaml or smtpconf.yml are looked for"

  private static func isConfiguration(_ name: String) -> Bool {
    name.hasSuffix(".smtp.yaml") || name.hasSuffix(".smtp.yml") || name == standardName || name == "smtpconf.yml"
  }
}
