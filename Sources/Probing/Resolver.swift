package import Language
import LibC
import ProbeResults
import SourceText

/// A numeric address of a host.
package struct SocketAddress: Sendable {
  /// The bytes of `sockaddr`, as the system gave them.
  fileprivate let bytes: [UInt8]
  fileprivate let family: Int32
  /// The address in text form.
  package let text: String

  /// Whether what is sent there stays on this machine.
  var isLoopback: Bool {
    IPv4Address(text)?.isLoopback ?? IPv6Address(text)?.isLoopback ?? false
  }

  /// Calls a function with the address in the form of the system.
  func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result? {
    bytes.withUnsafeBytes { buffer in
      buffer.baseAddress.map { body($0.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count)) }
    }
  }

  /// The domain of a socket for it.
  var domain: Int32 { family }
}

/// Which kinds of addresses are used.
package enum AddressFamily: Sendable {
  case any, ipv4, ipv6

  fileprivate var hint: Int32 {
    switch self {
    case .any: AF_UNSPEC
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    }
  }
}

/// Asks the system for the addresses of a host.
package struct Resolver: Sendable {
  private let family: AddressFamily

  /// A resolver for a kind of addresses.
  package init(_ family: AddressFamily) {
    self.family = family
  }

  /// All addresses of a host, in the system's order.
  ///
  /// The system's function cannot be interrupted, so it runs in a thread of its own, which nobody waits for longer than
  /// until the deadline.
  /// - Parameters:
  ///   - host: The host.
  ///   - port: The port.
  ///   - deadline: When an answer must be there.
  /// - Returns: At least one address.
  /// - Throws: ``StepOutcome`` with the reason.
  package func addresses(
    of host: Host, port: UInt16, by deadline: ContinuousClock.Instant
  ) throws(StepOutcome) -> [SocketAddress] {
    let answer = Locked<Result<[SocketAddress], StepOutcome>?>(nil)
    let (name, port, family) = (host.description, String(port), family)
    let isAddress = host.isAddress
    let work: @Sendable () -> Void = {
      let found = Self.ask(name, port, family, isAddress: isAddress)
      answer.withLock { $0 = found }
      answer.signal()
    }
    guard let thread = SystemThread(work) else {
      throw StepOutcome(reason: .resolverFailed, detail: "no thread could be started", isOpen: false)
    }
    thread.detach()
    let time = Int(deadline.remainingMilliseconds)
    guard let result = answer.wait(milliseconds: time, until: { $0 != nil }, { $0 }) else {
      throw StepOutcome(reason: .resolverFailed, detail: "no answer in time", isOpen: false)
    }
    return try result.get()
  }

  private static func ask(
    _ name: String, _ port: String, _ family: AddressFamily, isAddress: Bool
  ) -> Result<[SocketAddress], StepOutcome> {
    var hints = addrinfo()
    hints.ai_family = family.hint
    #if canImport(Glibc)
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
      hints.ai_socktype = SOCK_STREAM
    #endif
    hints.ai_flags = AI_NUMERICSERV | (isAddress ? AI_NUMERICHOST : 0)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(name, port, &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard status == 0 else {
      let reason: ProbeReason = isUnknown(status) ? .noSuchName : .resolverFailed
      return .failure(StepOutcome(reason: reason, detail: String(cString: gai_strerror(status)), isOpen: false))
    }
    var addresses: [SocketAddress] = []
    var next = list
    while let entry = next?.pointee {
      if let address = SocketAddress(entry) { addresses.append(address) }
      next = entry.ai_next
    }
    return addresses.isEmpty ? .failure(StepOutcome(reason: .noSuchName, isOpen: false)) : .success(addresses)
  }

  /// Whether the answer is that there is no such name, or that it has no address of that kind.
  private static func isUnknown(_ status: Int32) -> Bool {
    #if canImport(Darwin)
      [EAI_NONAME, EAI_NODATA].contains(status)
    #else
      // EAI_NODATA and EAI_ADDRFAMILY, which the headers hide.
      [EAI_NONAME, -5, -9].contains(status)
    #endif
  }
}

extension SocketAddress {
  fileprivate init?(_ entry: addrinfo) {
    guard let address = entry.ai_addr else { return nil }
    bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen)))
    family = entry.ai_family
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    guard getnameinfo(address, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
      return nil
    }
    self.text = String(terminated: text)
  }
}

extension ContinuousClock.Instant {
  /// The milliseconds until then; 0 if it has passed.
  var remainingMilliseconds: Int32 {
    let left = ContinuousClock.now.duration(to: self)
    let (seconds, attoseconds) = left.components
    return Int32(clamping: max(0, seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}
