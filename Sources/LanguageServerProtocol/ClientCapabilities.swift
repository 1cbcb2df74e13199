package import JSONRPC

/// What the client can do, as far as it matters to the server.
package struct ClientCapabilities: Sendable, Equatable {
  /// The encoding of positions that is best for both.
  package var encoding = PositionEncoding.utf16
  /// Whether the client asks for diagnostics, so that none are sent unasked.
  package var pullsDiagnostics = false
  /// Whether an answer about one document may contain diagnostics of others.
  package var readsRelatedDocuments = false
  /// Whether diagnostics may have further places.
  package var readsRelatedInformation = false
  /// Whether diagnostics may have the address of a page.
  package var readsCodeDescriptions = false
  /// Whether diagnostics may have data.
  package var readsDiagnosticData = false
  /// Whether diagnostics may have tags.
  package var readsTags = false
  /// Whether edits may have versions of documents.
  package var readsVersionedEdits = false
  /// Whether completions may have places to fill in.
  package var readsSnippets = false
  /// Whether the client asks what can be renamed.
  package var preparesRenames = false
  /// Whether code actions may be more than commands.
  package var readsCodeActions = false
  /// Whether document symbols may have children.
  package var readsSymbolTree = false
  /// Whether hovers may be Markdown.
  package var readsMarkdown = false
  /// Whether the documentation of completions may be Markdown.
  package var readsMarkdownDocumentation = false
  /// Whether the server can ask the client to watch files.
  package var watchesFiles = false
  /// Whether the client answers questions about settings.
  package var hasConfiguration = false
  /// Whether the client can be told that its diagnostics are out of date.
  package var refreshesDiagnostics = false
  /// Whether the client can be told that its inlay hints are out of date.
  package var refreshesInlayHints = false

  /// A client that can do no more than every client.
  package init() {}

  /// Reads the capabilities; what is absent or unknown is not there.
  package init(_ json: JSON) {
    let document = json["textDocument"]
    let workspace = json["workspace"]
    let encodings = json["general"]["positionEncodings"].array ?? []
    if encodings.contains(.string(PositionEncoding.utf8.rawValue)) { encoding = .utf8 }
    let diagnostic = document["diagnostic"]
    let published = document["publishDiagnostics"]
    pullsDiagnostics = diagnostic.object != nil
    readsRelatedDocuments = diagnostic["relatedDocumentSupport"].boolean ?? false
    // Before 3.18, what diagnostics may have is said in one place for both ways.
    func may(_ name: String) -> Bool { (diagnostic[name].boolean ?? false) || (published[name].boolean ?? false) }
    readsRelatedInformation = may("relatedInformation")
    readsCodeDescriptions = may("codeDescriptionSupport")
    readsDiagnosticData = may("dataSupport")
    readsTags = !(diagnostic["tagSupport"].isNull && published["tagSupport"].isNull)
    readsVersionedEdits = workspace["workspaceEdit"]["documentChanges"].boolean ?? false
    let item = document["completion"]["completionItem"]
    readsSnippets = item["snippetSupport"].boolean ?? false
    readsMarkdownDocumentation = item["documentationFormat"].array?.contains("markdown") ?? false
    readsCodeActions = document["codeAction"]["codeActionLiteralSupport"].object != nil
    preparesRenames = document["rename"]["prepareSupport"].boolean ?? false
    readsSymbolTree = document["documentSymbol"]["hierarchicalDocumentSymbolSupport"].boolean ?? false
    readsMarkdown = document["hover"]["contentFormat"].array?.contains("markdown") ?? false
    watchesFiles = workspace["didChangeWatchedFiles"]["dynamicRegistration"].boolean ?? false
    hasConfiguration = workspace["configuration"].boolean ?? false
    refreshesDiagnostics = workspace["diagnostics"]["refreshSupport"].boolean ?? false
    refreshesInlayHints = workspace["inlayHint"]["refreshSupport"].boolean ?? false
  }
}
