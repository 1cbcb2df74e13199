import CFileMetadata
import FileStore
import LibC
import SystemPackage
import Testing

@Suite("A file that is replaced as a whole")
struct AtomicFileTests {
  @Test("A new file gets the content and the mode of the umask")
  func newFile() throws {
    try Folder.with { folder in
      let file = folder.name("table.json")
      try #expect(AtomicFile(file).write { try emit("one", to: $0) })
      try #expect(folder.text(of: "table.json") == "one")
      try #expect(folder.mode(of: "table.json") & 0o111 == 0)
      try #expect(folder.names() == ["table.json"])
    }
  }

  @Test("An existing file keeps its mode", arguments: [0o640, 0o604, 0o400, 0o777] as [mode_t])
  func keepsMode(mode: mode_t) throws {
    try Folder.with { folder in
      try folder.make("table.json", "old", mode: mode)
      try AtomicFile(folder.name("table.json")).write { try emit("new", to: $0) }
      try #expect(folder.text(of: "table.json") == "new")
      try #expect(folder.mode(of: "table.json") == mode)
    }
  }

  @Test("A private file is 0600, whether it is new, changed or unchanged")
  func isPrivate() throws {
    try Folder.with { folder in
      let file = AtomicFile(folder.name("table.json"), isPrivate: true)
      try file.write { try emit("one", to: $0) }
      try #expect(folder.mode(of: "table.json") == 0o600)
      for content in ["one", "two"] {
        try folder.setMode(of: "table.json", 0o644)
        try file.write { try emit(content, to: $0) }
        try #expect(folder.mode(of: "table.json") == 0o600)
      }
    }
  }

  @Test("An unchanged file is not touched")
  func unchanged() throws {
    try Folder.with { folder in
      try folder.make("table.json", "same", mode: 0o644)
      let before = try folder.status(of: "table.json").st_ino
      try #expect(!AtomicFile(folder.name("table.json")).write { try emit("same", to: $0) })
      try #expect(folder.status(of: "table.json").st_ino == before)
    }
  }

  @Test("Shorter, longer and equal content is recognised", arguments: ["", "sam", "same", "same!", "SAME"])
  func holds(content: String) throws {
    try Folder.with { folder in
      try folder.make("table.json", content, mode: 0o644)
      let file = AtomicFile(folder.name("table.json"))
      try #expect(file.hasContent { try emit("same", to: $0) } == (content == "same"))
    }
  }

  @Test("A missing file has no content")
  func holdsNothing() throws {
    try Folder.with { folder in
      try #expect(!AtomicFile(folder.name("table.json")).hasContent { _ in })
    }
  }

  @Test("A failure in the middle leaves the old file and no other")
  func failure() throws {
    struct Broken: Error {}
    try Folder.with { folder in
      try folder.make("table.json", "old", mode: 0o644)
      #expect(throws: FileStoreError.self) {
        try AtomicFile(folder.name("table.json")).write { sink in
          try emit("half", to: sink)
          throw Broken()
        }
      }
      try #expect(folder.text(of: "table.json") == "old")
      try #expect(folder.names() == ["table.json"])
    }
  }

  #if os(Linux)
    @Test(
      "A full disk leaves the old file and no other", .enabled(if: geteuid() == 0, "mounting a disk requires root"))
    func fullDisk() throws {
      try Folder.with { folder in
        guard mount("tmpfs", folder.path.string, "tmpfs", 0, "size=64k") == 0 else {
          return Folder.say("not tried: a full disk, because none could be mounted")
        }
        defer { umount(folder.path.string) }
        try folder.make("table.json", "old", mode: 0o644)
        #expect(throws: FileStoreError.self) {
          try AtomicFile(folder.name("table.json")).write { sink in
            for _ in 0..<100 { try emit(String(repeating: "x", count: 4096), to: sink) }
          }
        }
        try #expect(folder.text(of: "table.json") == "old")
        try #expect(folder.names() == ["table.json"])
      }
    }
  #endif

  @Test("The target of a symbolic link is replaced, and the link stays")
  func symbolicLink() throws {
    try Folder.with { folder in
      try folder.make("real.json", "old", mode: 0o644)
      symlink("real.json", folder.path.appending("table.json").string)
      try AtomicFile(folder.name("table.json")).write { try emit("new", to: $0) }
      try #expect(folder.text(of: "real.json") == "new")
      try #expect(folder.linkStatus(of: "table.json").st_mode & S_IFMT == S_IFLNK)
    }
  }

  @Test("A file that is only created is complete, and never replaces a file or a link")
  func creation() throws {
    try Folder.with { folder in
      let file = AtomicFile(folder.name("new.yaml"))
      try #expect(file.create { try emit("one", to: $0) })
      try #expect(!file.create { try emit("two", to: $0) })
      try #expect(folder.text(of: "new.yaml") == "one")
      #expect(symlink("nowhere", folder.path.appending("link.yaml").string) == 0)
      try #expect(!AtomicFile(folder.name("link.yaml")).create { try emit("three", to: $0) })
      try #expect(folder.names() == ["link.yaml", "new.yaml"])
    }
  }

  @Test("A failed creation leaves nothing")
  func failedCreation() throws {
    try Folder.with { folder in
      #expect(throws: FileStoreError.self) {
        try AtomicFile(folder.name("new.yaml")).create { _ in throw Errno.noSpace }
      }
      try #expect(folder.names() == [])
    }
  }

  @Test("If the target of a link does not exist, the file is created there")
  func danglingLink() throws {
    try Folder.with { folder in
      mkdir(folder.path.appending("current").string, 0o755)
      #expect(symlink("current/table.json", folder.path.appending("link").string) == 0)
      #expect(symlink("link", folder.path.appending("table.json").string) == 0)
      try AtomicFile(folder.name("table.json")).write { try emit("new", to: $0) }
      try #expect(folder.text(of: "current/table.json") == "new")
      try #expect(folder.linkStatus(of: "table.json").st_mode & S_IFMT == S_IFLNK)
    }
  }

  @Test("Links in a circle are an error")
  func circle() throws {
    try Folder.with { folder in
      #expect(symlink("b", folder.path.appending("a").string) == 0)
      #expect(symlink("a", folder.path.appending("b").string) == 0)
      #expect(throws: FileStoreError.self) {
        try AtomicFile(folder.name("a")).write { try emit("new", to: $0) }
      }
      try #expect(folder.names() == ["a", "b"])
    }
  }

  @Test("A name of the maximum length can be written", arguments: ["x", "ü", "📮"])
  func longName(letter: String) throws {
    try Folder.with { folder in
      let name = String(repeating: letter, count: 255 / letter.utf8.count)
      try AtomicFile(folder.name(name)).write { try emit("new", to: $0) }
      try #expect(folder.names() == [name])
    }
  }

  @Test("Files left by a killed program are removed, even if nothing is to be written; other files stay")
  func abandoned() throws {
    try Folder.with { folder in
      let left = ".table.json.smtpconf-0123abcd"
      let others = [
        ".table.json.smtpconf-0123ABCD", ".table.json.smtpconf-", ".other.json.smtpconf-0123abcd", "table.json",
      ]
      for name in others { try folder.make(name, "same", mode: 0o644) }
      for content in ["same", "new", "new"] {
        try folder.make(left, "half", mode: 0o600)
        try AtomicFile(folder.name("table.json")).write { try emit(content, to: $0) }
        try #expect(folder.names() == others.sorted())
      }
      try folder.make(left, "half", mode: 0o600)
      try #expect(!AtomicFile(folder.name("table.json")).create { try emit("x", to: $0) })
      try #expect(folder.names() == others.sorted())
    }
  }

  @Test("A file that another program is writing is not considered abandoned")
  func notAbandoned() throws {
    try Folder.with { folder in
      let file = AtomicFile(folder.name("table.json"))
      try file.write { sink in
        try emit("outer", to: sink)
        try #expect(file.write { try emit("inner", to: $0) })
        try #expect(folder.names().count == 2)
      }
      try #expect(folder.text(of: "table.json") == "outer")
      try #expect(folder.names() == ["table.json"])
    }
  }

  @Test("Fifty simultaneous writers leave the complete content of one, and nothing else")
  func atOnce() async throws {
    let path = FilePath("/tmp/smtpconf-test-\(UInt64.random(in: 0...UInt64.max))")
    guard mkdir(path.string, 0o755) == 0 else { throw Errno(rawValue: errno) }
    let folder = Folder(path: path)
    defer { folder.remove() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<50 {
        group.addTask {
          let line = "\(number)\n"
          try AtomicFile(folder.name("table.json")).write { sink in
            for _ in 0..<1000 { try emit(line, to: sink) }
          }
        }
      }
      try await group.waitForAll()
    }
    let lines = try folder.text(of: "table.json").split(separator: "\n")
    #expect(lines.count == 1000 && Set(lines).count == 1)
    try #expect(folder.names() == ["table.json"])
  }

  @Test("A device is written to, not replaced")
  func device() throws {
    try #expect(AtomicFile(FileName("/dev/null")).write { try emit("gone", to: $0) })
    var status = stat()
    stat("/dev/null", &status)
    #expect(status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test("A missing folder is an error that names the file")
  func noFolder() throws {
    try Folder.with { folder in
      let error = #expect(throws: FileStoreError.self) {
        try AtomicFile(folder.name("none/table.json")).write { try emit("x", to: $0) }
      }
      #expect(error?.description.contains("none/table.json") == true)
    }
  }
}

@Suite("A file that is revised")
struct RevisionTests {
  @Test("It is replaced if its content is what was read, and keeps its mode")
  func revised() throws {
    try Folder.with { folder in
      try folder.make("a.yaml", "old", mode: 0o640)
      try #expect(AtomicFile(folder.name("a.yaml")).revise(Array("old".utf8)) { try emit("new", to: $0) })
      try #expect(folder.text(of: "a.yaml") == "new")
      try #expect(folder.mode(of: "a.yaml") == 0o640)
      try #expect(folder.names() == ["a.yaml"])
    }
  }

  @Test("A save by another program is kept, whenever it happens")
  func saved() throws {
    try Folder.with { folder in
      try folder.make("a.yaml", "saved", mode: 0o640)
      let file = AtomicFile(folder.name("a.yaml"))
      try #expect(!file.revise(Array("old".utf8)) { try emit("new", to: $0) })
      // After the first comparison: while the new content is written.
      try #expect(
        !file.revise(Array("saved".utf8)) { sink in
          try emit("new", to: sink)
          try AtomicFile(folder.name("a.yaml")).write { try emit("later", to: $0) }
        })
      try #expect(folder.text(of: "a.yaml") == "later")
      try #expect(folder.names() == ["a.yaml"])
    }
  }

  @Test("What cannot be replaced is refused before it is read: a pipe, a device, a folder")
  func streams() throws {
    try Folder.with { folder in
      #expect(mkfifo(folder.path.appending("pipe").string, 0o644) == 0)
      try folder.makeFolder("sub")
      for name in [folder.name("pipe"), folder.name("sub"), FileName("/dev/null")] {
        #expect(throws: FileStoreError.self) { try AtomicFile(name).refuseUnrevisable() }
        #expect(throws: FileStoreError.self) { try AtomicFile(name).revise([]) { _ in } }
      }
      // Comparing would block for ever as well.
      #expect(throws: FileStoreError.self) { try AtomicFile(folder.name("pipe")).hasContent { _ in } }
    }
  }
}

@Suite("The destination of a file")
struct DestinationTests {
  @Test(
    "The name of a folder cannot be written as a file",
    arguments: ["new/", "sub", "sub/", ".", "..", "sub/..", "again", "top"])
  func folders(name: String) throws {
    try Folder.with { folder in
      try folder.makeFolder("sub")
      try folder.link("again", to: "sub/")
      try folder.link("top", to: "/")
      let file = AtomicFile(FileName(folder.path.string + "/" + name))
      #expect(throws: FileStoreError.self) { try file.write { try emit("x", to: $0) } }
      try #expect(folder.names() == ["again", "sub", "top"])
    }
  }

  @Test("After a link, .. is the folder that the system resolves it to")
  func dotsAfterLink() throws {
    try Folder.with { folder in
      for name in ["A", "B", "B/sub"] { try folder.makeFolder(name) }
      try folder.link("A/link", to: "../B/sub")
      try AtomicFile(folder.name("A/link/../x")).write { try emit("text", to: $0) }
      try #expect(folder.text(of: "B/x") == "text")
      #expect(throws: Errno.self) { try folder.text(of: "A/x") }
    }
  }
}

#if os(Linux)
  @Suite("Access control lists")
  struct AccessControlListTests {
    /// The owner and a user 54321 may read, the group may not; the group's digit of the mode is 4.
    private static let list: [UInt8] =
      [2, 0, 0, 0] + entry(1, 6) + entry(2, 4, 54321) + entry(4, 0) + entry(16, 4) + entry(32, 0)
    private static let name = "system.posix_acl_access"

    private static func entry(_ tag: UInt8, _ bits: UInt8, _ id: UInt32 = .max) -> [UInt8] {
      [tag, 0, bits, 0] + (0..<4).map { UInt8(truncatingIfNeeded: id >> ($0 * 8)) }
    }

    private func list(of file: String) -> [UInt8] {
      [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
        count = max(0, getxattr(file, Self.name, buffer.baseAddress, buffer.count))
      }
    }

    private func withList(_ body: (Folder, String) throws -> Void) throws {
      try Folder.with { folder in
        try folder.make("a", "old", mode: 0o600)
        let file = folder.path.appending("a").string
        guard setxattr(file, Self.name, Self.list, Self.list.count, 0) == 0 else {
          return Folder.say("not tried: access control lists, because the file system has none")
        }
        try body(folder, file)
      }
    }

    @Test("A file that is replaced, revised or left alone keeps its list", arguments: ["new", "old"])
    func kept(content: String) throws {
      try withList { folder, file in
        try AtomicFile(folder.name("a")).write { try emit(content, to: $0) }
        #expect(list(of: file) == Self.list)
        try #expect(AtomicFile(folder.name("a")).revise(Array(content.utf8)) { try emit("third", to: $0) })
        #expect(list(of: file) == Self.list)
        try #expect(folder.mode(of: "a") == 0o640)
      }
    }

    @Test("A private file has none, even if its content is unchanged", arguments: ["new", "old"])
    func isPrivate(content: String) throws {
      try withList { folder, file in
        try AtomicFile(folder.name("a"), isPrivate: true).write { try emit(content, to: $0) }
        #expect(list(of: file) == [])
        try #expect(folder.mode(of: "a") == 0o600)
      }
    }
  }
#endif

@Suite("Files that are read")
struct InputFileTests {
  @Test("A file is read completely up to the limit, and not at all beyond it", arguments: [0, 1, 4, 5])
  func limit(length: Int) throws {
    try Folder.with { folder in
      let text = String(repeating: "x", count: length)
      try folder.make("file", text, mode: 0o644)
      let content = try InputFile.read(folder.name("file"), limit: 4)
      #expect(content == (length <= 4 ? .whole(Array(text.utf8)) : .tooLarge))
    }
  }

  @Test("An endless file is too large, and does not block")
  func endless() throws {
    try #expect(InputFile.read(FileName("/dev/zero"), limit: 1 << 20) == .tooLarge)
  }

  @Test("A folder cannot be read, and neither can a missing file")
  func unreadable() throws {
    #expect(throws: FileStoreError.self) { try InputFile.read(FileName("/"), limit: 10) }
    #expect(throws: FileStoreError.self) { try InputFile.read(FileName("/nowhere/at/all"), limit: 10) }
  }
}
