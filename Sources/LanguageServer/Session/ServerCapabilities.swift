import JSONRPC
import LanguageServerProtocol

/// What the server can do, as it tells the client.
enum ServerCapabilities {
  /// The answer to `initialize`.
  static func json(for client: ClientCapabilities, version: String) -> JSON {
    let fullText: JSON = 1
    let diagnostics: JSON = ["identifier": "smtpconf", "interFileDependencies": true, "workspaceDiagnostics": true]
    let kinds = [CodeAction.Kind.quickFix, .fixAll].map { JSON.string($0.rawValue) }
    return [
      "serverInfo": ["name": "smtpconf", "version": .string(version)],
      "capabilities": JSON(members: [
        "positionEncoding": .string(client.encoding.rawValue),
        "textDocumentSync": ["openClose": true, "change": fullText, "save": ["includeText": false]],
        "diagnosticProvider": client.pullsDiagnostics ? diagnostics : nil,
        "codeActionProvider": ["codeActionKinds": .array(kinds)],
        "completionProvider": ["triggerCharacters": [":", " ", "[", ",", "/"], "resolveProvider": false],
        "hoverProvider": true,
        "definitionProvider": true,
        "referencesProvider": true,
        "documentHighlightProvider": true,
        "renameProvider": client.preparesRenames ? ["prepareProvider": true] : true,
        "documentSymbolProvider": true,
        "workspaceSymbolProvider": true,
        "foldingRangeProvider": true,
        "inlayHintProvider": true,
        "workspace": ["workspaceFolders": ["supported": true, "changeNotifications": true]],
      ]),
    ]
  }
}
