import FolderAccess
import LibC
import Testing

@Suite("Anything but a directory is reported with its kind")
struct NotADirectoryTests {
  @Test("A file in place of the folder", arguments: ["", "/", "/."])
  func file(ending: String) throws {
    try TemporaryFolder.with { temporary in
      let file = try temporary.file("drop")
      #expect(People.stranger.finds(at: file + ending) == .notADirectory(at: file, kind: .regularFile))
    }
  }

  @Test("A file in the path")
  func fileAsAncestor() throws {
    try TemporaryFolder.with { temporary in
      let file = try temporary.file("file")
      #expect(People.stranger.finds(at: "\(file)/a/drop") == .notADirectory(at: file, kind: .regularFile))
      #expect(People.root.finds(at: "\(file)/..") == .notADirectory(at: file, kind: .regularFile))
    }
  }

  @Test("A link to a file names the file")
  func linkToFile() throws {
    try TemporaryFolder.with { temporary in
      let file = try temporary.file("file")
      let link = try temporary.link("link", to: "file")
      #expect(People.stranger.finds(at: link) == .notADirectory(at: file, kind: .regularFile))
    }
  }

  @Test("A named pipe is not opened")
  func pipe() throws {
    try TemporaryFolder.with { temporary in
      let pipe = "\(temporary.path)/pipe"
      try SystemCallFailure.check("mkfifo", mkfifo(pipe, 0o666))
      #expect(People.stranger.finds(at: pipe) == .notADirectory(at: pipe, kind: .fifo))
    }
  }

  #if os(Linux)
    @Test("A socket")
    func socket() throws {
      try TemporaryFolder.with { temporary in
        let socket = "\(temporary.path)/socket"
        try SystemCallFailure.check("mknod", mknod(socket, S_IFSOCK | 0o600, 0))
        #expect(People.stranger.finds(at: socket) == .notADirectory(at: socket, kind: .socket))
      }
    }
  #endif

  @Test("A device")
  func device() {
    let found = People.stranger.finds(at: "/dev/null/drop")
    #expect(found == .notADirectory(at: "/dev/null", kind: .characterDevice))
  }
}
