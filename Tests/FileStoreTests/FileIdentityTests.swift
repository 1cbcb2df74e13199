import FileStore
import LibC
import SystemPackage
import Testing

@Suite("The file that a name leads to")
struct FileIdentityTests {
  @Test("A file is recognised by another name: a link, a hard link, a linked folder, extra slashes")
  func oneFile() throws {
    try Folder.with { folder in
      try folder.makeFolder("sub")
      try folder.make("sub/a", "", mode: 0o644)
      try folder.make("other", "", mode: 0o644)
      try folder.link("b", to: "sub/a")
      try folder.link("c", to: "b")
      try folder.link("again", to: "sub")
      #expect(link(folder.path.appending("sub/a").string, folder.path.appending("hard").string) == 0)
      let file = FileIdentity(folder.name("sub/a"))
      for name in ["b", "c", "again/a", "hard", "sub/../sub/a"] { #expect(FileIdentity(folder.name(name)) == file) }
      #expect(FileIdentity(FileName(folder.path.string + "//sub/./a")) == file)
      #expect(FileIdentity(folder.name("other")) != file)
    }
  }

  @Test("After a link, .. is another folder than the text suggests")
  func dotsAfterLink() throws {
    try Folder.with { folder in
      for name in ["A", "B", "B/sub"] { try folder.makeFolder(name) }
      try folder.link("A/link", to: "../B/sub")
      for name in ["A/x", "B/x"] { try folder.make(name, "", mode: 0o644) }
      #expect(FileIdentity(folder.name("A/link/../x")) == FileIdentity(folder.name("B/x")))
      #expect(FileIdentity(folder.name("A/link/../x")) != FileIdentity(folder.name("A/x")))
      // The same for a file that does not exist yet.
      #expect(FileIdentity(folder.name("A/link/../new")) == FileIdentity(folder.name("B/new")))
      #expect(FileIdentity(folder.name("A/link/../new")) != FileIdentity(folder.name("A/new")))
      // The displayed name is shorter only if it means the same.
      #expect(folder.name("A/link/../x").withoutDetours == folder.name("A/link/../x"))
      #expect(folder.name("B/sub/../x").withoutDetours == folder.name("B/x"))
    }
  }

  @Test("A missing file is recognised by two names, also through a link that leads to it")
  func notYetThere() throws {
    try Folder.with { folder in
      try folder.makeFolder("sub")
      try folder.link("again", to: "sub")
      try folder.link("dangling", to: "sub/new")
      let file = FileIdentity(folder.name("sub/new"))
      for name in ["again/new", "dangling", "sub/./new"] { #expect(FileIdentity(folder.name(name)) == file) }
      #expect(FileIdentity(folder.name("sub/old")) != file)
      #expect(FileIdentity(folder.name("none/new")) != FileIdentity(folder.name("none/old")))
    }
  }

  @Test("Hard links of a file are separate entries, symbolic links to it are not")
  func entries() throws {
    try Folder.with { folder in
      try folder.make("a", "", mode: 0o644)
      try folder.link("link", to: "a")
      #expect(link(folder.path.appending("a").string, folder.path.appending("hard").string) == 0)
      #expect(FileIdentity(entry: folder.name("link")) == FileIdentity(entry: folder.name("a")))
      #expect(FileIdentity(entry: folder.name("hard")) != FileIdentity(entry: folder.name("a")))
    }
  }

  @Test("A device is recognised as a stream, and a file is not")
  func streams() throws {
    #expect(FileIdentity(FileName("/dev/null")).isStream)
    #expect(!FileIdentity(FileName("/etc/passwd")).isStream)
  }
}

@Suite("Names of files")
struct FileNameTests {
  private static let names: [[UInt8]] = [
    Array("conf/prod.smtp.yaml".utf8), Array("ü📮".utf8), [0xFF], [0x62, 0xFF, 0x2E], [0xC3], [0xE2, 0x82],
    [0x80, 0x80],
    [0xED, 0xA0, 0x80], [0xC0, 0xAF], Array("\u{FFFD}".utf8), Array("\u{10FF80}\u{10FFFF}".utf8),
    [0xFF] + Array("\u{10FFFF}".utf8),
    Array("\u{10FF7F}".utf8), [],
  ]

  @Test("A name that is not UTF-8 passes through a string unchanged", arguments: names)
  func argument(bytes: [UInt8]) {
    #expect(FileName(argumentText: FileName.argumentText(of: bytes)).bytes == bytes)
  }

  @Test("Bytes that are not UTF-8 are shown as such")
  func text() {
    #expect(FileName(bytes: [0x62, 0xFF, 0x2E, 0x80]).text == "b\\xFF.\\x80")
    #expect(FileName("ü").text == "ü")
  }

  @Test("A file beside another is in its folder, with all its `..` and `.`")
  func sibling() {
    #expect(FileName("a/link/../t.yaml").sibling(FileName("../x.yaml")) == FileName("a/link/../../x.yaml"))
    #expect(FileName("t.yaml").sibling(FileName("x.yaml")) == FileName("x.yaml"))
    #expect(FileName("a/t.yaml").sibling(FileName("/x.yaml")) == FileName("/x.yaml"))
  }

  @Test("A name with a NUL is not the name of the file before it")
  func nul() throws {
    try Folder.with { folder in
      try folder.make("a", "text", mode: 0o644)
      let name = FileName(bytes: folder.name("a").bytes + [0] + Array("b".utf8))
      #expect(throws: FileStoreError.self) { try InputFile.read(name, limit: 10) }
      #expect(throws: FileStoreError.self) { try AtomicFile(name).write { try emit("x", to: $0) } }
      try #expect(folder.text(of: "a") == "text")
    }
  }
}
