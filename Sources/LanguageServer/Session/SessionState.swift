import JSONRPC
import LanguageServerProtocol

/// Everything that changes while the server runs.
struct SessionState: Sendable {
  /// Where the server is in its life.
  enum Phase: Sendable {
    case new, running, shutDown
  }

  /// Something that the worker does.
  enum Job: Sendable {
    /// Sends bytes.
    case send([UInt8])
    /// Answers a request.
    case answer(RequestID, method: String, parameters: JSON)
  }

  /// Where the server is in its life.
  var phase = Phase.new
  /// The documents and settings now.
  var snapshot: Snapshot
  /// How often they were changed.
  var revision = 0
  /// What the worker has to do, in this order.
  var jobs: [Job] = []
  /// The requests that wait, and those of them that the client gave up.
  var waiting = Set<RequestID>()
  var cancelled = Set<RequestID>()
  /// The documents whose diagnostics are to be sent, in the order in which they were changed.
  var changed: [DocumentURI] = []
  /// The documents that were closed, whose diagnostics are to be taken away.
  var closed: [DocumentURI] = []
  /// The exit status, once the client has asked to end.
  var exitStatus: Int32?
  /// Whether the worker has ended.
  var isWorkerDone = false
  /// The settings that came with `initialize`.
  var initialSettings = JSON.null
  /// The number of the last request to the client.
  var lastRequest = 0
  /// The request for settings that waits for an answer.
  var settingsRequest: RequestID?

  /// Whether there is something to do.
  var hasWork: Bool { !jobs.isEmpty || !changed.isEmpty || !closed.isEmpty || exitStatus != nil }

  /// Takes what is to be done next: the whole workspace only if nobody waits for anything else.
  mutating func nextJob() -> Job? {
    let next = jobs.firstIndex { job in
      if case .answer(_, "workspace/diagnostic", _) = job { false } else { true }
    }
    return jobs.isEmpty ? nil : jobs.remove(at: next ?? 0)
  }

  /// Notes that a document is different now, or may mean something else.
  mutating func touch(_ uri: DocumentURI) {
    revision += 1
    changed.removeAll { $0 == uri }
    changed.append(uri)
  }

  /// Notes that every open document may mean something else.
  mutating func touchAll() {
    revision += 1
    changed = snapshot.inOrder.map(\.uri)
  }

  /// A new request to the client.
  mutating func request(_ method: String, _ parameters: JSON) -> RequestID {
    lastRequest += 1
    let id = RequestID.string("smtpconf-\(lastRequest)")
    jobs.append(.send(Envelope.request(id, method, parameters)))
    return id
  }
}
