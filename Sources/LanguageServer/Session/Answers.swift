import JSONRPC
import LanguageServerProtocol
import SourceText

/// The answers to requests about the documents at one moment.
struct Answers {
  private let snapshot: Snapshot
  private let reports: Locked<SentReports>

  /// Answers about some documents.
  init(_ snapshot: Snapshot, _ reports: Locked<SentReports>) {
    self.snapshot = snapshot
    self.reports = reports
  }

  private var client: ClientCapabilities { snapshot.client }

  /// The answer to a request.
  ///
  /// - Throws: The error to reply with.
  func answer(_ method: String, _ parameters: JSON) throws(RPCError) -> JSON {
    if method != "textDocument/diagnostic", let uri = parameters["textDocument"]["uri"].string,
      let document = snapshot.documents[DocumentURI(uri)], !snapshot.serves(document)
    {
      return .null
    }
    switch method {
    case "textDocument/diagnostic": return try diagnostic(parameters)
    case "workspace/diagnostic": return WorkspaceDiagnostics(snapshot).json(previous: parameters["previousResultIds"])
    case "textDocument/codeAction": return try codeActions(parameters)
    case "textDocument/completion":
      let (document, offset) = try place(parameters)
      return Completion(document, at: offset, snapshot).json
    case "textDocument/hover":
      let (document, offset) = try place(parameters)
      return Hover(document, at: offset, snapshot).json
    case "textDocument/definition":
      let (document, offset) = try place(parameters)
      return JSON(Navigation(document: document, snapshot: snapshot).definition(at: offset).map(\.json))
    case "textDocument/references":
      let (document, offset) = try place(parameters)
      let withDeclarations = parameters["context"]["includeDeclaration"].boolean ?? true
      let navigation = Navigation(document: document, snapshot: snapshot)
      return JSON(navigation.references(at: offset, withDeclarations: withDeclarations).map(\.json))
    case "textDocument/documentHighlight":
      let (document, offset) = try place(parameters)
      return Navigation(document: document, snapshot: snapshot).highlights(at: offset)
    case "textDocument/prepareRename":
      let (document, offset) = try place(parameters)
      return Renaming(document: document, snapshot: snapshot).target(at: offset) ?? .null
    case "textDocument/rename":
      let (document, offset) = try place(parameters)
      guard let name = parameters["newName"].string else { throw RPCError(.invalidParameters, "no `newName`") }
      let edit = try Renaming(document: document, snapshot: snapshot).edit(at: offset, to: name)
      return edit.json(versioned: client.readsVersionedEdits)
    case "textDocument/documentSymbol":
      let document = try document(parameters)
      let symbols = Symbols(document.text, client.encoding).tops
      return JSON(client.readsSymbolTree ? symbols.map(\.json) : symbols.flatMap { $0.flat(in: document.uri) })
    case "workspace/symbol":
      guard let query = parameters["query"].string else { throw RPCError(.invalidParameters, "no `query`") }
      return Symbols.all(query, snapshot)
    case "textDocument/foldingRange": return Folding(try document(parameters).text).json
    case "textDocument/inlayHint":
      return InlayHints(try document(parameters), try range(parameters), snapshot).json
    default: throw RPCError(.methodNotFound, "unknown method `\(method.prefix(100).escapedControls())`")
    }
  }

  // MARK: Parameters

  private func document(_ parameters: JSON) throws(RPCError) -> OpenDocument {
    guard let uri = parameters["textDocument"]["uri"].string else {
      throw RPCError(.invalidParameters, "no `textDocument.uri`")
    }
    guard let document = snapshot.documents[DocumentURI(uri)] else {
      throw RPCError(.invalidParameters, "the document is not open: \(uri.prefix(1000).escapedControls())")
    }
    return document
  }

  /// The open document, or a closed file as if it were open: some clients ask about files in tabs that were never shown.
  private func documentOrFile(_ parameters: JSON) throws(RPCError) -> (OpenDocument, Snapshot) {
    if let uri = parameters["textDocument"]["uri"].string.map({ DocumentURI($0) }),
      snapshot.documents[uri] == nil, let path = uri.path,
      let file = snapshot.documentOrFile(at: FilePaths.normalized(path))
    {
      var opened = snapshot
      opened.documents[file.uri] = file
      return (file, opened)
    }
    return (try document(parameters), snapshot)
  }

  private func place(_ parameters: JSON) throws(RPCError) -> (OpenDocument, Int) {
    let document = try document(parameters)
    guard let position = Position(parameters["position"]) else {
      throw RPCError(.invalidParameters, "no valid `position`")
    }
    return (document, document.text.offset(of: position, client.encoding))
  }

  private func range(_ parameters: JSON) throws(RPCError) -> TextRange {
    guard let range = TextRange(parameters["range"]) else { throw RPCError(.invalidParameters, "no valid `range`") }
    return range
  }

  // MARK: Findings

  private func diagnostic(_ parameters: JSON) throws(RPCError) -> JSON {
    let (document, snapshot) = try documentOrFile(parameters)
    let run = DiagnosticRun(of: document, snapshot)
    func items(_ uri: DocumentURI) -> JSON { JSON(run.items(of: uri).map { $0.json(for: client) }) }
    let own = ResultReport(items(document.uri), previous: parameters["previousResultId"].string)
    guard client.readsRelatedDocuments else { return own.json }
    let found = Set(run.findings.keys).union(run.documents.map(\.uri)).subtracting([document.uri])
    let before = reports.withLock { reports in
      defer { reports.related[document.uri] = found }
      return reports.related[document.uri] ?? []
    }
    let related = found.union(before).sorted().map { ($0.text, ResultReport(items($0), previous: nil).json) }
    guard !related.isEmpty, var members = own.json.object else { return own.json }
    members["relatedDocuments"] = .object(Dictionary(related) { $1 })
    return .object(members)
  }

  private func codeActions(_ parameters: JSON) throws(RPCError) -> JSON {
    let document = try document(parameters)
    let range = try range(parameters)
    // Other clients know only commands, and the server has none.
    guard client.readsCodeActions else { return [] }
    let kinds = parameters["context"]["only"].array.map { $0.compactMap(\.string) }
    return JSON(CodeActions(document, range, kinds: kinds, snapshot).all.map { $0.json(for: client) })
  }
}
