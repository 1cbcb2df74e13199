import FileStore
import LibC
import SystemPackage
import Testing

@Suite("Searching a folder")
struct FolderSearchTests {
  @Test("All subfolders are searched, except hidden ones, in a stable order")
  func search() throws {
    try Folder.with { folder in
      for name in ["b", "a", ".git"] { try folder.makeFolder(name) }
      for name in ["b/one.yaml", "a/two.yaml", "a/two.txt", ".git/three.yaml", "zero.yaml"] {
        try folder.make(name, "", mode: 0o644)
      }
      let found = FolderSearch(in: folder.name("")) { $0.text.hasSuffix(".yaml") }
      #expect(found.files.map(\.text) == ["a/two.yaml", "b/one.yaml", "zero.yaml"].map { folder.name($0).text })
      #expect(found.failures.isEmpty)
    }
  }

  @Test("The files of one folder are listed, without subfolders, hidden files and anything that is not a file")
  func names() throws {
    try Folder.with { folder in
      for name in ["b", "d.yaml", ".hidden"] { try folder.makeFolder(name) }
      for name in ["b/below.yaml", "two.yaml", "one.yaml", "one.txt", ".three.yaml"] {
        try folder.make(name, "", mode: 0o644)
      }
      #expect(mkfifo(path(folder.name("pipe.yaml")), 0o644) == 0)
      #expect(symlink("nowhere", path(folder.name("link.yaml"))) == 0)
      let found = try FolderSearch.names(in: folder.name("")) { $0.text.hasSuffix(".yaml") }
      #expect(found.map(\.text) == ["link.yaml", "one.yaml", "two.yaml"])
      #expect(throws: FileStoreError.self) { try FolderSearch.names(in: folder.name("none")) { _ in true } }
    }
  }

  @Test("A name exists even if it is a link that leads nowhere")
  func existence() throws {
    try Folder.with { folder in
      try folder.make("file", "", mode: 0)
      #expect(symlink("nowhere", path(folder.name("link"))) == 0)
      #expect(["file", "link", "none"].map { FolderSearch.exists(folder.name($0)) } == [true, true, false])
    }
  }

  #if os(Linux)
    @Test("Files and folders whose names are not UTF-8 are found, and can be read")
    func notUTF8() throws {
      try Folder.with { folder in
        let sub = FileName(bytes: folder.name("d").bytes + [0xFF])
        #expect(mkdir(path(sub), 0o755) == 0)
        let file = sub.appending(FileName(bytes: [0xFE] + Array(".yaml".utf8)))
        try AtomicFile(file).write { try emit("text", to: $0) }
        let found = FolderSearch(in: folder.name("")) { $0.text.hasSuffix(".yaml") }
        #expect(found.files == [file])
        #expect(file.text.hasSuffix("d\\xFF/\\xFE.yaml"))
        try #expect(InputFile.read(file, limit: 10) == .whole(Array("text".utf8)))
        unlink(path(file))
        rmdir(path(sub))
      }
    }
  #endif

  @Test("A missing folder is a failure that names it, and so is a file")
  func notThere() throws {
    try Folder.with { folder in
      try folder.make("file", "", mode: 0o644)
      for name in ["none", "file"] {
        let found = FolderSearch(in: folder.name(name)) { _ in true }
        #expect(found.files.isEmpty && found.failures.map(\.name) == [folder.name(name)])
        #expect(!FolderSearch.isFolder(folder.name(name)))
      }
    }
  }

  private func path(_ name: FileName) -> [CChar] { name.bytes.map { CChar(bitPattern: $0) } + [0] }
}
