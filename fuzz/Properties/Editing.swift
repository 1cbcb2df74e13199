import Analysis
import Diagnostics
import JSONRPC
import Linting
import Reporting
import SourceText

extension Property {
  /// Any bytes are sent to a language server, and are then the text of a document: nothing ends the server, every answer is
  /// JSON, and the findings of a text that can be read are those of a check.
  package static let lsp = Property("lsp") { input in
    let client = try EditorClient(["base.smtp.yaml": base])
    _ = try client.send(input)
    let editor = try EditorClient(["base.smtp.yaml": base])
    guard let text = String(validating: input, as: UTF8.self) else { return }
    let name = "fuzz.smtp.yaml"
    try editor.open(name, text)
    let items = try editor.diagnostics(name)["items"].array ?? []
    let checked = Analysis(SourceFile(name: name, bytes: input)).report
    if !text.contains("extends") {
      let expected = checked.diagnostics.map { "\($0.rule): \($0.message.escapedForJSON)" }
      let shown = items.map { "\($0["code"].string ?? ""): \($0["message"].string ?? "")" }
      try require(shown.starts(with: expected), "a check finds \(expected), the editor shows \(shown)")
      let isReadable = !expected.contains { $0.hasPrefix("yaml-") }
      try require(!isReadable || shown.count == expected.count, "the editor shows more: \(shown)")
    }
    for line in [0, 1, input.count % 23] {
      for character in [0, 3, input.count % 17] {
        for method in ["completion", "hover", "definition", "references", "documentHighlight", "prepareRename"] {
          _ = try editor.request(method, in: name, line: line, character: character)
        }
        _ = try? editor.request("rename", in: name, line: line, character: character, ["newName": "renamed"])
      }
    }
    let document: JSON = ["uri": EditorClient.uri(name)]
    let whole: JSON = ["start": ["line": 0, "character": 0], "end": ["line": 10_000, "character": 0]]
    for method in ["documentSymbol", "foldingRange", "inlayHint", "codeAction"] {
      _ = try editor.request("textDocument/\(method)", ["textDocument": document, "range": whole, "context": [:]])
    }
    _ = try editor.request("workspace/symbol", ["query": ""])
  }

  private static let base = """
    version: 1
    servers: { main: { serverName: smtp.example.com }, bulk: { serverName: bulk.example.com } }
    global: { defaultServer: main }
    """
}
