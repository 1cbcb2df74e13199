public import Language
import Synchronization

/// Assigns servers to senders, each to one sender at a time, in the order of the routing.
///
/// A sender acquires a server for a message, or for a batch of one site, and releases it afterwards; in the meantime
/// the server is busy, and mail goes to the next one in its chain. A pool may be used from any number of threads and
/// tasks; it never waits.
public final class ServerPool: Sendable {
  /// The routing.
  public let router: Router
  private let busy = Mutex(Set<String>())

  /// Makes a pool in which every server is idle.
  public init(_ router: Router) {
    self.router = router
  }

  /// The ids of the servers that are in use.
  public var busyServers: Set<String> { busy.withLock { $0 } }

  /// The result of acquiring a server.
  public enum Acquisition: Sendable {
    /// This server, until the lease is released.
    case available(Lease)
    /// None at the moment: every server of the chain is busy; try again after one is released.
    case temporarilyUnavailable
    /// None, ever: the chain is empty.
    case permanentlyUnavailable
  }

  /// Acquires the first idle server of a scope's chain.
  ///
  /// - Parameters:
  ///   - scope: The site that the message belongs to, or `global`.
  ///   - refused: The ids of servers that have refused this message: the next attempt uses another.
  /// - Returns: Nil for an undeclared site.
  public func acquire(for scope: Scope, refusedBy refused: Set<String> = []) -> Acquisition? {
    guard let chain = router.chain(of: scope) else { return nil }
    // Finding and acquiring are one step, so that no other sender can acquire the same server in between.
    return busy.withLock { busy in
      switch chain.outcome(busy: refused.isEmpty ? busy : busy.union(refused)) {
      case .permanentlyUnavailable: return .permanentlyUnavailable
      case .temporarilyUnavailable: return .temporarilyUnavailable
      case .available(let server):
        busy.insert(server.id)
        return .available(Lease(server, self))
      }
    }
  }

  fileprivate func release(_ server: Server) {
    busy.withLock { _ = $0.remove(server.id) }
  }

  /// The exclusive right to use a server.
  ///
  /// It ends with ``release()``, or when the lease is no longer referenced: a sender that fails cannot keep a server
  /// busy.
  public final class Lease: Sendable {
    /// The server.
    public let server: Server
    private let pool: Mutex<ServerPool?>

    fileprivate init(_ server: Server, _ pool: ServerPool) {
      self.server = server
      self.pool = Mutex(pool)
    }

    /// Releases the server. Only the first call counts: another sender may have acquired it already.
    public func release() {
      let pool = pool.withLock { pool in
        defer { pool = nil }
        return pool
      }
      pool?.release(server)
    }

    deinit { release() }
  }
}
