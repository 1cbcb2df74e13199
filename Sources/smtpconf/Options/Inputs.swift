import Analysis
import ArgumentParser
import FileStore
import Linting
import LocatedYAML
import SourceText
import SystemPackage

/// The input files of a command.
enum Inputs {
  /// The default file.
  static let standardName = FileName("smtpconf.yaml")

  /// The argument for standard input.
  static let standardInput = FileName("-")

  /// The kinds of input files.
  enum Kind {
    /// A configuration.
    case configuration
    /// A file of routing tests.
    case test

    /// Whether a search of folders includes a file with this name.
    func includes(_ name: FileName) -> Bool {
      switch self {
      case .configuration:
        name == Inputs.standardName || name == FileName("smtpconf.yml") || name.hasSuffix(".smtp.yaml")
          || name.hasSuffix(".smtp.yml")
      case .test: name.hasSuffix(".test.yaml") || name.hasSuffix(".test.yml")
      }
    }

    fileprivate var noun: String {
      switch self {
      case .configuration: "configuration"
      case .test: "test file"
      }
    }

    fileprivate var names: String {
      switch self {
      case .configuration: "*.smtp.yaml, *.smtp.yml, smtpconf.yaml, smtpconf.yml"
      case .test: "*.test.yaml, *.test.yml"
      }
    }
  }

  /// The configuration to use: the named one, otherwise `smtpconf.yaml` in the current folder, otherwise the only other
  /// one there.
  ///
  /// - Throws: ``Failure`` if none is named and there is none, or several; `FileStoreError` if the folder cannot be
  ///   read.
  static func configuration(_ named: FileName?) throws -> FileName {
    if let named { return named }
    if FolderSearch.exists(standardName) { return standardName }
    let found = try FolderSearch.names(in: FileName("."), where: Kind.configuration.includes)
    if found.count == 1 { return found[0] }
    throw Failure(
      found.isEmpty
        ? "no `\(standardName)` here, nor another configuration (*.smtp.yaml); name a file, or create one with "
          + "`smtpconf init`"
        : "no `\(standardName)` here, but several other configurations: \(listed(found)); name one of them, or create "
          + "`\(standardName)` with `smtpconf init`")
  }

  private static func listed(_ names: [FileName]) -> String {
    let most = 5
    let more = names.count > most ? " and \(names.count - most) more" : ""
    return names.prefix(most).map { "`\($0)`" }.joined(separator: ", ") + more
  }

  /// The files that arguments name, each once; folders are searched. A folder that has no such file, or cannot be read,
  /// is passed to `failed`, and the search continues.
  ///
  /// - Parameters:
  ///   - arguments: The named files and folders.
  ///   - kind: The kind of files to search for in folders.
  ///   - isRevised: Whether the files will be replaced. Then the names of a file with several hard links count as
  ///     separate files, as they will be afterwards.
  ///   - failed: Called for what cannot be read.
  /// - Returns: The files, in the order of the arguments.
  /// - Throws: ``Failure`` if standard input is named twice.
  static func files(
    _ arguments: [FileName], of kind: Kind, isRevised: Bool, failed: (_ name: FileName, any Error) -> Void
  ) throws -> [FileName] {
    if arguments.count(where: { $0 == standardInput }) > 1 { throw Failure("standard input can be read once only") }
    let files = arguments.flatMap { argument -> [FileName] in
      guard argument != standardInput, FolderSearch.isFolder(argument) else { return [argument] }
      let search = FolderSearch(in: argument, where: kind.includes)
      for failure in search.failures { failed(failure.name, failure.error) }
      if search.files.isEmpty, search.failures.isEmpty {
        failed(argument, Failure("no \(kind.noun) found in `\(argument)` (looked for \(kind.names))"))
      }
      return search.files
    }
    guard files.count > 1 else { return files }
    // A file that is named twice, or is also in a named folder, counts once.
    var seen = Set<FileIdentity>()
    return files.filter { name in
      name == standardInput || seen.insert(isRevised ? FileIdentity(entry: name) : FileIdentity(name)).inserted
    }
  }

  /// The file that an argument refers to; nil for standard input that is closed.
  static func identity(of argument: FileName) -> FileIdentity? {
    argument == standardInput ? FileIdentity(.standardInput) : FileIdentity(argument)
  }

  /// A configuration to check, which was read from a file, or from standard input under another name.
  static func root(_ argument: FileName, stdinName: String) throws -> Workspace.Root {
    let source = try read(argument, stdinName: stdinName)
    return Workspace.Root(key: key(of: argument), path: path(of: argument, stdinName: stdinName), source)
  }

  /// Which file an argument refers to; nil if others cannot extend it.
  static func key(of argument: FileName) -> FileKey? { argument == standardInput ? nil : FileKey(argument) }

  /// The names of the files that are named, by which they are shown also if others extend them.
  static func names(of files: [FileName]) -> [FileKey: String] {
    guard files.count > 1 else { return [:] }
    return Dictionary(files.compactMap { file in key(of: file).map { ($0, file.text) } }) { first, _ in first }
  }

  /// The path from the current folder, as bytes, that decides where the files are that a file extends.
  static func path(of argument: FileName, stdinName: String) -> [UInt8] {
    argument == standardInput ? Array(stdinName.utf8) : argument.bytes
  }

  /// Reads a file, or standard input under another name.
  static func read(_ argument: FileName, stdinName: String) throws -> SourceFile {
    if argument.isEmpty { throw Failure("the file name is empty") }
    // One byte more than the limit, so that a larger file gets the finding about it.
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
}

extension FileName {
  fileprivate func hasSuffix(_ suffix: String) -> Bool { bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }
}
