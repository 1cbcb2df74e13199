import ArgumentParser
import FileStore
import LocatedYAML
import SourceText
import SystemPackage

/// The files a command works on.
enum Inputs {
  /// The file that is taken if none is named.
  static let standardName = FileName("smtpconf.yaml")

  /// Standard input, as a file argument.
  static let standardInput = FileName("-")

  /// The files behind arguments, each once: folders are searched, and nothing at all means the usual file here. A folder
  /// without any configuration, or one that cannot be looked into, is handed to `failed`, and what else there is counts
  /// still.
  ///
  /// - Parameters:
  ///   - arguments: What was named.
  ///   - isRevised: Whether the files will be replaced. Then the names of a file with several (hard links) are files of
  ///     their own, as they will be afterwards.
  ///   - failed: Told of what could not be looked into.
  /// - Returns: The files, in the order of the arguments.
  /// - Throws: ``Failure`` if standard input is named twice.
  static func files(
    _ arguments: [FileName], isRevised: Bool, failed: (_ name: FileName, any Error) -> Void
  ) throws -> [FileName] {
    if arguments.isEmpty { return [standardName] }
    if arguments.count(where: { $0 == standardInput }) > 1 { throw Failure("standard input can be read once only") }
    let files = arguments.flatMap { argument -> [FileName] in
      guard argument != standardInput, FolderSearch.isFolder(argument) else { return [argument] }
      let search = FolderSearch(in: argument, where: isConfiguration)
      for failure in search.failures { failed(failure.name, failure.error) }
      if search.files.isEmpty, search.failures.isEmpty {
        failed(argument, Failure("no configuration in the folder `\(argument)`: \(wantedNames)"))
      }
      return search.files
    }
    // A file that is named twice, or also lies in a folder that is, is one file.
    var seen = Set<FileIdentity>()
    return files.filter { name in
      name == standardInput || seen.insert(isRevised ? FileIdentity(entry: name) : FileIdentity(name)).inserted
    }
  }

  /// Which file an argument means; nil for standard input that is closed.
  static func identity(of argument: FileName) -> FileIdentity? {
    argument == standardInput ? FileIdentity(.standardInput) : FileIdentity(argument)
  }

  /// Reads a file, or standard input under another name.
  static func read(_ argument: FileName, stdinName: String) throws -> SourceFile {
    if argument.isEmpty { throw Failure("a file needs a name") }
    // One byte more than the language takes, so that a larger file gets the finding that says so.
    let limit = YAMLLimits.sourceSize
    let isStandardInput = argument == standardInput
    let content =
      isStandardInput
      ? try InputFile.readStandardInput(limit: limit) : try InputFile.read(argument, limit: limit)
    let name = isStandardInput ? stdinName : argument.text
    return switch content {
    case .whole(let bytes): SourceFile(name: name, bytes: bytes)
    case .tooLarge: SourceFile(name: name, bytes: Array(repeating: UInt8(ascii: " "), count: limit + 1))
    }
  }

  private static let wantedNames = "files named *.smtp.yaml, *.smtp.yml, smtpconf.yaml or smtpconf.yml are looked for"

  private static func isConfiguration(_ name: FileName) -> Bool {
    name == standardName || name == FileName("smtpconf.yml") || name.hasSuffix(".smtp.yaml")
      || name.hasSuffix(".smtp.yml")
  }
}

extension FileName {
  fileprivate func hasSuffix(_ suffix: String) -> Bool { bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }
}
