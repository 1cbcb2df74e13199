import LibC

/// A value that several threads use, one at a time, and can wait for.
///
/// A `Mutex` would let the compiler verify that, but the thread sanitizer does not support `Mutex`. What is `@inlinable` is
/// public, because the compiler inlines no `package` functions, and copies of generic values take thousands of
/// instructions.
public final class Locked<Value>: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  @usableFromInline var value: Value

  /// A value, which only this object refers to.
  package init(_ value: sending Value) {
    self.value = value
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
    change.initialize(to: pthread_cond_t())
    pthread_cond_init(change, nil)
  }

  deinit {
    pthread_cond_destroy(change)
    change.deallocate()
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Calls a function with the value. The function must not use this object.
  @inlinable public func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    acquire()
    defer { release() }
    return try body(&value)
  }

  @usableFromInline func acquire() { pthread_mutex_lock(lock) }

  @usableFromInline func release() { pthread_mutex_unlock(lock) }

  /// Wakes a thread that waits, to look at the value again.
  package func signal() { pthread_cond_signal(change) }

  /// Waits until the value is as it is wanted, at most this long, and returns what a function makes of it then.
  package func wait<Result>(milliseconds: Int, until isReady: (Value) -> Bool, _ body: (Value) -> Result) -> Result {
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    end.tv_nsec += milliseconds % 1000 * 1_000_000
    end.tv_sec += milliseconds / 1000 + end.tv_nsec / 1_000_000_000
    end.tv_nsec %= 1_000_000_000
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while !isReady(value), pthread_cond_timedwait(change, lock, &end) == 0 {}
    return body(value)
  }
}

/// A value that is computed at its first use, once, whichever thread needs it first.
public final class LazyShared<Value: Sendable>: Sendable {
  @usableFromInline enum State: Sendable {
    case unknown(@Sendable () -> Value)
    case known(Value)
  }

  @usableFromInline let state: Locked<State>

  /// A value that a function computes. The function must not use the value itself.
  package init(_ compute: @escaping @Sendable () -> Value) {
    state = Locked(.unknown(compute))
  }

  /// The value. It is asked for several times for each finding.
  @inlinable public var value: Value {
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
