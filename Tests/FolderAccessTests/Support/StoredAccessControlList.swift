#if os(Linux)
  import CFileMetadata
  import FolderAccess

  extension AccessControlList {
    /// The list as the kernel expects it: sorted by tag and ID.
    ///
    /// - Throws: The file system does not accept lists, or not this one.
    func store(at path: String) throws {
      let sorted = entries.sorted { ($0.tag.rawValue, $0.id) < ($1.tag.rawValue, $1.id) }
      let bytes = [2, 0, 0, 0] + sorted.flatMap(\.storedForm)
      try SystemCallFailure.check(
        "setxattr \(path)", setxattr(path, "system.posix_acl_access", bytes, bytes.count, 0))
    }
  }

  extension AccessControlList.Entry {
    /// An entry about a named user or group.
    static func named(_ tag: AccessControlList.Tag, _ id: UInt32, _ bits: UInt32) -> Self {
      Self(tag: tag, bits: bits, id: id)
    }

    /// An entry that needs no name.
    static func unnamed(_ tag: AccessControlList.Tag, _ bits: UInt32) -> Self {
      Self(tag: tag, bits: bits, id: .max)
    }

    /// The eight bytes of the entry.
    var storedForm: [UInt8] {
      let low = UInt32(tag.rawValue) | bits << 16
      return [low, id].flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
    }
  }
#endif
