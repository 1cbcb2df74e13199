import LibC
import SystemPackage
import Testing

@testable import FileStore

@Suite struct `A folder that is written as a whole` {
  /// What is written: paths with modes and texts; the list has a path per line.
  private func output(_ folder: Folder, _ files: [(String, mode_t, String)], name: String = "out") -> OutputFolder {
    OutputFolder(
      folder.name(name),
      files.map { file in OutputFolder.File(path: file.0, mode: file.1) { sink in try emit(file.2, to: sink) } },
      listName: "list.json"
    ) { paths in
      { sink in try emit(paths.map(\.path).sorted().joined(separator: "\n") + "\n", to: sink) }
    }
  }

  private func listed(_ folder: Folder, name: String = "out") throws -> [String] {
    try OutputFolder.list(in: folder.name(name), named: "list.json", limit: 1000)
      .map { String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init) } ?? []
  }

  private static let first: [(String, mode_t, String)] = [
    ("chains", 0o644, "a\n"), ("sites/shop/remotes", 0o600, "secret\n"), ("drop", 0o755, "#!/bin/sh\n"),
  ]
  private static let second: [(String, mode_t, String)] = [
    ("chains", 0o644, "b\n"), ("sites/blog/remotes", 0o600, "secret\n"),
  ]

  private func names(_ folder: Folder) throws -> [String] { try folder.names() }

  @Test func `is made with its modes, whatever the umask is`() throws {
    try Folder.with { (folder: Folder) throws in
      let old = umask(0o077)
      defer { umask(old) }
      #expect(try output(folder, Self.first).write(listed: []))
      #expect(try folder.text(of: "out/chains") == "a\n")
      #expect(try folder.mode(of: "out") == 0o755)
      #expect(try folder.mode(of: "out/chains") == 0o644)
      #expect(try folder.mode(of: "out/sites/shop") == 0o755)
      #expect(try folder.mode(of: "out/sites/shop/remotes") == 0o600)
      #expect(try folder.mode(of: "out/drop") == 0o755)
      #expect(try listed(folder) == ["chains", "drop", "sites/shop/remotes"])
      #expect(try names(folder) == ["out"])
    }
  }

  @Test func `is exchanged, so that a reader of the old one keeps it`() throws {
    try Folder.with { (folder: Folder) throws in
      try output(folder, Self.first).write(listed: [])
      let before = try folder.status(of: "out")
      let reader = try FileDescriptor.open(folder.path.appending("out/chains"), .readOnly)
      defer { try? reader.close() }
      #expect(try output(folder, Self.second).write(listed: listed(folder)))
      #expect(try folder.status(of: "out").st_ino != before.st_ino)
      #expect(try folder.text(of: "out/chains") == "b\n")
      #expect(try folder.text(of: "out/sites/blog/remotes") == "secret\n")
      #expect(throws: Errno.self) { try folder.status(of: "out/sites/shop") }
      #expect(try names(folder) == ["out"])
      var byte: UInt8 = 0
      let count = try withUnsafeMutableBytes(of: &byte) { try reader.read(into: $0) }
      #expect(count == 1 && byte == UInt8(ascii: "a"))
    }
  }

  @Test func `is not touched if nothing differs`() throws {
    try Folder.with { (folder: Folder) throws in
      try output(folder, Self.first).write(listed: [])
      let before = try folder.status(of: "out")
      #expect(try !output(folder, Self.first).write(listed: listed(folder)))
      #expect(try folder.status(of: "out").st_ino == before.st_ino)
      try folder.setMode(of: "out/chains", 0o600)
      #expect(try output(folder, Self.first).differences(listed: listed(folder)).map(\.difference) == [.mode])
      #expect(try output(folder, Self.first).write(listed: listed(folder)))
      #expect(try folder.mode(of: "out/chains") == 0o644)
    }
  }

  @Test func `keeps files that are not ours, and replaces ours one by one`() throws {
    try Folder.with { (folder: Folder) throws in
      try folder.makeFolder("out")
      try folder.make("out/dynamicmaps.cf", "theirs\n", mode: 0o640)
      try output(folder, Self.first).write(listed: [])
      let before = try folder.status(of: "out")
      #expect(try output(folder, Self.second).write(listed: listed(folder)))
      #expect(try folder.status(of: "out").st_ino == before.st_ino)
      #expect(try folder.text(of: "out/dynamicmaps.cf") == "theirs\n")
      #expect(try folder.mode(of: "out/dynamicmaps.cf") == 0o640)
      #expect(try folder.text(of: "out/chains") == "b\n")
      #expect(try folder.mode(of: "out/sites/blog/remotes") == 0o600)
      #expect(throws: Errno.self) { try folder.status(of: "out/sites/shop") }
      #expect(throws: Errno.self) { try folder.status(of: "out/drop") }
      #expect(try listed(folder) == ["chains", "sites/blog/remotes"])
    }
  }

  @Test func `refuses a file that it needs and has not written`() throws {
    try Folder.with { (folder: Folder) throws in
      try folder.makeFolder("out")
      try folder.make("out/chains", "theirs\n", mode: 0o644)
      #expect(throws: FileStoreError.self) { try output(folder, Self.first).write(listed: []) }
      #expect(try folder.text(of: "out/chains") == "theirs\n")
      #expect(throws: Errno.self) { try folder.status(of: "out/drop") }
    }
  }

  @Test func `refuses symbolic links in place of its files and folders, and follows one to itself`() throws {
    try Folder.with { (folder: Folder) throws in
      try folder.makeFolder("elsewhere")
      try folder.makeFolder("out")
      try folder.link("out/sites", to: "../elsewhere")
      #expect(throws: FileStoreError.self) { try output(folder, Self.first).write(listed: []) }
      #expect(try Folder(path: folder.path.appending("elsewhere")).names().isEmpty)
      try folder.link("current", to: "real")
      try folder.makeFolder("real")
      #expect(try output(folder, Self.first, name: "current").write(listed: []))
      #expect(try folder.linkStatus(of: "current").st_mode & S_IFMT == S_IFLNK)
      #expect(try folder.text(of: "real/chains") == "a\n")
    }
  }

  @Test func `leaves the old files if a new one cannot be written`() throws {
    struct Full: Error {}
    try Folder.with { (folder: Folder) throws in
      try output(folder, Self.first).write(listed: [])
      let broken = OutputFolder(
        folder.name("out"),
        [
          OutputFolder.File(path: "chains", mode: 0o644) { sink in try emit("b\n", to: sink) },
          OutputFolder.File(path: "drop", mode: 0o755) { _ in throw Full() },
        ], listName: "list.json"
      ) { _ in { _ in } }
      #expect(throws: (any Error).self) { try broken.write(listed: listed(folder)) }
      #expect(try folder.text(of: "out/chains") == "a\n")
      #expect(try names(folder) == ["out"])
    }
  }

  @Test func `removes what a killed program left beside it`() throws {
    try Folder.with { (folder: Folder) throws in
      try folder.makeFolder(".out.smtpconf-0123abcd")
      try folder.make(".out.smtpconf-0123abcd/chains", "half", mode: 0o600)
      try folder.makeFolder(".out.smtpconf-backup")
      try output(folder, Self.first).write(listed: [])
      #expect(try names(folder) == [".out.smtpconf-backup", "out"])
    }
  }

  @Test func `says what differs`() throws {
    try Folder.with { (folder: Folder) throws in
      try output(folder, Self.first).write(listed: [])
      try folder.make("out/chains", "changed\n", mode: 0o644)
      let found = try output(folder, Self.second).differences(listed: listed(folder))
      #expect(
        found.map { "\($0.path) \($0.difference.rawValue)" } == [
          "chains differs", "drop not needed any more", "list.json differs", "sites/blog/remotes missing",
          "sites/shop/remotes not needed any more",
        ])
      let ignored = try output(folder, Self.first).differences(listed: listed(folder)) { $0 != "chains" }
      #expect(ignored.isEmpty)
    }
  }

  @Test func `is not read if its list is a link or a pipe`() throws {
    try Folder.with { (folder: Folder) throws in
      try folder.makeFolder("out")
      mkfifo(folder.path.appending("out/list.json").string, 0o600)
      #expect(throws: FileStoreError.self) { try listed(folder) }
      unlink(folder.path.appending("out/list.json").string)
      symlink("/etc/passwd", folder.path.appending("out/list.json").string)
      #expect(throws: FileStoreError.self) { try listed(folder) }
    }
  }
}
