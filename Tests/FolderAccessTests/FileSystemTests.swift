import FolderAccess
import LibC
import Testing

#if os(Linux)
  @Suite("Restrictions of file systems apply to everybody")
  struct FileSystemTests {
    @Test("A read-only mount", .enabled(if: Possible.mounting, "needs the right to mount"))
    func readOnly() throws {
      try TemporaryFolder.with { temporary in
        let folder = try temporary.folder("drop", mode: 0o777)
        let place = try temporary.folder("place")
        try Mount.withReadOnly(folder, at: place) {
          for subject in [People.stranger, People.root, .currentProcess] {
            #expect(subject.finds(at: place) == .notWritable(.readOnlyFileSystem(path: place)))
          }
          #expect(People.stranger.finds(at: folder).isUsable)
        }
      }
    }

    @Test("Read-only is reported before permissions", .enabled(if: Possible.mounting, "needs the right to mount"))
    func readOnlyFirst() throws {
      try TemporaryFolder.with { temporary in
        let folder = try temporary.folder("drop", mode: 0o700)
        let place = try temporary.folder("place")
        try Mount.withReadOnly(folder, at: place) {
          #expect(People.stranger.finds(at: place) == .notWritable(.readOnlyFileSystem(path: place)))
        }
      }
    }

    @Test("No space left", .enabled(if: Possible.mounting, "needs the right to mount"))
    func noSpace() throws {
      try TemporaryFolder.with { temporary in
        let place = try temporary.folder("place")
        try Mount.with(["-t", "tmpfs", "-o", "size=64k,mode=1777", "tmpfs"], at: place) {
          #expect(People.stranger.finds(at: place).isUsable)
          try fill("\(place)/filling")
          for subject in [People.stranger, People.root, .currentProcess] {
            #expect(subject.finds(at: place) == .full(.space))
          }
        }
      }
    }

    @Test("No inodes left", .enabled(if: Possible.mounting, "needs the right to mount"))
    func noInodes() throws {
      try TemporaryFolder.with { temporary in
        let place = try temporary.folder("place")
        try Mount.with(["-t", "tmpfs", "-o", "size=64k,nr_inodes=2,mode=1777", "tmpfs"], at: place) {
          #expect(People.stranger.finds(at: place).isUsable)
          try SystemCallFailure.check("mkdir", mkdir("\(place)/last", 0o777))
          for subject in [People.stranger, People.root, .currentProcess] {
            #expect(subject.finds(at: place) == .full(.inodes))
          }
        }
      }
    }

    @Test("A file system without a limit is not full", .enabled(if: Possible.mounting, "needs the right to mount"))
    func noLimit() throws {
      try TemporaryFolder.with { temporary in
        let place = try temporary.folder("place")
        try Mount.with(["-t", "tmpfs", "-o", "size=0,nr_inodes=0,mode=1777", "tmpfs"], at: place) {
          #expect(People.stranger.finds(at: place).isUsable)
        }
      }
    }

    @Test("Permissions are reported before a full disk", .enabled(if: Possible.mounting, "needs the right to mount"))
    func permissionsFirst() throws {
      try TemporaryFolder.with { temporary in
        let place = try temporary.folder("place")
        try Mount.with(["-t", "tmpfs", "-o", "size=64k,mode=0755", "tmpfs"], at: place) {
          try fill("\(place)/filling")
          let expected = Obstacle.modeBits(path: place, mode: 0o755, decidedBy: .other, lacking: [.write])
          #expect(People.stranger.finds(at: place) == .notWritable(expected))
        }
      }
    }

    @Test(
      "Reserved blocks are available only to root",
      .enabled(if: Possible.mountingImages && Possible.becomingOthers, "needs loop devices"))
    func reserved() throws {
      try TemporaryFolder.with { temporary in
        try Mount.withSmallExt4(in: temporary) { place in
          try SystemCallFailure.check("chmod", chmod(place, 0o777))
          let writer = ["--reuid=42004", "--regid=42104", "--clear-groups", "dd", "if=/dev/zero"]
          // Fails, as it must, when nothing is left.
          try ProgramRun("setpriv", writer + ["of=\(place)/filling", "bs=1024"])
          try require("sync", ["-f", place])
          #expect(People.stranger.finds(at: place) == .full(.space))
          #expect(People.root.finds(at: place).isUsable)
        }
      }
    }

    @Test("An immutable folder, before its permissions", .enabled(if: Possible.immutability, "needs chattr +i"))
    func immutable() throws {
      try TemporaryFolder.with { temporary in
        let folder = try temporary.folder("drop", mode: 0o700)
        try Immutable.with(folder) { folder in
          for subject in [People.stranger, People.root, .currentProcess] {
            #expect(subject.finds(at: folder) == .notWritable(.immutable(path: folder)))
          }
        }
        #expect(People.root.finds(at: folder).isUsable)
      }
    }

    @Test("A folder in an immutable one can be written to", .enabled(if: Possible.immutability, "needs chattr +i"))
    func belowImmutable() throws {
      try TemporaryFolder.with { temporary in
        let ancestor = try temporary.folder("a")
        let folder = try temporary.folder("a/drop", mode: 0o777)
        try Immutable.with(ancestor) { _ in #expect(People.stranger.finds(at: folder).isUsable) }
      }
    }

    @Test("A file system without blocks is not reported as full")
    func withoutBlocks() {
      let found = People.stranger.finds(at: "/proc")
      let expected = Obstacle.modeBits(path: "/proc", mode: 0o555, decidedBy: .other, lacking: [.write])
      #expect(found == .notWritable(expected))
      #expect(People.root.finds(at: "/proc").isUsable)
    }

    private func fill(_ file: String) throws {
      let descriptor = try SystemCallFailure.check("open", open(file, O_CREAT | O_WRONLY, 0o644))
      defer { close(descriptor) }
      let block = [UInt8](repeating: 0, count: 4096)
      while write(descriptor, block, block.count) > 0 {}
      guard errno == ENOSPC else { throw SystemCallFailure(call: "write", code: errno) }
    }
  }
#endif
