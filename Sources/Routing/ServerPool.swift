public import Language
import Synchronization

/// Hands out servers to those who send mail, each to one at a time, in the order of the routing.
///
/// A sender acquires a server for a mail, or for a batch of one site, and releases it when it is done; in the meantime the
/// server is busy, and mail goes to the next one of its chain. A pool may be used from any number of threads and tasks; it
/// never waits.
public final class ServerPool: Sendable {
  /// The routing that decides.
  public let router: Router
  private let busy = Mutex(Set<String>())

  /// Makes a pool in which every server is idle.
  public init(_ router: Router) {
    self.router = router
  }

  /// The ids of the servers that are in use.
  public var busyServers: Set<String> { busy.withLock { $0 } }

  /// What a sender gets.
  public enum Acquisition: Sendable {
    /// This server, until the lease is released.
    case available(Lease)
    /// Nothing now: every server of the chain is busy; try again when one was released.
    case temporarilyUnavailable
    /// Nothing, ever: the chain is empty.
    case permanentlyUnavailable
  }

  /// Takes the first server of a scope's chain that is idle.
  ///
  /// - Parameters:
  ///   - scope: Whose mail it is.
  ///   - refused: The ids of servers that have refused this mail: the next attempt goes to another.
  /// - Returns: Nil for a site that is not declared.
  public func acquire(for scope: Scope, refusedBy refused: Set<String> = []) -> Acquisition? {
    guard let chain = router.chain(of: scope) else { return nil }
    // Looking and taking are one step: between two no other sender can take the same server.
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

  /// The right to use a server alone.
  ///
  /// It ends with ``release()``, or when nobody holds the lease any more: a sender that fails cannot keep a server busy.
  public final class Lease: Sendable {
    /// The server.
    public let server: Server
    private let pool: Mutex<ServerPool?>

    fileprivate init(_ server: Server, _ pool: ServerPool) {
      self.server = server
      self.pool = Mutex(pool)
    }

    /// Gives the server back. What is released twice is released once: somebody else may have it already.
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
