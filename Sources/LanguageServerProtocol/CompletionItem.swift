package import JSONRPC

/// Something that can be inserted at the cursor.
package struct CompletionItem: Sendable, Equatable {
  /// What it is.
  package enum Kind: Int, Sendable {
    case key = 10
    case value = 12
    case server = 6
    case site = 9
    case rule = 14
    case file = 17
    case folder = 19
  }

  /// What is shown in the list.
  package let label: String
  /// What it is.
  package let kind: Kind
  /// A few words beside the label.
  package let detail: String?
  /// The documentation, as Markdown.
  package let documentation: String?
  /// What is inserted, in the syntax of snippets: `$0` is where the cursor goes, and `\`, `$` and `}` are escaped.
  package let snippet: String
  /// What is inserted if the client does not know snippets.
  package let plain: String

  /// An item; a snippet that is nil is the plain text.
  package init(
    _ label: String, _ kind: Kind, detail: String? = nil, documentation: String? = nil, plain: String? = nil,
    snippet: String? = nil
  ) {
    self.label = label
    self.kind = kind
    self.detail = detail
    self.documentation = documentation
    self.plain = plain ?? label
    self.snippet = snippet ?? Self.escaped(plain ?? label)
  }

  /// Plain text as a snippet.
  package static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if "\\$}".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
  }

  /// The item as JSON, which replaces a range; `place` is its place in the list, which editors keep.
  package func json(replacing range: TextRange, place: Int, for client: ClientCapabilities) -> JSON {
    let digits = "\(place)"
    let hasSnippet = client.readsSnippets && snippet != Self.escaped(plain)
    return JSON(members: [
      "label": .string(label),
      "kind": .integer(kind.rawValue),
      "detail": detail.map { .string($0) },
      "documentation": documentation.map { text in
        ["kind": client.readsMarkdownDocumentation ? "markdown" : "plaintext", "value": .string(text)]
      },
      "sortText": .string(String(repeating: "0", count: max(0, 5 - digits.count)) + digits),
      "insertTextFormat": hasSnippet ? 2 : 1,
      "textEdit": DocumentEdit(range, hasSnippet ? snippet : plain).json,
    ])
  }
}
