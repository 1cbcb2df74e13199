import FolderAccess
import LibC
import Testing

@Suite("Symbolic links are followed as by the kernel")
struct LinkTests {
  @Test("A link to a folder is equivalent to the folder", arguments: ["real/drop", "./real/../real/drop", "/"])
  func toFolder(target: String) throws {
    try TemporaryFolder.with { temporary in
      _ = try temporary.folder("real")
      let folder = try temporary.folder("real/drop", mode: 0o777)
      let link = try temporary.link("link", to: target == "/" ? folder : target)
      #expect(People.stranger.finds(at: link) == People.stranger.finds(at: folder))
      #expect(People.stranger.finds(at: link).isUsable)
    }
  }

  @Test("Two dots after a link lead to the parent of its target")
  func parentOfTarget() throws {
    try TemporaryFolder.with { temporary in
      _ = try temporary.folder("real")
      _ = try temporary.folder("real/deep")
      let folder = try temporary.folder("real/drop", mode: 0o777)
      let link = try temporary.link("link", to: "real/deep")
      #expect(People.stranger.finds(at: "\(link)/../drop") == People.stranger.finds(at: folder))
    }
  }

  @Test("A dangling link is named with its target")
  func dangling() throws {
    try TemporaryFolder.with { temporary in
      let link = try temporary.link("link", to: "no/such")
      let expected = DanglingLink(path: link, target: "no/such")
      let found = People.stranger.finds(at: "\(link)/drop")
      #expect(found == .missing(deepestAncestor: temporary.path, danglingLink: expected))
    }
  }

  @Test("Of several links in a row, the last one is dangling")
  func danglingChain() throws {
    try TemporaryFolder.with { temporary in
      let first = try temporary.link("first", to: "last")
      let last = try temporary.link("last", to: "gone")
      let expected = DanglingLink(path: last, target: "gone")
      let found = People.stranger.finds(at: first)
      #expect(found == .missing(deepestAncestor: temporary.path, danglingLink: expected))
    }
  }

  @Test("A missing folder below a valid link is simply missing")
  func missingBehindLink() throws {
    try TemporaryFolder.with { temporary in
      _ = try temporary.folder("real")
      let link = try temporary.link("link", to: "real")
      let found = People.stranger.finds(at: "\(link)/drop")
      #expect(found == .missing(deepestAncestor: link, danglingLink: nil))
    }
  }

  @Test("A link that leads back to itself is a loop")
  func loop() throws {
    try TemporaryFolder.with { temporary in
      let link = try temporary.link("link", to: "link")
      #expect(People.stranger.finds(at: link) == .notWritable(.linkLoop(path: link)))
      #expect(People.root.finds(at: "\(link)/drop") == .notWritable(.linkLoop(path: link)))
    }
  }

  #if os(Linux)
    @Test("The maximum number of links on Linux is followed, one more is a loop")
    func limit() throws {
      try TemporaryFolder.with { temporary in
        _ = try temporary.folder("0", mode: 0o777)
        for number in 1...41 { _ = try temporary.link("\(number)", to: "\(number - 1)") }
        #expect(People.stranger.finds(at: "\(temporary.path)/40").isUsable)
        #expect(KernelOpinion.isFolder("\(temporary.path)/40"))
        let found = People.stranger.finds(at: "\(temporary.path)/41")
        #expect(found == .notWritable(.linkLoop(path: "\(temporary.path)/1")))
        #expect(!KernelOpinion.isFolder("\(temporary.path)/41"))
      }
    }
  #endif

  @Test("Bytes that are not UTF-8 are harmless in a link")
  func bytes() throws {
    try TemporaryFolder.with { temporary in
      let link = try temporary.link("link", to: "placeholder")
      unlink(link)
      let target: [CChar] = [0x67, -1, 0x67, 0]
      try SystemCallFailure.check("symlink", symlink(target, link))
      let expected = DanglingLink(path: link, target: "g\u{FFFD}g")
      #expect(
        People.stranger.finds(at: link) == .missing(deepestAncestor: temporary.path, danglingLink: expected))
    }
  }

  /// What the kernel makes of a path.
  private enum KernelOpinion {
    /// Whether the path leads to a folder.
    static func isFolder(_ path: String) -> Bool {
      let descriptor = open(path, O_RDONLY | O_DIRECTORY)
      if descriptor >= 0 { close(descriptor) }
      return descriptor >= 0
    }
  }
}
