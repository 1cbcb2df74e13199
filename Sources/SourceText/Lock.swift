import LibC

/// A value that several threads use, one at a time.
///
/// A `Mutex` would let the compiler verify that, but the thread sanitizer does not support `Mutex`.
package final class Locked<Value>: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var value: Value

  /// A value, which only this object refers to.
  package init(_ value: sending Value) {
    self.value = value
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Calls a function with the value. The function must not use this object.
  package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return try body(&value)
  }
}

/// A value that is computed at its first use, once, whichever thread needs it first.
package final class LazyShared<Value: Sendable>: Sendable {
  private enum State: Sendable {
    case unknown(@Sendable () -> Value)
    case known(Value)
  }

  private let state: Locked<State>

  /// A value that a function computes. The function must not use the value itself.
  package init(_ compute: @escaping @Sendable () -> Value) {
    state = Locked(.unknown(compute))
  }

  /// The value.
  package var value: Value {
    state.withLock { state in
      switch state {
      case .known(let value): return value
      case .unknown(let compute):
        let value = compute()
        state = .known(value)
        return value
      }
    }
  }
}
