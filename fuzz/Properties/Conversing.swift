import ProbeResults
import Probing
import SourceText

extension Property {
  /// Whatever a server says: nothing is sent that could be a mail, a login is tried once at most, and what is shown is one
  /// short line without the password.
  package static let smtp = Property("smtp", takesConfigurations: false) { input in
    let stream = ScriptedStream(input)
    let (user, password) = (Secret("mailer"), Secret("hunter2 ü"))
    let deadline = ContinuousClock.now + .seconds(60)
    var dialogue = SMTPDialogue()
    var outcomes = [
      dialogue.greeting(on: stream, by: deadline), dialogue.hello("client.example", on: stream, by: deadline),
      dialogue.startTLS(on: stream, by: deadline), dialogue.hello("client.example", on: stream, by: deadline),
    ]
    outcomes += [
      dialogue.logIn(user, password, on: stream, by: deadline),
      dialogue.logIn(user, password, on: stream, by: deadline),
      dialogue.mayBeFrom("a@b.example", on: stream, by: deadline),
    ]
    dialogue.quit(on: stream, by: deadline)
    let lines = stream.written.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast()
    let known = ["EHLO client.example", "STARTTLS", "AUTH LOGIN", "MAIL FROM:<a@b.example>", "RSET", "QUIT"]
    // The answers to LOGIN, and the login of PLAIN.
    let answers = ["bWFpbGVy", "aHVudGVyMiDDvA==", "AUTH PLAIN AG1haWxlcgBodW50ZXIyIMO8"]
    for line in lines { try require((known + answers).contains(String(line)), "`\(line)` was sent") }
    try require(lines.count { $0.hasPrefix("AUTH ") } <= 1, "two logins were tried")
    let text = ServerText(user: user, password: password)
    for detail in outcomes.compactMap(\.detail).map(text.shown) {
      try require(detail.count <= ServerText.longest + 10_000, "a long text is shown")
      try require(!detail.contains { $0.isNewline }, "a text of several lines is shown")
      let hidden = [password.reveal()] + answers.map { $0.replacing("AUTH PLAIN ", with: "") }
      for secret in hidden { try require(!detail.contains(secret), "a secret is shown in `\(detail)`") }
    }
  }
}

/// A server that sends the same, whatever it is told.
private final class ScriptedStream: MailStream {
  private var input: ArraySlice<UInt8>
  private(set) var written = ""

  init(_ input: [UInt8]) {
    self.input = input[...]
  }

  func read(atMost count: Int, by deadline: ContinuousClock.Instant) throws(StreamProblem) -> [UInt8] {
    // Pieces of different sizes, so that lines are cut anywhere.
    let piece = Array(input.prefix(min(count, 1 + input.count % 7)))
    input = input.dropFirst(piece.count)
    return piece
  }

  func write(_ bytes: [UInt8], by deadline: ContinuousClock.Instant) throws(StreamProblem) {
    written += String(decoding: bytes, as: UTF8.self)
  }
}
