import FolderAccess
import LibC
import Testing

@Suite("A missing folder: the deepest ancestor that does exist is named")
struct MissingFolderTests {
  @Test("One missing component")
  func lastComponent() throws {
    try TemporaryFolder.with { temporary in
      let folder = try temporary.folder("a")
      let found = People.stranger.finds(at: "\(folder)/drop")
      #expect(found == .missing(deepestAncestor: folder, danglingLink: nil))
    }
  }

  @Test("Several missing components; the rest of the path does not matter", arguments: ["x/y/z", "x/../a", "x/./"])
  func several(rest: String) throws {
    try TemporaryFolder.with { temporary in
      let found = People.stranger.finds(at: "\(temporary.path)/\(rest)")
      #expect(found == .missing(deepestAncestor: temporary.path, danglingLink: nil))
    }
  }

  @Test("Only the root exists")
  func root() {
    let found = People.stranger.finds(at: "/no-such-folder-here/drop")
    #expect(found == .missing(deepestAncestor: "/", danglingLink: nil))
  }

  @Test("The ancestor is a part of the path as written, without extra slashes")
  func asWritten() throws {
    try TemporaryFolder.with { temporary in
      _ = try temporary.folder("a")
      let found = People.stranger.finds(at: "/\(temporary.path)//a/..//a/drop//")
      #expect(found == .missing(deepestAncestor: "\(temporary.path)/a/../a", danglingLink: nil))
    }
  }

  @Test("Inspecting leaves no traces and changes no times")
  func passive() throws {
    try TemporaryFolder.with { temporary in
      let folder = try temporary.folder("drop", mode: 0o777)
      let before = try metadata(of: folder)
      #expect(Subject.currentProcess.finds(at: folder).isUsable)
      #expect(!Subject.currentProcess.finds(at: "\(folder)/missing").isUsable)
      let after = try metadata(of: folder)
      #expect(Times(after) == Times(before))
      #expect(TemporaryFolder.names(in: folder).isEmpty)
    }
  }

  /// The three times of a file, in nanoseconds.
  private struct Times: Equatable {
    let nanoseconds: [Int]

    init(_ metadata: stat) {
      #if canImport(Darwin)
        let times = [metadata.st_atimespec, metadata.st_mtimespec, metadata.st_ctimespec]
      #else
        let times = [metadata.st_atim, metadata.st_mtim, metadata.st_ctim]
      #endif
      nanoseconds = times.map { $0.tv_sec * 1_000_000_000 + $0.tv_nsec }
    }
  }
}
