package import SystemPackage

/// Reads files whole, but never more of one than is wanted.
package enum InputFile {
  /// What came of reading.
  package enum Content: Sendable, Equatable {
    /// All of it.
    case whole([UInt8])
    /// There is more than the limit; nothing is kept.
    case tooLarge
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file; a pipe or a device is read as well, up to the limit.
  ///   - limit: The most bytes that are wanted.
  /// - Returns: The content, unless there is more of it.
  /// - Throws: ``FileStoreError`` where it cannot be opened or read.
  package static func read(_ path: FilePath, limit: Int) throws(FileStoreError) -> Content {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      return try file.closeAfter { try read(file, limit: limit) }
    } catch {
      throw FileStoreError(.read, path.string, error)
    }
  }

  /// Reads standard input to its end.
  package static func readStandardInput(limit: Int) throws(FileStoreError) -> Content {
    do {
      return try read(.standardInput, limit: limit)
    } catch {
      throw FileStoreError(.read, "standard input", error)
    }
  }

  private static func read(_ file: FileDescriptor, limit: Int) throws -> Content {
    var bytes: [UInt8] = []
    var capacity = 1 << 16
    while true {
      let wanted = min(capacity, limit + 1 - bytes.count)
      let piece = try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if piece.isEmpty { return .whole(bytes) }
      bytes += piece
      if bytes.count > limit { return .tooLarge }
      capacity = min(capacity * 2, 1 << 24)
    }
  }
}
