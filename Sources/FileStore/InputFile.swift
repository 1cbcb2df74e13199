import SystemPackage

/// Reads whole files, up to a limit.
package enum InputFile {
  /// The result of reading.
  package enum Content: Sendable, Equatable {
    /// The complete content.
    case whole([UInt8])
    /// The content exceeds the limit; nothing is kept.
    case tooLarge
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - name: The file; a pipe or a device is read as well, up to the limit.
  ///   - limit: The most bytes to read.
  /// - Returns: The content, unless it exceeds the limit.
  /// - Throws: ``FileStoreError`` if it cannot be opened or read.
  package static func read(_ name: FileName, limit: Int) throws(FileStoreError) -> Content {
    do {
      let file = try name.withCString { try FileDescriptor.open($0, .readOnly, options: [.closeOnExec]) }
      return try file.closeAfter { try read(file, limit: limit) }
    } catch {
      throw FileStoreError(.read, name.text, error)
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

  /// Reads the rest of an open file.
  static func read(_ file: FileDescriptor, limit: Int) throws -> Content {
    // Reading one byte more than the size finds the end; if the file grows meanwhile, the rest is read piece by piece.
    var bytes = try piece(of: file, upTo: min(size(of: file), limit) + 1)
    var length = 1 << 16
    while true {
      if bytes.count > limit { return .tooLarge }
      let next = try piece(of: file, upTo: min(length, limit + 1 - bytes.count))
      if next.isEmpty { return .whole(bytes) }
      bytes += next
      length = min(length * 2, 1 << 24)
    }
  }

  private static func piece(of file: FileDescriptor, upTo length: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// The number of bytes after the current offset of a file; 0 for a pipe, which has no size.
  private static func size(of file: FileDescriptor) -> Int {
    guard let place = try? file.seek(offset: 0, from: .current), let end = try? file.seek(offset: 0, from: .end),
      (try? file.seek(offset: place, from: .start)) != nil
    else { return 0 }
    return max(0, Int(end - place))
  }
}
