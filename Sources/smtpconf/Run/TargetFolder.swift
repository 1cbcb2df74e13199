import ArgumentParser
import FileStore
import LibC
import SourceText
import Targets

/// The folder that `build --target` writes.
struct TargetFolder {
  private let name: FileName
  private let folder: OutputFolder
  /// The paths that smtpconf wrote before.
  private let listed: [String]
  private let files: [OutputFile]

  /// The folder of a target's files.
  ///
  /// - Throws: ``Failure`` if the list of files in it is not one of smtpconf's; `FileStoreError` if it cannot be read.
  init(_ name: FileName, _ files: [OutputFile], of target: String) throws {
    self.name = name
    self.files = files
    folder = OutputFolder(
      name, files.map { OutputFolder.File(path: $0.path, mode: $0.mode.bits, producer: $0.write) },
      listName: FileList.name
    ) { paths in
      let text = FileList(paths.map { (path: $0.path, mode: UInt32($0.mode)) }, target: target).text
      return { sink in try Array(text.utf8).withUnsafeBytes(sink) }
    }
    let list = try OutputFolder.list(in: name, named: FileList.name, limit: Self.mostBytes)
    do throws(FileList.NotOurs) {
      listed = if let list { try FileList(list).files.map(\.path) } else { [] }
    } catch {
      throw Failure("cannot write `\(name)`: `\(FileList.name)` in it cannot be trusted, because \(error)")
    }
  }

  /// Enough for the files of 100,000 sites.
  private static let mostBytes = 1 << 27

  /// Writes what differs.
  ///
  /// - Throws: `FileStoreError`; the folder then has the old files or the new ones, or the next run completes it.
  func write() throws { try folder.write(listed: listed) }

  /// Shows how the folder differs from what would be written, a line for each file.
  ///
  /// - Parameter comparesSecrets: Whether the content of files with passwords is compared; otherwise only their modes.
  /// - Returns: Whether nothing differs.
  /// - Throws: `FileStoreError` if a file cannot be read.
  func isUpToDate(comparesSecrets: Bool) throws -> Bool {
    let secret = comparesSecrets ? [] : Set(files.filter { $0.mode == .secret }.map(\.path))
    let differences = try folder.differences(listed: listed, comparesContent: { !secret.contains($0) })
    for (path, difference) in differences {
      Terminal.writeError("\(name.appending(FileName(path)).text.escapedForDisplay()): \(difference.rawValue)\n")
    }
    return differences.isEmpty
  }
}

extension OutputFile.Mode {
  /// The permissions of a file.
  fileprivate var bits: mode_t {
    switch self {
    case .shared: 0o644
    case .secret: 0o600
    case .program: 0o755
    }
  }
}
