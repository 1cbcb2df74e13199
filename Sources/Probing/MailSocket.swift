import LibC
import ProbeResults

/// A connection to a server, whose descriptor never blocks.
final class MailSocket: MailStream {
  let descriptor: Int32

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Connects to an address.
  ///
  /// - Throws: ``StepOutcome`` with the reason.
  static func connect(
    to address: SocketAddress, by deadline: ContinuousClock.Instant
  ) throws(StepOutcome) -> MailSocket {
    #if canImport(Glibc)
      let descriptor = socket(address.domain, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(address.domain, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { throw failure(errno) }
    let connection = MailSocket(descriptor)
    guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else {
      throw failure(errno)
    }
    let status = address.withPointer { LibC.connect(descriptor, $0, $1) } ?? -1
    if status == 0 { return connection }
    guard errno == EINPROGRESS || errno == EINTR else { throw failure(errno) }
    guard connection.wait(for: POLLOUT, until: deadline) else { throw StepOutcome(reason: .timedOut, isOpen: false) }
    var problem: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &size) == 0 else { throw failure(errno) }
    // A server that ends the connection at once has accepted it.
    if problem != 0, problem != ECONNRESET { throw failure(problem) }
    return connection
  }

  private static func failure(_ problem: Int32) -> StepOutcome {
    let reason: ProbeReason =
      switch problem {
      case ECONNREFUSED: .refused
      case ETIMEDOUT: .timedOut
      default: .unreachable
      }
    let detail = reason == .unreachable ? String(cString: strerror(problem)) : nil
    return StepOutcome(reason: reason, detail: detail, isOpen: false)
  }

  /// The address of this end, in text form, as an address literal (RFC 5321, section 4.1.3).
  var ownLiteral: String? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let isFound = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        getsockname(descriptor, address, &size) == 0
          && getnameinfo(address, size, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
      }
    }
    guard isFound else { return nil }
    let name = String(terminated: text)
    return name.contains(":") ? "[IPv6:\(name)]" : "[\(name)]"
  }

  /// Waits until the socket can be read or written; false if that takes too long.
  func wait(for events: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    while true {
      var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      let count = poll(&entry, 1, deadline.remainingMilliseconds)
      if count > 0 { return true }
      if count == 0 || errno != EINTR { return false }
    }
  }

  func read(atMost count: Int, by deadline: ContinuousClock.Instant) throws(StreamProblem) -> [UInt8] {
    while true {
      // A server that never stops must not get more time.
      guard ContinuousClock.now < deadline else { throw .timedOut }
      var bytes = [UInt8](repeating: 0, count: count)
      let length = recv(descriptor, &bytes, count, 0)
      if length >= 0 { return Array(bytes.prefix(length)) }
      switch errno {
      case EINTR: continue
      case EAGAIN: guard wait(for: POLLIN, until: deadline) else { throw .timedOut }
      default: throw .closed
      }
    }
  }

  func write(_ bytes: [UInt8], by deadline: ContinuousClock.Instant) throws(StreamProblem) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Self.sendFlags) }
      if length >= 0 {
        rest = rest.dropFirst(length)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: guard wait(for: POLLOUT, until: deadline) else { throw .timedOut }
      default: throw .closed
      }
    }
  }

  /// A server that has gone is an error, not a signal.
  private static var sendFlags: Int32 {
    #if canImport(Darwin)
      0
    #else
      Int32(MSG_NOSIGNAL)
    #endif
  }
}
