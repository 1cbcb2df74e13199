package import JSONRPC
import LanguageServer
import LanguageServerProtocol
import Linting
import Reporting
import SourceText

/// An editor for tests, in the same thread as the server: every message is answered at once.
package final class EditorClient {
  /// Why a request has no result.
  package struct Refusal: Error, Equatable {
    /// The number of the error.
    package let code: Int
    /// The message for people.
    package let message: String
  }

  private let session: Session
  private var reader = MessageReader()
  private var lastID = 0

  /// The notifications and requests of the server that nobody asked for, in their order.
  package private(set) var unasked: [JSON] = []

  /// The folder of all files.
  package static let folder = "/work"

  /// A server that was started, for files that are on disk.
  ///
  /// - Parameters:
  ///   - files: The files by their names in ``folder``.
  ///   - capabilities: What the client can do.
  ///   - settings: The settings of the user.
  /// - Throws: ``Refusal`` if the server does not start.
  package init(
    _ files: [String: String] = [:], capabilities: JSON = EditorClient.capabilities, settings: JSON = .null
  ) throws {
    session = Session(
      Self.access(to: files),
      ServerInformation(
        version: "0", pages: ProjectPages(rules: "https://example.com/{rule}"), folder: Array(Self.folder.utf8)))
    _ = try request(
      "initialize",
      [
        "capabilities": capabilities, "rootUri": .string("file://\(Self.folder)"), "initializationOptions": settings,
      ])
    try notify("initialized", [:])
  }

  /// What a modern editor can do.
  package static let capabilities: JSON = [
    "general": ["positionEncodings": ["utf-8", "utf-16"]],
    "textDocument": [
      "diagnostic": [
        "relatedDocumentSupport": true, "relatedInformation": true, "dataSupport": true, "tagSupport": [:],
        "codeDescriptionSupport": true,
      ],
      "completion": ["completionItem": ["snippetSupport": true, "documentationFormat": ["markdown"]]],
      "codeAction": ["codeActionLiteralSupport": [:]], "hover": ["contentFormat": ["markdown"]],
      "documentSymbol": ["hierarchicalDocumentSymbolSupport": true], "rename": ["prepareSupport": true],
    ],
    "workspace": ["workspaceEdit": ["documentChanges": true]],
  ]

  private static func access(to files: [String: String]) -> FileAccess {
    let disk = FilesInMemory(Dictionary(files.map { ("\(folder.dropFirst())/\($0.key)", $0.value) }) { $1 })
    let texts = Dictionary(files.map { (Array("\(folder)/\($0.key)".utf8), Array($0.value.utf8)) }) { $1 }
    @Sendable func relative(_ path: [UInt8]) -> [UInt8] { Array(path.dropFirst()) }
    return FileAccess(
      key: { disk.key(of: String(decoding: relative($0), as: UTF8.self)) }, read: { texts[$0] },
      find: { path, file throws(UnreadableBase) in try disk.find(path, in: relative(file)) },
      search: { folder in texts.keys.filter { $0.starts(with: folder) }.sorted { $0.lexicographicallyPrecedes($1) } },
      list: { folder in
        texts.keys.filter { $0.starts(with: folder) }.sorted { $0.lexicographicallyPrecedes($1) }.map { path in
          FileAccess.Entry(name: Array(path.dropFirst(folder.count).drop { $0 == UInt8(ascii: "/") }), isFolder: false)
        }
      },
      inspectFolders: { _ in })
  }

  /// The name of a file for the server.
  package static func uri(_ name: String) -> JSON { .string(DocumentURI(path: Array("\(folder)/\(name)".utf8)).text) }

  // MARK: Messages

  /// Sends bytes as they are, and returns the messages that the server sends then.
  package func send(_ bytes: [UInt8]) throws -> [JSON] {
    reader.append(bytes)
    var answers: [JSON] = []
    while let part = reader.next() {
      let isGoingOn = session.receive(part)
      var output = MessageReader()
      while let sent = session.work(milliseconds: 0), !sent.isEmpty || session.hasWork { output.append(sent) }
      while case .content(let content)? = output.next() { answers.append(try JSONParser.value(of: content)) }
      if !isGoingOn { break }
    }
    return answers
  }

  /// Sends a notification.
  package func notify(_ method: String, _ parameters: JSON) throws {
    unasked += try send(Envelope.notification(method, parameters))
  }

  /// Sends a request, and returns its result.
  ///
  /// - Throws: ``Refusal`` for an error.
  package func request(_ method: String, _ parameters: JSON) throws -> JSON {
    lastID += 1
    let id = RequestID.number(lastID)
    var result: JSON?
    for message in try send(Envelope.request(id, method, parameters)) {
      if message["id"] == id.json, message["method"].isNull { result = message } else { unasked.append(message) }
    }
    guard let result else { throw BrokenProperty(description: "no answer to \(method)") }
    if let code = result["error"]["code"].integer {
      throw Refusal(code: code, message: result["error"]["message"].string ?? "")
    }
    return result["result"]
  }

  // MARK: Documents

  /// Opens a document.
  package func open(_ name: String, _ text: String) throws {
    try notify(
      "textDocument/didOpen",
      ["textDocument": ["uri": Self.uri(name), "languageId": "yaml", "version": 1, "text": .string(text)]])
  }

  /// Gives an open document another text.
  package func change(_ name: String, _ text: String, version: Int) throws {
    try notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": Self.uri(name), "version": .integer(version)],
        "contentChanges": [["text": .string(text)]],
      ])
  }

  /// Sends a request about a place of a document.
  package func request(
    _ method: String, in name: String, line: Int, character: Int, _ further: [String: JSON] = [:]
  ) throws -> JSON {
    let parameters: [String: JSON] = [
      "textDocument": ["uri": Self.uri(name)],
      "position": ["line": .integer(line), "character": .integer(character)],
    ]
    return try request("textDocument/\(method)", .object(parameters.merging(further) { $1 }))
  }

  /// The diagnostics of a document.
  package func diagnostics(_ name: String) throws -> JSON {
    try request("textDocument/diagnostic", ["textDocument": ["uri": Self.uri(name)]])
  }
}
