import SMTPConfKit

/// Sends mail using the routing table that `smtpconf build` has written. Any number of threads and tasks share a sender.
struct Sender {
  let pool: ServerPool

  init(table: [UInt8]) throws {
    pool = ServerPool(try Router(tableJSON: table))
  }

  /// Sends a message through the first server that is idle and accepts it.
  ///
  /// - Parameters:
  ///   - scope: The site the message belongs to, or `.global` if it belongs to none.
  ///   - deliver: Hands the message over; returns false if the server refuses it.
  /// - Returns: What became of the message.
  func send(of scope: Scope, deliver: (Delivery) throws -> Bool) rethrows -> String {
    var refused: Set<String> = []
    while true {
      switch pool.acquire(for: scope, refusedBy: refused) {
      case .available(let lease):
        defer { lease.release() }  // also if deliver throws
        if try deliver(lease.server.delivery) { return "sent through \(lease.server.id)" }
        refused.insert(lease.server.id)  // the next attempt uses another server
      case .temporarilyUnavailable: return "waits: every server is busy or has refused it"
      case .permanentlyUnavailable: return "waits for ever: \(scope) has no server"
      case nil: return "unknown site \(scope)"
      }
    }
  }
}
