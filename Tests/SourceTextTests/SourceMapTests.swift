import Testing

@testable import SourceText

@Suite struct `A map of the files of a run` {
  /// Four files, two of them empty: their addresses are 0 to 5, 6, 7 to 10, and 11.
  private let map: SourceMap = {
    var map = SourceMap(SourceFile(name: "a", text: "a: 1\n"))
    map.add(name: "b", bytes: [])
    map.add(name: "c", bytes: Array("\u{FEFF}".utf8))
    map.add(name: "d", bytes: [])
    return map
  }()

  @Test func `gives each file the addresses of its bytes and of its end`() {
    #expect(map.files.map(\.name) == ["a", "b", "c", "d"])
    #expect(map.files.map(\.address) == [0, 6, 7, 11])
    #expect(map.files.map(\.endAddress) == [5, 6, 10, 11])
  }

  @Test func `returns the file it adds, and does not change the others`() {
    var map = map
    let before = map.files.map(\.address)
    let added = map.add(name: "e", bytes: [0x61])
    #expect(added.name == "e")
    #expect(added.bytes == [0x61])
    #expect(added.address == 12)
    #expect(map.files.map(\.address) == before + [12])
  }

  @Test(arguments: [
    (0, "a"), (4, "a"), (5, "a"), (6, "b"), (7, "c"), (9, "c"), (10, "c"), (11, "d"),
  ]) func `knows the file at each address, even at the end of a file and in an empty one`(
    address: Int, name: String
  ) {
    #expect(map.file(at: SourceSpan(address, address)).name == name)
    #expect(map.file(at: SourceSpan(address, address + 1)).name == name)
  }

  @Test func `knows a place by its start, even if it ends in another file`() {
    #expect(map.file(at: SourceSpan(2, 9)).name == "a")
    #expect(map.file(at: SourceSpan(5, 99)).name == "a")
    #expect(map.file(at: SourceSpan(6, 7)).name == "b")
  }

  @Test func `takes the nearest file for an address that no file has`() {
    #expect(map.file(at: SourceSpan(-1, 0)).name == "a")
    #expect(map.file(at: SourceSpan(.min, .max)).name == "a")
    #expect(map.file(at: SourceSpan(12, 12)).name == "d")
    #expect(map.file(at: SourceSpan(.max, .max)).name == "d")
  }

  @Test func `of one file has that file at every address`() {
    let map = SourceMap(SourceFile(name: "a", text: ""))
    for address in [-7, 0, 1, 99] { #expect(map.file(at: SourceSpan(address, address)).name == "a") }
  }

  @Test func `finds each of many files at its first and last address`() {
    var map = SourceMap(SourceFile(name: "0", text: ""))
    for number in 1...100 { map.add(name: "\(number)", bytes: Array(repeating: 0x61, count: number % 7)) }
    for file in map.files {
      #expect(map.file(at: file.place(ByteSpan(0, 0))).name == file.name)
      #expect(map.file(at: file.place(ByteSpan(file.bytes.count, file.bytes.count))).name == file.name)
    }
  }
}

@Suite struct `A place in one of several files` {
  /// "bcd" at the addresses 2 to 5, between two other files.
  private let file: SourceFile
  private let map: SourceMap

  init() {
    var map = SourceMap(SourceFile(name: "first", text: "a"))
    file = map.add(name: "second", bytes: Array("bcd".utf8))
    map.add(name: "third", bytes: Array("efg".utf8))
    self.map = map
  }

  @Test func `is its offsets, moved by the address of the file, and back`() {
    for start in 0...3 {
      for end in start...3 {
        let place = file.place(ByteSpan(start, end))
        #expect(place == SourceSpan(start + 2, end + 2))
        #expect(file.bytes(of: place) == ByteSpan(start, end))
        #expect(file.contains(place))
        #expect(map.file(at: place).name == "second")
      }
    }
  }

  @Test func `has the same text among the files and in its own`() {
    #expect(file.text(of: file.place(ByteSpan(1, 3))) == "cd")
    #expect(file.text(of: file.place(ByteSpan(3, 3))) == "")
    #expect(map.files.map { $0.text(of: SourceSpan(0, 99)) } == ["a", "bcd", "efg"])
  }

  @Test func `is cut at the start and end of the file`() {
    #expect(file.bytes(of: SourceSpan(0, 99)) == ByteSpan(0, 3))
    #expect(file.bytes(of: SourceSpan(0, 3)) == ByteSpan(0, 1))
    #expect(file.bytes(of: SourceSpan(4, 99)) == ByteSpan(2, 3))
    #expect(file.bytes(of: SourceSpan(0, 1)) == ByteSpan(0, 0))
    #expect(file.bytes(of: SourceSpan(-9, -9)) == ByteSpan(0, 0))
    #expect(file.bytes(of: SourceSpan(7, 9)) == ByteSpan(3, 3))
  }

  @Test func `is in the file only if all of it is`() {
    #expect(file.contains(SourceSpan(2, 5)))
    #expect(!file.contains(SourceSpan(1, 3)))
    #expect(!file.contains(SourceSpan(4, 6)))
    #expect(!file.contains(SourceSpan(1, 1)))
    #expect(!file.contains(SourceSpan(6, 6)))
  }

  @Test func `overlaps the file only if they share a byte`() {
    #expect(file.overlaps(SourceSpan(0, 99)))
    #expect(file.overlaps(SourceSpan(1, 3)))
    #expect(file.overlaps(SourceSpan(4, 9)))
    #expect(!file.overlaps(SourceSpan(0, 2)))
    #expect(!file.overlaps(SourceSpan(5, 9)))
  }

  @Test func `comes after every place of an earlier file`() {
    let places = map.files.flatMap { file in
      (0...file.bytes.count).map { file.place(ByteSpan($0, file.bytes.count)) }
    }
    #expect(places == places.sorted())
    #expect(Set(places).count == places.count)
  }

  @Test func `never ends before it starts`() {
    #expect(SourceSpan(5, 3) == SourceSpan(5, 5))
    #expect(SourceSpan(5, 3).isEmpty)
    #expect(!SourceSpan(3, 5).isEmpty)
  }
}
