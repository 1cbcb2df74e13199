import SMTPConfKit

/// Sends mail by the routing table that `smtpconf build` has written. Any number of threads and tasks share a sender.
struct Sender {
  let pool: ServerPool

  init(table: [UInt8]) throws {
    pool = ServerPool(try Router(tableJSON: table))
  }

  /// Sends a mail through the first server that is idle and does not refuse it.
  ///
  /// - Parameters:
  ///   - scope: Whose mail it is.
  ///   - deliver: Hands the mail over; false where the server refuses it.
  /// - Returns: What became of the mail, in the product's words.
  func send(of scope: Scope, deliver: (Delivery) throws -> Bool) rethrows -> String {
    var refused: Set<String> = []
    while true {
      switch pool.acquire(for: scope, refusedBy: refused) {
      case .available(let lease):
        defer { lease.release() }  // also where deliver throws
        if try deliver(lease.server.delivery) { return "sent through \(lease.server.id)" }
        refused.insert(lease.server.id)  // the next attempt goes to another
      case .temporarilyUnavailable: return "waits: every server is busy, or has refused it"
      case .permanentlyUnavailable: return "waits for ever: \(scope) has no server"
      case nil: return "there is no site \(scope)"
      }
    }
  }
}
