package import JSONRPC
import LanguageServerProtocol
import Linting
import SourceText

/// A server for one client, without input and output of its own: one thread gives it messages, another one does the work.
///
/// Receiving a message never waits for a check. Every answer is about the documents as they were when it was begun; what is
/// out of date when it is done is done again.
package final class Session: Sendable {
  let state: Locked<SessionState>
  private let information: ServerInformation
  let reports = Locked(SentReports())

  /// More waiting work makes the client wait, too.
  private static let mostJobs = 10_000

  /// A server that has received nothing.
  package init(_ files: FileAccess, _ information: ServerInformation) {
    self.information = information
    state = Locked(
      SessionState(snapshot: Snapshot(files: files, pages: information.pages, startFolder: information.folder)))
  }

  /// The exit status, once the client has asked to end.
  package var exitStatus: Int32? { state.withLock(\.exitStatus) }

  /// Ends the server after the last messages are sent: nothing more can be received.
  func close() {
    state.withLock { $0.exitStatus = 1 }
    state.signal()
  }

  // MARK: Receiving

  /// Takes what a client sent.
  ///
  /// - Returns: Whether the server can go on: not after headers that mean nothing.
  package func receive(_ part: MessageReader.Part) -> Bool {
    switch part {
    case .content(let content): receive(content)
    case .tooLarge(let length):
      reply(
        nil,
        RPCError(.invalidRequest, "a message of \(length) bytes is too large; at most \(MessageReader.mostBytes)"))
    case .broken:
      reply(nil, RPCError(.parseError, "headers without a valid Content-Length"))
      return false
    }
    return true
  }

  private func receive(_ content: [UInt8]) {
    let message: Message
    do throws(Message.Refusal) {
      message = try Message(content)
    } catch {
      return reply(error.id, error.error)
    }
    switch message {
    case .request(let id, let method, let parameters): request(id, method, parameters)
    case .notification(let method, let parameters): notify(method, parameters)
    case .response(let id, let result): answer(id, result)
    }
    state.signal()
  }

  private func reply(_ id: RequestID?, _ error: RPCError) { send(Envelope.error(id, error)) }

  private func send(_ bytes: [UInt8]) {
    state.withLock { $0.jobs.append(.send(bytes)) }
    state.signal()
  }

  private func request(_ id: RequestID, _ method: String, _ parameters: JSON) {
    let phase = state.withLock(\.phase)
    switch (method, phase) {
    case ("initialize", .new): initialize(id, parameters)
    case ("initialize", _): reply(id, RPCError(.invalidRequest, "the server is initialized already"))
    case (_, .new): reply(id, RPCError(.serverNotInitialized, "the first request must be `initialize`"))
    case (_, .shutDown): reply(id, RPCError(.invalidRequest, "the server is shut down"))
    case ("shutdown", .running):
      state.withLock { $0.phase = .shutDown }
      send(Envelope.result(id, .null))
    case (_, .running):
      while state.withLock({ $0.jobs.count > Self.mostJobs && $0.exitStatus == nil }) { pause() }
      state.withLock { state in
        state.waiting.insert(id)
        state.jobs.append(.answer(id, method: method, parameters: parameters))
      }
    }
  }

  private func pause() { state.wait(milliseconds: 5, until: { $0.jobs.count <= Self.mostJobs }, { _ in }) }

  private func initialize(_ id: RequestID, _ parameters: JSON) {
    let client = ClientCapabilities(parameters["capabilities"])
    let folders =
      parameters["workspaceFolders"].array.map { $0.compactMap { $0["uri"].string } }
      ?? parameters["rootUri"].string.map { [$0] } ?? []
    let rootPath = parameters["rootPath"].string.map { [Array($0.utf8)] } ?? []
    let paths = folders.compactMap { DocumentURI($0).path }
    state.withLock { state in
      state.phase = .running
      state.snapshot.client = client
      state.snapshot.folders = (paths.isEmpty && folders.isEmpty ? rootPath : paths).map(FilePaths.normalized)
      state.initialSettings = parameters["initializationOptions"]
      state.snapshot.settings = ServerSettings(state.initialSettings)
      state.jobs.append(.send(Envelope.result(id, ServerCapabilities.json(for: client, version: information.version))))
      Self.warn(about: state.snapshot.settings, &state)
    }
  }

  private static func warn(about settings: ServerSettings, _ state: inout SessionState) {
    let warning: JSON = 2
    for problem in settings.problems {
      let message = "smtpconf settings: \(problem.escapedControls())"
      let parameters: JSON = ["type": warning, "message": .string(message)]
      state.jobs.append(.send(Envelope.notification("window/showMessage", parameters)))
    }
  }

  // MARK: Notifications

  private func notify(_ method: String, _ parameters: JSON) {
    if method == "exit" {
      return state.withLock { state in state.exitStatus = state.phase == .shutDown ? 0 : 1 }
    }
    state.withLock { state in
      guard state.phase == .running else { return }
      switch method {
      case "initialized": Self.begin(&state)
      case "$/cancelRequest":
        if let id = RequestID(parameters["id"]), state.waiting.contains(id) { state.cancelled.insert(id) }
      case "textDocument/didOpen": Self.open(parameters["textDocument"], &state)
      case "textDocument/didChange": Self.change(parameters, &state)
      case "textDocument/didClose": Self.close(parameters["textDocument"], &state)
      case "textDocument/didSave", "workspace/didChangeWatchedFiles": Self.changeFiles(&state)
      case "workspace/didChangeConfiguration": Self.changeSettings(parameters["settings"], &state)
      case "workspace/didChangeWorkspaceFolders": Self.changeFolders(parameters["event"], &state)
      default: break
      }
    }
  }

  private static func begin(_ state: inout SessionState) {
    let client = state.snapshot.client
    if client.watchesFiles {
      let watchers: JSON = [["globPattern": "**/*.{yaml,yml,json}"]]
      let registration: JSON = [
        "id": "smtpconf-files", "method": "workspace/didChangeWatchedFiles",
        "registerOptions": ["watchers": watchers],
      ]
      _ = state.request("client/registerCapability", ["registrations": [registration]])
    }
    askForSettings(&state)
  }

  private static func askForSettings(_ state: inout SessionState) {
    guard state.snapshot.client.hasConfiguration else { return }
    state.settingsRequest = state.request("workspace/configuration", ["items": [["section": "smtpconf"]]])
  }

  private static func open(_ document: JSON, _ state: inout SessionState) {
    guard let uri = document["uri"].string, let text = document["text"].string else { return }
    set(DocumentURI(uri), document["version"].integer ?? 0, text, &state)
  }

  private static func change(_ parameters: JSON, _ state: inout SessionState) {
    guard let name = parameters["textDocument"]["uri"].string else { return }
    let uri = DocumentURI(name)
    let text = parameters["contentChanges"].array?.last { $0["range"].isNull }?["text"].string
    guard let text, let old = state.snapshot.documents[uri] else { return }
    set(uri, parameters["textDocument"]["version"].integer ?? old.version + 1, text, &state)
  }

  private static func set(_ uri: DocumentURI, _ version: Int, _ text: String, _ state: inout SessionState) {
    state.snapshot.documents[uri] = OpenDocument(uri, version: version, text: text, folder: state.snapshot.home)
    state.closed.removeAll { $0 == uri }
    state.touch(uri)
  }

  private static func close(_ document: JSON, _ state: inout SessionState) {
    guard let name = document["uri"].string else { return }
    let uri = DocumentURI(name)
    guard state.snapshot.documents.removeValue(forKey: uri) != nil else { return }
    state.touchAll()
    state.closed.append(uri)
  }

  /// Files on disk are different: everything that extends one may mean something else.
  private static func changeFiles(_ state: inout SessionState) {
    state.touchAll()
    if state.snapshot.client.refreshesDiagnostics, state.snapshot.client.pullsDiagnostics {
      _ = state.request("workspace/diagnostic/refresh", .null)
    }
  }

  private static func changeSettings(_ settings: JSON, _ state: inout SessionState) {
    if settings["smtpconf"].object != nil {
      apply(settings["smtpconf"], &state)
    } else {
      askForSettings(&state)
    }
  }

  private static func apply(_ settings: JSON, _ state: inout SessionState) {
    // What the editor does not say stays as it was at the start.
    let merged = (state.initialSettings.object ?? [:]).merging(settings.object ?? [:]) { $1 }
    state.snapshot.settings = ServerSettings(.object(merged))
    warn(about: state.snapshot.settings, &state)
    changeFiles(&state)
    if state.snapshot.client.refreshesInlayHints { _ = state.request("workspace/inlayHint/refresh", .null) }
  }

  private static func changeFolders(_ event: JSON, _ state: inout SessionState) {
    func paths(_ name: String) -> [[UInt8]] {
      (event[name].array ?? []).compactMap { $0["uri"].string.flatMap { DocumentURI($0).path } }
        .map(FilePaths.normalized)
    }
    let removed = paths("removed")
    state.snapshot.folders.removeAll(where: removed.contains)
    state.snapshot.folders += paths("added").filter { !state.snapshot.folders.contains($0) }
    changeFiles(&state)
  }

  private func answer(_ id: RequestID, _ result: JSON?) {
    state.withLock { state in
      guard id == state.settingsRequest else { return }
      state.settingsRequest = nil
      if let settings = result?.array?.first, settings.object != nil { Self.apply(settings, &state) }
    }
  }
}
