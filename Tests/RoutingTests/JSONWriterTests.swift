import Testing

@testable import Routing

@Suite("JSON to the byte")
struct JSONWriterTests {
  private func write(_ layout: TableLayout, _ body: (inout JSONWriter) throws -> Void) throws -> String {
    final class Output { var bytes: [UInt8] = [] }
    let output = Output()
    var writer = JSONWriter(layout) { output.bytes.append(contentsOf: $0) }
    try body(&writer)
    try writer.finish()
    return String(decoding: output.bytes, as: UTF8.self)
  }

  private func sample(_ writer: inout JSONWriter) throws {
    try writer.object { object in
      object.key("a")
      object.value(1)
      object.key("b")
      try object.array { array in
        array.value("x")
        array.null()
        try array.object { _ in }
        try array.array { _ in }
        try array.object { inner in
          inner.key("c")
          inner.null()
        }
      }
      object.key("d")
      try object.object { _ in }
    }
  }

  @Test("Indented: each member and element on its own line, two spaces per level, empty ones closed at once")
  func indented() throws {
    let expected = """
      {
        "a": 1,
        "b": [
          "x",
          null,
          {},
          [],
          {
            "c": null
          }
        ],
        "d": {}
      }

      """
    #expect(try write(.indented, sample) == expected)
  }

  @Test("Numbers are written with all their digits", arguments: [0, 7, -1, 10, 65535, -9_000, Int.max, Int.min])
  func numbers(number: Int) throws {
    #expect(try write(.compact) { $0.value(number) } == "\(number)\n")
  }

  @Test("Compact: no white space, and one line end at the end")
  func compact() throws {
    #expect(try write(.compact, sample) == "{\"a\":1,\"b\":[\"x\",null,{},[],{\"c\":null}],\"d\":{}}\n")
  }

  @Test(
    "Only quotes, backslashes and characters below U+0020 are escaped",
    arguments: [
      ("\"\\", "\\\"\\\\"), ("/", "/"), ("\u{8}\t\n\u{C}\r", "\\b\\t\\n\\f\\r"),
      ("\u{0}\u{1}\u{B}\u{1F}", "\\u0000\\u0001\\u000b\\u001f"),
      ("\u{7F}\u{80}\u{2028}", "\u{7F}\u{80}\u{2028}"), ("größer 日本 😀", "größer 日本 😀"), ("e\u{301}", "e\u{301}"),
      ("<>&'", "<>&'"), ("", ""),
    ])
  func escapes(text: String, expected: String) throws {
    let found = try write(.compact) { $0.value(text) }
    #expect(Array(found.utf8) == Array("\"\(expected)\"\n".utf8))
  }

  @Test(
    "A command for a CI server keeps its value without being a command",
    arguments: [
      ("##vso[task.x]y", "#\\u0023vso[task.x]y"), ("1234567##[", "1234567#\\u0023["),
      ("###TeamCity[", "##\\u0023TeamCity["),
      ("##", "##"), ("# #[", "# #["), ("##vso", "##vso"), ("::error::", "::error::"), ("\"##[\"", "\\\"#\\u0023[\\\""),
      ("abcdefgh##[abcdefgh", "abcdefgh#\\u0023[abcdefgh"),
    ])
  func commands(text: String, expected: String) throws {
    let found = try write(.compact) { $0.value(text) }
    #expect(found == "\"\(expected)\"\n")
  }

  @Test("A document larger than one piece is written in several, and is the same")
  func pieces() throws {
    var sizes: [Int] = []
    var writer = JSONWriter(.compact) { sizes.append($0.count) }
    try writer.array { array in
      for _ in 0..<3000 { try array.array { $0.value(String(repeating: "x", count: 96)) } }
    }
    try writer.finish()
    #expect(sizes.count > 1)
    #expect(sizes.reduce(0, +) == 3000 * 101 + 2)
  }

  @Test("An error from the sink ends the writing")
  func sinkThrows() throws {
    struct Full: Error {}
    #expect(throws: Full.self) {
      var writer = JSONWriter(.compact) { _ in throw Full() }
      writer.value(1)
      try writer.finish()
    }
  }
}
