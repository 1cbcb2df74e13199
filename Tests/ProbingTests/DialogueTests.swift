import ProbeResults
import SourceText
import Testing

@testable import Probing

/// A server that answers from a list, one reply for each time that it is read.
private final class Script: MailStream {
  private var replies: [String]
  private(set) var heard: [String] = []
  /// What happens after the last reply.
  private let end: StreamProblem

  init(_ replies: [String], end: StreamProblem = .closed) {
    self.replies = replies
    self.end = end
  }

  func read(atMost count: Int, by deadline: ContinuousClock.Instant) throws(StreamProblem) -> [UInt8] {
    guard !replies.isEmpty else { throw end }
    let reply = Array(replies.removeFirst().utf8)
    if reply.count > count { replies.insert(String(decoding: reply[count...], as: UTF8.self), at: 0) }
    return Array(reply.prefix(count))
  }

  func write(_ bytes: [UInt8], by deadline: ContinuousClock.Instant) throws(StreamProblem) {
    heard.append(String(decoding: bytes.dropLast(2), as: UTF8.self))
  }
}

@Suite struct `A dialogue with a server` {
  private let soon = ContinuousClock.now + .seconds(10)

  @Test(arguments: [
    ("220 hello\r\n", StepOutcome.ok), ("220\n", .ok), ("220-one\r\n220 two\r\n", .ok),
    ("554 go away\r\n", StepOutcome(reason: .rejected, detail: "554 go away")),
    ("421 later\r\n", StepOutcome(reason: .rejected, detail: "421 later", isTemporary: true, isOpen: false)),
    ("HTTP/1.1 400 Bad Request\r\n", StepOutcome(reason: .notSMTP, detail: "HTTP/1.1 400 Bad Request", isOpen: false)),
    ("SSH-2.0-OpenSSH\r\n", StepOutcome(reason: .notSMTP, detail: "SSH-2.0-OpenSSH", isOpen: false)),
    ("999 x\r\n", StepOutcome(reason: .notSMTP, detail: "999 x", isOpen: false)),
    ("220x\r\n", StepOutcome(reason: .notSMTP, detail: "220x", isOpen: false)),
    ("", StepOutcome(reason: .closed, isOpen: false)), ("220 no end", StepOutcome(reason: .closed, isOpen: false)),
  ]) func `begins with a greeting`(reply: String, expected: StepOutcome) {
    var dialogue = SMTPDialogue()
    #expect(dialogue.greeting(on: Script([reply]), by: soon) == expected)
  }

  @Test func `ends if a reply has no end`() {
    var dialogue = SMTPDialogue()
    let line = "220-" + String(repeating: "x", count: 1000) + "\r\n"
    let outcome = dialogue.greeting(on: Script(Array(repeating: line, count: 100)), by: soon)
    #expect(outcome == StepOutcome(reason: .closed, detail: "the reply is larger than 64 KiB", isOpen: false))
    let silent = dialogue.greeting(on: Script(["220-x\r\n"], end: .timedOut), by: soon)
    #expect(silent == StepOutcome(reason: .timedOut, isOpen: false))
  }

  @Test func `keeps only the beginning of a long line`() throws {
    var reader = SMTPReplyReader()
    let reply = try reader.reply(from: Script(["220 " + String(repeating: "x", count: 5000) + "\r\n"]), by: soon)
    #expect(reply.lines.map(\.count) == [SMTPReplyReader.longestLine - 4])
  }

  private func greeted(_ offers: String, _ replies: [String]) -> (SMTPDialogue, Script) {
    var dialogue = SMTPDialogue()
    let script = Script(["250-hello\r\n250 \(offers)\r\n"] + replies)
    #expect(dialogue.hello("me", on: script, by: soon) == .ok)
    return (dialogue, script)
  }

  @Test func `logs in with PLAIN if it is offered, and once only`() {
    var (dialogue, script) = greeted("AUTH LOGIN PLAIN", ["235 welcome\r\n", "235 again\r\n"])
    #expect(dialogue.logIn(Secret("ü"), Secret("p w"), on: script, by: soon) == .ok)
    #expect(dialogue.logIn(Secret("ü"), Secret("p w"), on: script, by: soon).reason == .notOffered)
    #expect(script.heard == ["EHLO me", "AUTH PLAIN AMO8AHAgdw=="])
  }

  @Test func `logs in with LOGIN otherwise`() {
    var (dialogue, script) = greeted("AUTH=LOGIN", ["334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n", "235 ok\r\n"])
    #expect(dialogue.logIn(Secret("u"), Secret("p"), on: script, by: soon) == .ok)
    #expect(script.heard == ["EHLO me", "AUTH LOGIN", "dQ==", "cA=="])
  }

  @Test(arguments: [
    ("AUTH PLAIN", "535 5.7.8 no\r\n", ProbeReason.refused, false), ("AUTH PLAIN", "454 later\r\n", .temporary, true),
    ("AUTH PLAIN", "530 first TLS\r\n", .tlsRequired, false), ("AUTH PLAIN", "538 first TLS\r\n", .tlsRequired, false),
    ("AUTH PLAIN", "334 \r\n", .refused, false), ("AUTH LOGIN", "535 no\r\n", .refused, false),
    ("AUTH CRAM-MD5 XOAUTH2", "", .onlyOther, false), ("SIZE 1", "", .notOffered, false),
  ]) func `says why a login is not accepted`(offers: String, reply: String, reason: ProbeReason, isTemporary: Bool) {
    var (dialogue, script) = greeted(offers, [reply])
    let outcome = dialogue.logIn(Secret("u"), Secret("p"), on: script, by: soon)
    #expect(outcome.reason == reason && outcome.isTemporary == isTemporary)
    #expect(outcome.detail.map { !$0.contains("AHUAcA==") } ?? true)
  }

  @Test func `asks for TLS only if it is offered`() {
    var (plain, script) = greeted("SIZE 1", [])
    #expect(plain.startTLS(on: script, by: soon).reason == .notOffered)
    #expect(script.heard == ["EHLO me"])
    var (refusing, other) = greeted("STARTTLS", ["454 not now\r\n"])
    #expect(refusing.startTLS(on: other, by: soon).reason == .rejected)
  }

  @Test func `notices what comes before the handshake`() {
    var (dialogue, script) = greeted("STARTTLS", ["220 go\r\n250 injected\r\n"])
    #expect(dialogue.startTLS(on: script, by: soon) == .ok)
    #expect(dialogue.hasTextBeforeHandshake)
  }

  @Test func `asks about a sender, and takes it back`() {
    var (dialogue, script) = greeted("SIZE 1", ["250 ok\r\n", "250 ok\r\n"])
    #expect(dialogue.mayBeFrom("a@b.example", on: script, by: soon) == .ok)
    #expect(script.heard.suffix(2) == ["MAIL FROM:<a@b.example>", "RSET"])
    var (refused, other) = greeted("SIZE 1", ["550 not you\r\n"])
    #expect(refused.mayBeFrom("a@b.example", on: other, by: soon).reason == .refused)
  }
}

@Suite struct `Text from a server` {
  @Test func `does not contain what the server was told`() {
    let text = ServerText(user: Secret("mailer"), password: Secret("hunter2"))
    #expect(text.shown("535 hunter2 aHVudGVyMg== AG1haWxlcgBodW50ZXIy bWFpbGVy") == "535 **** **** **** ****")
    // Neither a mark after it nor other blanks in it, nor missing padding, make it something else.
    #expect(text.shown("hunter2\u{301} aHVudGVyMg") == "****\u{301} ****")
    #expect(ServerText(password: Secret("two  words")).shown("two\t words") == "****")
    #expect(ServerText(user: Secret("mailer"), hidesUser: true).shown("no mailer") == "no ****")
    // A line that was cut may end with the beginning of a secret.
    let cut = String(repeating: "x", count: SMTPReplyReader.longestLine - 4) + "hunt"
    #expect(!text.shown(cut).contains("hunt"))
  }

  @Test func `is one short line that commands nothing`() {
    let text = ServerText()
    #expect(text.shown("a\r\nb\u{1B}[31m") == "a b\\u{1B}[31m")
    #expect(text.shown(String(repeating: "long ", count: 100)).count == ServerText.longest + 1)
    #expect(!text.shown("##vso[task.complete]").contains("##vso["))
  }
}
