import FuzzProperties
import JSONRPC
import Testing

/// What is on the wire: frames, JSON and the life of a server.
@Suite("Messages")
struct MessageTests {
  private func parts(_ text: String, inPiecesOf size: Int = .max) -> [MessageReader.Part] {
    var reader = MessageReader()
    var rest = Array(text.utf8)[...]
    var parts: [MessageReader.Part] = []
    while !rest.isEmpty {
      reader.append(rest.prefix(size))
      rest = rest.dropFirst(size)
      while let part = reader.next() { parts.append(part) }
    }
    return parts
  }

  @Test("Messages are cut out of the stream, however it arrives", arguments: [1, 2, 3, 7, .max])
  func frames(size: Int) {
    let stream =
      "Content-Length: 2\r\n\r\n{}content-length:3\r\nContent-Type: x; charset=utf-8\r\n\r\n[1]Content-Length: 0\n\n"
    #expect(
      parts(stream, inPiecesOf: size) == [.content(Array("{}".utf8)), .content(Array("[1]".utf8)), .content([])])
  }

  @Test(
    "Headers without one length are broken, and nothing follows",
    arguments: [
      "hello\r\n\r\n", "Content-Length: x\r\n\r\n", "Content-Length: -1\r\n\r\n", "Content-Type: x\r\n\r\n",
      "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", "\r\n\r\n", String(repeating: "a", count: 5000),
      "Content-Length: 99999999999999999999\r\n\r\n",
    ])
  func brokenHeaders(stream: String) {
    #expect(parts(stream + "Content-Length: 2\r\n\r\n{}") == [.broken])
  }

  @Test("A message that is too large is skipped")
  func tooLarge() {
    let length = MessageReader.mostBytes + 1
    var reader = MessageReader()
    reader.append(Array("Content-Length: \(length)\r\n\r\nxxx".utf8))
    #expect(reader.next() == .tooLarge(length))
    reader.append([UInt8](repeating: UInt8(ascii: "x"), count: length - 4))
    #expect(reader.next() == nil)
    reader.append(Array("xContent-Length: 2\r\n\r\n{}".utf8))
    #expect(reader.next() == .content(Array("{}".utf8)))
  }

  @Test(
    "JSON is read and written",
    arguments: [
      #"{"a":[1,-2,0.5,1e300,true,false,null,"x\"\\\n"],"b":{}}"#, #""\ud83d\ude00 é 😀 \ud800""#, "[]", " 12 ",
      #""\u0000##\u202E""#,
    ])
  func json(text: String) throws {
    let value = try JSONParser.value(of: Array(text.utf8))
    let written = value.bytes
    #expect(try JSONParser.value(of: written) == value)
    #expect(!String(decoding: written, as: UTF8.self).unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
  }

  @Test(
    "Other text is refused",
    arguments: [
      "", "{", "[1,]", "{\"a\"}", "{a:1}", "01", "1.", "-", "tru", "\"a", "\"\u{1}\"", "[1] 2", "'a'", "1e999",
      #""\x""#, #""\u12""#, String(repeating: "[", count: 200), String(repeating: "9", count: 500),
    ])
  func malformed(text: String) {
    #expect(throws: JSONParser.Malformed.self) { try JSONParser.value(of: Array(text.utf8)) }
  }

  private func error(_ method: String, _ parameters: JSON, _ client: EditorClient) -> Int? {
    do {
      _ = try client.request(method, parameters)
      return nil
    } catch {
      return (error as? EditorClient.Refusal)?.code
    }
  }

  @Test("What cannot be answered gets an error")
  func errors() throws {
    let client = try EditorClient()
    #expect(error("textDocument/nonsense", [:], client) == -32601)
    #expect(error("initialize", [:], client) == -32600)
    #expect(error("textDocument/hover", [:], client) == -32602)
    let unknown: JSON = ["textDocument": ["uri": "file:///none"], "position": ["line": 0, "character": 0]]
    #expect(error("textDocument/hover", unknown, client) == -32602)
    func code(_ text: String) throws -> JSON? {
      try client.send(Array("Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8)).first?["error"]["code"]
    }
    #expect(try code("{") == -32700)
    #expect(try code("[]") == -32600)
    #expect(try code(#"{"jsonrpc":"2.0","id":{},"method":"x"}"#) == -32600)
    #expect(try code(#"{"jsonrpc":"2.0","id":1,"method":2}"#) == -32600)
    #expect(try code(#"{"jsonrpc":"2.0","method":"unknown"}"#) == nil)
    #expect(error("shutdown", [:], client) == nil)
    #expect(error("textDocument/hover", unknown, client) == -32600)
  }
}
