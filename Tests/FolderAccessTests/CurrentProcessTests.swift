import FolderAccess
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("For the running process the kernel has the last word")
struct CurrentProcessTests {
  @Test("A folder the process can write to is usable")
  func usable() throws {
    try TemporaryFolder.with { temporary in
      #expect(Subject.currentProcess.finds(at: try temporary.folder("drop", mode: 0o700)).isUsable)
    }
  }

  @Test("Without privileges the bits that refuse are named", .enabled(if: geteuid() != 0, "root is refused nothing"))
  func refused() throws {
    try TemporaryFolder.with { temporary in
      let folder = try temporary.folder("drop", mode: 0o577)
      let expected = Obstacle.modeBits(path: folder, mode: 0o577, decidedBy: .owner, lacking: [.write])
      #expect(Subject.currentProcess.finds(at: folder) == .notWritable(expected))
      let closed = try temporary.folder("closed", mode: 0o677)
      let why = Obstacle.modeBits(path: closed, mode: 0o677, decidedBy: .owner, lacking: [.search])
      let found = Subject.currentProcess.finds(at: "\(closed)/drop")
      #expect(found == .notWritable(.ancestor(path: closed, because: why)))
    }
  }

  @Test(
    "What the process itself may not look into is not guessed for others",
    .enabled(if: geteuid() != 0, "root may look anywhere"))
  func unseen() throws {
    try TemporaryFolder.with { temporary in
      let closed = try temporary.folder("closed", mode: 0o077)
      let found = People.stranger.finds(at: "\(closed)/drop")
      guard case .notWritable(.ancestor(closed, .refused(closed, _))) = found else {
        Issue.record("\(found)")
        return
      }
    }
  }

  #if os(Linux)
    @Test("A capability grants what the bits refuse", .enabled(if: Possible.becomingOthers, "needs root"))
    func capability() throws {
      try TemporaryFolder.with { temporary in
        _ = try temporary.ownedFolder("a", mode: 0)
        let folder = try temporary.ownedFolder("a/drop", mode: 0)
        #expect(Subject.currentProcess.finds(at: folder).isUsable)
      }
    }

    @Test(
      "What the kernel refuses though the bits grant it is refused, in the system's words",
      .enabled(if: Possible.becomingOthers, "needs root"))
    func withoutCapability() throws {
      try TemporaryFolder.with { temporary in
        let folder = try temporary.folder("drop", mode: 0o700)
        let found = try ThreadOnFileSystem.as(user: 42_001) { Subject.currentProcess.finds(at: folder) }
        #expect(found == .notWritable(.refused(path: folder, reason: "Permission denied")))
        let below = try ThreadOnFileSystem.as(user: 42_001) { Subject.currentProcess.finds(at: "\(folder)/x") }
        let expected = Obstacle.refused(path: folder, reason: "Permission denied")
        #expect(below == .notWritable(.ancestor(path: folder, because: expected)))
      }
    }

    /// Lets the kernel judge this thread's access to files as if it were somebody else's, while the process stays
    /// root: like root without its capabilities, in a container for instance.
    private enum ThreadOnFileSystem {
      private typealias Change = @convention(c) (UInt32) -> Int32

      /// Not part of what Swift imports as Glibc.
      static func `as`<Result>(user: UInt32, _ body: () throws -> Result) throws -> Result {
        let change = unsafeBitCast(try #require(dlsym(nil, "setfsuid")), to: Change.self)
        _ = change(user)
        defer { _ = change(geteuid()) }
        return try body()
      }
    }
  #endif
}
