/// A reply of an SMTP server (RFC 5321, section 4.2).
package struct SMTPReply: Sendable, Equatable {
  /// The three digits of its last line.
  package let code: Int
  /// The texts of its lines; long lines are cut.
  package let lines: [String]

  /// Whether what was asked for was done.
  package var isPositive: Bool { (200..<400).contains(code) }
  /// Whether the same may succeed later.
  package var isTemporary: Bool { (400..<500).contains(code) }

  /// The code and the text in one line.
  package var text: String { ([String(code)] + lines.filter { !$0.isEmpty }).joined(separator: " ") }
}

/// Why there is no reply.
package enum ReplyProblem: Error, Sendable, Equatable {
  case timedOut
  /// The connection ended, or had to be: `detail` says why, if it was the client that ended it.
  case closed(detail: String?)
  /// What the server sent is not a reply.
  case notSMTP(String)
}

/// Reads replies from a stream, whatever a server sends: what is kept and what is read is limited.
package struct SMTPReplyReader {
  private var buffer: [UInt8] = []
  private var start = 0

  /// The most bytes of a line that are kept; RFC 5321, section 4.5.3.1.5, allows no more.
  package static let longestLine = 512
  /// The most bytes of a reply; for a longer one, the connection is ended.
  package static let longestReply = 1 << 16
  private static let chunk = 4096

  /// A reader of a stream from its beginning.
  package init() {}

  /// Whether there is text that was not asked for.
  package var hasMore: Bool { start < buffer.count }

  /// The next reply.
  ///
  /// - Parameters:
  ///   - stream: Where to read.
  ///   - deadline: When it must be complete.
  /// - Returns: The reply.
  /// - Throws: ``ReplyProblem`` if there is none in time.
  package mutating func reply(
    from stream: some MailStream, by deadline: ContinuousClock.Instant
  ) throws(ReplyProblem) -> SMTPReply {
    var lines: [String] = []
    var size = 0
    while true {
      let line = try line(from: stream, by: deadline, size: &size)
      guard let (code, isLast, text) = Self.parts(of: line) else {
        throw .notSMTP(String(decoding: line, as: UTF8.self))
      }
      lines.append(text)
      if isLast { return SMTPReply(code: code, lines: lines) }
    }
  }

  /// A line without its end, cut if it is too long.
  private mutating func line(
    from stream: some MailStream, by deadline: ContinuousClock.Instant, size: inout Int
  ) throws(ReplyProblem) -> [UInt8] {
    var line: [UInt8] = []
    while true {
      let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n"))
      let piece = buffer[start..<(end ?? buffer.count)]
      size += piece.count + 1
      if size > Self.longestReply { throw .closed(detail: "the reply is larger than 64 KiB") }
      line += piece.prefix(Self.longestLine - line.count)
      start = end.map { $0 + 1 } ?? buffer.count
      if end != nil {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
      }
      buffer = try Self.more(from: stream, by: deadline, after: line)
      start = 0
    }
  }

  private static func more(
    from stream: some MailStream, by deadline: ContinuousClock.Instant, after line: [UInt8]
  ) throws(ReplyProblem) -> [UInt8] {
    do throws(StreamProblem) {
      let bytes = try stream.read(atMost: chunk, by: deadline)
      if bytes.isEmpty { throw .closed }
      return bytes
    } catch {
      switch error {
      case .timedOut: throw .timedOut
      case .closed: throw .closed(detail: nil)
      }
    }
  }

  private static func parts(of line: [UInt8]) -> (code: Int, isLast: Bool, text: String)? {
    guard line.count >= 3, line[0..<3].allSatisfy({ (0x30...0x39).contains($0) }), (0x32...0x35).contains(line[0])
    else { return nil }
    let code = line[0..<3].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard line.count > 3 else { return (code, true, "") }
    guard line[3] == UInt8(ascii: " ") || line[3] == UInt8(ascii: "-") else { return nil }
    return (code, line[3] == UInt8(ascii: " "), String(decoding: line[4...], as: UTF8.self))
  }
}
