package import Language
package import ProbeResults
package import SourceText

/// Connects to a server and finds out how far it gets. No mail is ever sent.
package struct Probe: Sendable {
  /// The last stage that is tried, before a login.
  package enum Limit: String, Sendable, CaseIterable {
    case connect, greeting, ehlo, tls
  }

  /// What is tried, and how.
  package struct Settings: Sendable {
    /// Where to stop; nil for TLS if the server uses it, otherwise EHLO.
    package var limit: Limit?
    /// Whether to log in.
    package var logsIn = false
    /// The address to ask about, without angle brackets.
    package var sender: String?
    /// The time for each stage.
    package var timeout = Duration.seconds(10)
    /// The name to greet with; nil for the address of this machine.
    package var ownName: String?
    /// The kinds of addresses that are used.
    package var family = AddressFamily.any
    /// A certificate that ends within so many days is a warning.
    package var certificateDays = 14

    /// The default settings.
    package init() {}
  }

  /// A server to connect to.
  package struct Endpoint: Sendable {
    /// The host and the port.
    package let name: ServerName
    /// Whether TLS is required.
    package let requiresTLS: Bool
    /// Whether the configuration has a login for it.
    package let hasLogin: Bool
    /// The login, if it is known.
    package let login: Login?

    /// An endpoint from its parts.
    package init(_ name: ServerName, requiresTLS: Bool, hasLogin: Bool, login: Login? = nil) {
      self.name = name
      self.requiresTLS = requiresTLS
      self.hasLogin = hasLogin
      self.login = login
    }
  }

  /// A user name and a password.
  package struct Login: Sendable {
    let user: Secret
    let password: Secret
    /// Whether the user name is a secret as well, because it is not written in the configuration.
    let hidesUser: Bool

    /// A login from its parts.
    package init(user: Secret, password: Secret, hidesUser: Bool) {
      self.user = user
      self.password = password
      self.hidesUser = hidesUser
    }
  }

  private let settings: Settings
  private let trust: TrustStore?

  /// A probe with these settings; `trust` is needed for servers with TLS.
  package init(_ settings: Settings, trust: TrustStore?) {
    self.settings = settings
    self.trust = trust
  }

  /// Probes an endpoint. Ends within the time for each stage, whatever the server does.
  package func run(_ endpoint: Endpoint) -> ProbeResult {
    var visit = Visit(endpoint, settings, trust)
    visit.run()
    return visit.result
  }
}

/// One connection to a server.
private struct Visit {
  private let endpoint: Probe.Endpoint
  private let settings: Probe.Settings
  private let trust: TrustStore?
  private let limit: Probe.Limit
  private let text: ServerText

  private var stages: [ProbeStage: StageResult] = [:]
  private var dialogue = SMTPDialogue()
  private var address: SocketAddress?
  private var version: String?
  private var certificate: CertificateFacts?
  /// Whether the connection can still be used.
  private var isOpen = false

  init(_ endpoint: Probe.Endpoint, _ settings: Probe.Settings, _ trust: TrustStore?) {
    self.endpoint = endpoint
    self.settings = settings
    self.trust = trust
    limit = settings.limit ?? (endpoint.requiresTLS ? .tls : .ehlo)
    let login = endpoint.login
    text = ServerText(user: login?.user, password: login?.password, hidesUser: login?.hidesUser ?? false)
  }

  /// The result: every stage, those that were not tried as skipped.
  var result: ProbeResult {
    let all = ProbeStage.allCases.filter { $0 != .folder }.map { stages[$0] ?? StageResult($0, .skipped) }
    return ProbeResult(all, address: address?.text, tlsVersion: version, certificate: certificate)
  }

  mutating func run() {
    guard let addresses = resolve(), let socket = connect(addresses) else { return }
    isOpen = true
    if limit == .connect { return }
    guard step(.greeting, { $0.greeting(on: socket, by: $1) }) else { return leave(socket) }
    if limit == .greeting { return leave(socket) }
    let name = settings.ownName ?? socket.ownLiteral ?? "localhost"
    guard step(.ehlo, { $0.hello(name, on: socket, by: $1) }) else { return leave(socket) }
    guard endpoint.requiresTLS else {
      if dialogue.extensions?.offersTLS ?? false {
        record(.starttls, StepOutcome(reason: .offeredButUnused), since: .now)
      }
      continueWithLogin(on: socket, isProtected: false)
      return leave(socket)
    }
    if limit == .ehlo { return leave(socket) }
    guard step(.starttls, { $0.startTLS(on: socket, by: $1) }) else { return leave(socket) }
    guard let stream = protect(socket) else { return }
    if judgeCertificate(of: stream), step(.ehloAgain, { $0.hello(name, on: stream, by: $1) }) {
      continueWithLogin(on: stream, isProtected: true)
    }
    leave(stream)
  }

  // MARK: Stages

  private mutating func resolve() -> [SocketAddress]? {
    let start = ContinuousClock.now
    do throws(StepOutcome) {
      let addresses = try Resolver(settings.family).addresses(
        of: endpoint.name.host, port: endpoint.name.port.number, by: start + settings.timeout)
      record(.resolve, .ok, since: start)
      return addresses
    } catch {
      record(.resolve, error, since: start)
      return nil
    }
  }

  /// Connects to the first address that accepts, in their order. One that does not answer gets its share of the time.
  private mutating func connect(_ addresses: [SocketAddress]) -> MailSocket? {
    let start = ContinuousClock.now
    let end = start + settings.timeout
    var last = StepOutcome(reason: .unreachable)
    for (number, next) in addresses.enumerated() {
      let now = ContinuousClock.now
      let share = now.duration(to: end) / (addresses.count - number)
      do throws(StepOutcome) {
        let socket = try MailSocket.connect(to: next, by: now + share)
        address = next
        record(.connect, .ok, since: start)
        return socket
      } catch {
        last = error
      }
    }
    if addresses.count > 1 {
      last.detail = "none of \(addresses.count) addresses accepts a connection" + (last.detail.map { "; \($0)" } ?? "")
    }
    record(.connect, last, since: start)
    return nil
  }

  private mutating func protect(_ socket: MailSocket) -> TLSStream? {
    let start = ContinuousClock.now
    guard !dialogue.hasTextBeforeHandshake, let trust else {
      let detail = "the server sent text before the handshake, which must not be believed"
      record(.tls, StepOutcome(reason: .handshakeFailed, detail: detail, isOpen: false), since: start)
      return nil
    }
    do throws(StepOutcome) {
      let stream = try TLSStream(over: socket, to: endpoint.name.host, trust, by: start + settings.timeout)
      version = stream.version
      record(.tls, .ok, since: start)
      return stream
    } catch {
      record(.tls, error, since: start)
      return nil
    }
  }

  private mutating func judgeCertificate(of stream: TLSStream) -> Bool {
    let start = ContinuousClock.now
    guard let trust,
      let check = CertificateCheck(of: stream, for: endpoint.name.host, trust, days: settings.certificateDays, text)
    else {
      return record(.certificate, StepOutcome(reason: .unknownIssuer, detail: "the server sent none"), since: start)
    }
    certificate = check.facts
    return record(.certificate, check.outcome, since: start)
  }

  /// Logs in, if that is wanted, and asks about the sender. Nothing secret is sent over a connection that others can
  /// read.
  private mutating func continueWithLogin(on stream: some MailStream, isProtected: Bool) {
    guard endpoint.hasLogin else {
      if settings.sender != nil { askAboutSender(on: stream) }
      return
    }
    guard settings.logsIn else {
      if dialogue.extensions?.mechanisms.isEmpty ?? true {
        record(.auth, StepOutcome(reason: .notOffered, detail: "a login is configured"), since: .now, isWarning: true)
      }
      return
    }
    guard let login = endpoint.login, isProtected || isLocal else {
      let detail = "not tried: the password would be sent unencrypted"
      stages[.auth] = StageResult(.auth, .skipped, detail: detail)
      return
    }
    if step(.auth, { $0.logIn(login.user, login.password, on: stream, by: $1) }), settings.sender != nil {
      askAboutSender(on: stream)
    }
  }

  /// Whether the connection does not leave the machine: a name alone can lead anywhere.
  private var isLocal: Bool { endpoint.name.host.isLoopback && address?.isLoopback ?? false }

  private mutating func askAboutSender(on stream: some MailStream) {
    guard let sender = settings.sender else { return }
    step(.mailFrom, { $0.mayBeFrom(sender, on: stream, by: $1) })
  }

  /// Says goodbye, which never fails a server.
  private mutating func leave(_ stream: some MailStream) {
    guard isOpen else { return }
    let start = ContinuousClock.now
    dialogue.quit(on: stream, by: start + settings.timeout)
    record(.quit, .ok, since: start)
  }

  // MARK: Records

  /// Takes a step of the dialogue; returns whether the next one can be taken.
  @discardableResult
  private mutating func step(
    _ stage: ProbeStage, _ body: (inout SMTPDialogue, ContinuousClock.Instant) -> StepOutcome
  ) -> Bool {
    let start = ContinuousClock.now
    var outcome = body(&dialogue, start + settings.timeout)
    if stage == .greeting, outcome.reason == .timedOut, endpoint.name.port.number == 465 {
      outcome.detail = "servers on port 465 begin with TLS at once, which is not supported; use port 587"
    }
    return record(stage, outcome, since: start)
  }

  @discardableResult
  private mutating func record(
    _ stage: ProbeStage, _ outcome: StepOutcome, since start: ContinuousClock.Instant, isWarning: Bool = false
  ) -> Bool {
    let isMild = isWarning || outcome.reason == .offeredButUnused || outcome.reason == .endsSoon
    let status: StageResult.Status = outcome.reason == nil ? .ok : isMild ? .warning : .failed
    let took = start.duration(to: .now).components
    stages[stage] = StageResult(
      stage, status, milliseconds: Int(took.seconds * 1000 + took.attoseconds / 1_000_000_000_000_000),
      reason: outcome.reason, detail: outcome.detail.map(text.shown), isTemporary: outcome.isTemporary)
    if !outcome.isOpen { isOpen = false }
    return status != .failed
  }
}
