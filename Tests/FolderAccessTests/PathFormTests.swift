import FolderAccess
import LibC
import Testing

@Suite("Forms of a path")
struct PathFormTests {
  @Test("Extra slashes are harmless", arguments: ["//", "///", "/./", "/."])
  func slashes(ending: String) throws {
    try TemporaryFolder.with { temporary in
      let folder = try temporary.folder("drop", mode: 0o777)
      let expected = People.stranger.finds(at: folder)
      #expect(expected.isUsable)
      #expect(People.stranger.finds(at: folder + ending) == expected)
      #expect(People.stranger.finds(at: "//" + folder.dropFirst().replacing("/", with: "//")) == expected)
    }
  }

  @Test("The root is a folder like others, and its parent is itself", arguments: ["/", "//", "/..", "/../.."])
  func root(path: String) {
    let found = People.stranger.finds(at: path)
    guard case .notWritable(.modeBits("/", _, .other, [.write])) = found else {
      Issue.record("\(found)")
      return
    }
  }

  @Test("A component that is too long for the file system is named")
  func longComponent() throws {
    try TemporaryFolder.with { temporary in
      let name = String(repeating: "n", count: 256)
      let found = People.stranger.finds(at: "\(temporary.path)/\(name)/drop")
      #expect(found == .notWritable(.nameTooLong(component: name)))
    }
  }

  @Test("The longest possible component is just missing")
  func longestComponent() throws {
    try TemporaryFolder.with { temporary in
      let found = People.stranger.finds(at: "\(temporary.path)/\(String(repeating: "n", count: 255))")
      #expect(found == .missing(deepestAncestor: temporary.path, danglingLink: nil))
    }
  }

  @Test("A path that is too long for the system, counted with its final NUL")
  func longPath() {
    let limit = Int(PATH_MAX)
    let tooLong = String(repeating: "/", count: limit)
    #expect(People.stranger.finds(at: tooLong) == .notWritable(.nameTooLong(component: tooLong)))
    #expect(access(tooLong, F_OK) == -1)
    let longest = String(tooLong.dropLast())
    #expect(People.stranger.finds(at: longest) == People.stranger.finds(at: "/"))
    #expect(access(longest, F_OK) == 0)
  }

  @Test("A NUL does not cut the path short")
  func nul() throws {
    try TemporaryFolder.with { temporary in
      let folder = try temporary.folder("drop", mode: 0o777)
      let path = "\(folder)\0/elsewhere"
      guard case .notWritable(.refused(path, _)) = People.root.finds(at: path) else {
        Issue.record("the part before the NUL was taken")
        return
      }
    }
  }

  @Test("A path that is not absolute is refused", arguments: ["", "tmp", "./tmp", "~", "\u{301}/tmp"])
  func relative(path: String) {
    guard case .notWritable(.refused(path, _)) = People.root.finds(at: path) else {
      Issue.record("taken for a path")
      return
    }
  }

  @Test("A combining character right after a slash belongs to the name")
  func combining() throws {
    try TemporaryFolder.with { temporary in
      _ = try temporary.folder("\u{301}drop", mode: 0o777)
      #expect(People.stranger.finds(at: "\(temporary.path)/\u{301}drop").isUsable)
    }
  }
}
