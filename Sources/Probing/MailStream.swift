/// Bytes to and from a server, each within a time that the caller sets.
package protocol MailStream: AnyObject {
  /// Reads at most so many bytes; none at the end of the stream.
  ///
  /// - Throws: ``StreamProblem`` if nothing comes in time, or the connection breaks.
  func read(atMost count: Int, by deadline: ContinuousClock.Instant) throws(StreamProblem) -> [UInt8]

  /// Writes all bytes.
  ///
  /// - Throws: ``StreamProblem`` if they cannot be written in time, or the connection breaks.
  func write(_ bytes: [UInt8], by deadline: ContinuousClock.Instant) throws(StreamProblem)
}

/// Why a stream cannot be used further.
package enum StreamProblem: Error, Sendable, Equatable {
  case timedOut
  case closed
}
