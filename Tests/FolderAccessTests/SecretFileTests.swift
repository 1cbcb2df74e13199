import FolderAccess
import LibC
import Testing

@Suite("Files with secrets: read if the account may read them")
struct SecretFileTests {
  @Test("A file is read byte for byte, through links and whatever the way its path is written")
  func content() throws {
    try TemporaryFolder.with { temporary in
      let content = Array("pass\r\nword\n\0".utf8)
      let file = try temporary.secret("secret", content)
      let link = try temporary.link("two", to: try temporary.link("one", to: "secret"))
      for path in [file, link, "\(temporary.path)//.//secret", "\(temporary.path)/../\(temporary.name)/two"] {
        #expect(try People.stranger.reads(path) == content)
        #expect(try Subject.currentProcess.reads(path) == content)
      }
    }
  }

  @Test("A file, a folder in its path, or the target of a link may be missing")
  func missing() throws {
    try TemporaryFolder.with { temporary in
      let file = try temporary.secret("file", [])
      let link = try temporary.link("link", to: "nowhere")
      for path in ["\(temporary.path)/a", "\(temporary.path)/a/b", "\(file)/b", "\(file)/.", link] {
        #expect(try People.stranger.reads(path) == nil)
      }
    }
  }

  @Test(
    "The first class that applies decides alone, and needs permission to read only",
    arguments: [
      (0o477, People.owner, nil), (0o077, People.owner, .owner), (0o040, People.colleague, nil),
      (0o737, People.guest, .group), (0o004, People.stranger, nil), (0o773, People.stranger, .other),
      (0o000, People.root, nil),
    ] as [(mode_t, Subject, PermissionClass?)])
  func modeBits(mode: mode_t, subject: Subject, decidedBy: PermissionClass?) throws {
    try TemporaryFolder.with { temporary in
      let file = try temporary.secret("secret", Array("x".utf8))
      try SystemCallFailure.check("chown", chown(file, People.owner.userID, People.owner.groupID))
      try SystemCallFailure.check("chmod", chmod(file, mode))
      if let decidedBy {
        let obstacle = Obstacle.modeBits(path: file, mode: UInt32(mode), decidedBy: decidedBy, lacking: [.read])
        #expect(throws: UnreadableFile.denied(obstacle)) { try subject.reads(file) }
      } else if geteuid() == 0 {
        #expect(try subject.reads(file) == Array("x".utf8))
      }
    }
  }

  @Test("A folder in the path that cannot be searched hides the file, even one that is not there")
  func closedFolder() throws {
    try TemporaryFolder.with { temporary in
      let closed = try temporary.folder("closed", mode: 0o700)
      _ = try temporary.secret("closed/secret", [])
      let obstacle = Obstacle.ancestor(
        path: closed, because: .modeBits(path: closed, mode: 0o700, decidedBy: .other, lacking: [.search]))
      for name in ["secret", "other"] {
        #expect(throws: UnreadableFile.denied(obstacle)) { try People.stranger.reads("\(closed)/\(name)") }
      }
    }
  }

  @Test("A folder, a pipe and a device are not opened: the test ends")
  func notAFile() throws {
    try TemporaryFolder.with { temporary in
      let pipe = "\(temporary.path)/pipe"
      try SystemCallFailure.check("mkfifo", mkfifo(pipe, 0o666))
      #expect(throws: UnreadableFile.special(.fifo)) { try People.stranger.reads(pipe) }
      #expect(throws: UnreadableFile.special(.characterDevice)) { try People.stranger.reads("/dev/zero") }
      #expect(throws: UnreadableFile.folder) { try People.stranger.reads(temporary.path) }
    }
  }

  @Test("64 KiB are read, a byte more is too much")
  func size() throws {
    try TemporaryFolder.with { temporary in
      let most = [UInt8](repeating: 0x41, count: SecretFile.mostBytes)
      #expect(try People.stranger.reads(temporary.secret("most", most)) == most)
      let larger = try temporary.secret("larger", most + [0x41])
      #expect(throws: UnreadableFile.tooLarge) { try People.stranger.reads(larger) }
    }
  }

  @Test("A loop of links, and a path that no system call takes")
  func unreachable() throws {
    try TemporaryFolder.with { temporary in
      let loop = try temporary.link("loop", to: "loop")
      #expect(throws: UnreadableFile.denied(.linkLoop(path: loop))) { try People.stranger.reads(loop) }
      for path in ["relative", "", "/a\0b", "/" + String(repeating: "a/", count: 2048)] {
        #expect(throws: UnreadableFile.self) { try People.stranger.reads(path) }
      }
    }
  }
}

extension Subject {
  /// What a reader for this subject reads.
  fileprivate func reads(_ path: String) throws(UnreadableFile) -> [UInt8]? {
    try SecretFile(subject: self).read(path)?.withBytes { Array($0) }
  }
}

extension TemporaryFolder {
  /// The last component of its path.
  fileprivate var name: Substring { path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...] }

  /// A new file with this content, which everybody can read.
  fileprivate func secret(_ name: String, _ content: [UInt8]) throws -> String {
    let path = try file(name)
    let descriptor = try SystemCallFailure.check("open \(path)", open(path, O_WRONLY))
    defer { close(descriptor) }
    let written = content.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    try SystemCallFailure.check("write \(path)", written)
    return path
  }
}
