import FolderAccess
import LibC
import Testing

@Suite("Mode bits: the first class that applies decides alone")
struct ModeBitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let mode: mode_t
    let subject: Subject
    let decidedBy: PermissionClass
    let lacking: Set<Permission>

    var testDescription: String { "\(String(mode, radix: 8)) for the \(decidedBy.rawValue) class" }
  }

  @Test(
    "A class refuses even if a later one would grant",
    arguments: [
      Case(mode: 0o077, subject: People.owner, decidedBy: .owner, lacking: [.write, .search]),
      Case(mode: 0o577, subject: People.owner, decidedBy: .owner, lacking: [.write]),
      Case(mode: 0o677, subject: People.owner, decidedBy: .owner, lacking: [.search]),
      Case(mode: 0o707, subject: People.colleague, decidedBy: .group, lacking: [.write, .search]),
      Case(mode: 0o757, subject: People.guest, decidedBy: .group, lacking: [.write]),
      Case(mode: 0o767, subject: People.guest, decidedBy: .group, lacking: [.search]),
      Case(mode: 0o770, subject: People.stranger, decidedBy: .other, lacking: [.write, .search]),
      Case(mode: 0o775, subject: People.stranger, decidedBy: .other, lacking: [.write]),
      Case(mode: 0o776, subject: People.stranger, decidedBy: .other, lacking: [.search]),
    ])
  func refusal(_ example: Case) throws {
    try TemporaryFolder.with { temporary in
      let folder = try temporary.ownedFolder("drop", mode: example.mode)
      let expected = Obstacle.modeBits(
        path: folder, mode: UInt32(example.mode), decidedBy: example.decidedBy, lacking: example.lacking)
      #expect(example.subject.finds(at: folder) == .notWritable(expected))
    }
  }

  @Test(
    "Write and search in the class that decides are enough, reading is not needed",
    arguments: [
      (0o300, People.owner), (0o030, People.colleague), (0o030, People.guest), (0o003, People.stranger),
    ] as [(mode_t, Subject)])
  func grant(mode: mode_t, subject: Subject) throws {
    try TemporaryFolder.with { temporary in
      let folder = try temporary.ownedFolder("drop", mode: mode)
      #expect(subject.finds(at: folder).isUsable)
    }
  }

  @Test("Set-group-ID and sticky bits have no effect, and are shown")
  func specialBits() throws {
    try TemporaryFolder.with { temporary in
      let open = try temporary.folder("open", mode: 0o1777)
      #expect(People.stranger.finds(at: open).isUsable)
      let closed = try temporary.folder("closed", mode: 0o1775)
      let expected = Obstacle.modeBits(path: closed, mode: 0o1775, decidedBy: .other, lacking: [.write])
      #expect(People.stranger.finds(at: closed) == .notWritable(expected))
    }
  }

  @Test("Root passes all mode bits")
  func root() throws {
    try TemporaryFolder.with { temporary in
      let folder = try temporary.ownedFolder("drop", mode: 0)
      #expect(People.root.finds(at: folder).isUsable)
    }
  }

  @Test("A usable folder is identified by device and inode, whatever path leads there")
  func identity() throws {
    try TemporaryFolder.with { temporary in
      let folder = try temporary.folder("drop", mode: 0o777)
      let found = try metadata(of: folder)
      let identity = FolderIdentity(
        device: UInt64(truncatingIfNeeded: found.st_dev), inode: UInt64(truncatingIfNeeded: found.st_ino))
      let link = try temporary.link("link", to: "drop")
      #expect(People.stranger.finds(at: folder) == .usable(identity: identity))
      #expect(People.stranger.finds(at: link) == .usable(identity: identity))
    }
  }
}
