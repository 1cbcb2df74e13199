package import ProbeResults
package import SourceText

/// Everything that is ever said to a server. There is no RCPT and no DATA: a probe cannot send mail.
enum SMTPCommand {
  case ehlo(name: String)
  case startTLS
  case authPlain(response: String)
  case authLogin
  /// An answer to a challenge of LOGIN.
  case response(String)
  case mailFrom(address: String)
  case reset
  case quit

  var line: [UInt8] {
    let text =
      switch self {
      case .ehlo(let name): "EHLO \(name)"
      case .startTLS: "STARTTLS"
      case .authPlain(let response): "AUTH PLAIN \(response)"
      case .authLogin: "AUTH LOGIN"
      case .response(let text): text
      case .mailFrom(let address): "MAIL FROM:<\(address)>"
      case .reset: "RSET"
      case .quit: "QUIT"
      }
    return Array(text.utf8) + [0x0D, 0x0A]
  }
}

/// What a server offers (RFC 5321, section 4.1.1.1).
package struct SMTPExtensions: Sendable, Equatable {
  /// Whether it offers STARTTLS.
  package var offersTLS = false
  /// The mechanisms for logging in, in upper case.
  package var mechanisms: [String] = []

  /// The extensions in a reply to EHLO, whose first line is a greeting.
  init(_ reply: SMTPReply) {
    for line in reply.lines.dropFirst() {
      // Old servers write `AUTH=` as well.
      let words = line.uppercased().split { $0 == " " || $0 == "=" }.map(String.init)
      switch words.first {
      case "STARTTLS": offersTLS = true
      case "AUTH": mechanisms += words.dropFirst().filter { !mechanisms.contains($0) }
      default: break
      }
    }
  }
}

/// What a step of the dialogue came to.
package struct StepOutcome: Error, Sendable, Equatable {
  /// Why it is not all right; nil if it is.
  package var reason: ProbeReason?
  /// What the server said, or what was missing.
  package var detail: String?
  /// Whether the reply promises success later.
  package var isTemporary = false
  /// Whether the connection can still be used.
  package var isOpen = true

  /// All is well.
  package static let ok = StepOutcome()
}

/// The client's side of a dialogue with an SMTP server, up to the point at which a mail would begin.
///
/// A login is tried once at most, and only if the caller says that the connection may carry one.
package struct SMTPDialogue {
  private var reader = SMTPReplyReader()
  private var hasLoggedIn = false

  /// What the server offers, after ``hello(_:on:by:)``.
  package private(set) var extensions: SMTPExtensions?

  /// A dialogue at its beginning.
  package init() {}

  /// Waits for the greeting.
  package mutating func greeting(
    on stream: some MailStream, by deadline: ContinuousClock.Instant
  ) -> StepOutcome {
    do throws(ReplyProblem) {
      let reply = try reader.reply(from: stream, by: deadline)
      return reply.code == 220 ? .ok : Self.rejection(reply)
    } catch {
      if case .notSMTP(let line) = error {
        return StepOutcome(reason: .notSMTP, detail: line, isOpen: false)
      }
      return Self.outcome(of: error)
    }
  }

  /// Says EHLO, at the beginning and again inside TLS.
  package mutating func hello(
    _ name: String, on stream: some MailStream, by deadline: ContinuousClock.Instant
  ) -> StepOutcome {
    extensions = nil
    return ask(.ehlo(name: name), on: stream, by: deadline) { dialogue, reply in
      guard reply.code == 250 else { return Self.rejection(reply) }
      dialogue.extensions = SMTPExtensions(reply)
      return .ok
    }
  }

  /// Asks for TLS; afterwards the handshake must follow at once.
  package mutating func startTLS(
    on stream: some MailStream, by deadline: ContinuousClock.Instant
  ) -> StepOutcome {
    guard extensions?.offersTLS ?? false else { return StepOutcome(reason: .notOffered) }
    return ask(.startTLS, on: stream, by: deadline) { dialogue, reply in
      guard reply.code == 220 else { return Self.rejection(reply) }
      dialogue.extensions = nil
      return .ok
    }
  }

  /// Whether the server sent text before the handshake, as if it were inside TLS: it must not be believed (RFC 3207,
  /// section 4.2).
  package var hasTextBeforeHandshake: Bool { reader.hasMore }

  /// Logs in, once.
  ///
  /// - Parameters:
  ///   - user: The user name.
  ///   - password: The password.
  ///   - stream: The stream, which is protected or does not leave the machine.
  ///   - deadline: When everything must be done.
  /// - Returns: What came of it.
  package mutating func logIn(
    _ user: Secret, _ password: Secret, on stream: some MailStream, by deadline: ContinuousClock.Instant
  ) -> StepOutcome {
    guard !hasLoggedIn, let mechanisms = extensions?.mechanisms, !mechanisms.isEmpty else {
      return StepOutcome(reason: .notOffered)
    }
    hasLoggedIn = true
    if mechanisms.contains("PLAIN") {
      let response = Base64.plain(user: user, password: password)
      return ask(.authPlain(response: response), on: stream, by: deadline) { Self.verdict($1) }
    }
    guard mechanisms.contains("LOGIN") else {
      return StepOutcome(reason: .onlyOther, detail: mechanisms.joined(separator: " "))
    }
    let answers = [user, password].map { SMTPCommand.response(Base64.text(Array($0.reveal().utf8))) }
    for command in [.authLogin] + answers.dropLast() {
      var isExpected = false
      let outcome = ask(command, on: stream, by: deadline) { _, reply in
        isExpected = reply.code == 334
        return isExpected ? .ok : Self.verdict(reply)
      }
      if !isExpected { return outcome }
    }
    return ask(answers[1], on: stream, by: deadline) { Self.verdict($1) }
  }

  /// Asks whether mail may come from an address, and then resets the dialogue.
  package mutating func mayBeFrom(
    _ address: String, on stream: some MailStream, by deadline: ContinuousClock.Instant
  ) -> StepOutcome {
    let outcome = ask(.mailFrom(address: address), on: stream, by: deadline) { _, reply in
      reply.code == 250
        ? .ok : StepOutcome(reason: .refused, detail: reply.text, isTemporary: reply.isTemporary)
    }
    guard outcome == .ok else { return outcome }
    // Whatever it answers, the address was accepted.
    let reset = ask(.reset, on: stream, by: deadline) { _, _ in .ok }
    return StepOutcome(isOpen: reset.isOpen)
  }

  /// Ends the dialogue.
  package mutating func quit(on stream: some MailStream, by deadline: ContinuousClock.Instant) {
    _ = ask(.quit, on: stream, by: deadline) { _, _ in .ok }
  }

  // MARK: Asking

  private mutating func ask(
    _ command: SMTPCommand, on stream: some MailStream, by deadline: ContinuousClock.Instant,
    _ judge: (inout SMTPDialogue, SMTPReply) -> StepOutcome
  ) -> StepOutcome {
    do throws(StreamProblem) {
      try stream.write(command.line, by: deadline)
    } catch {
      return StepOutcome(reason: error == .timedOut ? .timedOut : .closed, isOpen: false)
    }
    do throws(ReplyProblem) {
      let reply = try reader.reply(from: stream, by: deadline)
      var outcome = judge(&self, reply)
      // The server announces that it closes the connection.
      if reply.code == 421 { outcome.isOpen = false }
      return outcome
    } catch {
      return Self.outcome(of: error)
    }
  }

  private static func rejection(_ reply: SMTPReply) -> StepOutcome {
    StepOutcome(reason: .rejected, detail: reply.text, isTemporary: reply.isTemporary, isOpen: reply.code != 421)
  }

  /// What the reply to a login means (RFC 4954, section 6).
  private static func verdict(_ reply: SMTPReply) -> StepOutcome {
    if reply.code == 235 { return .ok }
    let reason: ProbeReason =
      switch reply.code {
      case 530, 538: .tlsRequired
      case 400..<500: .temporary
      default: .refused
      }
    return StepOutcome(reason: reason, detail: reply.text, isTemporary: reply.isTemporary)
  }

  private static func outcome(of problem: ReplyProblem) -> StepOutcome {
    switch problem {
    case .timedOut: StepOutcome(reason: .timedOut, isOpen: false)
    case .closed(let detail): StepOutcome(reason: .closed, detail: detail, isOpen: false)
    case .notSMTP(let line): StepOutcome(reason: .rejected, detail: "not a reply: \(line)", isOpen: false)
    }
  }
}
