import Language
import Synchronization
import Testing

@testable import Routing

@Suite("A pool of servers")
struct ServerPoolTests {
  private func pool() throws -> ServerPool {
    ServerPool(
      Router(
        try table(
          """
          version: 1
          servers: { a: { serverName: h }, b: { serverName: i }, off: { serverName: j, enabled: false } }
          global: { defaultServer: a }
          sites: { shop: { servers: [b] }, dark: { defaultServer: off }, none: { defaultServer: null } }
          """)))
  }

  private func taken(_ acquisition: ServerPool.Acquisition?) -> ServerPool.Lease? {
    if case .available(let lease)? = acquisition { lease } else { nil }
  }

  @Test("assigns the servers of a chain in order, each once, and accepts them back")
  func order() throws {
    let pool = try pool()
    let first = try #require(taken(pool.acquire(for: .site("SHOP"))))
    let second = try #require(taken(pool.acquire(for: .site("shop"))))
    #expect([first.server.id, second.server.id] == ["a", "b"])
    guard case .temporarilyUnavailable? = pool.acquire(for: .site("shop")) else {
      Issue.record("both are in use")
      return
    }
    #expect(pool.busyServers == ["a", "b"])
    first.release()
    #expect(taken(pool.acquire(for: .site("shop")))?.server.id == "a")
    second.release()
  }

  @Test("shares servers among all scopes")
  func shared() throws {
    let pool = try pool()
    let lease = try #require(taken(pool.acquire(for: .global)))
    #expect(taken(pool.acquire(for: .site("shop")))?.server.id == "b")
    guard case .temporarilyUnavailable? = pool.acquire(for: .global) else {
      Issue.record("its only server is in use")
      return
    }
    lease.release()
  }

  @Test("skips servers that have refused the message")
  func refused() throws {
    let pool = try pool()
    #expect(taken(pool.acquire(for: .site("shop"), refusedBy: ["a"]))?.server.id == "b")
    guard case .temporarilyUnavailable? = pool.acquire(for: .site("shop"), refusedBy: ["a", "b"]) else {
      Issue.record("both have refused")
      return
    }
    #expect(pool.busyServers.isEmpty)
  }

  @Test("distinguishes an empty chain, a busy one, and an undeclared site")
  func none() throws {
    let pool = try pool()
    guard case .permanentlyUnavailable? = pool.acquire(for: .site("none")),
      case .permanentlyUnavailable? = pool.acquire(for: .site("dark"))
    else {
      Issue.record("there is no server")
      return
    }
    #expect(pool.acquire(for: .site("nowhere")) == nil)
  }

  @Test("releases a server once, whoever has it by then")
  func releasedTwice() throws {
    let pool = try pool()
    let first = try #require(taken(pool.acquire(for: .global)))
    first.release()
    let second = try #require(taken(pool.acquire(for: .global)))
    first.release()
    #expect(pool.busyServers == ["a"])
    second.release()
    #expect(pool.busyServers.isEmpty)
  }

  @Test("releases a server when its lease is no longer referenced")
  func forgotten() throws {
    let pool = try pool()
    do {
      let lease = try #require(taken(pool.acquire(for: .global)))
      #expect(pool.busyServers == [lease.server.id])
    }
    #expect(pool.busyServers.isEmpty)
  }

  /// Records which servers are in use.
  private final class Watch: Sendable {
    private let inUse = Mutex<Set<String>>([])
    private let collisions = Mutex(0)

    var collisionCount: Int { collisions.withLock { $0 } }

    func begin(_ id: String) {
      if !inUse.withLock({ $0.insert(id).inserted }) { collisions.withLock { $0 += 1 } }
    }

    func end(_ id: String) {
      inUse.withLock { _ = $0.remove(id) }
    }
  }

  @Test("never assigns a server to two senders at a time")
  func concurrent() async throws {
    let pool = try pool()
    let watch = Watch()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        let scope: Scope = number.isMultiple(of: 3) ? .global : .site("shop")
        group.addTask {
          for _ in 0..<500 {
            if case .available(let lease)? = pool.acquire(for: scope) {
              watch.begin(lease.server.id)
              await Task.yield()
              watch.end(lease.server.id)
              lease.release()
            }
            await Task.yield()
          }
        }
      }
    }
    #expect(watch.collisionCount == 0)
    #expect(pool.busyServers.isEmpty)
  }
}
