import FolderAccess
import LibC
import Testing

@Suite("Ancestors: each one must grant search, and the one that does not is named")
struct AncestorTests {
  @Test("An ancestor without search permission is named, with the class that decided")
  func refusal() throws {
    try TemporaryFolder.with { temporary in
      let ancestor = try temporary.ownedFolder("a", mode: 0o755)
      let folder = try temporary.folder("a/drop", mode: 0o777)
      try restrict(ancestor, to: 0o776)
      let expected = Obstacle.modeBits(path: ancestor, mode: 0o776, decidedBy: .other, lacking: [.search])
      #expect(People.stranger.finds(at: folder) == .notWritable(.ancestor(path: ancestor, because: expected)))
      #expect(People.colleague.finds(at: folder).isUsable)
    }
  }

  @Test("Search permission is enough for ancestors")
  func searchOnly() throws {
    try TemporaryFolder.with { temporary in
      let ancestor = try temporary.folder("a")
      let folder = try temporary.folder("a/drop", mode: 0o777)
      try restrict(ancestor, to: 0o711)
      #expect(People.stranger.finds(at: folder).isUsable)
    }
  }

  @Test("An ancestor of a link's target counts like one in the path")
  func ancestorOfTarget() throws {
    try TemporaryFolder.with { temporary in
      let ancestor = try temporary.ownedFolder("a", mode: 0o755)
      _ = try temporary.folder("a/drop", mode: 0o777)
      let link = try temporary.link("link", to: "a/drop")
      try restrict(ancestor, to: 0o770)
      let expected = Obstacle.modeBits(path: ancestor, mode: 0o770, decidedBy: .other, lacking: [.search])
      #expect(People.stranger.finds(at: link) == .notWritable(.ancestor(path: ancestor, because: expected)))
    }
  }

  @Test("A folder that cannot be searched is not reported as missing")
  func nothingBehind() throws {
    try TemporaryFolder.with { temporary in
      let ancestor = try temporary.folder("a", mode: 0o700)
      let expected = Obstacle.modeBits(path: ancestor, mode: 0o700, decidedBy: .other, lacking: [.search])
      let found = People.stranger.finds(at: "\(ancestor)/no/such/folder")
      #expect(found == .notWritable(.ancestor(path: ancestor, because: expected)))
    }
  }

  @Test("Going back up requires search permission as well", arguments: ["..", "."])
  func backUp(component: String) throws {
    try TemporaryFolder.with { temporary in
      let ancestor = try temporary.folder("a", mode: 0o700)
      let found = People.stranger.finds(at: "\(ancestor)/\(component)")
      let expected = Obstacle.modeBits(path: ancestor, mode: 0o700, decidedBy: .other, lacking: [.search])
      #expect(found == .notWritable(.ancestor(path: ancestor, because: expected)))
    }
  }

  @Test("Root passes every ancestor")
  func root() throws {
    try TemporaryFolder.with { temporary in
      let ancestor = try temporary.folder("a")
      let folder = try temporary.folder("a/drop")
      // Search permission for the current user, so that it can be inspected at all.
      try restrict(ancestor, to: 0o100)
      #expect(People.root.finds(at: folder).isUsable)
    }
  }

  private func restrict(_ folder: String, to mode: mode_t) throws {
    try SystemCallFailure.check("chmod", chmod(folder, mode))
  }
}
