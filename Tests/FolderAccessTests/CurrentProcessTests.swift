import FolderAccess
import LibC
import Testing

@Suite("For the running process the kernel decides")
struct CurrentProcessTests {
  @Test("A folder the process can write to is usable")
  func usable() throws {
    try TemporaryFolder.with { temporary in
      let folder = try temporary.folder("drop", mode: 0o700)
      #expect(Subject.currentProcess.finds(at: folder).isUsable)
    }
  }

  @Test(
    "Without privileges the bits that refuse are named",
    .enabled(if: Unprivileged.isPossible, "root is refused nothing"))
  func refused() throws {
    // As root the process owns nothing here.
    let decidedBy: PermissionClass = geteuid() == 0 ? .other : .owner
    try TemporaryFolder.with { temporary in
      let folder = try temporary.ownedFolder("drop", mode: 0o575)
      let found = Unprivileged.run { Subject.currentProcess.finds(at: folder) }
      let expected = Obstacle.modeBits(path: folder, mode: 0o575, decidedBy: decidedBy, lacking: [.write])
      #expect(found == .notWritable(expected))
    }
  }

  @Test(
    "Without privileges an ancestor that refuses is named with its bits",
    .enabled(if: Unprivileged.isPossible, "root is refused nothing"))
  func refusedOnTheWay() throws {
    let decidedBy: PermissionClass = geteuid() == 0 ? .other : .owner
    try TemporaryFolder.with { temporary in
      let closed = try temporary.ownedFolder("closed", mode: 0o676)
      let found = Unprivileged.run { Subject.currentProcess.finds(at: "\(closed)/drop") }
      let why = Obstacle.modeBits(path: closed, mode: 0o676, decidedBy: decidedBy, lacking: [.search])
      #expect(found == .notWritable(.ancestor(path: closed, because: why)))
    }
  }

  @Test(
    "Nothing is guessed for other users about a folder that the process itself may not search",
    .enabled(if: Unprivileged.isPossible, "root may look anywhere"))
  func unseen() throws {
    try TemporaryFolder.with { temporary in
      let closed = try temporary.ownedFolder("closed", mode: 0o077)
      let found = Unprivileged.run { People.stranger.finds(at: "\(closed)/drop") }
      let why = Obstacle.refused(path: closed, reason: "the process that checks may not look inside it")
      #expect(found == .notWritable(.ancestor(path: closed, because: why)))
    }
  }

  #if os(Linux)
    @Test("A capability grants what the bits refuse", .enabled(if: Possible.becomingOthers, "needs root"))
    func capability() throws {
      try TemporaryFolder.with { temporary in
        let ancestor = try temporary.ownedFolder("a", mode: 0)
        let folder = try temporary.ownedFolder("a/drop", mode: 0)
        #expect(Subject.currentProcess.finds(at: folder).isUsable)
        #expect(Subject.currentProcess.finds(at: ancestor).isUsable)
      }
    }

    @Test(
      "A folder that the kernel refuses although the bits grant it is refused, with the system's message",
      .enabled(if: Possible.becomingOthers, "needs root"))
    func withoutCapability() throws {
      try TemporaryFolder.with { temporary in
        let folder = try temporary.folder("drop", mode: 0o700)
        let expected = Obstacle.refused(path: folder, reason: "Permission denied")
        let found = Unprivileged.run { Subject.currentProcess.finds(at: folder) }
        #expect(found == .notWritable(expected))
        let below = Unprivileged.run { Subject.currentProcess.finds(at: "\(folder)/x") }
        #expect(below == .notWritable(.ancestor(path: folder, because: expected)))
      }
    }
  #endif
}
