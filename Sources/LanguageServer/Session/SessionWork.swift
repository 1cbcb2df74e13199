import JSONRPC
import LanguageServerProtocol
import SourceText

extension Session {
  /// Does what there is to do, and returns the bytes to send; nil after the last of it.
  ///
  /// - Parameter milliseconds: How long to wait for something to do.
  /// - Returns: The bytes, which may be none; nil if the client has asked to end.
  package func work(milliseconds: Int) -> [UInt8]? {
    let hasWork = state.wait(milliseconds: milliseconds, until: \.hasWork, \.hasWork)
    guard hasWork else { return [] }
    let (job, isEnding) = state.withLock { state -> (SessionState.Job?, Bool) in
      let isEnding = state.exitStatus != nil
      // Nobody waits for answers any more.
      if isEnding { state.jobs.removeAll { if case .answer = $0 { true } else { false } } }
      return (state.nextJob(), isEnding)
    }
    switch job {
    case .send(let bytes)?: return bytes
    case .answer(let id, let method, let parameters)?: return answer(id, method, parameters)
    case nil: return isEnding ? nil : publish()
    }
  }

  /// Whether there is something to do.
  package var hasWork: Bool { state.withLock(\.hasWork) }

  /// Notes that nothing will be sent any more.
  package func end() {
    state.withLock { $0.isWorkerDone = true }
    state.signal()
  }

  /// Waits until everything is sent, at most for a while.
  package func waitForEnd(milliseconds: Int) {
    state.wait(milliseconds: milliseconds, until: \.isWorkerDone, { _ in })
  }

  // MARK: Answers

  /// How often an answer that is out of date is made again.
  private static var mostAttempts: Int { 3 }

  private func answer(_ id: RequestID, _ method: String, _ parameters: JSON) -> [UInt8] {
    for attempt in 1...Self.mostAttempts {
      let (snapshot, revision, isCancelled) = state.withLock { state in
        (state.snapshot, state.revision, state.cancelled.contains(id))
      }
      if isCancelled { return finish(id, .failure(RPCError(.requestCancelled, "cancelled"))) }
      let result = Result { () throws(RPCError) in
        try Answers(snapshot, reports).answer(method, parameters)
      }
      let isCurrent = state.withLock { $0.revision == revision && !$0.cancelled.contains(id) }
      if isCurrent || attempt == Self.mostAttempts { return finish(id, result) }
    }
    return finish(id, .failure(RPCError(.contentModified, "the document changed")))
  }

  private func finish(_ id: RequestID, _ result: Result<JSON, RPCError>) -> [UInt8] {
    let isCancelled = state.withLock { state in
      state.waiting.remove(id)
      return state.cancelled.remove(id) != nil
    }
    if isCancelled { return Envelope.error(id, RPCError(.requestCancelled, "cancelled")) }
    return switch result {
    case .success(let value): Envelope.result(id, value)
    case .failure(let error): Envelope.error(id, error)
    }
  }

  // MARK: Diagnostics that are sent unasked

  /// Checks the document that was changed first, and those that belong to it.
  private func publish() -> [UInt8] {
    let (snapshot, revision, changed, closed) = state.withLock { state in
      defer {
        state.closed = []
        if !state.changed.isEmpty { state.changed.removeFirst() }
      }
      return (state.snapshot, state.revision, state.changed.first, state.closed)
    }
    guard !snapshot.client.pullsDiagnostics else {
      state.withLock { $0.changed = [] }
      return []
    }
    var sent: [UInt8] = []
    for uri in closed where reports.withLock({ $0.published[uri] }) != nil { sent += send([], of: uri, nil) }
    guard let changed, let document = snapshot.documents[changed] else { return sent }
    let run = DiagnosticRun(of: document, snapshot)
    let isCurrent = state.withLock { state in
      if state.revision == revision { return true }
      // What changed meanwhile makes this void; it is checked again with the rest.
      if !state.changed.contains(changed), state.snapshot.documents[changed] != nil { state.changed.append(changed) }
      return false
    }
    guard isCurrent else { return sent }
    let checked = Set(run.documents.map(\.uri))
    for uri in checked.union(run.findings.keys).sorted() {
      let items = JSON(run.items(of: uri).map { $0.json(for: snapshot.client) })
      let version = snapshot.documents[uri]?.version
      let isNew = reports.withLock { $0.published[uri] ?? (version == nil ? [] : nil) } != items
      if isNew || uri == changed { sent += send(items, of: uri, version) }
    }
    state.withLock { state in state.changed.removeAll { checked.contains($0) && state.revision == revision } }
    return sent
  }

  private func send(_ items: JSON, of uri: DocumentURI, _ version: Int?) -> [UInt8] {
    reports.withLock { $0.published[uri] = items == [] && version == nil ? nil : items }
    return Envelope.notification(
      "textDocument/publishDiagnostics",
      JSON(members: ["uri": .string(uri.text), "version": version.map { .integer($0) }, "diagnostics": items]))
  }
}
