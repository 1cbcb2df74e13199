import FuzzProperties
import JSONRPC

/// Text with `▮` at the cursor, as a document in an editor.
struct CursorText {
  /// The text without the mark.
  let text: String
  /// The line of the cursor, counted from 0.
  let line: Int
  /// The offset in the line in bytes.
  let character: Int

  /// Reads a text with one mark.
  init(_ marked: String) {
    let parts = marked.split(separator: "▮", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
    text = parts.joined()
    line = lines.count - 1
    character = lines.last?.utf8.count ?? 0
  }

  /// The result of a request about the cursor, in a file of this name that is open.
  func ask(
    _ method: String, as name: String = "smtpconf.yaml", beside files: [String: String] = [:],
    settings: JSON = .null, _ further: [String: JSON] = [:]
  ) throws -> JSON {
    let client = try EditorClient(files, settings: settings)
    try client.open(name, text)
    return try client.request(method, in: name, line: line, character: character, further)
  }

  /// The labels of the completions at the cursor.
  func labels(as name: String = "smtpconf.yaml", beside files: [String: String] = [:]) throws -> [String] {
    try ask("completion", as: name, beside: files)["items"].array?.compactMap { $0["label"].string } ?? []
  }
}
